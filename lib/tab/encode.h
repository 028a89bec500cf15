/*
 * Inside lib/tab: the encoding of a text file, found by what its bytes can be, never by statistics
 * of letters: Chinese files are UTF-8, UTF-16 or GB18030, and the three exclude each other but for
 * the cases that encoding_find knows.
 */
#ifndef NCRE_TAB_ENCODE_H
#define NCRE_TAB_ENCODE_H

#include "tab/src.h"

#include <string.h>

enum { GB_EURO = 0x80 }; /* a byte of code page 936 that GB18030 does not have */

enum encoding {
	ENC_UTF8,
	ENC_UTF8_DAMAGED, /* UTF-8 in which some bytes do not decode */
	ENC_GB18030,
	ENC_UTF16LE,
	ENC_UTF16BE,
	ENC_UTF32LE,
	ENC_UTF32BE,
};

/*
 * Reads the whole file. *bom gets the bytes to skip at the start. ERR_INPUT with the line where
 * nothing fits or the file is not text.
 */
int encoding_find(const struct input *in, enum encoding *ret, int *bom, struct err *e) MUST_CHECK;

const char *encoding_name(enum encoding enc);

/* Turns the bytes of a file into UTF-8 piece by piece, from offset on. */
struct decoder;
int decoder_open(struct decoder **ret, const struct input *in, enum encoding enc, int64_t offset,
		 struct err *e) MUST_CHECK;

/*
 * Up to cap bytes (cap >= 64) of text into to; *ret_len 0 means the end. Undamaged encodings give
 * valid UTF-8; ENC_UTF8_DAMAGED gives the bytes as they are.
 */
int decoder_read(struct decoder *d, char *to, size_t cap, size_t *ret_len,
		 struct err *e) MUST_CHECK;
/* True once some bytes did not decode: they stand in the text as \xNN. */
bool decoder_refused(const struct decoder *d);

void decoder_close(struct decoder *d);

/* How many bytes at p are ASCII and not NUL, looked at eight at a time; at most len. */
static inline size_t plain_run(const char *p, size_t len)
{
	const uint64_t ones = 0x0101010101010101u, highs = 0x8080808080808080u;
	size_t i = 0;
	uint64_t w, hit;

	for (; len - i >= sizeof w; i += sizeof w) {
		memcpy(&w, p + i, sizeof w);
		hit = (w | (w - ones)) & highs;
		if (hit)
			break;
	}
	while (i < len && (signed char)p[i] > 0)
		i++;
	return i;
}

#endif
