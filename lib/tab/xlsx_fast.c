/* Rows by the fast scanner: see tab/window.h. */
#include "base/messages.h"
#include "base/text.h"
#include "tab/window.h"
#include "tab/xlsx.h"

#include <string.h>

enum { COLUMN_LETTERS = 3 };

/* "A12": the column into *ret. False where it is not of that form. */
static bool ref_column(const struct attr *a, int *ret)
{
	size_t i;
	int column = 0;

	for (i = 0; i < a->len && i < COLUMN_LETTERS && a->value[i] >= 'A' && a->value[i] <= 'Z';
	     i++)
		column = column * 26 + a->value[i] - 'A' + 1;
	if (i == 0 || i == a->len || !ascii_is_digit((unsigned char)a->value[i]))
		return false;
	*ret = column;
	return true;
}

static bool small_number(const struct attr *a, uint32_t *ret)
{
	uint32_t n = 0;
	size_t i;

	if (a->len == 0 || a->len > 9)
		return false;
	for (i = 0; i < a->len; i++) {
		if (!ascii_is_digit((unsigned char)a->value[i]))
			return false;
		n = n * 10 + (uint32_t)(a->value[i] - '0');
	}
	*ret = n;
	return true;
}

static bool cell_type(const struct attr *a, enum cell_type *ret)
{
	char word[12];

	if (a->len == 1 && a->value[0] == 's') {
		*ret = T_SHARED;
		return true;
	}
	if (a->len >= sizeof word)
		return false;
	memcpy(word, a->value, a->len);
	word[a->len] = '\0';
	*ret = xlsx_cell_type(word);
	return *ret != T_NUMBER || strcmp(word, "n") == 0;
}

static enum step scan_cell_tag(struct xlsx *x, const char **pp, const char *end, struct raw_cell *c,
			       bool *empty)
{
	struct attr a;
	enum step s;
	int column = 0;

	while ((s = scan_attr(pp, end, &a)) == STEP_OK) {
		if (attr_is(&a, "r", 1) && !ref_column(&a, &column))
			return STEP_BAIL;
		if (attr_is(&a, "s", 1) && !small_number(&a, &c->style))
			return STEP_BAIL;
		if (attr_is(&a, "t", 1) && !cell_type(&a, &c->type))
			return STEP_BAIL;
	}
	if (s != STEP_END)
		return s;
	*empty = **pp == '/';
	if (*empty && (*pp)[1] != '>')
		return miss(*pp, end, 2);
	*pp += *empty ? 2 : 1;
	c->column = column ? column : x->column + 1;
	return STEP_OK;
}

/* <is> with one plain <t>; rich text is left to expat. */
static enum step scan_inline(const char **pp, const char *end, struct raw_cell *c)
{
	bool empty;
	enum step s;

	*pp = skip_blanks(*pp);
	if (!tag_is(*pp, "<t", 2))
		return miss(*pp, end, 3);
	*pp += 2;
	s = scan_tag_end(pp, end, &empty);
	if (s == STEP_OK && !empty)
		s = scan_text(pp, end, "</t>", 4, &c->value, &c->len, &c->needs);
	if (s != STEP_OK)
		return s;
	*pp = skip_blanks(*pp);
	if (memcmp(*pp, "</is>", 5) != 0)
		return miss(*pp, end, 5);
	*pp += 5;
	c->has_value = true;
	c->type = T_INLINE;
	return STEP_OK;
}

/* One element inside <c>. */
static enum step scan_cell_part(const char **pp, const char *end, struct raw_cell *c)
{
	const char *ignored;
	size_t ignored_len;
	unsigned ignored_needs;
	bool empty;
	enum step s;

	if (memcmp(*pp, "<v>", 3) == 0) {
		*pp += 3;
		c->has_value = true;
		return scan_text(pp, end, "</v>", 4, &c->value, &c->len, &c->needs);
	}
	if (tag_is(*pp, "<f", 2)) {
		*pp += 2;
		c->has_formula = true;
		s = scan_tag_end(pp, end, &empty);
		if (s != STEP_OK || empty)
			return s;
		return scan_text(pp, end, "</f>", 4, &ignored, &ignored_len, &ignored_needs);
	}
	if (memcmp(*pp, "<is>", 4) == 0 && !c->has_value) {
		*pp += 4;
		return scan_inline(pp, end, c);
	}
	if (memcmp(*pp, "<v/>", 4) == 0) {
		*pp += 4;
		c->has_value = true;
		return STEP_OK;
	}
	return miss(*pp, end, 4);
}

/* One <c>; adds it to the row's raw cells where it has anything. */
static enum step scan_cell(struct xlsx *x, const char **pp, const char *end)
{
	struct raw_cell c = {.value = ""};
	bool empty;
	enum step s;

	*pp += 2;
	s = scan_cell_tag(x, pp, end, &c, &empty);
	if (s != STEP_OK)
		return s;
	if (c.column <= x->column)
		x->sorted = false;
	x->column = c.column;
	if (empty)
		return STEP_OK;
	for (;;) {
		*pp = skip_blanks(*pp);
		if (memcmp(*pp, "</c>", 4) == 0)
			break;
		s = scan_cell_part(pp, end, &c);
		if (s != STEP_OK)
			return s;
	}
	*pp += 4;
	if (c.len == 0 && !(c.has_formula && !c.has_value))
		return STEP_OK;
	if (x->raw.len >= LIMIT_COLUMNS)
		return STEP_BAIL;
	if (c.len > LIMIT_TEXT)
		return STEP_BAIL;
	if (c.needs & TEXT_DECODE) {
		if (c.type != T_INLINE && c.type != T_TEXT && c.type != T_ERROR && c.type != T_DATE)
			return STEP_BAIL;
		x->decode = true;
	}
	if (c.type == T_SHARED) {
		c.shared = xlsx_shared_index(c.value, c.len);
		sst_prefetch(&x->sst, c.shared);
	}
	VEC_PUSH(&x->raw, c);
	return STEP_OK;
}

static enum step scan_row_tag(struct xlsx *x, const char **pp, const char *end, bool *empty)
{
	struct attr a;
	enum step s;
	uint32_t n;

	x->next_row = x->row + 1;
	xlsx_expect_row(x, "", 0);
	while ((s = scan_attr(pp, end, &a)) == STEP_OK) {
		if (!attr_is(&a, "r", 1))
			continue;
		if (!small_number(&a, &n) || n == 0 || n > LIMIT_ROWS)
			return STEP_BAIL;
		x->next_row = n;
		xlsx_expect_row(x, a.value, a.len);
	}
	if (s != STEP_END)
		return s;
	*empty = **pp == '/';
	if (*empty && (*pp)[1] != '>')
		return miss(*pp, end, 2);
	*pp += *empty ? 2 : 1;
	return x->next_row > LIMIT_ROWS ? STEP_BAIL : STEP_OK;
}

/* One row of the window into x->raw. Changes no text, so that a cut row can be scanned again. */
static enum step scan_row(struct xlsx *x, const char **pp, const char *end)
{
	bool empty;
	enum step s;

	x->raw.len = 0;
	x->column = 0;
	x->sorted = true;
	x->decode = false;
	*pp = skip_blanks(*pp);
	if (!tag_is(*pp, "<row", 4)) {
		if (memcmp(*pp, "</sheetData>", 12) == 0)
			return STEP_END;
		return miss(*pp, end, 12);
	}
	*pp += 4;
	s = scan_row_tag(x, pp, end, &empty);
	while (s == STEP_OK && !empty) {
		*pp = skip_blanks(xlsx_usual_cells(x, *pp));
		if (tag_is(*pp, "<c", 2)) {
			s = scan_cell(x, pp, end);
			continue;
		}
		if (memcmp(*pp, "</row>", 6) != 0)
			return miss(*pp, end, 6);
		*pp += 6;
		break;
	}
	return s;
}

/* Gives the raw cells their meaning. Texts stay in the window, ended by a NUL. */
static int finish_row(struct tab_src *src, struct xlsx *x, struct err *e)
{
	size_t i, n;

	for (i = 0; i < x->raw.len; i++) {
		struct raw_cell *c = &x->raw.items[i];
		char *text = x->window.buf + (c->len ? c->value - x->window.buf : 0);

		if (c->type == T_SHARED && c->len > 0) {
			if (xlsx_add_shared(src, x, c, e) < 0)
				return -1;
			continue;
		}
		if (c->len == 0) {
			c->value = "";
		} else {
			if (c->needs & TEXT_DECODE) {
				BUG_ON(!text_decode(text, text, c->len, &n));
				c->len = n;
			}
			if ((c->needs & (TEXT_DECODE | TEXT_ESCAPED)) &&
			    (c->type == T_TEXT || c->type == T_INLINE))
				c->len = xlsx_unescape(text, c->len);
			text[c->len] = '\0';
		}
		if (xlsx_add_cell(src, x, c, e) < 0)
			return -1;
	}
	return 0;
}

/* Checks references before any text is changed. */
static bool references_are_known(const struct xlsx *x)
{
	char scratch[256];
	size_t i, n;

	for (i = 0; x->decode && i < x->raw.len; i++) {
		const struct raw_cell *c = &x->raw.items[i];
		char *to = scratch;
		bool known;

		if (!(c->needs & TEXT_DECODE))
			continue;
		if (c->len > sizeof scratch)
			to = mem_alloc(c->len);
		known = text_decode(to, c->value, c->len, &n);
		if (to != scratch)
			mem_free(to);
		if (!known)
			return false;
	}
	return true;
}

int xlsx_fast_next(struct tab_src *src, struct xlsx *x, struct err *e)
{
	struct window *w = &x->window;
	const char *p;
	enum step s;

	while (src->cells.len == 0) {
		p = w->buf + w->start;
		s = scan_row(x, &p, w->buf + w->end);
		if (s == STEP_MORE && !w->at_end) {
			if (window_fill(w, e) < 0)
				return -1;
			if (w->bad)
				return FAST_BAIL;
			continue;
		}
		if (s == STEP_END)
			return window_drain(w, e) < 0 ? -1 : FAST_END;
		if (s != STEP_OK || !references_are_known(x))
			return FAST_BAIL;
		w->start = (size_t)(p - w->buf);
		x->row = x->next_row;
		if (finish_row(src, x, e) < 0)
			return -1;
	}
	return FAST_ROW;
}

int xlsx_fast_open(struct xlsx *x, int64_t part, struct err *e)
{
	if (window_open(&x->window, x->pack, part, e) < 0)
		return -1;
	switch (window_enter(&x->window, "worksheet", "sheetData")) {
	case STEP_OK: return FAST_ROW;
	case STEP_END: return window_drain(&x->window, e) < 0 ? -1 : FAST_END;
	case STEP_MORE:
	case STEP_BAIL: break;
	}
	return FAST_BAIL;
}
