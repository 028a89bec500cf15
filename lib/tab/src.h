/* Inside lib/tab: what the three sources share. */
#ifndef NCRE_TAB_SRC_H
#define NCRE_TAB_SRC_H

#include "base/buf.h"
#include "tab/number.h"
#include "tab/tab.h"

/* Limits on what is read; each has its own message. */
enum {
	LIMIT_COLUMNS = 16384,
	LIMIT_ROWS = 1048576,	  /* of a workbook's sheet */
	LIMIT_TEXT = 1024 * 1024, /* bytes of one cell */
	LIMIT_RECORD = 16777216,  /* bytes of one row or one shared string as it stands */
};
#define LIMIT_FILE_BYTES ((int64_t)2 << 30)
#define LIMIT_XLSX_BYTES ((int64_t)512 << 20)
#define LIMIT_XLS_BYTES	 ((int64_t)256 << 20)

/* The bytes of a file, on disk or in memory. */
struct input {
	int fd;			   /* -1: in memory */
	const unsigned char *data; /* where fd is -1 */
	int64_t size;
	const char *name; /* for messages */
};

/* Up to len bytes from offset; short only at the end. */
int input_at(const struct input *in, int64_t offset, void *to, size_t len, size_t *ret_got,
	     struct err *e) MUST_CHECK;

/* What stands in a file, by its first bytes. */
enum content {
	CONTENT_TEXT,
	CONTENT_ZIP,
	CONTENT_CFB,  /* an OLE compound file: .xls, or an encrypted .xlsx */
	CONTENT_BIFF, /* a BIFF stream without its container */
	CONTENT_HTML,
	CONTENT_XML2003, /* SpreadsheetML 2003 */
	CONTENT_MHTML,
	CONTENT_PDF,
	CONTENT_PICTURE,
	CONTENT_ARCHIVE, /* RAR, 7z, gzip */
	CONTENT_RTF,
};

enum content content_sniff(const unsigned char *head, size_t len);

struct src_ops {
	int (*select)(struct tab_src *src, size_t i, struct err *e);
	int (*next)(struct tab_src *src, struct row *ret, struct err *e);
	void (*close)(struct tab_src *src);
};

struct tab_src {
	const struct src_ops *ops;
	enum tab_format format;
	struct input in;
	char *name; /* the file's name without folder */
	const char *encoding;
	char delimiter;
	bool blank_rows; /* tab_keep_blank_rows */
	VEC_OF(struct tab_sheet) sheets;
	VEC_OF(struct cell) cells; /* of the current row */
	struct arena perm;	   /* until closed: sheet names */
	struct arena row;	   /* until the next row: texts that could not stay in place */
	void *impl;
};

/* Each fills src (impl, ops, format, sheets) or leaves nothing behind to close. */
int csv_open(struct tab_src *src, struct err *e) MUST_CHECK;
int xlsx_open(struct tab_src *src, struct err *e) MUST_CHECK;
int xls_open(struct tab_src *src, bool bare, struct err *e) MUST_CHECK; /* bare: no container */

void src_add_sheet(struct tab_src *src, const char *name, bool hidden);

/*
 * The next cell of the current row, empty: filled where it stands and counted (cells.len) once it
 * is whole. A copy of one just filled would wait for it: its loads are wider than the stores.
 */
static inline struct cell *src_next_cell(struct tab_src *src)
{
	struct cell *c;

	if (src->cells.len == src->cells.cap) {
		src->cells.cap = src->cells.cap ? src->cells.cap * 2 : 64;
		src->cells.items =
		    mem_realloc(src->cells.items, src->cells.cap, sizeof *src->cells.items);
	}
	c = &src->cells.items[src->cells.len];
	*c = (struct cell){.text = ""};
	return c;
}

/* Makes c a number or date as its format says, text included. */
void cell_set_number(struct tab_src *src, struct cell *c, double number, struct number_look look,
		     bool epoch_1904); /* permit: format */

/* Puts the current row's cells in order of column; of two in one column the later one stays. */
void src_sort_cells(struct tab_src *src);

/* Folds private-use characters in the cell's text, into src->row where there are any. */
void cell_fold_pua(struct tab_src *src, struct cell *cell);

#endif
