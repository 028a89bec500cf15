#include "tab/encode.h"

#include "base/bytes.h"
#include "base/messages.h"
#include "base/text.h"

#include <string.h>

enum { PIECE = 256 * 1024 };

/* What one pass over the bytes tells. */
struct survey {
	int64_t nul_even, nul_odd;
	int64_t high;		  /* bytes >= 0x80 */
	int64_t two, three, four; /* bytes in UTF-8 characters of that length */
	int64_t bad;		  /* bytes that are not UTF-8 */
	int64_t first_bad;	  /* offset of the first of them */
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

/* A hanzi or any other character of three bytes but the rare ones with rules of their own. */
static bool is_usual_three(const unsigned char *p)
{
	return p[0] >= 0xe1 && p[0] <= 0xef && p[0] != 0xed && (p[1] & 0xc0) == 0x80 &&
	       (p[2] & 0xc0) == 0x80;
}

static size_t survey_high(struct survey *s, const char *p, size_t len, int64_t offset)
{
	uint32_t cp;
	size_t n = utf8_decode(p, len, &cp);

	if (n == 2)
		s->two += 2;
	else if (n == 3)
		s->three += 3;
	else if (n == 4)
		s->four += 4;
	else if (s->bad++ == 0)
		s->first_bad = offset;
	return n ? n : 1;
}

/* Surveys len bytes that stand at offset; returns how many were used (fewer at a cut character). */
static size_t survey_piece(struct survey *s, const char *p, size_t len, int64_t offset, bool last)
{
	size_t i = 0, n;

	while (i < len) {
		if ((signed char)p[i] > 0) {
			i += plain_run(p + i, len - i);
		} else if (p[i] == '\0') {
			if ((offset + (int64_t)i) & 1)
				s->nul_odd++;
			else
				s->nul_even++;
			i++;
		} else if (len - i < 4 && !last) {
			break;
		} else if (len - i >= 3 && is_usual_three((const unsigned char *)p + i)) {
			s->three += 3;
			s->high += 3;
			i += 3;
		} else {
			n = survey_high(s, p + i, len - i, offset + (int64_t)i);
			s->high += (int64_t)n;
			i += n;
		}
	}
	return i;
}

/* Clearly not UTF-8, whatever follows: then the rest need not be looked at. */
static bool is_hopeless(const struct survey *s)
{
	return s->bad > 4096 && s->bad * 4 > s->high;
}

/* Has it a byte >= least? */
static bool has_from(const char *p, size_t len, unsigned char least)
{
	size_t i = 0;

	for (; len - i >= BYTES; i += BYTES)
		if (bytes_bits(bytes_from(bytes_load(p + i), least)))
			return true;
	for (; i < len; i++)
		if ((unsigned char)p[i] >= least)
			return true;
	return false;
}

/*
 * Most files are UTF-8 without NULs, which is quickly seen; anything else is left to the survey.
 * Of s only high and three are told, and only that there are some.
 */
static int look_quickly(const struct input *in, int64_t offset, struct survey *s, bool *ret_usual,
			struct err *e)
{
	char *piece = mem_alloc(PIECE);
	size_t held = 0, got = 1, len, valid = 0;
	int rc = 0;

	while (got > 0) {
		rc = input_at(in, offset, piece + held, PIECE - held, &got, e);
		if (rc < 0)
			break;
		offset += (int64_t)got;
		len = held + got;
		valid = utf8_valid(piece, len);
		if (len - valid >= 4 || memchr(piece, '\0', valid))
			break;
		s->high += s->high == 0 && has_from(piece, valid, 0x80);
		s->three += s->three == 0 && has_from(piece, valid, 0xe0);
		held = len - valid; /* a character that is cut */
		memmove(piece, piece + valid, held);
	}
	*ret_usual = rc == 0 && got == 0 && held == 0;
	mem_free(piece);
	return rc;
}

static int survey_file(const struct input *in, int64_t offset, struct survey *s, struct err *e)
{
	char *piece = mem_alloc(PIECE);
	size_t held = 0, got, used;
	int rc;

	for (;;) {
		rc = input_at(in, offset + (int64_t)held, piece + held, PIECE - held, &got, e);
		if (rc < 0 || held + got == 0 || is_hopeless(s))
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
	int64_t first_bad;  /* offset of what is not GB18030 */
	int64_t pairs;	    /* two-byte characters */
	int64_t common;	    /* of those: hanzi of GB 2312 level 1 and its punctuation */
	bool beside_letter; /* a pair touches an ASCII letter, as accented letters do */
};

/* Length of the GB18030 character at p, 0 where there is none, -1 where the piece ends inside. */
static int gb_length(const unsigned char *p, size_t len, bool last)
{
	if (p[0] < 0x80 || p[0] == GB_EURO)
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

/* Counts a two-byte character: how usual it is, and whether it touches a letter. */
static void gb_pair(struct gb_survey *s, const unsigned char *p, bool after, bool before)
{
	bool in_2312 = p[1] >= 0xa1;

	s->pairs++;
	s->common += in_2312 && ((p[0] >= 0xb0 && p[0] <= 0xd7) || p[0] == 0xa1 || p[0] == 0xa3);
	s->beside_letter |= after || before;
}

static size_t gb_piece(struct gb_survey *s, const unsigned char *p, size_t len, int64_t offset,
		       bool last)
{
	size_t i = 0;
	int n;

	while (i < len) {
		if (p[i] < 0x80) {
			size_t run = plain_run((const char *)p + i, len - i);

			i += run ? run : 1;
			continue;
		}
		n = gb_length(p + i, len - i, last);
		if (n < 0)
			break;
		if (n == 0) {
			s->valid = false;
			s->first_bad = offset + (int64_t)i;
			return len;
		}
		if (n == 2)
			gb_pair(s, p + i, i > 0 && ascii_is_alpha(p[i - 1]),
				i + 2 < len && ascii_is_alpha(p[i + 2]));
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
		used = gb_piece(s, piece, held + got, offset, got == 0);
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

/* Refuses the file for the byte at offset, named by its line. */
static int refuse_at(const struct input *in, int64_t offset, struct err *e)
{
	char *piece = mem_alloc(PIECE), *p;
	int64_t at = 0, lines = 1;
	size_t got = 1;

	while (got > 0 && at < offset) {
		size_t want = offset - at < PIECE ? (size_t)(offset - at) : PIECE;

		if (input_at(in, at, piece, want, &got, e) < 0) {
			mem_free(piece);
			return -1;
		}
		for (p = piece; (p = memchr(p, '\n', (size_t)(piece + got - p))) != NULL; p++)
			lines++;
		at += (int64_t)got;
	}
	mem_free(piece);
	return err_set(e, ERR_INPUT, E_TAB_ENCODING, in->name, (long long)lines);
}

int encoding_find(const struct input *in, enum encoding *ret, int *bom, struct err *e)
{
	struct survey s = {0};
	struct gb_survey gb;
	bool usual;
	int rc;

	*bom = 0;
	if (find_bom(in, ret, bom, e, &rc))
		return rc;
	if (look_quickly(in, *bom, &s, &usual, e) < 0)
		return -1;
	if (!usual) {
		s = (struct survey){0};
		if (survey_file(in, *bom, &s, e) < 0)
			return -1;
	}
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
	return refuse_at(in, gb.valid ? s.first_bad : gb.first_bad, e);
}
