#include "tab/encode.h"

#include "base/messages.h"
#include "base/text.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

enum { PIECE = 256 * 1024, EURO = 0x80 };

/* What one pass over the bytes tells. */
struct survey {
	int64_t nul_even, nul_odd;
	int64_t high;		  /* bytes >= 0x80 */
	int64_t two, three, four; /* bytes in UTF-8 characters of that length */
	int64_t bad;		  /* bytes that are not UTF-8 */
	int64_t lines, first_bad_line;
};

static const unsigned char bom_utf8[] = {0xef, 0xbb, 0xbf};

const char *encoding_name(enum encoding enc)
{
	switch (enc) {
	case ENC_UTF8:
	case ENC_UTF8_DAMAGED: return "UTF-8";
	case ENC_GB18030: return "GB18030";
	case ENC_UTF16LE: return "UTF-16LE";
	case ENC_UTF16BE: return "UTF-16BE";
	case ENC_UTF32LE: return "UTF-32LE";
	case ENC_UTF32BE: return "UTF-32BE";
	}
	return "";
}

static void note_bad(struct survey *s)
{
	if (s->bad++ == 0)
		s->first_bad_line = s->lines + 1;
}

/* True where none of the eight bytes at p is NUL, a line end or above ASCII. */
static bool plain8(const char *p)
{
	const uint64_t ones = 0x0101010101010101u, highs = 0x8080808080808080u;
	uint64_t w, x;

	memcpy(&w, p, sizeof w);
	x = w ^ (ones * '\n');
	return !((w | (w - ones) | (x - ones)) & highs);
}

/* Surveys len bytes that stand at offset; returns how many were used (fewer at a cut character). */
static size_t survey_piece(struct survey *s, const char *p, size_t len, int64_t offset, bool last)
{
	size_t i = 0, n;
	uint32_t cp;

	while (i < len) {
		unsigned char c = (unsigned char)p[i];

		if (len - i >= 8 && plain8(p + i)) {
			i += 8;
			continue;
		}
		if (c < 0x80) {
			if (c == '\n')
				s->lines++;
			else if (c == '\0' && ((offset + (int64_t)i) & 1))
				s->nul_odd++;
			else if (c == '\0')
				s->nul_even++;
			i++;
			continue;
		}
		if (!last && len - i < 4)
			break;
		n = utf8_decode(p + i, len - i, &cp);
		s->high += n ? (int64_t)n : 1;
		if (n == 2)
			s->two += 2;
		else if (n == 3)
			s->three += 3;
		else if (n == 4)
			s->four += 4;
		else
			note_bad(s);
		i += n ? n : 1;
	}
	return i;
}

static int survey_file(const struct input *in, int64_t offset, struct survey *s, struct err *e)
{
	char *piece = mem_alloc(PIECE);
	size_t held = 0, got, used;
	int rc;

	for (;;) {
		rc = input_at(in, offset + (int64_t)held, piece + held, PIECE - held, &got, e);
		if (rc < 0 || held + got == 0)
			break;
		used = survey_piece(s, piece, held + got, offset, got == 0);
		held = held + got - used;
		memmove(piece, piece + used, held);
		offset += (int64_t)used;
	}
	mem_free(piece);
	return rc;
}

/* ---- is it GB18030? ---- */

struct gb_survey {
	bool valid;
	int64_t bad_line, lines;
	int64_t pairs;	    /* two-byte characters */
	int64_t common;	    /* of those: hanzi of GB 2312 level 1 and its punctuation */
	bool beside_letter; /* a pair touches an ASCII letter, as accented letters do */
};

/* Length of the GB18030 character at p, 0 where there is none, -1 where the piece ends inside. */
static int gb_length(const unsigned char *p, size_t len, bool last)
{
	if (p[0] < 0x80 || p[0] == EURO)
		return 1;
	if (p[0] == 0xff)
		return 0;
	if (len < 2)
		return last ? 0 : -1;
	if (p[1] >= 0x30 && p[1] <= 0x39) {
		if (len < 4)
			return last ? 0 : -1;
		return p[2] >= 0x81 && p[2] <= 0xfe && p[3] >= 0x30 && p[3] <= 0x39 ? 4 : 0;
	}
	return p[1] >= 0x40 && p[1] != 0x7f && p[1] != 0xff ? 2 : 0;
}

static size_t gb_piece(struct gb_survey *s, const unsigned char *p, size_t len, bool last)
{
	size_t i = 0;
	int n;

	while (i < len) {
		if (len - i >= 8 && plain8((const char *)p + i)) {
			i += 8;
			continue;
		}
		n = gb_length(p + i, len - i, last);
		if (n < 0)
			break;
		if (n == 0) {
			s->valid = false;
			s->bad_line = s->lines + 1;
			return len;
		}
		if (p[i] == '\n')
			s->lines++;
		if (n == 2) {
			bool in_2312 = p[i + 1] >= 0xa1;
			bool level1 = p[i] >= 0xb0 && p[i] <= 0xd7 && in_2312;
			bool mark = (p[i] == 0xa1 || p[i] == 0xa3) && in_2312;

			s->pairs++;
			s->common += level1 || mark;
			if ((i > 0 && ascii_is_alpha(p[i - 1])) ||
			    (i + 2 < len && ascii_is_alpha(p[i + 2])))
				s->beside_letter = true;
		}
		i += (size_t)n;
	}
	return i;
}

static int gb_file(const struct input *in, struct gb_survey *s, struct err *e)
{
	unsigned char *piece = mem_alloc(PIECE);
	size_t held = 0, got, used;
	int64_t offset = 0;
	int rc;

	*s = (struct gb_survey){.valid = true};
	for (;;) {
		rc = input_at(in, offset + (int64_t)held, piece + held, PIECE - held, &got, e);
		if (rc < 0 || held + got == 0 || !s->valid)
			break;
		used = gb_piece(s, piece, held + got, got == 0);
		held = held + got - used;
		memmove(piece, piece + used, held);
		offset += (int64_t)used;
	}
	mem_free(piece);
	return rc;
}

/* ---- the decision ---- */

static bool find_bom(const struct input *in, enum encoding *ret, int *bom, struct err *e, int *rc)
{
	static const struct {
		unsigned char bytes[4];
		int len;
		enum encoding enc;
	} boms[] = {
	    /* UTF-32 first: its little-endian mark begins with that of UTF-16 */
	    {{0xff, 0xfe, 0x00, 0x00}, 4, ENC_UTF32LE},
	    {{0x00, 0x00, 0xfe, 0xff}, 4, ENC_UTF32BE},
	    {{0xff, 0xfe}, 2, ENC_UTF16LE},
	    {{0xfe, 0xff}, 2, ENC_UTF16BE},
	    {{0x84, 0x31, 0x95, 0x33}, 4, ENC_GB18030},
	};
	unsigned char head[4] = {0};
	size_t got, i;

	*rc = input_at(in, 0, head, sizeof head, &got, e);
	if (*rc < 0)
		return true;
	if (got >= 3 && memcmp(head, bom_utf8, 3) == 0)
		*bom = 3;
	for (i = 0; i < ARRAY_LEN(boms); i++) {
		size_t n = (size_t)boms[i].len;

		if (got >= n && memcmp(head, boms[i].bytes, n) == 0) {
			*ret = boms[i].enc;
			*bom = boms[i].len;
			return true;
		}
	}
	return false;
}

/* NULs: UTF-16 has them at every other place; a few in UTF-8 text are the file's own. */
static int decide_nuls(const struct input *in, const struct survey *s, enum encoding *ret,
		       struct err *e)
{
	int64_t nuls = s->nul_even + s->nul_odd;
	/* hanzi in UTF-16 are hardly ever UTF-8; where all of it is, half of it must be NULs */
	int64_t share = s->bad ? 64 : 4;

	if (in->size % 2 == 0 && nuls * share >= in->size) {
		if (s->nul_even * 50 < s->nul_odd) {
			*ret = ENC_UTF16LE;
			return 0;
		}
		if (s->nul_odd * 50 < s->nul_even) {
			*ret = ENC_UTF16BE;
			return 0;
		}
	}
	if (s->bad == 0 && nuls * 10 < in->size) {
		*ret = ENC_UTF8;
		return 0;
	}
	return err_set(e, ERR_INPUT, E_TAB_BINARY, in->name);
}

int encoding_find(const struct input *in, enum encoding *ret, int *bom, struct err *e)
{
	struct survey s = {0};
	struct gb_survey gb;
	int rc;

	*bom = 0;
	if (find_bom(in, ret, bom, e, &rc))
		return rc;
	if (survey_file(in, *bom, &s, e) < 0)
		return -1;
	if (s.nul_even + s.nul_odd > 0 && *bom == 0)
		return decide_nuls(in, &s, ret, e);
	*ret = s.bad ? ENC_UTF8_DAMAGED : ENC_UTF8;
	if (*bom || s.high == 0)
		return 0;
	/*
	 * Short GBK texts can be UTF-8 of two-byte characters by chance: 张 is not, but 联通 is.
	 * Accented letters touch other letters and read as rare hanzi.
	 */
	if (s.bad == 0 && s.three + s.four == 0) {
		if (gb_file(in, &gb, e) < 0)
			return -1;
		if (gb.valid && !gb.beside_letter && gb.common * 2 >= gb.pairs)
			*ret = ENC_GB18030;
		return 0;
	}
	if (s.bad == 0 || (s.three + s.two + s.four) * 100 >= s.high * 99)
		return 0;
	if (gb_file(in, &gb, e) < 0)
		return -1;
	/* Latin letters in another 8-bit code often pair up to hanzi, but to rare ones. */
	if (gb.valid && gb.common * 3 >= gb.pairs) {
		*ret = ENC_GB18030;
		return 0;
	}
	return err_set(e, ERR_INPUT, E_TAB_ENCODING, in->name,
		       (long long)(gb.valid ? s.first_bad_line : gb.bad_line));
}

/* ---- decoding ---- */

struct decoder {
	const struct input *in;
	enum encoding enc;
	int64_t offset;
	iconv_t cd;
	bool direct; /* the file is UTF-8 already */
	bool at_end;
	bool refused;
	size_t start, end;
	char raw[PIECE];
};

int decoder_open(struct decoder **ret, const struct input *in, enum encoding enc, int64_t offset,
		 struct err *e)
{
	struct decoder *d = mem_alloc(sizeof *d);

	d->in = in;
	d->enc = enc;
	d->offset = offset;
	d->direct = enc == ENC_UTF8 || enc == ENC_UTF8_DAMAGED;
	d->at_end = d->refused = false;
	d->start = d->end = 0;
	if (!d->direct) {
		d->cd = iconv_open("UTF-8", encoding_name(enc));
		if (d->cd == (iconv_t)-1) {
			mem_free(d);
			return err_set(e, ERR_INPUT, E_TAB_NO_ICONV, encoding_name(enc));
		}
	}
	*ret = d;
	return 0;
}

void decoder_close(struct decoder *d)
{
	if (!d)
		return;
	if (!d->direct)
		iconv_close(d->cd);
	mem_free(d);
}

static int fill_raw(struct decoder *d, struct err *e)
{
	size_t got;

	memmove(d->raw, d->raw + d->start, d->end - d->start);
	d->end -= d->start;
	d->start = 0;
	if (input_at(d->in, d->offset, d->raw + d->end, PIECE - d->end, &got, e) < 0)
		return -1;
	d->at_end = got == 0;
	d->offset += (int64_t)got;
	d->end += got;
	return 0;
}

/* One unit of the raw text that iconv refuses: the euro of code page 936, or \xNN for its bytes. */
static size_t put_refused(struct decoder *d, char *to)
{
	static const char hex[] = "0123456789ABCDEF";
	size_t unit = d->enc == ENC_GB18030			       ? 1
		      : d->enc == ENC_UTF32LE || d->enc == ENC_UTF32BE ? 4
								       : 2;
	size_t n = 0;

	if (unit == 1 && (unsigned char)d->raw[d->start] == EURO) {
		d->start++;
		memcpy(to, "\xe2\x82\xac", 3);
		return 3;
	}
	d->refused = true;
	while (unit-- > 0 && d->start < d->end) {
		unsigned char c = (unsigned char)d->raw[d->start++];

		to[n++] = '\\';
		to[n++] = 'x';
		to[n++] = hex[c >> 4];
		to[n++] = hex[c & 15];
	}
	return n;
}

bool decoder_refused(const struct decoder *d)
{
	return d->refused;
}

int decoder_read(struct decoder *d, char *to, size_t cap, size_t *ret_len, struct err *e)
{
	char *out = to, *in;
	size_t left = cap, in_left;

	if (d->direct) {
		if (input_at(d->in, d->offset, to, cap, ret_len, e) < 0)
			return -1;
		d->offset += (int64_t)*ret_len;
		return 0;
	}
	while (left >= 16) {
		if (d->end - d->start < 4 && !d->at_end && fill_raw(d, e) < 0)
			return -1;
		if (d->start == d->end)
			break;
		in = d->raw + d->start;
		in_left = d->end - d->start;
		if (iconv(d->cd, &in, &in_left, &out, &left) != (size_t)-1) {
			d->start = d->end - in_left;
			continue;
		}
		d->start = d->end - in_left;
		if (errno == E2BIG)
			break;
		if (errno == EINVAL && !d->at_end) {
			if (fill_raw(d, e) < 0)
				return -1;
			if (!d->at_end)
				continue;
		}
		if (left < 16)
			break;
		{
			size_t n = put_refused(d, out);

			out += n;
			left -= n;
		}
	}
	*ret_len = (size_t)(out - to);
	return 0;
}
