/* JPEG markers: what goes into a PDF undecoded and what never does. */
#include "pdf/page.h"
#include "tap/tap.h"

#include "base/buf.h"
#include "base/mem.h"

static void segment(struct buf *b, int marker, const char *body, size_t len)
{
	buf_putc(b, (char)0xFF);
	buf_putc(b, (char)marker);
	buf_putc(b, (char)((len + 2) >> 8));
	buf_putc(b, (char)(len + 2));
	buf_add(b, body, len);
}

static void frame(struct buf *b, int marker, int bits, int height, int width, int components)
{
	char body[6 + 3 * 4] = {(char)bits,	    (char)(height >> 8), (char)height,
				(char)(width >> 8), (char)width,	 (char)components};

	segment(b, marker, body, 6 + 3 * (size_t)components);
}

static void begin(struct buf *b)
{
	buf_reset(b);
	buf_add(b, "\xFF\xD8", 2);
}

static enum picture_trouble finish(struct buf *b, struct picture *pic)
{
	segment(b, 0xDA, "\1\1\0\0\77\0", 6);
	buf_add(b, "scan\xFF\xD9", 6);
	return picture_read(pic, b->data, b->len);
}

static void accepts(struct buf *b)
{
	struct picture pic;

	begin(b);
	frame(b, 0xC0, 8, 320, 240, 3);
	is_int(finish(b, &pic), PICTURE_FINE, "a baseline picture is fine");
	ok(pic.width_px == 240 && pic.height_px == 320 && pic.components == 3, "its size is read");
	is_int(pic.orientation, 1, "without EXIF it stands as stored");

	begin(b);
	buf_add(b, "\xFF\xFF\xFF", 3); /* fill bytes are legal before a marker */
	frame(b, 0xC2, 8, 320, 240, 1);
	is_int(finish(b, &pic), PICTURE_FINE, "fill bytes, progressive and grey are fine");

	begin(b);
	segment(b, 0xEE, "Adobe\0d\0\0\0\0\2", 12);
	frame(b, 0xC1, 8, 320, 240, 4);
	is_int(finish(b, &pic), PICTURE_FINE, "CMYK is fine");
	ok(pic.inverted, "Adobe's marker tells that it is stored inverted");
}

static void orientation(struct buf *b)
{
	struct picture pic;

	for (int v = 0; v <= 9; v++) {
		char big[] = "Exif\0\0MM\0*\0\0\0\10\0\1\1\22\0\3\0\0\0\1\0\0\0\0";
		char little[] = "Exif\0\0II*\0\10\0\0\0\1\0\22\1\3\0\1\0\0\0\0\0\0\0";
		int want = v >= 1 && v <= 8 ? v : 1;

		big[6 + 8 + 2 + 9] = little[6 + 8 + 2 + 8] = (char)v;
		begin(b);
		segment(b, 0xE1, big, sizeof big - 1);
		frame(b, 0xC0, 8, 320, 240, 3);
		ok(finish(b, &pic) == PICTURE_FINE && pic.orientation == want,
		   "orientation %d, big-endian", v);
		begin(b);
		segment(b, 0xE1, little, sizeof little - 1);
		frame(b, 0xC0, 8, 320, 240, 3);
		ok(finish(b, &pic) == PICTURE_FINE && pic.orientation == want,
		   "orientation %d, little-endian", v);
	}
}

static void refuses(struct buf *b)
{
	static const struct {
		const char *name;
		int marker, bits, height, width, components;
		enum picture_trouble want;
	} cases[] = {
	    {"zero width", 0xC0, 8, 320, 0, 3, PICTURE_DIMENSIONS},
	    {"zero height", 0xC0, 8, 0, 240, 3, PICTURE_DIMENSIONS},
	    {"12 bit", 0xC1, 12, 320, 240, 3, PICTURE_KIND},
	    {"lossless", 0xC3, 8, 320, 240, 3, PICTURE_KIND},
	    {"arithmetic", 0xC9, 8, 320, 240, 3, PICTURE_KIND},
	    {"two components", 0xC0, 8, 320, 240, 2, PICTURE_KIND},
	};
	struct picture pic;

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		begin(b);
		frame(b, cases[i].marker, cases[i].bits, cases[i].height, cases[i].width,
		      cases[i].components);
		is_int(finish(b, &pic), cases[i].want, "%s", cases[i].name);
	}
	is_int(picture_read(&pic, "", 0), PICTURE_NOT_JPEG, "an empty file");
	is_int(picture_read(&pic, "\xFF\xD8\xFF\xD9", 4), PICTURE_NOT_JPEG, "start and end only");
	is_int(picture_read(&pic, "GIF89a....", 10), PICTURE_NOT_JPEG, "another kind of file");
	begin(b);
	is_int(finish(b, &pic), PICTURE_DIMENSIONS, "a scan without a frame");
	begin(b);
	frame(b, 0xC0, 8, 320, 240, 3);
	frame(b, 0xC0, 8, 320, 240, 3);
	is_int(finish(b, &pic), PICTURE_KIND, "two frames");
}

/* Every way to cut a good file short must be noticed, and nothing read behind the cut. */
static void cut_short(struct buf *b)
{
	struct picture pic;
	size_t accepted = 0;

	begin(b);
	segment(b, 0xE1, "Exif\0\0MM\0*\0\0\0\10\0\1\1\22\0\3\0\0\0\1\0\6\0\0", 26);
	frame(b, 0xC0, 8, 320, 240, 3);
	is_int(finish(b, &pic), PICTURE_FINE, "the whole file is fine");
	for (size_t n = 0; n < b->len; n++) {
		char *cut = mem_alloc(n); /* exact, so that ASan sees a step too far */

		memcpy(cut, b->data, n);
		accepted += picture_read(&pic, cut, n) == PICTURE_FINE;
		mem_free(cut);
	}
	is_int(accepted, 0, "none of its beginnings is");
}

int main(void)
{
	struct buf b = {0};

	accepts(&b);
	orientation(&b);
	refuses(&b);
	cut_short(&b);
	buf_free(&b);
	return tap_done();
}
