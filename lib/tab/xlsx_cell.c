/* Shared strings, and what a scanned cell means. */
#include "base/messages.h"
#include "base/text.h"
#include "tab/xlsx.h"

#include <string.h>

enum { CODE_LEN = 7 };
/* How much more text shared strings may give than the whole file holds. */
#define SHARED_FREE   ((uint64_t)256 << 20)
#define SHARED_FACTOR 64

/* ---- text ---- */

static int hex4(const char *p)
{
	int n = 0, i;

	for (i = 0; i < 4; i++) {
		int c = ascii_upper((unsigned char)p[i]);

		if (ascii_is_digit(c))
			n = n * 16 + c - '0';
		else if (c >= 'A' && c <= 'F')
			n = n * 16 + c - 'A' + 10;
		else
			return -1;
	}
	return n;
}

size_t xlsx_unescape(char *s, size_t len)
{
	size_t i = 0, n = 0;
	char *hit = memchr(s, '_', len);

	if (!hit)
		return len;
	i = n = (size_t)(hit - s);
	while (i < len) {
		int code = -1;

		if (s[i] == '_' && len - i >= CODE_LEN && s[i + 1] == 'x' && s[i + 6] == '_')
			code = hex4(s + i + 2);
		/* half of a surrogate pair is no character: left as it stands */
		if (code < 0 || (code >= 0xd800 && code <= 0xdfff)) {
			s[n++] = s[i++];
			continue;
		}
		n += utf8_encode((uint32_t)code, s + n);
		i += CODE_LEN;
	}
	s[n] = '\0';
	return n;
}

struct sst_reader {
	struct xlsx *x;
	struct sst *sst;
	struct xml *xml;
	bool in_si, in_t, in_phonetic;
	size_t start;
};

static void sst_start(void *ctx, const char *name, const char **attrs)
{
	struct sst_reader *r = ctx;

	(void)attrs;
	if (strcmp(name, "si") == 0) {
		r->in_si = true;
		r->start = r->sst->len;
	} else if (strcmp(name, "rPh") == 0) {
		r->in_phonetic = true;
	} else if (strcmp(name, "t") == 0) {
		r->in_t = r->in_si && !r->in_phonetic;
	}
}

static void sst_end(void *ctx, const char *name)
{
	struct sst_reader *r = ctx;
	struct sst *s = r->sst;

	if (strcmp(name, "t") == 0) {
		r->in_t = false;
	} else if (strcmp(name, "rPh") == 0) {
		r->in_phonetic = false;
	} else if (strcmp(name, "si") == 0) {
		r->in_si = false;
		sst_room(s, 1);
		s->len = r->start + xlsx_unescape(s->text + r->start, s->len - r->start);
		if (s->len - r->start > LIMIT_TEXT || !sst_finish(s, r->start))
			(void)err_set(xml_fail(r->xml), ERR_INPUT, E_TAB_BOMB,
				      pack_file(r->x->pack), pack_name(r->x->pack, r->x->sst_part));
	}
}

static void sst_text(void *ctx, const char *text, size_t len)
{
	struct sst_reader *r = ctx;
	struct sst *s = r->sst;

	if (!r->in_t)
		return;
	sst_room(s, len);
	memcpy(s->text + s->len, text, len);
	s->len += len;
	if (s->len - r->start > LIMIT_RECORD)
		(void)err_set(xml_fail(r->xml), ERR_INPUT, E_TAB_BOMB, pack_file(r->x->pack),
			      pack_name(r->x->pack, r->x->sst_part));
}

int xlsx_read_sst(struct xlsx *x, struct err *e)
{
	static const struct xml_handlers handlers = {sst_start, sst_end, sst_text};
	struct sst_reader r = {.x = x, .sst = &x->sst};
	int rc;

	if (x->sst_loaded || x->sst_part < 0)
		return 0;
	x->sst_loaded = true;
	rc = xlsx_fast_sst(x, e);
	if (rc <= 0)
		return rc;
	x->sst.len = x->sst.at.len = 0;
	if (xml_open(&r.xml, x->pack, x->sst_part, &handlers, &r, e) < 0)
		return -1;
	rc = xml_run(r.xml, e);
	xml_close(r.xml);
	return rc;
}

/* ---- cells ---- */

enum cell_type xlsx_cell_type(const char *t)
{
	static const struct {
		const char *word;
		enum cell_type type;
	} types[] = {{"s", T_SHARED}, {"n", T_NUMBER}, {"str", T_TEXT}, {"inlineStr", T_INLINE},
		     {"b", T_BOOL},   {"e", T_ERROR},  {"d", T_DATE}};
	size_t i;

	for (i = 0; t && i < ARRAY_LEN(types); i++)
		if (strcmp(t, types[i].word) == 0)
			return types[i].type;
	return T_NUMBER;
}

int xlsx_ref_column(const char *ref)
{
	int column = 0;

	for (; ascii_is_alpha((unsigned char)*ref); ref++) {
		column = column * 26 + ascii_upper((unsigned char)*ref) - 'A' + 1;
		if (column > LIMIT_COLUMNS)
			return LIMIT_COLUMNS + 1;
	}
	return column;
}

static int too_wide(const struct tab_src *src, const struct xlsx *x, struct err *e)
{
	return err_set(e, ERR_INPUT, E_TAB_COLUMNS, src->in.name, (long long)x->row, LIMIT_COLUMNS);
}

static int bomb(const struct xlsx *x, struct err *e)
{
	return err_set(e, ERR_INPUT, E_TAB_BOMB, pack_file(x->pack), "xl/sharedStrings.xml");
}

uint32_t xlsx_shared_index(const char *s, size_t len)
{
	uint32_t i = 0;
	size_t k;

	for (k = 0; k < len; k++) {
		if (ascii_is_digit((unsigned char)s[k]))
			i = i * 10 + (uint32_t)(s[k] - '0');
		else if (!ascii_is_space((unsigned char)s[k]))
			return UINT32_MAX;
		if (i > SST_MAX_STRINGS)
			return UINT32_MAX;
	}
	return i;
}

int xlsx_add_shared(struct tab_src *src, struct xlsx *x, const struct raw_cell *raw, struct err *e)
{
	struct cell *c;

	if (raw->column > LIMIT_COLUMNS || src->cells.len >= LIMIT_COLUMNS)
		return too_wide(src, x, e);
	c = src_next_cell(src);
	c->text = sst_get(&x->sst, raw->shared, &c->len);
	if (!c->text)
		return err_set(e, ERR_INPUT, E_TAB_SHARED, pack_file(x->pack), (long long)x->row,
			       raw->column);
	__builtin_prefetch(c->text); /* texts lie anywhere in memory: this one is wanted soon */
	if (c->len == 0)
		return 0;
	c->column = raw->column;
	c->kind = CELL_TEXT;
	x->shared_bytes += c->len;
	if (x->shared_bytes > SHARED_FREE &&
	    x->shared_bytes / SHARED_FACTOR > pack_inflated(x->pack))
		return bomb(x, e);
	src->cells.len++;
	if (x->sst.has_pua)
		cell_fold_pua(src, c);
	return 0;
}

/* What some writers store where they have no number. */
static bool is_no_number(const char *s)
{
	return text_same(s, "nan") || text_same(s, "inf") || text_same(s, "-inf") ||
	       text_same(s, "infinity") || text_same(s, "-infinity");
}

/* A whole number written as number_text would write it. */
static bool is_whole(const char *s, size_t len, double *ret) /* permit: format */
{
	int64_t n = 0;
	size_t i;

	if (len == 0 || len > 15 || (s[0] == '0' && len > 1))
		return false;
	for (i = 0; i < len; i++) {
		if (!ascii_is_digit((unsigned char)s[i]))
			return false;
		n = n * 10 + (s[i] - '0');
	}
	*ret = (double)n; /* permit: format */
	return true;
}

static int set_number(struct tab_src *src, struct xlsx *x, const struct raw_cell *raw,
		      struct cell *c, struct err *e)
{
	struct number_look look = {0};

	if (raw->style < x->xfs.len)
		look = x->xfs.items[raw->style];
	if (!look.is_date && !look.zeros && is_whole(raw->value, raw->len, &c->number)) {
		c->kind = CELL_NUMBER; /* the text is right as it stands */
		return 0;
	}
	if (number_parse(raw->value, raw->len, &c->number)) {
		cell_set_number(src, c, c->number, look, x->epoch_1904);
		return 0;
	}
	if (!is_no_number(raw->value))
		return err_set(e, ERR_INPUT, E_TAB_NOT_NUMBER, src->in.name, (long long)x->row,
			       raw->column, raw->value);
	c->kind = CELL_ERROR;
	return 0;
}

int xlsx_add_cell(struct tab_src *src, struct xlsx *x, const struct raw_cell *raw, struct err *e)
{
	struct cell *c;

	if (raw->type == T_SHARED && raw->has_value && raw->len > 0)
		return xlsx_add_shared(src, x, raw, e);
	if (raw->column > LIMIT_COLUMNS || src->cells.len >= LIMIT_COLUMNS)
		return too_wide(src, x, e);
	c = src_next_cell(src);
	c->text = raw->value;
	c->len = raw->len;
	c->column = raw->column;
	c->kind = CELL_TEXT;
	if (!raw->has_value || raw->len == 0) {
		if (raw->has_value || !raw->has_formula)
			return 0;
		c->text = "";
		c->kind = CELL_EMPTY;
		c->flags = CELL_NO_CACHED_VALUE;
	} else if (raw->type == T_NUMBER) {
		if (set_number(src, x, raw, c, e) < 0)
			return -1;
	} else if (raw->type == T_BOOL) {
		c->kind = CELL_BOOL;
		c->number = *c->text == '1' || text_same(c->text, "true");
		c->text = c->number != 0 ? "TRUE" : "FALSE";
		c->len = strlen(c->text);
	} else if (raw->type == T_ERROR) {
		c->kind = CELL_ERROR;
	} else if (raw->type == T_DATE) {
		c->kind = CELL_DATE;
		c->flags = CELL_ISO_DATE;
	}
	src->cells.len++;
	if (c->kind == CELL_TEXT &&
	    (!x->fast || (raw->needs & (TEXT_DECODE | TEXT_ESCAPED | TEXT_PRIVATE))))
		cell_fold_pua(src, c);
	return 0;
}
