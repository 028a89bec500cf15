#include "tab/biff.h"

#include "base/messages.h"
#include "base/text.h"
#include "tab/cfb.h"

#include <iconv.h>
#include <string.h>

enum { FLAG_WIDE = 1, FLAG_PHONETIC = 4, FLAG_RICH = 8, REPLACEMENT = 0xfffd };

int biff_record(const struct biff *b, size_t offset, struct biff_record *ret, struct err *e)
{
	if (offset >= b->len || b->len - offset < 4)
		return 0;
	ret->id = le16(b->data + offset);
	ret->len = le16(b->data + offset + 2);
	ret->at = offset;
	ret->body = b->data + offset + 4;
	ret->end = offset + 4 + ret->len;
	if (ret->end > b->len)
		return err_set(e, ERR_INPUT, E_TAB_DAMAGED, b->file, "BIFF");
	return 1;
}

/* ---- reading on through CONTINUE ---- */

void biff_cursor_start(struct biff_cursor *c, const struct biff *b, const struct biff_record *r,
		       size_t skip)
{
	c->b = b;
	c->p = r->body + (skip < r->len ? skip : r->len);
	c->end = r->body + r->len;
	c->next = r->end;
}

/* Goes into the next record if it is a CONTINUE. */
static bool next_piece(struct biff_cursor *c)
{
	struct biff_record r;
	struct err e = {0};

	if (biff_record(c->b, c->next, &r, &e) != 1 || r.id != BIFF_CONTINUE)
		return false;
	c->p = r.body;
	c->end = r.body + r.len;
	c->next = r.end;
	return true;
}

bool biff_skip(struct biff_cursor *c, size_t n)
{
	while (n > 0) {
		size_t here = (size_t)(c->end - c->p);

		if (here == 0) {
			if (!next_piece(c))
				return false;
			continue;
		}
		if (here > n)
			here = n;
		c->p += here;
		n -= here;
	}
	return true;
}

bool biff_u8(struct biff_cursor *c, unsigned *ret)
{
	while (c->p == c->end)
		if (!next_piece(c))
			return false;
	*ret = *c->p++;
	return true;
}

bool biff_u16(struct biff_cursor *c, unsigned *ret)
{
	unsigned lo, hi;

	if (!biff_u8(c, &lo) || !biff_u8(c, &hi))
		return false;
	*ret = lo | hi << 8;
	return true;
}

bool biff_u32(struct biff_cursor *c, uint32_t *ret)
{
	unsigned lo, hi;

	if (!biff_u16(c, &lo) || !biff_u16(c, &hi))
		return false;
	*ret = lo | (uint32_t)hi << 16;
	return true;
}

/* ---- text ---- */

/* Appends UTF-16 units; *high is a first half that waits for its second. */
static void put_unit(struct sst *to, uint32_t unit, uint32_t *high)
{
	uint32_t cp = unit;

	if (*high && unit >= 0xdc00 && unit <= 0xdfff)
		cp = 0x10000 + ((*high - 0xd800) << 10) + (unit - 0xdc00);
	else if (*high)
		to->len += utf8_encode(REPLACEMENT, to->text + to->len);
	*high = 0;
	if (cp >= 0xd800 && cp <= 0xdbff) {
		*high = cp;
		return;
	}
	if (cp >= 0xdc00 && cp <= 0xdfff)
		cp = REPLACEMENT;
	to->len += utf8_encode(cp, to->text + to->len);
}

/* n characters of a BIFF8 string, whose flags say how wide they are. */
static bool wide_text(struct biff_cursor *c, size_t n, unsigned flags, struct sst *to)
{
	bool wide = flags & FLAG_WIDE;
	uint32_t high = 0;

	sst_room(to, n * 3 + 8);
	while (n > 0) {
		size_t here = (size_t)(c->end - c->p) / (wide ? 2 : 1);

		if (here == 0) {
			/* the piece says anew how wide its characters are */
			if (!next_piece(c) || c->p == c->end)
				return false;
			wide = *c->p++ & FLAG_WIDE;
			continue;
		}
		if (here > n)
			here = n;
		n -= here;
		for (; here > 0; here--) {
			put_unit(to, wide ? le16(c->p) : *c->p, &high);
			c->p += wide ? 2 : 1;
		}
	}
	if (high)
		to->len += utf8_encode(REPLACEMENT, to->text + to->len);
	return true;
}

static const char *codepage_name(unsigned codepage, char out[16])
{
	switch (codepage) {
	case 936:
	case 10008: return "GB18030";
	case 950:
	case 10002: return "BIG5-HKSCS";
	case 932:
	case 10001: return "CP932";
	case 949:
	case 10003: return "CP949";
	case 10007: return "MAC-CYRILLIC";
	case 10029: return "MAC-CENTRALEUROPE";
	case 10000:
	case 0x8000: return "MACINTOSH";
	case 0:
	case 1200:
	case 0x8001: return "CP1252";
	default: snprintf(out, 16, "CP%u", codepage); return out;
	}
}

/* Pages with two bytes a letter: half of one must not be read as a letter of another page. */
static bool is_double_byte(unsigned codepage)
{
	return (codepage >= 932 && codepage <= 950) || (codepage >= 10001 && codepage <= 10003) ||
	       codepage == 10008;
}

static bool byte_text(struct biff_cursor *c, size_t n, struct sst *to)
{
	size_t left = n * 4 + 8, in_left = 0;
	char name[16], *raw = mem_alloc(n + 1), *in = raw, *out;
	iconv_t cd;
	unsigned byte;

	while (in_left < n && biff_u8(c, &byte))
		raw[in_left++] = (char)byte;
	cd = iconv_open("UTF-8", codepage_name(c->b->codepage, name));
	if (cd == (iconv_t)-1 && !is_double_byte(c->b->codepage))
		cd = iconv_open("UTF-8", "CP1252"); /* at least what is ASCII in all of them */
	if (in_left < n && cd != (iconv_t)-1) {
		iconv_close(cd);
		cd = (iconv_t)-1;
	}
	if (cd == (iconv_t)-1) {
		mem_free(raw);
		return false;
	}
	sst_room(to, left);
	out = to->text + to->len;
	while (in_left > 0 && iconv(cd, &in, &in_left, &out, &left) == (size_t)-1) {
		uint32_t cp = (unsigned char)*in == 0x80 ? 0x20ac : REPLACEMENT;
		size_t k = utf8_encode(cp, out);

		out += k;
		left -= k;
		in++;
		in_left--;
	}
	/* some code pages hold a letter back for an accent that may follow */
	(void)iconv(cd, NULL, NULL, &out, &left);
	to->len = (size_t)(out - to->text);
	iconv_close(cd);
	mem_free(raw);
	return true;
}

bool biff_text(struct biff_cursor *c, size_t n, struct sst *to)
{
	unsigned flags, runs = 0;
	uint32_t phonetic = 0;

	if (!c->b->is8)
		return byte_text(c, n, to);
	if (n == 0 && c->p == c->end)
		return true; /* an empty string may lack its flags */
	if (!biff_u8(c, &flags))
		return false;
	if ((flags & FLAG_RICH && !biff_u16(c, &runs)) ||
	    (flags & FLAG_PHONETIC && !biff_u32(c, &phonetic)))
		return false;
	if (!wide_text(c, n, flags, to))
		return false;
	return biff_skip(c, (size_t)runs * 4) && biff_skip(c, phonetic);
}

int biff_read_sst(const struct biff *b, const struct biff_record *r, struct sst *to, struct err *e)
{
	struct biff_cursor c;
	uint32_t total, unique, i;
	unsigned n;
	size_t start;

	biff_cursor_start(&c, b, r, 0);
	if (!biff_u32(&c, &total) || !biff_u32(&c, &unique))
		return err_set(e, ERR_INPUT, E_TAB_DAMAGED, b->file, "SST");
	for (i = 0; i < unique; i++) {
		/* some writers count more strings than they store */
		if (!biff_u16(&c, &n))
			return 0;
		start = to->len;
		if (!biff_text(&c, n, to) || !sst_finish(to, start))
			return err_set(e, ERR_INPUT, E_TAB_DAMAGED, b->file, "SST");
	}
	return 0;
}
