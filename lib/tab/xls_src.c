/*
 * XLS in. The cells of a sheet need not stand in order and a column can be there twice, so a
 * sheet is first indexed, eight bytes a cell, sorted where it must be, and then decoded row by
 * row.
 */
#include "base/messages.h"
#include "base/text.h"
#include "tab/biff.h"
#include "tab/cfb.h"

#include <stdlib.h>
#include <string.h>

enum { SHEET_WORKSHEET = 0x10, GLOBALS = 0x05, MAX_XFS = 65536, MAX_DEPTH = 32 };

struct xls {
	struct biff biff;
	unsigned char *stream;
	bool epoch_1904;
	struct sst sst;
	struct sst names; /* of sheets and formats */
	VEC_OF(struct number_look) xfs;
	VEC_OF(struct {
		unsigned id;
		struct number_look look;
	})
	formats;
	VEC_OF(unsigned) xf_formats;
	VEC_OF(uint32_t) offsets; /* of the sheets */
	/* the selected sheet: row << 48 | column << 32 | offset of the record */
	VEC_OF(uint64_t) index;
	size_t next;
};

static int damaged(const struct xls *x, const char *what, struct err *e)
{
	return err_set(e, ERR_INPUT, E_TAB_DAMAGED, x->biff.file, what);
}

/* ---- globals ---- */

/* A string of n characters behind skip bytes of a record, in perm. */
static char *record_text(struct tab_src *src, struct xls *x, const struct biff_record *r,
			 size_t skip, size_t n)
{
	struct biff_cursor c;
	char *text;

	x->names.len = 0;
	biff_cursor_start(&c, &x->biff, r, skip);
	if (!biff_text(&c, n, &x->names))
		return NULL;
	text = arena_strndup(&src->perm, x->names.len ? x->names.text : "", x->names.len);
	return text;
}

static int read_sheet(struct tab_src *src, struct xls *x, const struct biff_record *r,
		      struct err *e)
{
	char *name;

	if (r->len < 7)
		return damaged(x, "BOUNDSHEET", e);
	if (r->body[5] != 0)
		return 0; /* charts, macros */
	name = record_text(src, x, r, 7, r->body[6]);
	if (!name)
		return damaged(x, "BOUNDSHEET", e);
	src_add_sheet(src, name, (r->body[4] & 3) != 0);
	VEC_PUSH(&x->offsets, le32(r->body));
	return 0;
}

static void read_format(struct tab_src *src, struct xls *x, const struct biff_record *r)
{
	size_t skip = x->biff.is8 ? 4 : 3, n;
	char *code;

	if (r->len < skip || x->formats.len >= MAX_XFS)
		return;
	n = x->biff.is8 ? le16(r->body + 2) : r->body[2];
	code = record_text(src, x, r, skip, n);
	if (code)
		VEC_PUSH(&x->formats,
			 ((__typeof__(*x->formats.items)){le16(r->body), look_of_code(code)}));
}

/* What each cell format makes of a number, once all formats are known. */
static void resolve_formats(struct xls *x)
{
	size_t i, k;

	for (i = 0; i < x->xf_formats.len; i++) {
		unsigned id = x->xf_formats.items[i];
		struct number_look look = look_of_id(id);

		for (k = 0; k < x->formats.len; k++)
			if (x->formats.items[k].id == id)
				look = x->formats.items[k].look;
		VEC_PUSH(&x->xfs, look);
	}
}

static int read_global(struct tab_src *src, struct xls *x, const struct biff_record *r,
		       struct err *e)
{
	switch (r->id) {
	case BIFF_FILEPASS: return err_set(e, ERR_INPUT, E_TAB_PASSWORD, src->in.name);
	case BIFF_DATEMODE: x->epoch_1904 = r->len >= 2 && le16(r->body) == 1; return 0;
	case BIFF_CODEPAGE:
		if (r->len >= 2)
			x->biff.codepage = le16(r->body);
		return 0;
	case BIFF_FORMAT: read_format(src, x, r); return 0;
	case BIFF_XF:
		if (r->len >= 4 && x->xf_formats.len < MAX_XFS)
			VEC_PUSH(&x->xf_formats, le16(r->body + 2));
		return 0;
	case BIFF_BOUNDSHEET: return read_sheet(src, x, r, e);
	case BIFF_SST: return biff_read_sst(&x->biff, r, &x->sst, e);
	default: return 0;
	}
}

/* The stream's first record tells the version; *type gets what follows it. */
static int read_bof(struct xls *x, unsigned *type, struct err *e)
{
	struct biff_record r;
	int rc = biff_record(&x->biff, 0, &r, e);

	if (rc < 0)
		return -1;
	if (rc == 1 && (r.id == 0x009 || r.id == 0x209 || r.id == 0x409))
		return err_set(e, ERR_INPUT, E_TAB_OLD_EXCEL, x->biff.file);
	if (rc == 0 || r.id != BIFF_BOF || r.len < 4)
		return damaged(x, "BOF", e);
	x->biff.is8 = le16(r.body) == 0x600;
	if (!x->biff.is8 && le16(r.body) != 0x500)
		return damaged(x, "BOF", e);
	*type = le16(r.body + 2);
	return 0;
}

static int read_globals(struct tab_src *src, struct xls *x, struct err *e)
{
	struct biff_record r = {0};
	unsigned type = 0;
	size_t at;
	int rc;

	if (read_bof(x, &type, e) < 0)
		return -1;
	for (at = 0; (rc = biff_record(&x->biff, at, &r, e)) == 1 && r.id != BIFF_EOF; at = r.end)
		if (read_global(src, x, &r, e) < 0)
			return -1;
	if (rc < 0)
		return -1;
	if (type == SHEET_WORKSHEET && x->offsets.len == 0) {
		/* a single sheet without a workbook around it */
		src_add_sheet(src, src->name, false);
		VEC_PUSH(&x->offsets, 0);
	}
	if (x->offsets.len == 0)
		return err_set(e, ERR_INPUT, E_TAB_NO_SHEET, src->in.name);
	resolve_formats(x);
	return 0;
}

/* ---- the index of a sheet ---- */

static void index_cell(struct xls *x, unsigned row, unsigned column, size_t at)
{
	VEC_PUSH(&x->index, (uint64_t)row << 48 | (uint64_t)column << 32 | (uint32_t)at);
}

static void index_record(struct xls *x, const struct biff_record *r)
{
	unsigned row, first, last, i;

	if (r->len < 6)
		return;
	row = le16(r->body);
	first = le16(r->body + 2);
	switch (r->id) {
	case BIFF_MULRK:
		last = first + (unsigned)(r->len - 6) / 6;
		for (i = first; i < last && i < 0x10000; i++)
			index_cell(x, row, i, r->at);
		return;
	case BIFF_NUMBER:
	case BIFF_RK:
	case BIFF_LABEL:
	case BIFF_RSTRING:
	case BIFF_LABELSST:
	case BIFF_BOOLERR:
	case BIFF_FORMULA:
	case 0x206:
	case BIFF_FORMULA_OLD: index_cell(x, row, first, r->at); return;
	default: return;
	}
}

static int by_value(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

static int xls_select(struct tab_src *src, size_t i, struct err *e)
{
	struct xls *x = src->impl;
	struct biff_record r = {0};
	size_t at = x->offsets.items[i], k;
	int depth = 0, rc;

	x->index.len = x->next = 0;
	rc = biff_record(&x->biff, at, &r, e);
	if (rc < 0)
		return -1;
	if (rc == 0 || r.id != BIFF_BOF)
		return err_set(e, ERR_INPUT, E_TAB_SHEET_GONE, src->in.name,
			       src->sheets.items[i].name);
	for (; rc == 1; rc = biff_record(&x->biff, at, &r, e)) {
		/* charts stand inside the sheet between a BOF and an EOF of their own */
		if (r.id == BIFF_BOF && ++depth > MAX_DEPTH)
			return damaged(x, "BOF", e);
		if (r.id == BIFF_EOF && --depth == 0)
			break;
		if (r.id == BIFF_FILEPASS)
			return err_set(e, ERR_INPUT, E_TAB_PASSWORD, src->in.name);
		if (depth == 1)
			index_record(x, &r);
		at = r.end;
	}
	if (rc < 0)
		return -1;
	for (k = 1; k < x->index.len; k++) {
		if (x->index.items[k - 1] > x->index.items[k]) {
			qsort(x->index.items, x->index.len, sizeof *x->index.items, by_value);
			break;
		}
	}
	return 0;
}

/* ---- cells ---- */

static double double_at(const unsigned char *p) /* permit: format */
{
	uint64_t bits = le32(p) | (uint64_t)le32(p + 4) << 32;
	double d; /* permit: format */

	memcpy(&d, &bits, sizeof d);
	return d;
}

/* A number in 30 bits: whole or the upper half of a double, perhaps times 100. */
static double rk_number(uint32_t rk) /* permit: format */
{
	uint64_t bits = (uint64_t)(rk & ~3u) << 32;
	double d; /* permit: format */

	if (rk & 2)
		d = (int32_t)rk >> 2;
	else
		memcpy(&d, &bits, sizeof d);
	return rk & 1 ? d / 100 : d;
}

static void set_number(struct tab_src *src, struct xls *x, struct cell *c, unsigned xf,
		       double number) /* permit: format */
{
	struct number_look look = {0};

	if (xf < x->xfs.len)
		look = x->xfs.items[xf];
	cell_set_number(src, c, number, look, x->epoch_1904);
}

static void set_error(struct cell *c, unsigned code)
{
	static const struct {
		unsigned code;
		const char *text;
	} errors[] = {{0x00, "#NULL!"}, {0x07, "#DIV/0!"},	{0x0f, "#VALUE!"},
		      {0x17, "#REF!"},	{0x1d, "#NAME?"},	{0x24, "#NUM!"},
		      {0x2a, "#N/A"},	{0x2b, "#GETTING_DATA"}};
	size_t i;

	c->kind = CELL_ERROR;
	c->text = "#ERROR!";
	for (i = 0; i < ARRAY_LEN(errors); i++)
		if (errors[i].code == code)
			c->text = errors[i].text;
	c->len = strlen(c->text);
}

static void set_bool(struct cell *c, unsigned value)
{
	c->kind = CELL_BOOL;
	c->number = value != 0;
	c->text = value ? "TRUE" : "FALSE";
	c->len = strlen(c->text);
}

/* n characters behind skip bytes of a record. */
static int set_text(struct tab_src *src, struct xls *x, struct cell *c, const struct biff_record *r,
		    size_t skip, size_t n, struct err *e)
{
	struct biff_cursor cursor;

	x->names.len = 0;
	biff_cursor_start(&cursor, &x->biff, r, skip);
	if (!biff_text(&cursor, n, &x->names))
		return damaged(x, "LABEL", e);
	c->kind = CELL_TEXT;
	c->text = arena_strndup(&src->row, x->names.len ? x->names.text : "", x->names.len);
	c->len = x->names.len;
	return 0;
}

/* The text result of a formula stands in a STRING record behind it. */
static int set_string_result(struct tab_src *src, struct xls *x, struct cell *c,
			     const struct biff_record *formula, struct err *e)
{
	struct biff_record r = *formula;
	int rc;

	do {
		rc = biff_record(&x->biff, r.end, &r, e);
	} while (rc == 1 && (r.id == BIFF_SHRFMLA || r.id == BIFF_ARRAY || r.id == BIFF_TABLE ||
			     r.id == BIFF_CONTINUE));
	if (rc < 0)
		return -1;
	if (rc == 0 || r.id != BIFF_STRING || r.len < 2) {
		c->flags = CELL_NO_CACHED_VALUE;
		return 0;
	}
	return set_text(src, x, c, &r, 2, le16(r.body), e);
}

static int set_formula(struct tab_src *src, struct xls *x, struct cell *c,
		       const struct biff_record *r, struct err *e)
{
	const unsigned char *result = r->body + 6;

	if (r->len < 14)
		return damaged(x, "FORMULA", e);
	if (result[6] != 0xff || result[7] != 0xff) {
		set_number(src, x, c, le16(r->body + 4), double_at(result));
		return 0;
	}
	switch (result[0]) {
	case 0: return set_string_result(src, x, c, r, e);
	case 1: set_bool(c, result[2]); return 0;
	case 2: set_error(c, result[2]); return 0;
	default: return 0; /* an empty text */
	}
}

static int set_shared(struct xls *x, struct cell *c, uint32_t i, struct err *e)
{
	c->text = sst_get(&x->sst, i, &c->len);
	if (!c->text)
		return damaged(x, "LABELSST", e);
	c->kind = CELL_TEXT;
	return 0;
}

static int read_cell(struct tab_src *src, struct xls *x, uint64_t key, struct cell *c,
		     struct err *e)
{
	unsigned column = (unsigned)(key >> 32 & 0xffff), first;
	struct biff_record r;
	const unsigned char *p;

	if (biff_record(&x->biff, (size_t)(key & UINT32_MAX), &r, e) != 1)
		return damaged(x, "BIFF", e);
	p = r.body;
	switch (r.id) {
	case BIFF_MULRK:
		first = le16(p + 2);
		p += 4 + (size_t)(column - first) * 6;
		set_number(src, x, c, le16(p), rk_number(le32(p + 2)));
		return 0;
	case BIFF_NUMBER:
		if (r.len < 14)
			return damaged(x, "NUMBER", e);
		set_number(src, x, c, le16(p + 4), double_at(p + 6));
		return 0;
	case BIFF_RK:
		if (r.len < 10)
			return damaged(x, "RK", e);
		set_number(src, x, c, le16(p + 4), rk_number(le32(p + 6)));
		return 0;
	case BIFF_LABELSST:
		return r.len < 10 ? damaged(x, "LABELSST", e) : set_shared(x, c, le32(p + 6), e);
	case BIFF_BOOLERR:
		if (r.len < 8)
			return damaged(x, "BOOLERR", e);
		if (p[7])
			set_error(c, p[6]);
		else
			set_bool(c, p[6]);
		return 0;
	case BIFF_LABEL:
	case BIFF_RSTRING:
		return r.len < 8 ? damaged(x, "LABEL", e)
				 : set_text(src, x, c, &r, 8, le16(p + 6), e);
	default: return set_formula(src, x, c, &r, e);
	}
}

static int xls_next(struct tab_src *src, struct row *ret, struct err *e)
{
	struct xls *x = src->impl;

	while (x->next < x->index.len && src->cells.len == 0) {
		uint64_t row = x->index.items[x->next] >> 48;

		for (; x->next < x->index.len && x->index.items[x->next] >> 48 == row; x->next++) {
			uint64_t key = x->index.items[x->next];
			struct cell c = {.text = "", .column = (int)(key >> 32 & 0xffff) + 1};

			/* of two cells in one place the later one counts */
			if (x->next + 1 < x->index.len &&
			    x->index.items[x->next + 1] >> 32 == key >> 32)
				continue;
			if (c.column > LIMIT_COLUMNS)
				return err_set(e, ERR_INPUT, E_TAB_COLUMNS, src->in.name,
					       (long long)row + 1, LIMIT_COLUMNS);
			if (read_cell(src, x, key, &c, e) < 0)
				return -1;
			if (c.len == 0 && !c.flags)
				continue;
			VEC_PUSH(&src->cells, c);
			if (c.kind == CELL_TEXT)
				cell_fold_pua(src, &src->cells.items[src->cells.len - 1]);
		}
		ret->number = (int64_t)row + 1;
	}
	if (src->cells.len == 0)
		return 0;
	ret->count = src->cells.len;
	ret->cells = src->cells.items;
	ret->width = src->cells.items[src->cells.len - 1].column;
	return 1;
}

static void xls_close(struct tab_src *src)
{
	struct xls *x = src->impl;

	mem_free(x->stream);
	sst_free(&x->sst);
	sst_free(&x->names);
	VEC_FREE(&x->xfs);
	VEC_FREE(&x->formats);
	VEC_FREE(&x->xf_formats);
	VEC_FREE(&x->offsets);
	VEC_FREE(&x->index);
	mem_free(x);
}

int xls_open(struct tab_src *src, bool bare, struct err *e)
{
	static const struct src_ops ops = {xls_select, xls_next, xls_close};
	struct xls *x = mem_zalloc(1, sizeof *x);
	int rc;

	src->impl = x;
	src->ops = &ops;
	src->format = TAB_XLS;
	x->biff.file = src->in.name;
	rc = bare ? input_whole(&src->in, &x->stream, &x->biff.len, e)
		  : cfb_workbook(&src->in, &x->stream, &x->biff.len, e);
	if (rc < 0)
		return -1;
	x->biff.data = x->stream;
	return read_globals(src, x, e);
}
