/*
 * The workbook of rows that failed: a sheet per file, the original columns in their order, failing
 * rows only, the cell at fault coloured, the reason beside it. Corrected and imported again it
 * closes exactly those rows, by the ids they carry (job/open_rows.h).
 */
#ifndef NCRE_JOB_REJECT_H
#define NCRE_JOB_REJECT_H

#include "job/job.h"
#include "tab/layout.h"

struct reject;

int reject_open(struct reject **ret, struct job *job, const char *path, struct err *e) MUST_CHECK;

struct import_verdict;

/* Reads the file a second time and writes the rows that have an error finding. */
int reject_file(struct reject *r, const struct import_verdict *v, struct err *e) MUST_CHECK;

/* Finishes the workbook and releases r. Where no row failed, no file is written. */
int reject_close(struct reject *r, struct err *e) MUST_CHECK;
void reject_abandon(struct reject *r); /* NULL is fine */

#endif
