/* Inside lib/job: the contact sheet of photos that do not pass, to look through or send back. */
#ifndef NCRE_JOB_PHOTO_SHEET_H
#define NCRE_JOB_PHOTO_SHEET_H

#include "img/verdict.h"
#include "job/photo_list.h"

struct photo_sheet_entry {
	const struct photo_item *item;
	const char *site_code; /* "" where the photo is nobody's */
	const char *reg_no;
	enum photo_verdict verdict;
	int errors;	     /* how many remarks refuse it */
	const char *remarks; /* what is wrong, in sentences */
};

/*
 * Writes the sheet to path as an output of the job: sites apart, the worst first, the measured
 * lines of head and eyes drawn over each picture. Where path is a folder each site gets a file of
 * its own there, named by its code. Sorts entries.
 */
int photo_sheet_write(struct job *job, const char *path, struct photo_sheet_entry *entries,
		      size_t count, struct err *e) MUST_CHECK;

#endif
