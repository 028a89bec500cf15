#include "base/text.h"

#include "base/buf.h"
#include "base/bytes.h"

#include <string.h>

size_t utf8_decode(const char *s, size_t len, uint32_t *cp)
{
	const unsigned char *p = (const unsigned char *)s;
	uint32_t c, min;
	size_t n, i;

	if (len == 0)
		return 0;
	if (p[0] < 0x80) {
		*cp = p[0];
		return 1;
	}
	if (p[0] >= 0xc2 && p[0] <= 0xdf) {
		n = 2, c = p[0] & 0x1fu, min = 0x80;
	} else if (p[0] >= 0xe0 && p[0] <= 0xef) {
		n = 3, c = p[0] & 0x0fu, min = 0x800;
	} else if (p[0] >= 0xf0 && p[0] <= 0xf4) {
		n = 4, c = p[0] & 0x07u, min = 0x10000;
	} else {
		return 0;
	}
	if (len < n)
		return 0;
	for (i = 1; i < n; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (p[i] & 0x3fu);
	}
	if (c < min || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
		return 0;
	*cp = c;
	return n;
}

size_t utf8_encode(uint32_t cp, char out[4])
{
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (char)(0xc0 | cp >> 6);
		out[1] = (char)(0x80 | (cp & 0x3f));
		return 2;
	}
	if (cp < 0x10000) {
		out[0] = (char)(0xe0 | cp >> 12);
		out[1] = (char)(0x80 | (cp >> 6 & 0x3f));
		out[2] = (char)(0x80 | (cp & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | cp >> 18);
	out[1] = (char)(0x80 | (cp >> 12 & 0x3f));
	out[2] = (char)(0x80 | (cp >> 6 & 0x3f));
	out[3] = (char)(0x80 | (cp & 0x3f));
	return 4;
}

/* What sixty-four bytes are, a bit each. */
struct survey64 {
	uint64_t high;	      /* from 0x80: not ASCII */
	uint64_t lead;	      /* from 0xc0: begins a character of two bytes or more */
	uint64_t three, four; /* of at least so many bytes */
	uint64_t rare; /* leads with a rule of their own about what follows, or never right */
};

static inline void survey16(struct survey64 *s, const char *p, int at)
{
	struct bytes b = bytes_load(p);

	s->high |= (uint64_t)bytes_bits(b) << at;
	s->lead |= (uint64_t)bytes_bits(bytes_from(b, 0xc0)) << at;
	s->three |= (uint64_t)bytes_bits(bytes_from(b, 0xe0)) << at;
	s->four |= (uint64_t)bytes_bits(bytes_from(b, 0xf0)) << at;
	s->rare |= (uint64_t)bytes_bits(
		       bytes_either(bytes_either(bytes_is(b, (char)0xc0), bytes_is(b, (char)0xc1)),
				    bytes_either(bytes_is(b, (char)0xe0), bytes_is(b, (char)0xed))))
		   << at;
}

static inline bool is_ascii64(const char *p)
{
	struct bytes a = bytes_either(bytes_load(p), bytes_load(p + BYTES)),
		     b = bytes_either(bytes_load(p + 2 * BYTES), bytes_load(p + 3 * BYTES));

	return bytes_bits(bytes_either(a, b)) == 0;
}

/*
 * How many bytes from s are surely valid, looked at 64 at a time: a byte continues a character
 * exactly where a lead in front of it asks for one. Stops in front of a character, at the rare
 * leads, at what is wrong, or where fewer than 64 bytes are left.
 */
static size_t valid_run(const char *s, size_t len)
{
	uint64_t due = 0; /* continuation bytes that the block before asks for */
	size_t i = 0;

	for (; len - i >= 64; i += 64) {
		struct survey64 b = {0};
		int k;

		if (due == 0 && is_ascii64(s + i))
			continue;
		for (k = 0; k < 64; k += BYTES)
			survey16(&b, s + i + k, k);
		if ((b.rare | b.four) != 0 ||
		    (b.high & ~b.lead) != (due | b.lead << 1 | b.three << 2))
			break;
		due = b.lead >> 63 | b.three >> 62;
	}
	if (due) /* back to the lead whose character is cut */
		while (((unsigned char)s[--i] & 0xc0) == 0x80)
			;
	return i;
}

size_t utf8_valid(const char *s, size_t len)
{
	size_t i = 0, n, stop;
	uint32_t cp;
	uint64_t word;

	while (i < len) {
		i += valid_run(s + i, len - i);
		stop = len - i < 64 ? len : i + 64;
		while (i < stop) {
			if (len - i >= sizeof word) {
				memcpy(&word, s + i, sizeof word);
				if (!(word & 0x8080808080808080u)) {
					i += sizeof word;
					continue;
				}
			}
			n = utf8_decode(s + i, len - i, &cp);
			if (n == 0)
				return i;
			i += n;
		}
	}
	return len;
}

size_t utf8_count(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80;
	return n;
}

/* Unicode East_Asian_Width W and F, in ranges wide enough for what offices write. */
static bool is_wide(uint32_t c)
{
	return (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0x303e) ||
	       (c >= 0x3041 && c <= 0xa4cf) || (c >= 0xac00 && c <= 0xd7a3) ||
	       (c >= 0xf900 && c <= 0xfaff) || (c >= 0xfe30 && c <= 0xfe6f) ||
	       (c >= 0xff00 && c <= 0xff60) || (c >= 0xffe0 && c <= 0xffe6) ||
	       (c >= 0x20000 && c <= 0x3fffd);
}

static bool is_zero_width(uint32_t c)
{
	return (c >= 0x200b && c <= 0x200f) || c == 0x2060 || c == 0xfeff ||
	       (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0x300 && c <= 0x36f);
}

size_t text_width(const char *s)
{
	size_t len = strlen(s), width = 0, n;
	uint32_t cp;

	while (len > 0 && (n = utf8_decode(s, len, &cp)) > 0) {
		width += is_zero_width(cp) ? 0 : is_wide(cp) ? 2 : 1;
		s += n;
		len -= n;
	}
	return width;
}

static bool is_blank(uint32_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x3000 || c == 0xa0;
}

static bool needs_fold(const char *s, size_t len)
{
	size_t i;

	if (len == 0)
		return false;
	if (ascii_is_space(s[0]) || ascii_is_space(s[len - 1]))
		return true;
	/* everything else that folds starts with one of these UTF-8 lead bytes */
	for (i = 0; i < len; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c == 0xc2 || c == 0xe2 || c == 0xe3 || c == 0xef)
			return true;
	}
	return false;
}

const char *text_fold(struct arena *out, const char *s)
{
	size_t len = strlen(s), i = 0, end = 0, m = 0, n;
	char *copy;
	uint32_t cp;

	if (!needs_fold(s, len))
		return s;
	copy = arena_alloc(out, len + 1);
	while (i < len && (n = utf8_decode(s + i, len - i, &cp)) > 0) {
		i += n;
		if (is_zero_width(cp) && (cp < 0x300 || cp > 0x36f))
			continue;
		if (cp >= 0xff01 && cp <= 0xff5e)
			cp = cp - 0xff01 + 0x21;
		if (is_blank(cp) && end == 0)
			continue; /* leading */
		m += utf8_encode(cp, copy + m);
		if (!is_blank(cp))
			end = m;
	}
	copy[end] = '\0';
	return copy;
}

bool text_is_digits(const char *s)
{
	if (!*s)
		return false;
	for (; *s; s++)
		if (!ascii_is_digit(*s))
			return false;
	return true;
}

bool text_to_int(const char *s, int64_t min, int64_t max, int64_t *ret)
{
	bool negative = *s == '-';
	int64_t v = 0;

	if (negative)
		s++;
	if (!text_is_digits(s))
		return false;
	for (; *s; s++) {
		int digit = *s - '0';

		/* built up negative, whose range holds both signs */
		if (__builtin_mul_overflow(v, 10, &v) || __builtin_sub_overflow(v, digit, &v))
			return false;
	}
	if (!negative && __builtin_sub_overflow((int64_t)0, v, &v))
		return false;
	if (v < min || v > max)
		return false;
	*ret = v;
	return true;
}

bool text_same(const char *a, const char *b)
{
	for (; *a && *b; a++, b++)
		if (ascii_upper((unsigned char)*a) != ascii_upper((unsigned char)*b))
			return false;
	return *a == *b;
}

char *text_mask_name(struct arena *out, const char *name)
{
	struct buf b = {0};
	size_t len = strlen(name), n, i;
	uint32_t cp;
	char *masked;

	n = utf8_decode(name, len, &cp);
	buf_add(&b, name, n);
	for (i = 1; i < utf8_count(name); i++)
		buf_putc(&b, '*');
	masked = arena_strdup(out, buf_str(&b));
	buf_free(&b);
	return masked;
}

char *text_mask_number(struct arena *out, const char *number)
{
	size_t len = strlen(number), head = len >= 11 ? 3 : 0, tail = len >= 7 ? 4 : 0;
	char *masked = arena_strdup(out, number);

	memset(masked + head, '*', len - head - tail);
	return masked;
}
