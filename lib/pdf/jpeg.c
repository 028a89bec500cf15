/*
 * The checks that let a JPEG into a PDF undecoded. libharu's own reader accepts empty and cut-off
 * files and then draws nothing; this one walks every marker up to the scan within the bytes.
 */
#include "pdf/page.h"

#include "base/attr.h"

#include <string.h>

enum {
	M_SOF0 = 0xC0,
	M_SOF2 = 0xC2,
	M_DHT = 0xC4,
	M_JPG = 0xC8,
	M_DAC = 0xCC,
	M_SOF15 = 0xCF,
	M_SOI = 0xD8,
	M_EOI = 0xD9,
	M_SOS = 0xDA,
	M_APP1 = 0xE1,
	M_APP14 = 0xEE,
	END_SEARCH = 4096, /* cameras pad behind the end marker; further back it does not count */
};

static unsigned be16(const uint8_t *p)
{
	return (unsigned)p[0] << 8 | p[1];
}

struct tiff {
	const uint8_t *p;
	size_t len;
	bool little;
};

static unsigned tiff16(const struct tiff *t, size_t at)
{
	const uint8_t *p = t->p + at;

	return t->little ? (unsigned)p[1] << 8 | p[0] : be16(p);
}

static size_t tiff32(const struct tiff *t, size_t at)
{
	size_t a = tiff16(t, at), b = tiff16(t, at + 2);

	return t->little ? b << 16 | a : a << 16 | b;
}

/* The orientation tag 0x0112 of the first directory (EXIF 2.3, 4.6.4); 1 where there is none. */
static int exif_orientation(const uint8_t *p, size_t len)
{
	struct tiff t = {p + 6, len - 6, false};

	if (len < 6 + 8 || memcmp(p, "Exif\0\0", 6) != 0)
		return 1;
	if (memcmp(t.p, "II*\0", 4) == 0)
		t.little = true;
	else if (memcmp(t.p, "MM\0*", 4) != 0)
		return 1;

	size_t at = tiff32(&t, 4);

	if (at > t.len - 2)
		return 1;
	unsigned count = tiff16(&t, at);

	for (at += 2; count > 0 && at + 12 <= t.len; count--, at += 12) {
		if (tiff16(&t, at) != 0x0112)
			continue;
		unsigned v = tiff16(&t, at + 8);

		return tiff16(&t, at + 2) == 3 && v >= 1 && v <= 8 ? (int)v : 1;
	}
	return 1;
}

static enum picture_trouble read_frame(struct picture *pic, int marker, const uint8_t *p, size_t n)
{
	if (n < 6)
		return PICTURE_TRUNCATED;
	pic->height_px = (int)be16(p + 1);
	pic->width_px = (int)be16(p + 3);
	pic->components = p[5];
	if (marker > M_SOF2 || p[0] != 8 ||
	    (pic->components != 1 && pic->components != 3 && pic->components != 4))
		return PICTURE_KIND;
	if (n < 6 + 3 * (size_t)pic->components)
		return PICTURE_TRUNCATED;
	if (pic->height_px == 0 || pic->width_px == 0)
		return PICTURE_DIMENSIONS;
	return PICTURE_FINE;
}

static bool is_frame(int marker)
{
	return marker >= M_SOF0 && marker <= M_SOF15 && marker != M_DHT && marker != M_JPG &&
	       marker != M_DAC;
}

static bool has_end(const uint8_t *p, size_t len, size_t from)
{
	size_t stop = len - from > END_SEARCH ? len - END_SEARCH : from;

	for (size_t at = len; at >= stop + 2; at--)
		if (p[at - 2] == 0xFF && p[at - 1] == M_EOI)
			return true;
	return false;
}

/* The next marker at *at, past fill bytes; -1 where none stands there. */
static int next_marker(const uint8_t *p, size_t len, size_t *at)
{
	if (*at >= len || p[*at] != 0xFF)
		return -1;
	while (*at < len && p[*at] == 0xFF)
		++*at;
	return *at < len ? p[(*at)++] : -1;
}

enum picture_trouble picture_read(struct picture *ret, const void *data, size_t len)
{
	const uint8_t *p = data;
	size_t at = 2;
	enum picture_trouble t;

	*ret = (struct picture){.data = data, .len = len, .orientation = 1};
	if (len < 4 || p[0] != 0xFF || p[1] != M_SOI)
		return PICTURE_NOT_JPEG;
	for (;;) {
		int marker = next_marker(p, len, &at);

		if (marker < 0)
			return at >= len ? PICTURE_TRUNCATED : PICTURE_NOT_JPEG;
		if (marker <= 0x01 || (marker >= 0xD0 && marker <= M_EOI))
			return PICTURE_NOT_JPEG; /* these do not stand before a scan */
		if (len - at < 2 || be16(p + at) < 2 || be16(p + at) > len - at)
			return PICTURE_TRUNCATED;

		const uint8_t *body = p + at + 2;
		size_t n = be16(p + at) - 2;

		at += n + 2;
		if (marker == M_SOS)
			break;
		if (marker == M_APP1 && ret->orientation == 1)
			ret->orientation = exif_orientation(body, n);
		if (marker == M_APP14 && n >= 12 && memcmp(body, "Adobe", 5) == 0)
			ret->inverted = true;
		if (is_frame(marker)) {
			if (ret->components)
				return PICTURE_KIND;
			t = read_frame(ret, marker, body, n);
			if (t != PICTURE_FINE)
				return t;
		}
	}
	if (!ret->components)
		return PICTURE_DIMENSIONS;
	return has_end(p, len, at) ? PICTURE_FINE : PICTURE_TRUNCATED;
}
