/*
 * Inside lib/job: rows that are left out while the others of their file are taken (--partial). Each
 * stays open until a file brings it right: the reject workbook, by the id it carries, or any other
 * file of the kind, by the fields that make a row unique.
 */
#ifndef NCRE_JOB_OPEN_ROWS_H
#define NCRE_JOB_OPEN_ROWS_H

#include "base/buf.h"
#include "job/import_kind.h"

/* Findings of one file, sorted, walked beside its rows. */
struct finding_cursor {
	const struct findings *findings;
	size_t at;
};

/*
 * Goes on to the row's findings: false where it has no error; else its reasons, and marks (one byte
 * a column, may be NULL) where they are.
 */
bool row_reasons(struct finding_cursor *c, int64_t row, unsigned char *marks, int columns,
		 struct buf *ret);

/* The id a row goes by when it is handed back: the one it came with, else of file and row. */
const char *open_row_id(struct arena *out, const struct layout_map *map, const struct row *row,
			const char *sha256);

/*
 * After the file of v was taken: opens the rows that were not, closes those that were open. Counts
 * rows_closed and rows_open (of the kind, in all files).
 */
int open_rows_settle(struct import *im, const struct import_verdict *v, struct err *e) MUST_CHECK;

#endif
