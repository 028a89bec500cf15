/*
 * The cells that most programs write, in a straight line:
 *	<c r="AB12" s="3" t="s"><v>45</v></c>
 *	<c r="AB12" s="3"><v>4.5</v></c>			also with t="str"
 *	<c r="AB12" s="3" t="inlineStr"><is><t>text</t></is></c>
 * with or without s. Everything else is left to the scanner that calls (xlsx_fast.c) and must mean
 * the same to it. NULs behind the window match nothing, so that its end needs no care.
 */
#include "base/text.h"
#include "tab/window.h"
#include "tab/xlsx.h"

#include <string.h>

/* Eight bytes as a number whose lowest byte is the first. */
static inline uint64_t load8(const char *p)
{
	uint64_t word;

	memcpy(&word, p, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	word = __builtin_bswap64(word);
#endif
	return word;
}

/*
 * One to seven digits; returns what stands behind them, NULL for none or more. All of them are
 * found at once (a byte that was no digit has a high bit after the addition), and neighbours are
 * joined: eight digits to four pairs, to two fours, to one number.
 */
static inline const char *short_number(const char *p, uint32_t *ret)
{
	uint64_t w = load8(p) ^ 0x3030303030303030u;
	uint64_t other = ((w + 0x7676767676767676u) | w) & 0x8080808080808080u;
	unsigned n = other ? (unsigned)__builtin_ctzll(other) / 8 : 8;

	if (n == 0 || n == 8)
		return NULL;
	w <<= 64 - 8 * n; /* zeros in front */
	w = (w * 10 + (w >> 8)) & 0x00ff00ff00ff00ffu;
	w = (w * 100 + (w >> 16)) & 0x0000ffff0000ffffu;
	w = w * 10000 + (w >> 32);
	*ret = (uint32_t)w;
	return p + n;
}

void xlsx_expect_row(struct xlsx *x, const char *r, size_t len)
{
	char word[8] = "", mask[8] = "";

	x->ref_len = len + 1;
	memset(mask, 0xff, sizeof mask);
	if (len == 0 || len >= sizeof word) {
		memset(word, 0xff, sizeof word); /* no text has such bytes */
	} else {
		memcpy(word, r, len);
		word[len] = '"';
		memset(mask + len + 1, 0, sizeof mask - len - 1);
	}
	x->ref_end = load8(word);
	x->ref_mask = load8(mask);
}

/* "AB12\"" of the row that is expected. */
static inline const char *usual_ref(const struct xlsx *x, const char *p, int *ret_column)
{
	int column = 0, i;

	for (i = 0; i < 3 && *p >= 'A' && *p <= 'Z'; i++)
		column = column * 26 + *p++ - 'A' + 1;
	*ret_column = column;
	return column > 0 && ((load8(p) ^ x->ref_end) & x->ref_mask) == 0 ? p + x->ref_len : NULL;
}

/* Behind "><v>" or "><is><t>"; NULL for a type that is not usual. */
static inline const char *usual_type(const char *p, enum cell_type *ret)
{
	if (memcmp(p, " t=\"s\"><v>", 10) == 0) {
		*ret = T_SHARED;
		return p + 10;
	}
	if (memcmp(p, "><v>", 4) == 0) {
		*ret = T_NUMBER;
		return p + 4;
	}
	if (memcmp(p, " t=\"inlineStr\"><is><t>", 22) == 0) {
		*ret = T_INLINE;
		return p + 22;
	}
	if (memcmp(p, " t=\"str\"><v>", 12) == 0) {
		*ret = T_TEXT;
		return p + 12;
	}
	return NULL;
}

/* One cell; returns what stands behind it, NULL where it is not a usual one. */
static inline const char *usual_cell(struct xlsx *x, const char *p, struct raw_cell *c)
{
	*c = (struct raw_cell){.has_value = true};
	if (memcmp(p, "<c r=\"", 6) != 0 || !(p = usual_ref(x, p + 6, &c->column)))
		return NULL;
	if (memcmp(p, " s=\"", 4) == 0 && (!(p = short_number(p + 4, &c->style)) || *p++ != '"'))
		return NULL;
	p = usual_type(p, &c->type);
	if (!p)
		return NULL;
	c->value = p;
	if (c->type == T_SHARED) {
		p = short_number(p, &c->shared);
		if (!p)
			return NULL;
		sst_prefetch(&x->sst, c->shared);
	} else {
		p = text_end(p, &c->needs);
	}
	c->len = (size_t)(p - c->value);
	if (c->type == T_INLINE)
		return memcmp(p, "</t></is></c>", 13) == 0 ? p + 13 : NULL;
	return memcmp(p, "</v></c>", 8) == 0 ? p + 8 : NULL;
}

/* Room for one more raw cell, which is counted once it is whole: see src_next_cell. */
static inline struct raw_cell *next_raw(struct xlsx *x)
{
	if (x->raw.len == x->raw.cap) {
		x->raw.cap = x->raw.cap ? x->raw.cap * 2 : 64;
		x->raw.items = mem_realloc(x->raw.items, x->raw.cap, sizeof *x->raw.items);
	}
	return &x->raw.items[x->raw.len];
}

const char *xlsx_usual_cells(struct xlsx *x, const char *p)
{
	const char *next;

	while (x->raw.len < LIMIT_COLUMNS) {
		struct raw_cell *c = next_raw(x);

		next = usual_cell(x, p, c);
		if (!next || c->len == 0 || c->len > LIMIT_TEXT || (c->needs & TEXT_DECODE))
			break;
		if (c->column <= x->column)
			x->sorted = false;
		x->column = c->column;
		x->raw.len++;
		p = next;
	}
	return p;
}
