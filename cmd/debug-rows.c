/*
 * ncre debug-rows FILE: what the table reader delivers, for tests. One line a row, fields
 * separated by TAB; with --cells one line a cell: sheet, place, type (s text, n number, d date
 * serial, i ISO date text, b boolean, e error), value. TAB, line ends, backslash and NUL are
 * escaped.
 * Exit codes: 0; 3, the file cannot be read, with --cells also a line "ERR<TAB>reason" on stdout.
 */
#include "base/buf.h"
#include "base/finding.h"
#include "base/messages.h"
#include "cli/out.h"

#include <string.h>

struct debug_rows_opts {
	const char *sheet;
	bool cells;
};

static const struct opt debug_rows_options[] = {
    {"sheet", 0, OPT_TEXT, offsetof(struct debug_rows_opts, sheet), "NAME",
     TT("只读这张工作表", "only this sheet"), NULL},
    {"cells", 0, OPT_FLAG, offsetof(struct debug_rows_opts, cells), NULL,
     TT("逐格列出，注明类型", "one line a cell, with its type"), NULL},
    {0},
};

/* The letter behind the backslash, or NUL where c stands for itself. */
static char escape_of(char c)
{
	switch (c) {
	case '\t': return 't';
	case '\n': return 'n';
	case '\r': return 'r';
	case '\\': return '\\';
	case '\0': return '0';
	default: return '\0';
	}
}

static void put_escaped(struct buf *b, const char *s, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++) {
		char letter = escape_of(s[i]);

		if (letter)
			buf_putc(b, '\\');
		buf_putc(b, letter ? letter : s[i]);
	}
}

static void put_row(struct buf *b, const struct row *r)
{
	int i;

	for (i = 1; i <= r->width; i++) {
		const struct cell *c = row_cell(r, i);

		if (i > 1)
			buf_putc(b, '\t');
		put_escaped(b, c->text, c->len);
	}
}

static void put_value(struct buf *b, const struct cell *c)
{
	switch (c->kind) {
	case CELL_NUMBER: buf_printf(b, "n\t%.15g", c->number); return;
	case CELL_BOOL: buf_printf(b, "b\t%d", c->number != 0); return;
	case CELL_ERROR: buf_puts(b, "e\t"); break;
	case CELL_TEXT: buf_puts(b, "s\t"); break;
	case CELL_DATE:
		if (!(c->flags & CELL_ISO_DATE)) {
			buf_printf(b, "d\t%.15g", c->number);
			return;
		}
		buf_puts(b, "i\t");
		break;
	case CELL_EMPTY: return;
	}
	put_escaped(b, c->text, c->len);
}

static void print_cells(struct buf *b, size_t sheet, const struct row *r)
{
	char letters[8];
	size_t i;

	for (i = 0; i < r->count; i++) {
		if (r->cells[i].kind == CELL_EMPTY)
			continue;
		buf_reset(b);
		column_letters(r->cells[i].column, letters);
		buf_printf(b, "%zu\t%s%lld\t", sheet, letters, (long long)r->number);
		put_value(b, &r->cells[i]);
		print_line("%s", buf_str(b));
	}
}

static int print_sheet(struct tab_src *src, size_t i, const struct debug_rows_opts *o,
		       struct err *e)
{
	struct buf b = {0};
	struct row r;
	int rc;

	if (tab_select(src, i, e) < 0)
		return -1;
	while ((rc = tab_next(src, &r, e)) > 0) {
		if (o->cells) {
			print_cells(&b, i, &r);
			continue;
		}
		buf_reset(&b);
		put_row(&b, &r);
		print_line("%s", buf_str(&b));
	}
	buf_free(&b);
	return rc;
}

/* The sheet to print alone: the named one, else the first visible, else the first. */
static int choose_sheet(struct tab_src *src, const char *name, size_t *ret, struct err *e)
{
	const struct tab_sheet *sheets;
	size_t count, i;

	sheets = tab_sheets(src, &count);
	for (i = 0; i < count; i++) {
		if (name ? strcmp(sheets[i].name, name) == 0 : !sheets[i].hidden) {
			*ret = i;
			return 0;
		}
	}
	*ret = 0;
	return name ? err_set(e, ERR_INPUT, E_TAB_NO_SUCH_SHEET, name) : 0;
}

static int print_all_sheets(struct tab_src *src, const struct debug_rows_opts *o, struct err *e)
{
	const struct tab_sheet *sheets;
	struct buf b = {0};
	size_t count, i;
	int rc = 0;

	sheets = tab_sheets(src, &count);
	for (i = 0; i < count && rc == 0; i++) {
		buf_reset(&b);
		put_escaped(&b, sheets[i].name, strlen(sheets[i].name));
		print_line("#sheet\t%zu\t%s\t%s", i, sheets[i].hidden ? "hidden" : "visible",
			   buf_str(&b));
		rc = print_sheet(src, i, o, e);
	}
	buf_free(&b);
	return rc;
}

static int print_file(struct tab_src *src, const struct debug_rows_opts *o, struct err *e)
{
	size_t i;

	if (o->cells && !o->sheet)
		return print_all_sheets(src, o, e);
	if (choose_sheet(src, o->sheet, &i, e) < 0)
		return -1;
	return print_sheet(src, i, o, e);
}

static int run(struct app *app, void *opts, struct err *e)
{
	const struct debug_rows_opts *o = opts;
	struct tab_src *src = NULL;
	int rc = tab_open(&src, app->argv[0], e);

	if (rc == 0) {
		tab_keep_blank_rows(src);
		rc = print_file(src, o, e);
	}
	tab_close(src);
	if (rc < 0 && o->cells)
		print_line("ERR\t%s", e->text);
	return rc;
}

const struct cmd cmd_debug_rows = {
    .name = "debug-rows",
    .summary_zh = "列出读到的行或单元格（测试用）",
    .summary_en = "list the rows or cells as they are read (for tests)",
    .args = "FILE",
    .args_min = 1,
    .args_max = 1,
    .need = NEED_NOTHING,
    .flags = CMD_HIDDEN,
    .opts = debug_rows_options,
    .opts_size = sizeof(struct debug_rows_opts),
    .run = run,
};
