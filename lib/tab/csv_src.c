/*
 * CSV in. A record is scanned in place in a window of decoded text, first without changing
 * anything (so that a record cut by the window's end can be scanned again), then its fields are
 * ended with NULs and unquoted where they stand.
 *
 * Laxer than RFC 4180 where real exports are: any line end, ragged rows, blanks and TABs between
 * a closing quote and the delimiter, quotes inside an unquoted field. Not laxer where data could
 * be lost: a quote that never closes and text after a closing quote are refused with their line.
 */
#include "base/messages.h"
#include "base/text.h"
#include "tab/csv_guard.h"
#include "tab/encode.h"

#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum {
	WINDOW = 1024 * 1024,
	PAD = 32, /* bytes after the text that a vector load may touch */
	SAMPLE_RECORDS = 200,
	SAMPLE_BYTES = 256 * 1024,
};

struct field {
	char *start, *end; /* without the quotes around it */
	char *close;	   /* the closing quote where blanks follow it, else NULL */
	bool doubled;	   /* has doubled quotes */
};

struct csv {
	enum encoding enc;
	int bom;
	struct decoder *dec;
	char *buf;
	size_t start, end, cap; /* text of the window not delivered yet */
	bool at_end;
	bool has_pua; /* a byte that can begin a private-use character was seen */
	char delimiter;
	bool skip_first; /* a first line "sep=;" is no record */
	int64_t record, line;
	VEC_OF(struct field) fields;
};

/* ---- the window ---- */

static int refill(struct tab_src *src, struct csv *c, struct err *e)
{
	size_t got;

	if (c->start > 0) {
		memmove(c->buf, c->buf + c->start, c->end - c->start);
		c->end -= c->start;
		c->start = 0;
	}
	if (c->cap - c->end < WINDOW / 2) {
		if (c->end > LIMIT_RECORD)
			return err_set(e, ERR_INPUT, E_TAB_ROW_TOO_BIG, src->in.name,
				       (long long)c->line + 1, LIMIT_RECORD >> 20);
		c->cap = c->cap ? c->cap * 2 : WINDOW;
		c->buf = mem_realloc(c->buf, c->cap + PAD, 1);
	}
	if (decoder_read(c->dec, c->buf + c->end, c->cap - c->end, &got, e) < 0)
		return -1;
	if (!c->has_pua && memchr(c->buf + c->end, 0xee, got))
		c->has_pua = true;
	c->end += got;
	c->at_end = got == 0;
	memset(c->buf + c->end, '\n', PAD); /* the sentinel of every scan */
	return 0;
}

/* First delimiter, CR or LF at or after p. There is one: the sentinel. */
static char *scan_plain(char *p, char delimiter)
{
#ifdef __SSE2__
	const __m128i d = _mm_set1_epi8(delimiter), cr = _mm_set1_epi8('\r'),
		      lf = _mm_set1_epi8('\n');

	for (;;) {
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)p);
		__m128i hit =
		    _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(v, d), _mm_cmpeq_epi8(v, cr)),
				 _mm_cmpeq_epi8(v, lf));
		unsigned mask = (unsigned)_mm_movemask_epi8(hit);

		if (mask)
			return p + __builtin_ctz(mask);
		p += 16;
	}
#else
	while (*p != delimiter && *p != '\r' && *p != '\n')
		p++;
	return p;
#endif
}

/* ---- one record ---- */

enum scan { SCAN_RECORD, SCAN_MORE, SCAN_OPEN_QUOTE, SCAN_TAIL };

/* The field after an opening quote; *pp ends on the delimiter or line end behind it. */
static enum scan scan_quoted(const struct csv *c, char **pp, struct field *f)
{
	char *p = *pp + 1, *end = c->buf + c->end;

	f->start = p;
	f->doubled = false;
	for (;;) {
		p = memchr(p, '"', (size_t)(end - p));
		if (!p)
			return c->at_end ? SCAN_OPEN_QUOTE : SCAN_MORE;
		if (p + 1 == end && !c->at_end)
			return SCAN_MORE;
		if (p + 1 == end || p[1] != '"')
			break;
		f->doubled = true;
		p += 2;
	}
	f->end = p++;
	if (p < end && *p != c->delimiter && *p != '\r' && *p != '\n') {
		/* blanks in front of the delimiter are kept: they are the exporter's, not ours */
		while (p < end && (*p == ' ' || *p == '\t') && *p != c->delimiter)
			p++;
		if (p < end && *p != c->delimiter && *p != '\r' && *p != '\n')
			return SCAN_TAIL;
		f->close = f->end;
		f->end = p;
	}
	*pp = p;
	return SCAN_RECORD;
}

/*
 * Scans one record from c->start into c->fields. *ret_next is where the next one begins. Changes
 * no text.
 */
static enum scan scan_record(struct csv *c, size_t *ret_next)
{
	char *p = c->buf + c->start, *end = c->buf + c->end;
	enum scan s;

	c->fields.len = 0;
	for (;;) {
		struct field f = {p, p, NULL, false};

		if (p < end && *p == '"') {
			s = scan_quoted(c, &p, &f);
			if (s != SCAN_RECORD)
				return s;
		} else {
			p = scan_plain(p, c->delimiter);
			if (p > end)
				p = end;
			f.end = p;
		}
		/* a CR at the window's end may be half of a line end */
		if ((p >= end || (*p == '\r' && p + 1 == end)) && !c->at_end)
			return SCAN_MORE;
		VEC_PUSH(&c->fields, f);
		if (p >= end)
			break;
		if (*p != c->delimiter)
			break;
		p++;
	}
	if (p < end && *p == '\r')
		p++;
	if (p < end && *p == '\n')
		p++;
	*ret_next = (size_t)(p - c->buf);
	return SCAN_RECORD;
}

/* Line ends inside a piece of text, for messages. */
static int64_t count_lines(const char *p, const char *end)
{
	int64_t n = 0;

	while ((p = memchr(p, '\n', (size_t)(end - p))) != NULL) {
		n++;
		p++;
	}
	return n;
}

static int malformed(struct tab_src *src, struct csv *c, enum scan s, struct err *e)
{
	long long line = (long long)c->line + 1;

	if (s == SCAN_OPEN_QUOTE)
		return err_set(e, ERR_INPUT, E_TAB_OPEN_QUOTE, src->in.name, line);
	return err_set(e, ERR_INPUT, E_TAB_QUOTE_TAIL, src->in.name, line);
}

/* 1 with c->fields filled, 0 at the end. *at is the record's offset in the window. */
static int next_record(struct tab_src *src, struct csv *c, size_t *at, struct err *e)
{
	size_t next;
	enum scan s;

	for (;;) {
		if (c->start == c->end && c->at_end)
			return 0;
		s = scan_record(c, &next);
		if (s == SCAN_RECORD)
			break;
		if (s != SCAN_MORE) {
			char *p = c->buf + c->start;

			/* name the line of the bad field, not of a record of many lines */
			if (c->fields.len > 0)
				c->line += count_lines(p, c->fields.items[c->fields.len - 1].end);
			return malformed(src, c, s, e);
		}
		if (refill(src, c, e) < 0)
			return -1;
	}
	if (c->fields.len > LIMIT_COLUMNS)
		return err_set(e, ERR_INPUT, E_TAB_COLUMNS, src->in.name, (long long)c->line + 1,
			       LIMIT_COLUMNS);
	*at = c->start;
	c->start = next;
	return 1;
}

/* Makes one quote of each doubled one and drops the closing one; returns the new end. */
static char *unquote(const struct field *f)
{
	char *stop = f->close ? f->close : f->end, *to = f->start, *p = f->start;

	if (f->doubled) {
		while (p < stop) {
			if (*p == '"')
				p++;
			*to++ = *p++;
		}
	} else {
		to = stop;
	}
	if (f->close) {
		memmove(to, f->close + 1, (size_t)(f->end - f->close - 1));
		to += f->end - f->close - 1;
	}
	return to;
}

/* Bytes that are no UTF-8 shown as \xNN, in src->row. */
static void show_bad_bytes(struct tab_src *src, struct cell *cell)
{
	size_t ok = utf8_valid(cell->text, cell->len), at = 0;
	struct buf b = {0};
	char shown[8];

	if (ok == cell->len)
		return;
	while (at < cell->len) {
		ok = utf8_valid(cell->text + at, cell->len - at);
		buf_add(&b, cell->text + at, ok);
		at += ok;
		if (at < cell->len) {
			snprintf(shown, sizeof shown, "\\x%02X",
				 (unsigned)(unsigned char)cell->text[at++]);
			buf_puts(&b, shown);
		}
	}
	cell->text = arena_strndup(&src->row, b.data, b.len);
	cell->len = b.len;
	cell->flags |= CELL_BAD_BYTES;
	buf_free(&b);
}

static int add_field(struct tab_src *src, struct csv *c, size_t i, struct err *e)
{
	struct field *f = &c->fields.items[i];
	char *end = f->end, *start = f->start;
	struct cell *cell;

	if (f->doubled || f->close)
		end = unquote(f);
	if (end == start)
		return 0;
	if (end - start > LIMIT_TEXT)
		return err_set(e, ERR_INPUT, E_TAB_TEXT_TOO_LONG, src->in.name,
			       (long long)c->record, (int)i + 1, LIMIT_TEXT);
	*end = '\0';
	if (*start == '\'' && guard_is_guarded(start, (size_t)(end - start)))
		start++;
	cell = src_add_cell(src);
	cell->text = start;
	cell->len = (size_t)(end - start);
	cell->column = (int)i + 1;
	cell->kind = CELL_TEXT;
	if (c->enc == ENC_UTF8_DAMAGED)
		show_bad_bytes(src, cell);
	else if (decoder_refused(c->dec) && strstr(start, "\\x"))
		cell->flags |= CELL_BAD_BYTES;
	if (c->has_pua)
		cell_fold_pua(src, cell);
	return 0;
}

static int csv_next(struct tab_src *src, struct row *ret, struct err *e)
{
	struct csv *c = src->impl;
	size_t at = 0, i;
	bool blank_line;
	int rc;

	do {
		rc = next_record(src, c, &at, e);
		if (rc <= 0)
			return rc;
		c->line += count_lines(c->buf + at, c->buf + c->start);
		blank_line = c->buf[at] == '\r' || c->buf[at] == '\n';
		if (c->skip_first) {
			c->skip_first = false;
			blank_line = true;
			continue;
		}
		c->record++;
		for (i = 0; i < c->fields.len; i++)
			if (add_field(src, c, i, e) < 0)
				return -1;
	} while (src->cells.len == 0 && (blank_line || !src->blank_rows));
	ret->number = c->record;
	ret->width = (int)c->fields.len;
	ret->count = src->cells.len;
	ret->cells = src->cells.items;
	return 1;
}

/* ---- the delimiter ---- */

/* How well delimiter d explains the first records: width of most records, times how many agree. */
static int64_t delimiter_score(struct csv *c, char d)
{
	enum { WIDTHS = 256 };
	int counts[WIDTHS] = {0}, best = 0, records = 0, width = 0, i;
	size_t keep = c->start, next;

	c->delimiter = d;
	while (records < SAMPLE_RECORDS && c->start < c->end) {
		if (scan_record(c, &next) != SCAN_RECORD)
			break;
		c->start = next;
		if (c->fields.len == 1 && c->fields.items[0].start == c->fields.items[0].end)
			continue; /* an empty line */
		records++;
		counts[c->fields.len < WIDTHS ? c->fields.len : WIDTHS - 1]++;
	}
	c->start = keep;
	for (i = 2; i < WIDTHS; i++) {
		if (counts[i] > best) {
			best = counts[i];
			width = i;
		}
	}
	/* a comma is the rule; anything else must explain most lines */
	if (best == 0 || (d != ',' && best * 2 < records))
		return 0;
	return (int64_t)best * 1000 / records * 1000 + (width < 999 ? width : 999);
}

static bool find_sep_line(struct csv *c)
{
	const char *p = c->buf + c->start;

	if (c->end - c->start < 6 || memcmp(p, "sep=", 4) != 0 || (p[5] != '\r' && p[5] != '\n'))
		return false;
	c->delimiter = p[4];
	c->skip_first = true;
	return true;
}

static char find_delimiter(struct csv *c)
{
	static const char candidates[] = {',', '\t', ';', '|'};
	int64_t best = 0, score;
	char found = ',';
	size_t i;

	if (find_sep_line(c))
		return c->delimiter;
	for (i = 0; i < ARRAY_LEN(candidates); i++) {
		score = delimiter_score(c, candidates[i]);
		if (score > best) {
			best = score;
			found = candidates[i];
		}
	}
	return found;
}

/* ---- opening ---- */

static int csv_rewind(struct tab_src *src, size_t i, struct err *e)
{
	struct csv *c = src->impl;

	(void)i; /* a CSV has one sheet */
	decoder_close(c->dec);
	c->dec = NULL;
	c->start = c->end = 0;
	c->at_end = false;
	c->record = c->line = 0;
	if (decoder_open(&c->dec, &src->in, c->enc, c->bom, e) < 0 || refill(src, c, e) < 0)
		return -1;
	/* a short file must be known to be whole, or its last record would ask for more */
	if (c->end < c->cap && refill(src, c, e) < 0)
		return -1;
	c->skip_first = false;
	c->delimiter = find_delimiter(c);
	src->delimiter = c->delimiter;
	return 0;
}

static void csv_close(struct tab_src *src)
{
	struct csv *c = src->impl;

	decoder_close(c->dec);
	mem_free(c->buf);
	VEC_FREE(&c->fields);
	mem_free(c);
}

int csv_open(struct tab_src *src, struct err *e)
{
	static const struct src_ops ops = {csv_rewind, csv_next, csv_close};
	struct csv *c = mem_zalloc(1, sizeof *c);

	src->impl = c;
	src->ops = &ops;
	src->format = TAB_CSV;
	if (encoding_find(&src->in, &c->enc, &c->bom, e) < 0)
		return -1;
	src->encoding = encoding_name(c->enc);
	src_add_sheet(src, src->name, false);
	return 0;
}
