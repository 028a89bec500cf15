#include "img/image.h"

#include <string.h>

struct rgb_image image_new(struct arena *out, int width, int height)
{
	struct rgb_image im = {.width = width, .height = height};

	im.px = arena_zalloc(out, (size_t)width * 3, (size_t)height);
	return im;
}

static uint8_t *pixel(const struct rgb_image *im, int x, int y)
{
	return im->px + ((size_t)y * (size_t)im->width + (size_t)x) * 3;
}

struct rgb_image image_turn(struct arena *out, const struct rgb_image *in, int cw_turns,
			    bool mirror)
{
	int turns = cw_turns & 3;
	struct rgb_image im = turns & 1 ? image_new(out, in->height, in->width)
					: image_new(out, in->width, in->height);

	for (int y = 0; y < im.height; y++) {
		for (int x = 0; x < im.width; x++) {
			int sx = x, sy = y;

			if (turns == 1)
				sx = y, sy = in->height - 1 - x;
			else if (turns == 2)
				sx = in->width - 1 - x, sy = in->height - 1 - y;
			else if (turns == 3)
				sx = in->width - 1 - y, sy = x;
			if (mirror)
				sx = in->width - 1 - sx;
			memcpy(pixel(&im, x, y), pixel(in, sx, sy), 3);
		}
	}
	return im;
}

void orientation_turns(int orientation, int *cw_turns, bool *mirror)
{
	static const struct {
		int turns;
		bool mirror;
	} table[9] = {
	    {0, false}, {0, false}, {0, true}, {2, false}, {2, true},
	    {3, true},	{1, false}, {1, true}, {3, false},
	};
	int o = orientation >= 1 && orientation <= 8 ? orientation : 1;

	*cw_turns = table[o].turns;
	*mirror = table[o].mirror;
}

static float clampf(float v, float lo, float hi)
{
	return v < lo ? lo : v > hi ? hi : v;
}

/* Bilinear at (x, y) in pixel centres, edges repeated. */
static void sample(const struct rgb_image *in, float x, float y, float rgb[3])
{
	float fx = clampf(x, 0, (float)(in->width - 1)), fy = clampf(y, 0, (float)(in->height - 1));
	int x0 = (int)fx, y0 = (int)fy;
	int x1 = x0 + 1 < in->width ? x0 + 1 : x0, y1 = y0 + 1 < in->height ? y0 + 1 : y0;
	float wx = fx - (float)x0, wy = fy - (float)y0;

	for (int c = 0; c < 3; c++) {
		float top =
		    (float)pixel(in, x0, y0)[c] * (1 - wx) + (float)pixel(in, x1, y0)[c] * wx;
		float bottom =
		    (float)pixel(in, x0, y1)[c] * (1 - wx) + (float)pixel(in, x1, y1)[c] * wx;

		rgb[c] = top * (1 - wy) + bottom * wy;
	}
}

struct rgb_image image_crop_resize(struct arena *out, const struct rgb_image *in, float x, float y,
				   float width, float height, int out_width, int out_height)
{
	struct rgb_image im = image_new(out, out_width, out_height);
	float step_x = width / (float)out_width, step_y = height / (float)out_height;
	/* Enough samples in each new pixel that none of the old ones is passed over. */
	int nx = step_x > 1 ? (int)step_x + 1 : 1, ny = step_y > 1 ? (int)step_y + 1 : 1;

	for (int oy = 0; oy < out_height; oy++) {
		for (int ox = 0; ox < out_width; ox++) {
			float sum[3] = {0};

			for (int k = 0; k < nx * ny; k++) {
				float part_x = ((float)(k % nx) + 0.5f) / (float)nx;
				float part_y = ((float)(k / nx) + 0.5f) / (float)ny;
				float rgb[3];

				sample(in, x + ((float)ox + part_x) * step_x - 0.5f,
				       y + ((float)oy + part_y) * step_y - 0.5f, rgb);
				for (int c = 0; c < 3; c++)
					sum[c] += rgb[c];
			}
			for (int c = 0; c < 3; c++)
				pixel(&im, ox, oy)[c] = (uint8_t)(sum[c] / (float)(nx * ny) + 0.5f);
		}
	}
	return im;
}

bool image_write_within(struct buf *out, const struct rgb_image *image, size_t max_bytes)
{
	int low = 60, high = 96;

	/* The size grows with the quality: six halvings find the best that fits. */
	while (low < high) {
		int middle = (low + high + 1) / 2;

		buf_reset(out);
		jpeg_write(out, image, middle);
		if (out->len <= max_bytes)
			low = middle;
		else
			high = middle - 1;
	}
	buf_reset(out);
	jpeg_write(out, image, low);
	return out->len <= max_bytes;
}

bool image_thumbnail(struct buf *out, const uint8_t *data, size_t len, int orientation, int height)
{
	struct arena tmp = {0};
	struct rgb_image im;
	bool can = jpeg_read_rgb(&tmp, data, len, &im), mirror;
	int turns;

	if (can) {
		orientation_turns(orientation, &turns, &mirror);
		im = image_turn(&tmp, &im, turns, mirror);
		im = image_crop_resize(&tmp, &im, 0, 0, (float)im.width, (float)im.height,
				       im.width * height / im.height + 1, height);
		jpeg_write(out, &im, 85);
	}
	arena_free(&tmp);
	return can;
}
