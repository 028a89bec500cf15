#include "img/tone.h"

#include <math.h>
#include <stdlib.h>

/* So many pixels of a row are looked at: what the sums of a row hold. */
enum { ROW_MOST = 1024 };

struct region {
	int x0, y0, x1, y1;
};

static struct region middle_of(const struct plane *p, const struct face *f, float scale)
{
	struct region r = {p->width / 5, p->height / 4, p->width * 4 / 5, p->height * 3 / 4};

	if (f) {
		float half = f->size * scale / 2;

		r.x0 = (int)(f->centre_x * scale - half);
		r.x1 = (int)(f->centre_x * scale + half);
		r.y0 = (int)(f->centre_y * scale - half);
		r.y1 = (int)(f->centre_y * scale + half);
	}
	r.x0 = r.x0 < 1 ? 1 : r.x0;
	r.y0 = r.y0 < 1 ? 1 : r.y0;
	r.x1 = r.x1 > p->width - 1 ? p->width - 1 : r.x1;
	r.y1 = r.y1 > p->height - 1 ? p->height - 1 : r.y1;
	return r;
}

void tone_levels(const struct plane *p, const struct face *face, struct photo_tone *t)
{
	struct region r = middle_of(p, face, 1);
	int64_t sum = 0, squares = 0, n = (int64_t)(r.x1 - r.x0) * (r.y1 - r.y0);
	int bright = 0, dark = 0;

	if (r.x1 <= r.x0 || r.y1 <= r.y0)
		return;
	for (int y = r.y0; y < r.y1; y++) {
		const uint8_t *row = p->px + y * p->stride;

		for (int x = r.x0; x < r.x1; x++) {
			sum += row[x];
			squares += row[x] * row[x];
			bright += row[x] >= 250;
			dark += row[x] <= 16;
		}
	}
	double mean = (double)sum / (double)n;
	t->brightness = (float)(mean / 255);
	t->contrast = (float)(sqrt(fmax((double)squares / (double)n - mean * mean, 0)) / 255);
	t->too_bright = (float)((double)bright / (double)n);
	t->too_dark = (float)((double)dark / (double)n);
}

/*
 * Energy of the second differences over that of the first: blur takes fine structure first, and
 * the quotient does not depend on contrast.
 */
static float sharpness(const struct plane *p, struct region r)
{
	int64_t second = 0, first = 0;
	int x1 = r.x1 - r.x0 > ROW_MOST ? r.x0 + ROW_MOST : r.x1;

	for (int y = r.y0; y < r.y1; y++) {
		const uint8_t *row = p->px + (size_t)y * (size_t)p->stride;
		const uint8_t *above = row - p->stride, *below = row + p->stride;
		uint32_t row_second = 0, row_first = 0;

		for (int x = r.x0; x < x1; x++) {
			int lap = 4 * row[x] - row[x - 1] - row[x + 1] - above[x] - below[x];
			int gx = row[x + 1] - row[x - 1], gy = below[x] - above[x];

			row_second += (uint32_t)(lap * lap);
			row_first += (uint32_t)(gx * gx + gy * gy);
		}
		second += row_second;
		first += row_first;
	}
	return first ? (float)((double)second / (double)first) : NAN;
}

/*
 * The share of all change from left to right that stands alone between two pixels that do not
 * change: nearly nothing in what a lens drew, nearly all in a small picture that was blown up by
 * repeating its pixels.
 */
static float blockiness(const struct plane *p, struct region r)
{
	int64_t alone = 0, all = 0;
	int width = r.x1 - r.x0 - 1 < ROW_MOST ? r.x1 - r.x0 - 1 : ROW_MOST;
	uint8_t change[ROW_MOST];

	for (int y = r.y0; y < r.y1; y++) {
		const uint8_t *row = p->px + (size_t)y * (size_t)p->stride + r.x0;
		uint32_t row_alone = 0, row_all = 0;

		for (int x = 0; x < width; x++)
			change[x] = (uint8_t)(row[x] > row[x + 1] ? row[x] - row[x + 1]
								  : row[x + 1] - row[x]);
		/* In bytes as far as it goes: the vectoriser takes sixteen at once. */
		for (int x = 1; x < width - 1; x++) {
			uint8_t here = change[x], least = here >> 2;
			uint8_t is_alone =
			    (here >= 3) & (change[x - 1] <= least) & (change[x + 1] <= least);

			row_all += here;
			row_alone += (uint8_t)(here & -is_alone);
		}
		all += row_all;
		alone += row_alone;
	}
	return all ? (float)((double)alone / (double)all) : NAN;
}

void tone_detail(const struct plane *p, const struct face *face, float scale, struct photo_tone *t)
{
	struct region r = middle_of(p, face, scale);

	t->sharpness = sharpness(p, r);
	t->blockiness = blockiness(p, r);
}

void tone_whole(const struct mini *c, struct photo_tone *t)
{
	int n = c->width * c->height;
	int64_t sum = 0, squares = 0, chroma = 0;

	for (int y = 0; y < c->height; y++) {
		const uint8_t *row = c->y.px + y * c->width;
		const uint8_t *cb = c->cb.px + y * c->width, *cr = c->cr.px + y * c->width;
		int row_sum = 0, row_chroma = 0;
		uint32_t row_squares = 0;

		for (int x = 0; x < c->width; x++) {
			int b = cb[x] - 128, r = cr[x] - 128;

			row_sum += row[x];
			row_squares += (uint32_t)(row[x] * row[x]);
			row_chroma += (b < 0 ? -b : b) + (r < 0 ? -r : r);
		}
		sum += row_sum;
		squares += row_squares;
		chroma += row_chroma;
	}
	double mean = (double)sum / n;
	t->variation = (float)(sqrt(fmax((double)squares / n - mean * mean, 0)) / 255);
	t->colour = c->has_colour ? (float)((double)chroma / n / 255) : 0;
}
