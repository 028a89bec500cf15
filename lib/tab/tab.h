/*
 * Tables in and out: rows of XLSX, XLS and CSV files behind one source, rows into XLSX, CSV and
 * JSONL files behind one sink. What a file is, is decided by its content, never by its suffix.
 */
#ifndef NCRE_TAB_TAB_H
#define NCRE_TAB_TAB_H

#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- source ---- */

enum cell_kind {
	CELL_EMPTY,
	CELL_TEXT,
	CELL_NUMBER, /* text is the shortest decimal that reads back as the same number */
	CELL_DATE,   /* a number with a date format; text is YYYY-MM-DD or YYYY-MM-DD hh:mm:ss */
	CELL_BOOL,   /* text is "TRUE" or "FALSE" */
	CELL_ERROR,  /* text is the error, "#N/A" */
};

enum cell_flag {
	CELL_NO_CACHED_VALUE = 1, /* a formula whose result the producer did not store */
	CELL_BAD_BYTES = 2,	  /* bytes that do not decode; text shows them as \xNN */
	CELL_FOLDED_PUA =
	    4, /* private-use characters of GB18030-2000 were folded (fold_private_use) */
	CELL_ISO_DATE = 8, /* the file stores the date as text; number is 0 */
};

struct cell {
	const char *text; /* UTF-8, NUL-terminated; never NULL; valid until the next row */
	size_t len;    /* a cell of a file may contain NULs: compare with strlen where it matters */
	double number; /* CELL_NUMBER, CELL_DATE (serial) and CELL_BOOL; else 0. permit: format */
	int column;    /* from 1 */
	enum cell_kind kind;
	unsigned flags;
};

/* One row: its non-empty cells by ascending column. Belongs to the source until the next call. */
struct row {
	int64_t number; /* as a spreadsheet program numbers it, from 1: empty rows count, and a CSV
			   record counts one however many lines its quoted fields have */
	int width;	/* fields of a CSV record, empty ones too; else the last cell's column */
	size_t count;
	const struct cell *cells;
};

/* The cell at column (from 1), or an empty one; never NULL. */
const struct cell *row_cell(const struct row *row, int column);

enum tab_format { TAB_CSV, TAB_XLSX, TAB_XLS };

struct tab_sheet {
	const char *name; /* the file's own name for CSV */
	bool hidden;
};

struct tab_src;

/*
 * Opens a file as a table and selects its first visible sheet. ERR_INPUT with what to do where it
 * is none: empty, encrypted, damaged, another kind of file, past a limit, undecodable.
 */
int tab_open(struct tab_src **ret, const char *path, struct err *e) MUST_CHECK;

/* The same over bytes in memory (a member of a ZIP); data must outlive the source. name is shown.
 */
int tab_open_memory(struct tab_src **ret, const char *name, const void *data, size_t len,
		    struct err *e) MUST_CHECK;

enum tab_format tab_format_of(const struct tab_src *src);
const char *tab_encoding(const struct tab_src *src); /* of a CSV: "UTF-8", "GB18030" ...; else "" */
char tab_delimiter(const struct tab_src *src);	     /* of a CSV; else NUL */

/* The sheets in the workbook's order; a CSV has one. */
const struct tab_sheet *tab_sheets(const struct tab_src *src, size_t *ret_count);

/* Goes to the start of sheet i. May be called again for the same sheet. */
int tab_select(struct tab_src *src, size_t i, struct err *e) MUST_CHECK;

/* Next non-empty row of the selected sheet: 1, 0 at the end, -1. */
int tab_next(struct tab_src *src, struct row *ret, struct err *e) MUST_CHECK;

/* From now on a CSV's records of empty fields only (",,") are delivered too, with count 0. */
void tab_keep_blank_rows(struct tab_src *src);

void tab_close(struct tab_src *src); /* NULL is fine */

/* ---- sink ---- */

enum sink_format { SINK_TABLE, SINK_CSV, SINK_XLSX, SINK_JSONL };

enum column_type {
	COL_TEXT,
	COL_ID, /* digits that must stay text: numbers of documents, orders, phones, codes */
	COL_INT,
	COL_FEN,  /* values are whole fen as decimal text; shown as yuan, machine output in fen */
	COL_DATE, /* values are YYYY-MM-DD */
	COL_INSTANT, /* values are decimal seconds; shown at +08:00 */
};

struct column {
	const char *key;   /* English, for JSONL and machine CSV: "reg_no" */
	const char *title; /* what people read */
	enum column_type type;
	int width; /* in Latin characters; 0: by type and title */
};

struct tab_sink;

/*
 * Opens a sink that writes to out (XLSX, CSV, JSONL; finished by tab_sink_close) or, where out is
 * NULL, to stdout (all but XLSX; SINK_TABLE aligns columns for a terminal). A CSV file is for
 * people: byte order mark, titles, CRLF, yuan, times at +08:00; CSV on stdout is for machines:
 * keys, LF, fen, ISO 8601. Both guard text against being taken for a formula with an apostrophe
 * that the CSV source takes away again. now is stored as the
 * workbook's creation time, so that equal input gives equal bytes. columns must outlive the sink.
 */
int tab_sink_open(struct tab_sink **ret, enum sink_format format, struct output *out,
		  const char *sheet, const struct column *columns, size_t count, int64_t now,
		  struct err *e) MUST_CHECK;

/* One row of count values, NULL or "" for none. An error sticks and comes out at close. */
void tab_sink_row(struct tab_sink *sink, const char *const *values);

/* Ends the file and releases the sink. -1 where anything could not be written. */
int tab_sink_close(struct tab_sink *sink, struct err *e) MUST_CHECK;

#endif
