/*
 * The strict reader of JPEG files: kinds by content, markers, damage of every sort. The pictures
 * are drawn here and broken byte by byte.
 */
#include "img/image.h"
#include "img/kind.h"
#include "img/measure.h"
#include "img/portrait.h"
#include "tap/tap.h"

#include <stdlib.h>
#include <string.h>

/* A drawn portrait as a JPEG file. */
static void draw(struct arena *a, struct buf *out, int width, int height)
{
	struct rgb_image im = portrait_draw(a, "t-jpeg", width, height, &portrait_pose_right, -1);

	buf_reset(out);
	jpeg_write(out, &im, 90);
}

static unsigned troubles(struct arena *a, const struct buf *file)
{
	struct jpeg_report report = {0};
	struct ycc_image pic;

	jpeg_read(a, (const uint8_t *)file->data, file->len, &jpeg_limits_default, 0, &report,
		  &pic);
	return report.markers.troubles;
}

/* Offset of the first marker FF xx at or after from. */
static size_t marker_at(const struct buf *file, uint8_t marker, size_t from)
{
	for (size_t i = from; i + 1 < file->len; i++)
		if ((uint8_t)file->data[i] == 0xff && (uint8_t)file->data[i + 1] == marker)
			return i;
	return file->len;
}

static void cut_out(struct buf *file, size_t at, size_t len)
{
	memmove(file->data + at, file->data + at + len, file->len - at - len);
	file->len -= len;
}

static void put_in(struct buf *file, size_t at, const void *data, size_t len)
{
	struct buf tail = {0};

	buf_add(&tail, file->data + at, file->len - at);
	file->len = at;
	buf_add(file, data, len);
	buf_add(file, tail.data, tail.len);
	buf_free(&tail);
}

static void remove_segments(struct buf *file, uint8_t marker)
{
	size_t at;

	while ((at = marker_at(file, marker, 2)) < marker_at(file, 0xda, 2)) {
		size_t len = (size_t)(uint8_t)file->data[at + 2] << 8 | (uint8_t)file->data[at + 3];

		cut_out(file, at, len + 2);
	}
}

static void kinds(void)
{
	static const struct {
		const char *bytes;
		size_t len;
		enum file_kind want;
	} cases[] = {
	    {"", 0, KIND_EMPTY},
	    {"\0\0\0\0\0\0", 6, KIND_ZEROS},
	    {"\xff\xd8\xff\xe0", 4, KIND_JPEG},
	    {"\x89PNG\r\n\x1a\n", 8, KIND_PNG},
	    {"GIF89a", 6, KIND_GIF},
	    {"RIFF\1\2\3\4WEBPVP8 ", 16, KIND_WEBP},
	    {"BM\1\2\3\4\0\0\0\0", 10, KIND_BMP},
	    {"BMW is a car", 12, KIND_TEXT},
	    {"\0\0\0\x18"
	     "ftypheic",
	     12, KIND_HEIC},
	    {"\0\0\0\x18"
	     "ftypavif",
	     12, KIND_AVIF},
	    {"\0\0\0\x18"
	     "ftypisom",
	     12, KIND_MP4},
	    {"II*\0\10\0", 6, KIND_TIFF},
	    {"%PDF-1.7", 8, KIND_PDF},
	    {"PK\3\4", 4, KIND_ZIP},
	    {"<html><body>", 12, KIND_HTML},
	    {"<?xml version='1.0'?><svg ", 26, KIND_SVG},
	    {"\x01\x02\x03\x04", 4, KIND_UNKNOWN},
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		is_int(kind_of((const uint8_t *)cases[i].bytes, cases[i].len), cases[i].want,
		       "kind %s", kind_word(cases[i].want));
}

static void damage(struct arena *a)
{
	struct buf f = {0};
	size_t scan;

	draw(a, &f, 240, 320);
	is_int(troubles(a, &f), 0, "a drawn portrait is a sound file");
	f.len -= 2;
	ok(troubles(a, &f) & JPEG_CUT, "without its end marker it is cut");
	f.len /= 2;
	ok(troubles(a, &f) & JPEG_CUT, "half of it is cut");
	f.len = 4;
	ok(troubles(a, &f) & JPEG_FATAL, "four bytes are refused");

	draw(a, &f, 240, 320);
	scan = marker_at(&f, 0xda, 2);
	memset(f.data + scan + 2000, 0, 512);
	ok(troubles(a, &f) & JPEG_DAMAGED, "512 zeroed bytes are damage");
	draw(a, &f, 240, 320);
	cut_out(&f, scan + 3000, 700);
	ok(troubles(a, &f) & JPEG_DAMAGED, "bytes missing in the middle are damage");

	draw(a, &f, 240, 320);
	remove_segments(&f, 0xdb);
	ok(troubles(a, &f) & JPEG_NO_DQT, "missing quantisation tables are named");
	draw(a, &f, 240, 320);
	remove_segments(&f, 0xc4);
	ok(troubles(a, &f) & JPEG_NO_DHT, "missing Huffman tables are named");
	draw(a, &f, 240, 320);
	is_int(troubles(a, &f), 0, "and a sound file after them is still sound");
	buf_free(&f);
}

static void oddities(struct arena *a)
{
	struct buf f = {0}, g = {0};
	uint8_t *sof;

	draw(a, &f, 240, 320);
	buf_puts(&f, "<?php ?>");
	is_int(troubles(a, &f), JPEG_TRAILING, "bytes behind the picture are named");
	draw(a, &f, 240, 320);
	draw(a, &g, 60, 80);
	buf_add(&f, g.data, g.len);
	ok(troubles(a, &f) & JPEG_MANY_IMAGES, "a second picture is refused");
	draw(a, &f, 240, 320);
	put_in(&f, 2, "\xff\xe2\0\x08MPF\0\0\0", 10);
	ok(troubles(a, &f) & JPEG_MANY_IMAGES, "an MPO is refused");

	draw(a, &f, 240, 320);
	sof = (uint8_t *)f.data + marker_at(&f, 0xc0, 2);
	memset(sof + 5, 0xff, 4);
	ok(troubles(a, &f) & JPEG_PIXEL_BOMB, "65535 x 65535 pixels are refused");
	sof[9] = 4;
	ok(troubles(a, &f) & JPEG_FATAL, "four components are refused");
	buf_free(&f);
	buf_free(&g);
}

static void scans(struct arena *a)
{
	struct buf f = {0};
	size_t scan, end;

	draw(a, &f, 240, 320);
	scan = marker_at(&f, 0xda, 2);
	end = f.len - 2;
	for (int i = 0; i < 100; i++) {
		struct buf header = {0};

		buf_add(&header, f.data + scan, 16);
		put_in(&f, end, header.data, header.len);
		buf_free(&header);
	}
	ok(troubles(a, &f) & JPEG_SCAN_BOMB, "a hundred scans are refused");
	buf_free(&f);
}

static void exif(struct arena *a)
{
	static const char app1[] = "\xff\xe1\0\x22"
				   "Exif\0\0II*\0\10\0\0\0\1\0\x12\1\3\0\1\0\0\0\6\0\0\0\0\0\0\0";
	struct photo_measures m;
	struct buf f = {0};

	draw(a, &f, 240, 320);
	put_in(&f, 2, app1, sizeof app1 - 1);
	photo_measure(a, (const uint8_t *)f.data, f.len, &jpeg_limits_default, &m);
	is_int(m.jpeg.markers.troubles, 0, "a file with EXIF is sound");
	is_int(m.jpeg.markers.orientation, 6, "its orientation is read");
	is_int(m.width_px, 320, "width as it is shown");
	is_int(m.height_px, 240, "height as it is shown");
	/* A directory that points outside must be ignored. */
	f.data[2 + 4 + 6 + 4] = (char)0xf0;
	photo_measure(a, (const uint8_t *)f.data, f.len, &jpeg_limits_default, &m);
	is_int(m.jpeg.markers.orientation, 1, "a broken EXIF says nothing");
	buf_free(&f);
}

static void sizes(struct arena *a)
{
	struct buf f = {0};
	struct rgb_image im = portrait_draw(a, "size", 400, 540, &portrait_pose_right, -1), back;

	ok(image_write_within(&f, &im, 60000), "a size can be asked for");
	ok(f.len <= 60000 && f.len > 20000, "and is used well");
	ok(!image_write_within(&f, &im, 500), "an impossible one is told");
	ok(jpeg_read_rgb(a, (const uint8_t *)f.data, f.len, &back), "what was written can be read");
	is_int(back.width, 400, "with its width");
	buf_free(&f);
}

/* The greatest difference of two pictures' pixels; -1 where they differ in size. */
static int farthest(const struct rgb_image *p, const struct rgb_image *q)
{
	int most = 0;

	if (p->width != q->width || p->height != q->height)
		return -1;
	for (int i = 0; i < p->width * p->height * 3; i++) {
		int d = abs(p->px[i] - q->px[i]);

		most = d > most ? d : most;
	}
	return most;
}

/* A smooth picture, so that rounding differs little between a wave and a turned one. */
static void draw_smooth(struct arena *a, struct buf *out, int width, int height)
{
	struct rgb_image im = image_new(a, width, height);

	for (int y = 0; y < height; y++) {
		for (int x = 0; x < width; x++) {
			uint8_t *px = im.px + ((size_t)y * (size_t)width + (size_t)x) * 3;

			px[0] = (uint8_t)(255 * x / width);
			px[1] = (uint8_t)(255 * y / height);
			px[2] = (uint8_t)(60 + 100 * (x + y) / (width + height));
		}
	}
	buf_reset(out);
	jpeg_write(out, &im, 90);
}

static bool turned(struct arena *a, const struct buf *file, int cw_turns, bool mirror,
		   const struct pixel_area *area, struct rgb_image *ret)
{
	struct buf out = {0};
	bool can = jpeg_turn((const uint8_t *)file->data, file->len, cw_turns, mirror, area, &out);

	can = can && jpeg_read_rgb(a, (const uint8_t *)out.data, out.len, ret);
	buf_free(&out);
	return can;
}

static void turning(struct arena *a)
{
	struct buf f = {0}, once = {0}, back = {0};
	struct rgb_image im, got, want;

	draw_smooth(a, &f, 96, 160);
	ok(jpeg_read_rgb(a, (const uint8_t *)f.data, f.len, &im), "the picture to turn");
	for (int i = 0; i < 8; i++) {
		want = image_turn(a, &im, i & 3, i > 3);
		ok(turned(a, &f, i & 3, i > 3, NULL, &got) && farthest(&got, &want) >= 0 &&
		       farthest(&got, &want) <= 4,
		   "turned by %d%s: the same pixels", i & 3, i > 3 ? " and mirrored" : "");
	}
	ok(jpeg_turn((const uint8_t *)f.data, f.len, 1, true, NULL, &once) &&
	       jpeg_turn((const uint8_t *)once.data, once.len, 1, true, NULL, &back) &&
	       jpeg_read_rgb(a, (const uint8_t *)back.data, back.len, &got),
	   "turned and mirrored twice");
	is_int(farthest(&got, &im), 0, "is the picture again, to the last bit");

	const struct pixel_area area = {30, 50, 40, 60};
	want = image_crop_resize(a, &im, 32, 48, 40, 60, 40, 60);
	ok(turned(a, &f, 0, false, &area, &got), "cropped");
	ok(farthest(&got, &want) >= 0 && farthest(&got, &want) <= 6,
	   "an area begins at the nearest whole unit");

	draw_smooth(a, &f, 90, 150);
	ok(turned(a, &f, 0, false, NULL, &got) && got.width == 90 && got.height == 150,
	   "unfilled units stay at the right and at the bottom");
	ok(turned(a, &f, 1, false, NULL, &got) && got.width == 144 && got.height == 90,
	   "and are left out where they would come to the left");
	ok(turned(a, &f, 2, false, NULL, &got) && got.width == 80 && got.height == 144,
	   "or to the top");
	f.len /= 2;
	ok(!turned(a, &f, 1, false, NULL, &got), "a damaged file is not turned");
	buf_free(&f);
	buf_free(&once);
	buf_free(&back);
}

int main(void)
{
	struct arena a = {0};

	kinds();
	damage(&a);
	oddities(&a);
	scans(&a);
	exif(&a);
	sizes(&a);
	turning(&a);
	arena_free(&a);
	return tap_done();
}
