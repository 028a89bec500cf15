/* A sitting from one workbook: its windows, sites, subjects, offerings, caps, rooms, sessions. */
#ifndef NCRE_JOB_SETUP_H
#define NCRE_JOB_SETUP_H

#include "job/job.h"

struct setup_result {
	const char *sitting_code, *sitting_name; /* in job->arena */
	int64_t rows;				 /* rows read from all sheets */
};

/*
 * Loads the workbook into the open run. A row that differs from the database changes it, a row
 * that is there already does nothing, so loading twice is harmless. What the database has and a
 * sheet no longer names stays and is a warning; a sheet that is missing is left alone (only 考次
 * must be there). ERR_INPUT where the file cannot be read or is no setup workbook, ERR_RULE where
 * any row has an error: then nothing may be kept. The sheets are described in schemas/layout/.
 */
int setup_load(struct job *job, const char *path, struct setup_result *ret,
	       struct err *e) MUST_CHECK;

/* The layouts of its sheets in the workbook's order; ends with NULL. */
const char *const *setup_kinds(void);

#endif
