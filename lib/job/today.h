/* What an office should know in the morning: what ran, what waits, what comes next. */
#ifndef NCRE_JOB_TODAY_H
#define NCRE_JOB_TODAY_H

#include "job/job.h"

enum { TODAY_HEAD_TEXT = 65 };

/*
 * Calls fn for each line: topic (a word of machine output), one sentence, whether it waits for a
 * person, and a count (-1: none).
 */
typedef int today_line_fn(void *ctx, const char *topic, const char *text, bool waits, int64_t count,
			  struct err *e);
int today_each(struct job *job, today_line_fn *fn, void *ctx, struct err *e) MUST_CHECK;

#endif
