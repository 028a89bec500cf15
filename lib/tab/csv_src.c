/*
 * CSV in. A record is scanned in place in a window of decoded text, first without changing
 * anything (so that a record cut by the window's end can be scanned again), then its fields are
 * ended with NULs and unquoted where they stand.
 *
 * Laxer than RFC 4180 where real exports are: any line end, ragged rows, blanks and TABs between
 * a closing quote and the delimiter, quotes inside an unquoted field. Not laxer where data could
 * be lost: a quote that never closes and text after a closing quote are refused with their line.
 */
#include "base/bytes.h"
#include "base/messages.h"
#include "base/text.h"
#include "tab/csv_guard.h"
#include "tab/encode.h"

#include <string.h>

enum {
	WINDOW = 256 * 1024,
	BLOCK = 4 * BYTES,
	PAD = 2 * BLOCK, /* bytes after the text that a block may reach into */
	SAMPLE_RECORDS = 200,
	SAMPLE_BYTES = 256 * 1024,
};

/* A quoted field that does not stand as it is meant: doubled quotes, blanks behind the quote. */
struct quoted {
	size_t cell;	   /* of the row's */
	const char *close; /* the closing quote where blanks follow it, else NULL */
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
	int width;	/* fields of the current record; those that are not empty are src->cells */
	bool in_quotes; /* it has a quoted field */
	VEC_OF(struct quoted) quoted;
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

/* ---- one record ---- */

enum scan { SCAN_RECORD, SCAN_MORE, SCAN_OPEN_QUOTE, SCAN_TAIL };

/* The delimiters and line ends among the BLOCK bytes at p, a bit each. */
static inline uint64_t block_ends(const char *p, char delimiter)
{
	uint64_t bits = 0;
	int i;

	for (i = 0; i < BLOCK; i += BYTES) {
		struct bytes b = bytes_load(p + i);
		struct bytes line = bytes_either(bytes_is(b, '\r'), bytes_is(b, '\n'));

		bits |= (uint64_t)bytes_bits(bytes_either(line, bytes_is(b, delimiter))) << i;
	}
	return bits;
}

/* The end of each field without quotes, one after the other. There is one: the sentinel. */
struct ends {
	const char *block;
	uint64_t bits; /* of those not passed yet */
};

static inline void ends_from(struct ends *ends, const char *p, char delimiter)
{
	ends->block = p;
	ends->bits = block_ends(p, delimiter);
}

static inline const char *ends_next(struct ends *ends, char delimiter)
{
	const char *p;

	while (!ends->bits) {
		ends->block += BLOCK;
		ends->bits = block_ends(ends->block, delimiter);
	}
	p = ends->block + __builtin_ctzll(ends->bits);
	ends->bits &= ends->bits - 1;
	return p;
}

static inline void add_field(struct tab_src *src, struct csv *c, const char *start, const char *end)
{
	struct cell *cell;

	c->width++;
	if (start == end)
		return;
	cell = src_next_cell(src);
	cell->text = start;
	cell->len = (size_t)(end - start);
	cell->column = c->width;
	cell->kind = CELL_TEXT;
	src->cells.len++;
}

/* The field after an opening quote; *pp ends on the delimiter or line end behind it. */
static enum scan scan_quoted(struct tab_src *src, struct csv *c, const char **pp)
{
	const char *p = *pp + 1, *start = p, *end = c->buf + c->end;
	struct quoted q = {src->cells.len, NULL};
	bool doubled = false;

	for (;;) {
		p = memchr(p, '"', (size_t)(end - p));
		if (!p)
			return c->at_end ? SCAN_OPEN_QUOTE : SCAN_MORE;
		if (p + 1 == end && !c->at_end)
			return SCAN_MORE;
		if (p + 1 == end || p[1] != '"')
			break;
		doubled = true;
		p += 2;
	}
	end = p++;
	if (p < c->buf + c->end && *p != c->delimiter && *p != '\r' && *p != '\n') {
		/* blanks in front of the delimiter are kept: they are the exporter's, not ours */
		while ((*p == ' ' || *p == '\t') && *p != c->delimiter)
			p++;
		if (p < c->buf + c->end && *p != c->delimiter && *p != '\r' && *p != '\n')
			return SCAN_TAIL;
		q.close = end;
		end = p;
	}
	add_field(src, c, start, end);
	if (doubled || q.close)
		VEC_PUSH(&c->quoted, q);
	*pp = p;
	return SCAN_RECORD;
}

/*
 * Scans one record from c->start into src->cells and c->quoted. *ret_next is where the next one
 * begins. Changes no text.
 */
static enum scan scan_record(struct tab_src *src, struct csv *c, size_t *ret_next)
{
	const char *p = c->buf + c->start, *end = c->buf + c->end, *field;
	struct ends ends;
	enum scan s;

	src->cells.len = c->quoted.len = 0;
	c->width = 0;
	c->in_quotes = false;
	ends_from(&ends, p, c->delimiter);
	for (;; p++) {
		if (p < end && *p == '"') {
			c->in_quotes = true;
			s = scan_quoted(src, c, &p);
			if (s != SCAN_RECORD) {
				*ret_next = (size_t)(p - c->buf); /* where the field is */
				return s;
			}
			ends_from(&ends, p + (p < end), c->delimiter);
		} else {
			field = p;
			p = ends_next(&ends, c->delimiter);
			if (p > end)
				p = end;
			add_field(src, c, field, p);
		}
		if (p >= end || *p != c->delimiter)
			break;
	}
	/* a CR at the window's end may be half of a line end */
	if ((p >= end || (*p == '\r' && p + 1 == end)) && !c->at_end)
		return SCAN_MORE;
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

/* 1 with the record scanned, 0 at the end. *at is the record's offset in the window. */
static int next_record(struct tab_src *src, struct csv *c, size_t *at, struct err *e)
{
	size_t next;
	enum scan s;

	for (;;) {
		if (c->start == c->end && c->at_end)
			return 0;
		s = scan_record(src, c, &next);
		if (s == SCAN_RECORD)
			break;
		if (s != SCAN_MORE) {
			/* name the line of the bad field, not of a record of many lines */
			c->line += count_lines(c->buf + c->start, c->buf + next);
			return malformed(src, c, s, e);
		}
		if (refill(src, c, e) < 0)
			return -1;
	}
	if (c->width > LIMIT_COLUMNS)
		return err_set(e, ERR_INPUT, E_TAB_COLUMNS, src->in.name, (long long)c->line + 1,
			       LIMIT_COLUMNS);
	*at = c->start;
	c->start = next;
	return 1;
}

/* Makes one quote of each doubled one and drops the closing one. */
static void unquote(struct csv *c, const struct quoted *q, struct cell *cell)
{
	char *start = c->buf + (cell->text - c->buf), *to = start;
	const char *end = cell->text + cell->len, *stop = q->close ? q->close : end, *p = start;

	while (p < stop) {
		if (*p == '"')
			p++;
		*to++ = *p++;
	}
	if (q->close) {
		memmove(to, q->close + 1, (size_t)(end - q->close - 1));
		to += end - q->close - 1;
	}
	cell->len = (size_t)(to - start);
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

/* What is wrong with the bytes, or folded, in the cells of a file where some have it. */
static void mend_cells(struct tab_src *src, struct csv *c)
{
	size_t i;

	for (i = 0; i < src->cells.len; i++) {
		struct cell *cell = &src->cells.items[i];

		if (c->enc == ENC_UTF8_DAMAGED)
			show_bad_bytes(src, cell);
		else if (decoder_refused(c->dec) && strstr(cell->text, "\\x"))
			cell->flags |= CELL_BAD_BYTES;
		if (c->has_pua)
			cell_fold_pua(src, cell);
	}
}

/* Ends the record's fields with NULs where they stand. */
static int finish_record(struct tab_src *src, struct csv *c, struct err *e)
{
	size_t i;

	for (i = 0; i < c->quoted.len; i++)
		unquote(c, &c->quoted.items[i], &src->cells.items[c->quoted.items[i].cell]);
	for (i = 0; i < src->cells.len; i++) {
		struct cell *cell = &src->cells.items[i];

		if (cell->len > LIMIT_TEXT)
			return err_set(e, ERR_INPUT, E_TAB_TEXT_TOO_LONG, src->in.name,
				       (long long)c->record, cell->column, LIMIT_TEXT);
		c->buf[cell->text - c->buf + (ptrdiff_t)cell->len] = '\0';
		if (*cell->text == '\'' && guard_is_guarded(cell->text, cell->len)) {
			cell->text++;
			cell->len--;
		}
	}
	if (c->enc == ENC_UTF8_DAMAGED || c->has_pua || decoder_refused(c->dec))
		mend_cells(src, c);
	return 0;
}

static int csv_next(struct tab_src *src, struct row *ret, struct err *e)
{
	struct csv *c = src->impl;
	size_t at = 0;
	bool blank_line;
	int rc;

	do {
		rc = next_record(src, c, &at, e);
		if (rc <= 0)
			return rc;
		c->line += c->in_quotes ? count_lines(c->buf + at, c->buf + c->start)
					: c->buf[c->start - 1] == '\n';
		blank_line = c->buf[at] == '\r' || c->buf[at] == '\n';
		if (c->skip_first) {
			c->skip_first = false;
			src->cells.len = 0;
			blank_line = true;
			continue;
		}
		c->record++;
		if (finish_record(src, c, e) < 0)
			return -1;
	} while (src->cells.len == 0 && (blank_line || !src->blank_rows));
	ret->number = c->record;
	ret->width = c->width;
	ret->count = src->cells.len;
	ret->cells = src->cells.items;
	return 1;
}

/* ---- the delimiter ---- */

/* How well delimiter d explains the first records: width of most records, times how many agree. */
static int64_t delimiter_score(struct tab_src *src, struct csv *c, char d)
{
	enum { WIDTHS = 256 };
	int counts[WIDTHS] = {0}, best = 0, records = 0, width = 0, i;
	size_t keep = c->start, next;

	c->delimiter = d;
	while (records < SAMPLE_RECORDS && c->start < c->end) {
		if (scan_record(src, c, &next) != SCAN_RECORD)
			break;
		c->start = next;
		if (c->width == 1 && src->cells.len == 0)
			continue; /* an empty line */
		records++;
		counts[c->width < WIDTHS ? c->width : WIDTHS - 1]++;
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

static char find_delimiter(struct tab_src *src, struct csv *c)
{
	static const char candidates[] = {',', '\t', ';', '|'};
	int64_t best = 0, score;
	char found = ',';
	size_t i;

	if (find_sep_line(c))
		return c->delimiter;
	for (i = 0; i < ARRAY_LEN(candidates); i++) {
		score = delimiter_score(src, c, candidates[i]);
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
	c->delimiter = find_delimiter(src, c);
	src->cells.len = 0;
	src->delimiter = c->delimiter;
	return 0;
}

static void csv_close(struct tab_src *src)
{
	struct csv *c = src->impl;

	decoder_close(c->dec);
	mem_free(c->buf);
	VEC_FREE(&c->quoted);
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
