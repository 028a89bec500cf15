/* Turning, cropping and resizing of RGB images. */
#ifndef NCRE_IMG_IMAGE_H
#define NCRE_IMG_IMAGE_H

#include "img/jpeg.h"

#include <stdbool.h>

struct rgb_image image_new(struct arena *out, int width, int height); /* black */

/* Turned clockwise by quarter turns, after mirroring left to right where asked. */
struct rgb_image image_turn(struct arena *out, const struct rgb_image *in, int cw_turns,
			    bool mirror);

/*
 * The turns and mirroring that make a picture with EXIF orientation 1..8 upright: first mirror,
 * then turn, as image_turn does (EXIF 2.3, tag 0x0112).
 */
void orientation_turns(int orientation, int *cw_turns, bool *mirror);

/*
 * The part of in that starts at (x, y) and is width x height, scaled to out_width x out_height by
 * averaging (smaller) or bilinear (larger). What lies outside in repeats its edge.
 */
struct rgb_image image_crop_resize(struct arena *out, const struct rgb_image *in, float x, float y,
				   float width, float height, int out_width, int out_height);

/*
 * Writes the image as a JPEG of at most max_bytes, at the best quality that fits (60 to 96).
 * False where even the lowest is too big; the smallest one then stands in out.
 */
bool image_write_within(struct buf *out, const struct rgb_image *image, size_t max_bytes);

/*
 * A small upright copy of the JPEG in data, height pixels high, added to out. orientation: EXIF
 * 1..8. False where it cannot be decoded.
 */
bool image_thumbnail(struct buf *out, const uint8_t *data, size_t len, int orientation, int height);

#endif
