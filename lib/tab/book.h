/*
 * Workbooks out: XLSX with several sheets, drop-down lists, notes and coloured cells, written row
 * by row in constant memory. What only needs one plain sheet uses the sink of tab.h, which is one
 * of these inside.
 *
 * Nothing is returned by the calls between open and close: the first error sticks and comes out
 * of book_close.
 */
#ifndef NCRE_TAB_BOOK_H
#define NCRE_TAB_BOOK_H

#include "tab/tab.h"

struct book;

/* now is stored as the creation time. ERR_OUTPUT where the file cannot be begun. */
int book_open(struct book **ret, struct output *out, int64_t now, struct err *e) MUST_CHECK;

/* The same, kept in memory until it is closed: what book_picture needs to place pictures. */
int book_open_whole(struct book **ret, struct output *out, int64_t now, struct err *e) MUST_CHECK;

/*
 * Begins a sheet: a styled header row of titles, frozen, with a filter; the columns' types decide
 * formats and widths. columns must outlive the book. The name is cut and cleaned to what Excel
 * allows (31 characters, none of []:*?/\).
 */
void book_sheet(struct book *b, const char *name, const struct column *columns, size_t count);

/* One row of the current sheet; NULL or "" for none. */
void book_row(struct book *b, const char *const *values);

/* The same with cells coloured where marks[i] is not 0 (marks NULL: none). */
void book_row_marked(struct book *b, const char *const *values, const unsigned char *marks);

/*
 * A JPEG of height pixels in column (from 0) of the row that is written next; the row becomes as
 * high. The bytes are copied. Only in a book of book_open_whole.
 */
void book_picture(struct book *b, size_t column, const void *data, size_t len, int height_px);

/*
 * A drop-down list for a column (from 0) of the current sheet, from its second row on: formula is
 * a range ("=码表!$A$2:$A$9"). What is not in the list is warned about, not refused: the import
 * is the judge.
 */
void book_list(struct book *b, size_t column, const char *formula);

/* A note on the header of a column (from 0). */
void book_note(struct book *b, size_t column, const char *text);

/* Finishes the file (output_finish too) and releases the book. */
int book_close(struct book *b, struct err *e) MUST_CHECK;

#endif
