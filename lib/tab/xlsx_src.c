/* XLSX in: a sheet's rows one at a time. */
#include "base/messages.h"
#include "base/text.h"
#include "tab/xlsx.h"

#include <string.h>

/* ---- the sheet through expat ---- */

static void cell_start(struct xlsx *x, const char **attrs)
{
	const char *ref = xml_attr(attrs, "r"), *style = xml_attr(attrs, "s");
	int64_t n = 0;
	int column = ref ? xlsx_ref_column(ref) : 0;

	x->cell = (struct raw_cell){.column = column ? column : x->column + 1};
	x->cell.type = xlsx_cell_type(xml_attr(attrs, "t"));
	if (style && text_to_int(style, 0, INT32_MAX, &n))
		x->cell.style = (uint32_t)n;
	if (x->cell.column <= x->column)
		x->sorted = false;
	x->column = x->cell.column;
	buf_reset(&x->text);
	x->in_cell = true;
}

static void row_start(struct xlsx *x, const char **attrs)
{
	const char *r = xml_attr(attrs, "r");
	int64_t n = 0;

	if (r && text_to_int(r, 1, INT32_MAX, &n))
		x->row = n;
	else
		x->row++;
	if (x->row > LIMIT_ROWS)
		(void)err_set(xml_fail(x->xml), ERR_INPUT, E_TAB_ROWS, x->src->in.name, LIMIT_ROWS);
	x->column = 0;
	x->sorted = true;
	x->in_row = true;
}

static void sheet_start(void *ctx, const char *name, const char **attrs)
{
	struct xlsx *x = ctx;

	if (!x->in_data) {
		x->in_data = strcmp(name, "sheetData") == 0;
	} else if (!x->in_row) {
		if (strcmp(name, "row") == 0)
			row_start(x, attrs);
	} else if (!x->in_cell) {
		if (strcmp(name, "c") == 0)
			cell_start(x, attrs);
	} else if (strcmp(name, "v") == 0) {
		/* an inline string wins over a value beside it */
		x->in_value = x->cell.has_value = x->cell.type != T_INLINE || !x->cell.has_value;
	} else if (strcmp(name, "f") == 0) {
		x->cell.has_formula = true;
	} else if (strcmp(name, "is") == 0) {
		x->in_inline = x->cell.has_value = true;
		x->cell.type = T_INLINE;
		buf_reset(&x->text);
	} else if (strcmp(name, "rPh") == 0) {
		x->in_phonetic = true;
	} else if (strcmp(name, "t") == 0) {
		x->in_value = x->in_inline && !x->in_phonetic;
	}
}

static void cell_end(struct xlsx *x)
{
	struct err e = {0};

	x->in_cell = x->in_value = x->in_inline = x->in_phonetic = false;
	x->cell.len = x->text.len;
	x->cell.value = "";
	if (x->text.len) {
		char *copy = arena_strndup(&x->src->row, x->text.data, x->text.len);

		if (x->cell.type == T_TEXT || x->cell.type == T_INLINE)
			x->cell.len = xlsx_unescape(copy, x->cell.len);
		x->cell.value = copy;
		if (x->cell.type == T_SHARED)
			x->cell.shared = xlsx_shared_index(copy, x->cell.len);
	}
	if (xlsx_add_cell(x->src, x, &x->cell, &e) < 0)
		*xml_fail(x->xml) = e;
}

static void sheet_end(void *ctx, const char *name)
{
	struct xlsx *x = ctx;

	if (x->in_cell) {
		if (strcmp(name, "c") == 0)
			cell_end(x);
		else if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0)
			x->in_value = false;
		else if (strcmp(name, "rPh") == 0)
			x->in_phonetic = false;
		else if (strcmp(name, "is") == 0)
			x->in_inline = false;
	} else if (x->in_row && strcmp(name, "row") == 0) {
		x->in_row = false;
		if (x->src->cells.len == 0)
			return;
		if (x->skip == 0) {
			xml_pause(x->xml);
			return;
		}
		x->skip--;
		x->src->cells.len = 0;
		arena_reset(&x->src->row);
	} else if (x->in_data && strcmp(name, "sheetData") == 0) {
		x->in_data = false;
	}
}

static void sheet_text(void *ctx, const char *text, size_t len)
{
	struct xlsx *x = ctx;

	if (!x->in_value)
		return;
	if (x->text.len + len > LIMIT_TEXT)
		(void)err_set(xml_fail(x->xml), ERR_INPUT, E_TAB_TEXT_TOO_LONG, x->src->in.name,
			      (long long)x->row, x->cell.column, LIMIT_TEXT);
	else
		buf_add(&x->text, text, len);
}

static const struct xml_handlers sheet_handlers = {sheet_start, sheet_end, sheet_text};

/* ---- the source ---- */

static void leave_sheet(struct xlsx *x)
{
	xml_close(x->xml);
	window_close(&x->window);
	x->xml = NULL;
	x->row = 0;
	x->in_data = x->in_row = x->in_cell = x->in_value = x->in_inline = x->in_phonetic = false;
}

/* The fast scanner gave up: expat reads the sheet from its start and passes over what is out. */
static int start_expat(struct xlsx *x, struct err *e)
{
	leave_sheet(x);
	x->fast = false;
	x->skip = x->delivered;
	return xml_open(&x->xml, x->pack, x->parts.items[x->selected], &sheet_handlers, x, e);
}

static int xlsx_select(struct tab_src *src, size_t i, struct err *e)
{
	struct xlsx *x = src->impl;
	int rc;

	leave_sheet(x);
	x->selected = i;
	x->delivered = 0;
	x->at_end = false;
	if (x->parts.items[i] < 0)
		return err_set(e, ERR_INPUT, E_TAB_SHEET_GONE, src->in.name,
			       src->sheets.items[i].name);
	if (xlsx_read_sst(x, e) < 0)
		return -1;
	x->fast = true;
	rc = xlsx_fast_open(x, x->parts.items[i], e);
	x->at_end = rc == FAST_END;
	return rc == FAST_BAIL ? start_expat(x, e) : rc < 0 ? -1 : 0;
}

static int xlsx_next(struct tab_src *src, struct row *ret, struct err *e)
{
	struct xlsx *x = src->impl;
	int rc = 0;

	if (x->at_end)
		return 0;
	if (x->fast) {
		rc = xlsx_fast_next(src, x, e);
		if (rc == FAST_BAIL && start_expat(x, e) < 0)
			return -1;
	}
	if (!x->fast)
		rc = xml_run(x->xml, e);
	x->at_end = rc == 0;
	if (rc <= 0)
		return rc;
	x->delivered++;
	if (!x->sorted)
		src_sort_cells(src);
	ret->number = x->row;
	ret->count = src->cells.len;
	ret->cells = src->cells.items;
	ret->width = src->cells.items[src->cells.len - 1].column;
	return 1;
}

static void xlsx_close(struct tab_src *src)
{
	struct xlsx *x = src->impl;

	leave_sheet(x);
	VEC_FREE(&x->raw);
	pack_close(x->pack);
	sst_free(&x->sst);
	VEC_FREE(&x->parts);
	VEC_FREE(&x->xfs);
	buf_free(&x->text);
	mem_free(x);
}

int xlsx_open(struct tab_src *src, struct err *e)
{
	static const struct src_ops ops = {xlsx_select, xlsx_next, xlsx_close};
	struct xlsx *x = mem_zalloc(1, sizeof *x);

	src->impl = x;
	src->ops = &ops;
	src->format = TAB_XLSX;
	x->src = src;
	if (pack_open(&x->pack, &src->in, e) < 0)
		return -1;
	return xlsx_read_workbook(src, x, e);
}
