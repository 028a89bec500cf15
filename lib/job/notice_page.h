/* The payment notice (缴费通知单) of a school's order on paper: what is paid for, and how much. */
#ifndef NCRE_JOB_NOTICE_PAGE_H
#define NCRE_JOB_NOTICE_PAGE_H

#include "exam/sitting.h"
#include "job/job.h"

struct notice_page {
	const struct sitting *sitting;
	const char *order_no;
	const char *path; /* ends in .pdf */
	/* What of a name may leave the office: the name, or a masked one in row. */
	const char *(*show)(void *ctx, struct arena *row, const char *field, const char *value);
	void *ctx;
};

/*
 * Writes the notice as PDF. ERR_INPUT where there is no such order; ERR_RULE with findings where a
 * name cannot be printed (R-GLYPH).
 */
int notice_page_print(struct job *job, const struct notice_page *what, struct err *e) MUST_CHECK;

#endif
