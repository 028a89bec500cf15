/*
 * Folding of GB 18030-2000's private-use characters: each must come out as what the C library's
 * GB18030 converter makes of the same bytes now; and what draws nothing is passed over.
 */
#include "base/text.h"
#include "pdf/glyph.h"
#include "tap/tap.h"

#include <iconv.h>

/* The character that two bytes of GB 18030 stand for; 0 where there is none. */
static uint32_t converted(unsigned lead, unsigned trail)
{
	char in[2] = {(char)lead, (char)trail}, *from = in;
	unsigned char out[8] = {0};
	char *to = (char *)out;
	size_t in_left = 2, out_left = sizeof out;
	iconv_t cd = iconv_open("UTF-32BE", "GB18030");
	size_t rc;

	if (cd == (iconv_t)-1)
		tap_bail("no GB18030 converter");
	rc = iconv(cd, &from, &in_left, &to, &out_left);
	iconv_close(cd);
	return rc == (size_t)-1 ? 0
				: (uint32_t)out[0] << 24 | (uint32_t)out[1] << 16 |
				      (uint32_t)out[2] << 8 | out[3];
}

/* Consecutive private places from first for the trail bytes from .. to of one lead byte. */
static uint32_t range(uint32_t first, unsigned lead, unsigned from, unsigned to)
{
	for (unsigned trail = from; trail <= to; trail++) {
		if (trail == 0x7F)
			continue;
		if (fold_private_use(first) != converted(lead, trail))
			is_int(fold_private_use(first), converted(lead, trail),
			       "U+%04X is %02X%02X", (unsigned)first, lead, trail);
		first++;
	}
	return first;
}

static void private_use(void)
{
	uint32_t at = range(0xE78D, 0xA6, 0xD9, 0xDF);

	at = range(at, 0xA6, 0xEC, 0xED);
	is_int(range(at, 0xA6, 0xF3, 0xF3), 0xE797, "U+E78D to U+E796, vertical punctuation");
	range(0xE7C7, 0xA8, 0xBC, 0xBC);
	is_int(range(0xE7C8, 0xA8, 0xBF, 0xBF), 0xE7C9, "U+E7C7 and U+E7C8, pinyin letters");
	is_int(range(0xE7E7, 0xA9, 0x89, 0x95), 0xE7F4, "U+E7E7 to U+E7F3, descriptions");
	is_int(range(0xE815, 0xFE, 0x50, 0xA0), 0xE865, "U+E815 to U+E864, hanzi and components");
	is_int(fold_private_use(0xE000), 0xE000, "private use without a meaning stays");
	is_int(fold_private_use(0xE863), 0x4DAE, "U+E863 is 䶮");
}

static void passed_over(void)
{
	const char *s = "葛\xF3\xA0\x84\x80\xEF\xB8\x80\xE2\x80\x8B\xEF\xBB\xBF城";

	is_int(text_next(&s), 0x845B, "a character");
	is_int(text_next(&s), 0x57CE, "selectors, zero width and byte order mark are passed over");
	is_int(text_next(&s), 0, "the end");
	is_int(text_next(&s), 0, "stays the end");
	s = "\xF0\xA0\xAE"; /* cut off */
	is_int(text_next(&s), 0xFFFD, "bytes that are not UTF-8 come out as lost");
}

int main(void)
{
	private_use();
	passed_over();
	return tap_done();
}
