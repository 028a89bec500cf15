/* Layouts meet sheets: which sheet, which row is the header, which column is which field. */
#include "base/messages.h"
#include "base/text.h"
#include "tab/header.h"
#include "tab/layout.h"

#include <string.h>

enum { HEADER_WITHIN_ROWS = 20 };

static const char *without(struct arena *out, const char *s, const char *part)
{
	const char *hit = strstr(s, part);

	if (!hit)
		return s;
	return arena_printf(out, "%.*s%s", (int)(hit - s), s, hit + strlen(part));
}

const char *header_fold(struct arena *out, const char *s)
{
	static const char *const remarks[] = {"(必填)", "(必填项)", "(选填)",
					      "(可选)", "(可不填)", "(非必填)"};
	const char *folded = text_fold(out, s);
	char *to = arena_alloc(out, strlen(folded) + 1), *p = to;
	size_t i;

	for (; *folded; folded++) {
		if (ascii_is_space((unsigned char)*folded) || *folded == '*')
			continue;
		if (strncmp(folded, "\xe3\x80\x80", 3) == 0 ||
		    strncmp(folded, "\xc2\xa0", 2) == 0) {
			folded += *folded == '\xe3' ? 2 : 1;
			continue;
		}
		*p++ = *folded >= 'A' && *folded <= 'Z' ? (char)(*folded - 'A' + 'a') : *folded;
	}
	if (p > to && p[-1] == ':')
		p--;
	*p = '\0';
	folded = to;
	for (i = 0; i < ARRAY_LEN(remarks); i++)
		folded = without(out, folded, remarks[i]);
	return folded;
}

/* The field that has this header among its names, or -1. */
static int field_of_header(const struct layout *l, const char *folded)
{
	size_t i, k;

	for (i = 0; i < l->field_count; i++)
		for (k = 0; k < l->fields[i].alias_count; k++)
			if (strcmp(l->fields[i].aliases[k], folded) == 0)
				return (int)i;
	return -1;
}

/* The same for "fee_fen", the column of a FIELD_FEN as machine output names it. */
static int field_in_fen(struct arena *mem, const struct layout *l, const char *folded)
{
	size_t n = strlen(folded), end = strlen("_fen");
	int i;

	if (n <= end || strcmp(folded + n - end, "_fen") != 0)
		return -1;
	i = layout_index(l, arena_strndup(mem, folded, n - end));
	return i >= 0 && l->fields[i].type == FIELD_FEN ? i : -1;
}

/* How many fields the row's cells name. */
static size_t matches(struct arena *row_mem, const struct layout *l, const struct row *r)
{
	bool *seen = arena_zalloc(row_mem, l->field_count, sizeof *seen);
	size_t i, n = 0;

	for (i = 0; i < r->count; i++) {
		int f = r->cells[i].kind == CELL_TEXT
			    ? field_of_header(l, header_fold(row_mem, r->cells[i].text))
			    : -1;

		if (f >= 0 && !seen[f]) {
			seen[f] = true;
			n++;
		}
	}
	return n;
}

static struct row copy_row(struct arena *mem, const struct row *r)
{
	struct cell *cells = arena_alloc(mem, r->count * sizeof *cells);
	struct row copy = *r;
	size_t i;

	for (i = 0; i < r->count; i++) {
		cells[i] = r->cells[i];
		cells[i].text = arena_strdup(mem, r->cells[i].text);
	}
	copy.cells = cells;
	return copy;
}

/* A header of two rows as one: of cells merged downwards the upper row has the text. */
static struct row join_rows(struct arena *mem, const struct row *upper, const struct row *lower)
{
	struct cell *cells = arena_alloc(mem, (upper->count + lower->count) * sizeof *cells);
	struct row joined = *lower;
	size_t i = 0, k = 0, n = 0;

	while (i < upper->count || k < lower->count) {
		bool take_upper =
		    k == lower->count ||
		    (i < upper->count && upper->cells[i].column < lower->cells[k].column);

		if (!take_upper && i < upper->count &&
		    upper->cells[i].column == lower->cells[k].column)
			i++;
		cells[n++] = take_upper ? upper->cells[i++] : lower->cells[k++];
	}
	joined.cells = cells;
	joined.count = n;
	return joined;
}

/* Where a sheet's header is: its last row, counted from 1 (0: none), and whether it has two. */
struct header_place {
	int row;
	bool is_tall;
};

static size_t required_fields(const struct layout *l)
{
	size_t i, n = 0;

	for (i = 0; i < l->field_count; i++)
		n += l->fields[i].required;
	return n;
}

/*
 * The row, or two rows, that name the most fields: at least two, or the one that is required.
 * Counted, because a damaged sheet can number its rows in any order.
 */
static int find_header(const struct layout *l, struct tab_src *src, struct header_place *ret,
		       struct err *e)
{
	size_t best = required_fields(l) == 1 ? 0 : 1, n;
	struct row r, above = {0}, joined;
	struct arena mem = {0};
	int rc = 0, rows = 0;

	*ret = (struct header_place){0};
	while (rows++ < HEADER_WITHIN_ROWS && (rc = tab_next(src, &r, e)) > 0) {
		n = matches(&mem, l, &r);
		if (n > best) {
			best = n;
			*ret = (struct header_place){rows, false};
		}
		if (above.number && above.number + 1 == r.number) {
			joined = join_rows(&mem, &above, &r);
			n = matches(&mem, l, &joined);
			if (n > best) {
				best = n;
				*ret = (struct header_place){rows, true};
			}
		}
		above = copy_row(&mem, &r);
	}
	arena_free(&mem);
	return rc < 0 ? -1 : 0;
}

static void header_finding(const struct layout_map *map, struct findings *f, enum severity severity,
			   int column, const char *header, const char *text, const char *suggestion)
{
	struct finding one = {.rule = "ROW",
			      .severity = severity,
			      .file = map->file,
			      .sheet = map->sheet,
			      .row = map->header_row,
			      .column = column,
			      .field = header,
			      .text = text,
			      .suggestion = suggestion};

	findings_add(f, &one);
}

static void bind_cell(struct arena *job, struct layout_map *map, const struct cell *c,
		      struct findings *f)
{
	const char *folded = header_fold(job, c->text);
	int i = field_of_header(map->layout, folded);
	bool in_fen = false;

	if (strcmp(folded, header_fold(job, RETURN_REASON_TITLE)) == 0) {
		map->reason_column = c->column;
		return;
	}
	if (strcmp(folded, header_fold(job, RETURN_ID_TITLE)) == 0) {
		map->return_column = c->column;
		return;
	}
	if (i < 0) {
		i = field_in_fen(job, map->layout, folded);
		in_fen = i >= 0;
	}
	if (i < 0) {
		header_finding(map, f, SEV_NOTE, c->column, c->text, F_HEADER_UNKNOWN, NULL);
		return;
	}
	if (map->columns[i]) {
		header_finding(map, f, SEV_ERROR, c->column, c->text, F_HEADER_TWICE,
			       S_HEADER_TWICE);
		return;
	}
	map->columns[i] = c->column;
	map->in_fen[i] = in_fen;
	map->headers[i] = arena_strdup(job, c->text);
}

static void bind_row(struct arena *job, struct layout_map *map, const struct row *r,
		     struct findings *f)
{
	const struct layout *l = map->layout;
	size_t i;

	map->columns = arena_zalloc(job, l->field_count, sizeof *map->columns);
	map->headers = arena_zalloc(job, l->field_count, sizeof *map->headers);
	map->in_fen = arena_zalloc(job, l->field_count, sizeof *map->in_fen);
	for (i = 0; i < l->field_count; i++)
		map->headers[i] = l->fields[i].title;
	for (i = 0; i < r->count; i++)
		bind_cell(job, map, &r->cells[i], f);
	for (i = 0; i < l->field_count; i++)
		if (l->fields[i].required && !map->columns[i])
			header_finding(map, f, SEV_ERROR, 0, l->fields[i].title, F_HEADER_MISSING,
				       S_HEADER_MISSING);
}

/* Selects sheet i and, where it has a header, binds it: 1, 0 where it has none. */
static int try_sheet(struct arena *job, struct tab_src *src, size_t i, struct layout_map *map,
		     struct findings *f, struct err *e)
{
	const struct tab_sheet *sheets;
	struct row r, above = {0};
	struct header_place header;
	size_t count;
	int rc, n;

	sheets = tab_sheets(src, &count);
	map->sheet = tab_format_of(src) == TAB_CSV ? NULL : arena_strdup(job, sheets[i].name);
	if (tab_select(src, i, e) < 0 || find_header(map->layout, src, &header, e) < 0)
		return -1;
	if (header.row == 0)
		return 0;
	if (tab_select(src, i, e) < 0)
		return -1;
	for (n = 1; n <= header.row; n++) {
		rc = tab_next(src, &r, e);
		if (rc < 0)
			return -1;
		BUG_ON(rc == 0); /* the row was there a moment ago */
		if (n == header.row - 1)
			above = copy_row(job, &r);
	}
	map->header_row = r.number;
	if (header.is_tall)
		r = join_rows(job, &above, &r);
	bind_row(job, map, &r, f);
	return 1;
}

int layout_bind(struct arena *job, const struct layout *layout, struct tab_src *src,
		const char *file, struct findings *f, struct layout_map *ret, struct err *e)
{
	const struct tab_sheet *sheets;
	size_t count, i;
	int rc;

	*ret = (struct layout_map){.layout = layout, .file = file};
	sheets = tab_sheets(src, &count);
	for (i = 0; i < count; i++) {
		if (strcmp(header_fold(job, sheets[i].name), header_fold(job, layout->sheet)) != 0)
			continue;
		rc = try_sheet(job, src, i, ret, f, e);
		if (rc != 0)
			return rc < 0 ? -1 : 0;
	}
	for (i = 0; i < count; i++) {
		if (sheets[i].hidden)
			continue;
		rc = try_sheet(job, src, i, ret, f, e);
		if (rc != 0)
			return rc < 0 ? -1 : 0;
	}
	return err_set(e, ERR_INPUT, E_LAYOUT_NO_HEADER, file, layout->fields[0].title,
		       layout->fields[layout->field_count > 1 ? 1 : 0].title,
		       layout->fields[layout->field_count > 2 ? 2 : 0].title, layout->kind);
}

int layout_rewind(const struct layout_map *map, struct tab_src *src, struct row *ret_header,
		  struct err *e)
{
	const struct tab_sheet *sheets;
	size_t n, i, at = 0;
	int rc;

	sheets = tab_sheets(src, &n);
	for (i = 0; i < n; i++)
		/* a CSV is one sheet without a name */
		if (map->sheet && strcmp(sheets[i].name, map->sheet) == 0)
			at = i;
	if (tab_select(src, at, e) < 0)
		return -1;
	while ((rc = tab_next(src, ret_header, e)) == 1 && ret_header->number < map->header_row)
		;
	return rc < 0 ? -1 : 0;
}
