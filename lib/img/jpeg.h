/*
 * JPEG in and out, in memory. Only jpeg.c and jpeg_turn.c know jpeglib.h and setjmp.
 *
 * Reading is strict: a fresh decoder for every file (a used one keeps the last picture's tables),
 * every warning that means lost data refuses, the picture is decoded to its last byte, and what
 * could cost much time or memory is refused from the markers before a decoder sees it.
 */
#ifndef NCRE_IMG_JPEG_H
#define NCRE_IMG_JPEG_H

#include "base/buf.h"
#include "base/mem.h"
#include "img/marker.h"

/* One channel, 8 bits; rows are stride bytes apart. */
struct plane {
	uint8_t *px; /* NULL: no such channel */
	int width, height, stride;
};

/* A picture as Y, Cb, Cr; chroma planes may be smaller than luma, and missing in a gray one. */
struct ycc_image {
	struct plane y, cb, cr;
	int scale; /* 1, 2, 4 or 8: luma is the picture divided by this, rounded up */
	int mcu_width, mcu_height; /* of the units it is coded in, in pixels of luma */
};

enum { JPEG_DECODER_TEXT = 96 };

/* Plain data: can be sent between processes. */
struct jpeg_report {
	struct jpeg_markers markers;
	char decoder_text[JPEG_DECODER_TEXT]; /* the decoder's own words, for JPEG_DAMAGED and _ODD
					       */
};

/*
 * Checks data from the first byte to the last and decodes it once, scaled down so far that the
 * shorter side keeps min_side_px pixels (0: as small as possible). The troubles are bits in
 * ret->markers.troubles; where any of JPEG_FATAL is among them *pic may hold a damaged picture or
 * none (pic->y.px NULL). data starts with a JPEG start marker (kind_of). The picture is in out.
 */
void jpeg_read(struct arena *out, const uint8_t *data, size_t len, const struct jpeg_limits *limits,
	       int min_side_px, struct jpeg_report *ret, struct ycc_image *pic);

/* RGB, 3 bytes a pixel, rows without gaps. */
struct rgb_image {
	uint8_t *px;
	int width, height;
};

/* Decodes a picture that jpeg_read found usable. False where it is damaged after all. */
bool jpeg_read_rgb(struct arena *out, const uint8_t *data, size_t len, struct rgb_image *ret);

/* Adds a baseline JPEG of the image (4:2:0, optimised tables) to out. quality: 1 to 100. */
void jpeg_write(struct buf *out, const struct rgb_image *image, int quality);

/* In pixels of the picture as it is after turning. */
struct pixel_area {
	int x, y, width, height;
};

/*
 * Adds to out the picture mirrored left to right where asked, then turned clockwise by quarter
 * turns, then cropped to area (NULL: not), without coding it anew: every pixel that stays is as
 * it was. The price: it can only begin at whole coding units of 8 or 16 pixels, so that an area
 * begins at the nearest one, and an unfilled one at an edge that comes to the left or the top is
 * left out. Keeps the colour profile and no other marker. False where the data is damaged.
 */
bool jpeg_turn(const uint8_t *data, size_t len, int cw_turns, bool mirror,
	       const struct pixel_area *area, struct buf *out);

#endif
