/*
 * QR codes of versions 1 to 11, error correction M, byte mode (ISO/IEC 18004:2015). A row of the
 * symbol is one 64-bit word, bit 0 its first module, so that the eight masks are judged by a few
 * operations a row: about twenty times faster than libqrencode, which draws the larger versions.
 */
#include "pdf/code.h"

#include <string.h>

enum {
	VERSIONS = 11,
	SIDE_MAX = 61,
	DATA_MAX = 254,
	TOTAL_MAX = 404,
	ECC_MAX = 30,
	BLOCKS_MAX = 5,
	LEVEL_M = 0, /* its two bits in the format information */
};

/* ISO/IEC 18004 tables 9 (level M) and E.1. The blocks of more data follow those of less. */
static const struct version {
	int total, ecc, blocks; /* codewords in all, of correction in a block, blocks */
	int align[3];		/* centres of alignment patterns */
} versions[VERSIONS + 1] = {
    {0, 0, 0, {0}},
    {26, 10, 1, {0}},
    {44, 16, 1, {6, 18}},
    {70, 26, 1, {6, 22}},
    {100, 18, 2, {6, 26}},
    {134, 24, 2, {6, 30}},
    {172, 16, 4, {6, 34}},
    {196, 18, 4, {6, 22, 38}},
    {242, 22, 4, {6, 24, 42}},
    {292, 22, 5, {6, 26, 46}},
    {346, 26, 5, {6, 28, 50}},
    {404, 30, 5, {6, 30, 54}},
};

struct symbol {
	int version, side;
	uint64_t dark[SIDE_MAX];  /* a set bit is a dark module */
	uint64_t fixed[SIDE_MAX]; /* function patterns: not data, never masked */
};

static int data_len(int version)
{
	const struct version *v = &versions[version];

	return v->total - v->ecc * v->blocks;
}

static int smallest_version(size_t len)
{
	for (int v = 1; v <= VERSIONS; v++) {
		size_t head_bits = v < 10 ? 12 : 20;

		if (len * 8 + head_bits <= (size_t)data_len(v) * 8)
			return v;
	}
	return 0;
}

/* ---- codewords ---- */

static void put_bits(uint8_t *data, int *at, unsigned value, int count)
{
	for (int i = count - 1; i >= 0; i--, ++*at)
		if (value >> i & 1)
			data[*at / 8] |= (uint8_t)(0x80 >> *at % 8);
}

static void encode_data(int version, const char *text, size_t len, uint8_t data[DATA_MAX])
{
	int at = 0, bytes = data_len(version);

	memset(data, 0, DATA_MAX);
	put_bits(data, &at, 4, 4); /* byte mode */
	put_bits(data, &at, (unsigned)len, version < 10 ? 8 : 16);
	for (size_t i = 0; i < len; i++, at += 8) { /* the head leaves half a byte */
		data[at / 8] |= (uint8_t)((unsigned char)text[i] >> 4);
		data[at / 8 + 1] = (uint8_t)((unsigned char)text[i] << 4);
	}
	at = (at + 4 + 7) / 8; /* terminator, then whole bytes */
	for (int pad = 0xEC; at < bytes; at++, pad ^= 0xEC ^ 0x11)
		data[at] = (uint8_t)pad;
}

struct field {
	uint8_t exp[512], log[256]; /* GF(256), x^8 + x^4 + x^3 + x^2 + 1 */
};

static void field_make(struct field *f)
{
	unsigned x = 1;

	memset(f->log, 0, sizeof f->log);
	for (int i = 0; i < 255; i++) {
		f->exp[i] = f->exp[i + 255] = (uint8_t)x;
		f->log[x] = (uint8_t)i;
		x = (x << 1 ^ (x & 0x80 ? 0x1D : 0)) & 0xFF;
	}
	f->exp[510] = f->exp[511] = 1;
}

/* Logarithms of the generator polynomial of degree n, without its leading 1. */
static void generator_make(const struct field *f, int n, uint8_t log_of[ECC_MAX])
{
	uint8_t g[ECC_MAX + 1] = {1};

	for (int i = 0; i < n; i++)
		for (int k = i + 1; k > 0; k--)
			g[k] = (uint8_t)((k <= i ? g[k] : 0) ^
					 (g[k - 1] ? f->exp[f->log[g[k - 1]] + i] : 0));
	for (int k = 0; k < n; k++)
		log_of[k] = f->log[g[k + 1]];
}

static void correct(const struct field *f, const uint8_t *gen, int n, const uint8_t *data, int len,
		    uint8_t ecc[ECC_MAX])
{
	memset(ecc, 0, ECC_MAX);
	for (int i = 0; i < len; i++) {
		unsigned lead = data[i] ^ ecc[0];

		memmove(ecc, ecc + 1, (size_t)n - 1);
		ecc[n - 1] = 0;
		if (lead)
			for (int k = 0; k < n; k++)
				ecc[k] ^= f->exp[f->log[lead] + gen[k]];
	}
}

/* Data and correction of all blocks, interleaved as they are placed (7.6). */
static void interleave(int version, const uint8_t data[DATA_MAX], uint8_t out[TOTAL_MAX])
{
	const struct version *v = &versions[version];
	uint8_t ecc[BLOCKS_MAX][ECC_MAX], gen[ECC_MAX];
	int start[BLOCKS_MAX] = {0}, len[BLOCKS_MAX] = {0};
	int total = data_len(version), at = 0, longest;
	struct field f;

	field_make(&f);
	generator_make(&f, v->ecc, gen);
	for (int b = 0, from = 0; b < v->blocks; b++) {
		len[b] = total / v->blocks + (b >= v->blocks - total % v->blocks);
		start[b] = from;
		correct(&f, gen, v->ecc, data + from, len[b], ecc[b]);
		from += len[b];
	}
	longest = len[v->blocks - 1];
	for (int i = 0; i < longest; i++)
		for (int b = 0; b < v->blocks; b++)
			if (i < len[b])
				out[at++] = data[start[b] + i];
	for (int i = 0; i < v->ecc; i++)
		for (int b = 0; b < v->blocks; b++)
			out[at++] = ecc[b][i];
}

/* ---- the symbol ---- */

static void set(struct symbol *s, int x, int y, bool dark)
{
	uint64_t bit = (uint64_t)1 << x;

	s->fixed[y] |= bit;
	s->dark[y] = dark ? s->dark[y] | bit : s->dark[y] & ~bit;
}

/* Concentric squares around a centre: dark rings where the bit of the distance is set. */
static void rings(struct symbol *s, int cx, int cy, int reach, unsigned dark_at)
{
	for (int y = cy - reach; y <= cy + reach; y++)
		for (int x = cx - reach; x <= cx + reach; x++) {
			int dx = x < cx ? cx - x : x - cx, dy = y < cy ? cy - y : y - cy;

			if (x >= 0 && y >= 0 && x < s->side && y < s->side)
				set(s, x, y, dark_at >> (dx > dy ? dx : dy) & 1);
		}
}

static unsigned bch(unsigned value, int shift, unsigned generator, int top)
{
	unsigned rest = value << shift;

	for (int i = top; i >= shift; i--)
		if (rest >> i & 1)
			rest ^= generator << (i - shift);
	return value << shift | rest;
}

static void put_format(struct symbol *s, unsigned mask)
{
	unsigned bits = bch(LEVEL_M << 3 | mask, 10, 0x537, 14) ^ 0x5412;
	int n = s->side;

	for (int i = 0; i < 15; i++) {
		bool dark = bits >> i & 1;

		if (i < 6)
			set(s, 8, i, dark);
		else if (i < 8)
			set(s, 8, i + 1, dark);
		else
			set(s, 8, n - 15 + i, dark);
		if (i < 8)
			set(s, n - 1 - i, 8, dark);
		else
			set(s, i == 8 ? 7 : 14 - i, 8, dark);
	}
	set(s, 8, n - 8, true);
}

static void put_version(struct symbol *s)
{
	unsigned bits;

	if (s->version < 7)
		return;
	bits = bch((unsigned)s->version, 12, 0x1F25, 17);
	for (int i = 0; i < 18; i++) {
		set(s, s->side - 11 + i % 3, i / 3, bits >> i & 1);
		set(s, i / 3, s->side - 11 + i % 3, bits >> i & 1);
	}
}

static void draw_function_patterns(struct symbol *s)
{
	const int *align = versions[s->version].align;
	int n = s->side, last = align[2] ? 2 : 1;

	for (int i = 8; i < n - 8; i++) {
		set(s, i, 6, i % 2 == 0);
		set(s, 6, i, i % 2 == 0);
	}
	for (int a = 0; a < 3 && align[1]; a++)
		for (int b = 0; b < 3; b++) {
			bool finder =
			    (a == 0 && b == 0) || (a == 0 && b == last) || (a == last && b == 0);

			if (align[a] && align[b] && !finder)
				rings(s, align[a], align[b], 2, 0x5);
		}
	rings(s, 3, 3, 4, 0xB);
	rings(s, n - 4, 3, 4, 0xB);
	rings(s, 3, n - 4, 4, 0xB);
	put_format(s, 0);
	put_version(s);
}

static void place(struct symbol *s, const uint8_t *codewords, int count)
{
	int n = s->side, bit = 0;

	for (int right = n - 1; right > 0; right -= 2) {
		if (right == 6)
			right--;
		for (int i = 0; i < n; i++) {
			bool up = ((right + 1) & 2) == 0;
			int y = up ? n - 1 - i : i;

			for (int x = right; x > right - 2; x--) {
				if (s->fixed[y] >> x & 1)
					continue;
				if (bit < count * 8 && codewords[bit / 8] >> (7 - bit % 8) & 1)
					s->dark[y] |= (uint64_t)1 << x;
				bit++;
			}
		}
	}
}

/* ---- masks ---- */

static bool mask_bit(int mask, int x, int y)
{
	switch (mask) {
	case 0: return (x + y) % 2 == 0;
	case 1: return y % 2 == 0;
	case 2: return x % 3 == 0;
	case 3: return (x + y) % 3 == 0;
	case 4: return (y / 2 + x / 3) % 2 == 0;
	case 5: return x * y % 2 + x * y % 3 == 0;
	case 6: return (x * y % 2 + x * y % 3) % 2 == 0;
	default: return ((x + y) % 2 + x * y % 3) % 2 == 0;
	}
}

/* Every mask repeats after six columns and twelve rows. */
static void apply(struct symbol *s, int mask)
{
	uint64_t rows[12], all = ((uint64_t)1 << s->side) - 1;

	for (int y = 0; y < 12; y++) {
		uint64_t six = 0;

		for (int x = 0; x < 6; x++)
			six |= (uint64_t)mask_bit(mask, x, y) << x;
		rows[y] = six * 0x1041041041041041;
	}
	for (int y = 0; y < s->side; y++)
		s->dark[y] ^= rows[y % 12] & all & ~s->fixed[y];
	put_format(s, (unsigned)mask);
}

static int ones(uint64_t v)
{
	/* counted in fields of 2, 4 and 8 bits: the compiler's own is a call for plain x86-64 */
	v -= v >> 1 & 0x5555555555555555;
	v = (v & 0x3333333333333333) + (v >> 2 & 0x3333333333333333);
	v = (v + (v >> 4)) & 0x0F0F0F0F0F0F0F0F;
	return (int)(v * 0x0101010101010101 >> 56);
}

/* Dark-light like a finder, with four light modules at one side; what lies outside is light. */
static uint64_t like_finder(const uint64_t w[15])
{
	uint64_t m = w[4] & ~w[5] & w[6] & w[7] & w[8] & ~w[9] & w[10];

	return m & (~(w[0] | w[1] | w[2] | w[3]) | ~(w[11] | w[12] | w[13] | w[14]));
}

static int row_penalty(const struct symbol *s, int y)
{
	int n = s->side;
	uint64_t r = s->dark[y], all = ((uint64_t)1 << n) - 1;
	uint64_t same = ~(r ^ r >> 1) & all >> 1;
	uint64_t five = same & same >> 1 & same >> 2 & same >> 3;
	uint64_t w[15];

	for (int i = 0; i < 15; i++)
		w[i] = i < 4 ? r << (4 - i) : r >> (i - 4);
	return ones(five) + 2 * ones(five & ~(five << 1)) + 40 * ones(like_finder(w) & all);
}

/* The columns through row y, all at once; and the blocks of four with the next row. */
static int column_penalty(const struct symbol *s, int y, const uint64_t *same)
{
	int n = s->side, score = 0;
	uint64_t all = ((uint64_t)1 << n) - 1, w[15];

	if (y + 4 < n) {
		uint64_t five = same[y] & same[y + 1] & same[y + 2] & same[y + 3];
		uint64_t before = y > 0 ? five & same[y - 1] : 0;

		score += ones(five) + 2 * ones(five & ~before);
	}
	if (y + 1 < n) {
		uint64_t a = s->dark[y], b = s->dark[y + 1];

		score += 3 * ones(~(a ^ a >> 1) & ~(b ^ b >> 1) & same[y] & all >> 1);
	}
	if (y + 6 < n) {
		for (int i = 0; i < 15; i++)
			w[i] = y + i >= 4 && y + i - 4 < n ? s->dark[y + i - 4] : 0;
		score += 40 * ones(like_finder(w) & all);
	}
	return score;
}

static int penalty(const struct symbol *s)
{
	uint64_t same[SIDE_MAX] = {0}, all = ((uint64_t)1 << s->side) - 1;
	int n = s->side, score = 0, dark = 0, off;

	for (int y = 0; y + 1 < n; y++)
		same[y] = ~(s->dark[y] ^ s->dark[y + 1]) & all;
	for (int y = 0; y < n; y++) {
		score += row_penalty(s, y) + column_penalty(s, y, same);
		dark += ones(s->dark[y]);
	}
	off = dark * 20 - n * n * 10;
	return score + (off < 0 ? -off : off) / (n * n) * 10;
}

/* The low byte with its bits in the other order. */
static uint8_t reversed(uint64_t v)
{
	unsigned b = (unsigned)v & 0xFF;

	b = (b & 0xF0) >> 4 | (b & 0x0F) << 4;
	b = (b & 0xCC) >> 2 | (b & 0x33) << 2;
	return (uint8_t)((b & 0xAA) >> 1 | (b & 0x55) << 1);
}

bool qr_make(struct code *ret, const char *text, size_t len)
{
	struct symbol s = {.version = smallest_version(len)}, best, one;
	uint8_t data[DATA_MAX], codewords[TOTAL_MAX];
	int least = -1;

	if (s.version == 0)
		return false;
	s.side = 17 + 4 * s.version;
	encode_data(s.version, text, len, data);
	interleave(s.version, data, codewords);
	draw_function_patterns(&s);
	place(&s, codewords, versions[s.version].total);
	best = s;
	for (int mask = 0; mask < 8; mask++) {
		int score;

		one = s;
		apply(&one, mask);
		score = penalty(&one);
		if (least < 0 || score < least) {
			least = score;
			best = one;
		}
	}
	ret->side = s.side;
	ret->row_bytes = ((size_t)s.side + 7) / 8;
	for (int y = 0; y < s.side; y++)
		for (size_t i = 0; i < ret->row_bytes; i++)
			ret->rows[(size_t)y * ret->row_bytes + i] =
			    reversed(best.dark[y] >> (8 * i));
	return true;
}
