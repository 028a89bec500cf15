/* Inside lib/tab: what the files of the XLSX source share. */
#ifndef NCRE_TAB_XLSX_H
#define NCRE_TAB_XLSX_H

#include "tab/number.h"
#include "tab/sst.h"
#include "tab/window.h"
#include "tab/xml.h"

enum cell_type { T_NUMBER, T_SHARED, T_TEXT, T_INLINE, T_BOOL, T_ERROR, T_DATE };

/* One <c> as it was scanned. */
struct raw_cell {
	int column;
	uint32_t style;
	enum cell_type type;
	bool has_value, has_formula;
	const char *value; /* of <v> or <is>; NUL-terminated; stays until the next row */
	size_t len;
	uint32_t shared; /* T_SHARED: xlsx_shared_index of the value */
	unsigned needs;	 /* TEXT_DECODE ...: what the fast scanner saw in the value */
};

struct xlsx {
	struct pack *pack;
	VEC_OF(int64_t) parts; /* of the sheets; -1: missing */
	int64_t workbook, styles_part, sst_part;
	bool epoch_1904, sst_loaded;
	VEC_OF(struct number_look) xfs;
	struct sst sst;
	uint64_t shared_bytes; /* of shared strings handed out */
	/* the selected sheet */
	size_t selected;
	struct xml *xml;
	int64_t row;
	int column; /* of the last cell */
	bool in_data, in_row, in_cell, in_value, in_inline, in_phonetic, sorted, at_end;
	struct raw_cell cell;
	struct buf text;
	struct tab_src *src;
	/* while the fast scanner reads it */
	bool fast;
	struct window window;
	VEC_OF(struct raw_cell) raw;
	bool decode; /* some raw cell needs it */
	int64_t next_row;
	/* the row's number and a quote, as they end its cells' references: see xlsx_expect_row */
	uint64_t ref_end, ref_mask;
	size_t ref_len;
	int64_t delivered, skip; /* rows given out; rows expat passes over after a bail-out */
};

/* What the fast scanner comes to: a row, the end, or something for expat. -1: a failure. */
enum { FAST_END = 0, FAST_ROW = 1, FAST_BAIL = 2 };

int xlsx_fast_open(struct xlsx *x, int64_t part, struct err *e) MUST_CHECK;
int xlsx_fast_next(struct tab_src *src, struct xlsx *x, struct err *e) MUST_CHECK;

/*
 * The cells that most programs write, one after the other, into x->raw. Returns where something
 * else stands. What ends their references is told before, for each row: its r, of len bytes.
 */
const char *xlsx_usual_cells(struct xlsx *x, const char *p);
void xlsx_expect_row(struct xlsx *x, const char *r, size_t len);

/* The shared strings: FAST_END, FAST_BAIL (what was read so far stays in x->sst) or -1. */
int xlsx_fast_sst(struct xlsx *x, struct err *e) MUST_CHECK;

/* Workbook, relationships, styles. */
int xlsx_read_workbook(struct tab_src *src, struct xlsx *x, struct err *e) MUST_CHECK;

/* The shared strings, once. */
int xlsx_read_sst(struct xlsx *x, struct err *e) MUST_CHECK;

/*
 * Adds the cell to the source's current row. False where a limit is passed (err set). Text must
 * already be unescaped.
 */
int xlsx_add_cell(struct tab_src *src, struct xlsx *x, const struct raw_cell *raw,
		  struct err *e) MUST_CHECK;

/* The same for a shared string, without asking what else the cell may be. */
int xlsx_add_shared(struct tab_src *src, struct xlsx *x, const struct raw_cell *raw,
		    struct err *e) MUST_CHECK;

/* The number of a shared string; UINT32_MAX, which none has, where it is not one. */
uint32_t xlsx_shared_index(const char *s, size_t len);

/* Undoes _xHHHH_ in place; returns the new length. */
size_t xlsx_unescape(char *s, size_t len);

enum cell_type xlsx_cell_type(const char *t); /* of the attribute t; NULL is T_NUMBER */

/* Column of a reference ("AB12" -> 28), 0 where it is none. Lower case too. */
int xlsx_ref_column(const char *ref);

#endif
