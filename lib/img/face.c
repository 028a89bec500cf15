#include "img/face.h"

#include "img/cascade.h"

#include <math.h>

/* Every second row of windows: a face passes in several. */
enum { ROW_STEP = 2 };

/* A window that passed. */
struct hit {
	float x, y, size, weight;
};

struct search {
	struct arena *tmp;
	const struct face_range *range;
	VEC_OF(struct hit) hits;
	uint16_t *mix; /* of two rows */
	uint8_t *scaled;
	uint32_t *sums;
	float *margin;
};

/* Halves a picture by averaging 2 x 2 pixels, so that scaling never skips any. */
static struct plane halve(struct arena *tmp, const struct plane *in)
{
	struct plane out = {
	    .width = in->width / 2, .height = in->height / 2, .stride = in->width / 2};

	out.px = arena_alloc(tmp, (size_t)out.stride * (size_t)out.height + 1);
	for (int y = 0; y < out.height; y++) {
		const uint8_t *a = in->px + (size_t)2 * y * in->stride, *b = a + in->stride;
		uint8_t *o = out.px + (size_t)y * out.stride;

		for (int x = 0; x < out.width; x++)
			o[x] =
			    (uint8_t)((a[2 * x] + a[2 * x + 1] + b[2 * x] + b[2 * x + 1] + 2) / 4);
	}
	return out;
}

/*
 * Bilinear, 8 bits of fraction; factor >= 1. Two rows are mixed whole, which the compiler
 * vectorises, and the mix, which is as wide as in, is scaled then.
 */
static void scale_down(const struct plane *in, float factor, uint16_t *mix, uint8_t *out, int width,
		       int height)
{
	int step = (int)lrintf(factor * 256);
	int x_last = in->width - 2, y_last = in->height - 2;

	for (int y = 0; y < height; y++) {
		int fy = y * step + step / 2 - 128, iy = fy >> 8;
		if (iy > y_last)
			iy = y_last;
		int wy = fy - iy * 256 > 256 ? 256 : fy - iy * 256;
		const uint8_t *a = in->px + (size_t)iy * in->stride, *b = a + in->stride;

		for (int x = 0; x < in->width; x++)
			mix[x] = (uint16_t)(a[x] * (256 - wy) + b[x] * wy);
		for (int x = 0; x < width; x++) {
			int fx = x * step + step / 2 - 128, ix = fx >> 8;
			if (ix > x_last)
				ix = x_last;
			int wx = fx - ix * 256 > 256 ? 256 : fx - ix * 256;

			*out++ = (uint8_t)((mix[ix] * (256 - wx) + mix[ix + 1] * wx + 32768) >> 16);
		}
	}
}

/* sums[y][x] = sum of all pixels above and left of (x, y). */
static void integrate(const uint8_t *px, int width, int height, uint32_t *sums, int stride)
{
	for (int x = 0; x <= width; x++)
		sums[x] = 0;
	for (int y = 0; y < height; y++) {
		const uint32_t *above = sums + (size_t)y * stride;
		uint32_t *row = sums + (size_t)(y + 1) * stride;
		uint32_t run = 0;

		row[0] = 0;
		for (int x = 0; x < width; x++) {
			run += px[(size_t)y * width + x];
			row[x + 1] = above[x + 1] + run;
		}
	}
}

/* All windows of one size. in is the picture divided by base; factor scales it further. */
static void search_level(struct search *s, const struct plane *in, float base, float factor)
{
	const int win = CASCADE_WINDOW;
	int width = (int)((float)in->width / factor), height = (int)((float)in->height / factor);
	/* The last windows of a row are judged in groups of eight: room to read beyond. */
	int stride = width + 40;
	float whole = base * factor;
	cascade_row_fn *judge = cascade_row();

	if (width < win || height < win)
		return;
	scale_down(in, factor, s->mix, s->scaled, width, height);
	integrate(s->scaled, width, height, s->sums, stride);
	int n = width - win + 1;
	int y0 = (int)(s->range->min_y * (float)height) - win / 2,
	    y1 = (int)(s->range->max_y * (float)height) - win / 2;

	y1 = y1 > height - win ? height - win : y1;
	for (int y = y0 < 0 ? 0 : y0; y <= y1; y += ROW_STEP) {
		judge(s->sums + (size_t)y * (size_t)stride, stride, n,
		      s->range->stages ? s->range->stages : cascade_stage_count, s->margin);
		for (int x = 0; x < n; x++) {
			if (s->margin[x] < 0)
				continue;
			struct hit hit = {((float)x + (float)win / 2) * whole,
					  ((float)y + (float)win / 2) * whole, (float)win * whole,
					  (1 + s->margin[x]) * ROW_STEP};
			VEC_PUSH(&s->hits, hit);
		}
	}
}

static bool is_same_face(const struct hit *a, const struct face *b)
{
	float larger = a->size > b->size ? a->size : b->size;
	float smaller = a->size > b->size ? b->size : a->size;

	return fabsf(a->x - b->centre_x) < larger * 0.25f &&
	       fabsf(a->y - b->centre_y) < larger * 0.25f && larger < smaller * 1.6f;
}

/* The unused hit around which most weight lies is a face; its neighbours are averaged. */
static bool take_best(struct search *s, struct face *ret)
{
	size_t best = 0;
	float best_weight = 0;

	for (size_t i = 0; i < s->hits.len; i++) {
		const struct hit *h = &s->hits.items[i];
		struct face f = {h->x, h->y, h->size, 0};
		float weight = 0;

		if (h->weight <= 0)
			continue;
		for (size_t k = 0; k < s->hits.len; k++)
			if (s->hits.items[k].weight > 0 && is_same_face(&s->hits.items[k], &f))
				weight += s->hits.items[k].weight;
		if (weight > best_weight)
			best_weight = weight, best = i;
	}
	if (best_weight <= 0)
		return false;
	struct face seed = {s->hits.items[best].x, s->hits.items[best].y, s->hits.items[best].size,
			    0};
	struct face sum = {0};
	for (size_t k = 0; k < s->hits.len; k++) {
		struct hit *h = &s->hits.items[k];

		if (h->weight <= 0 || !is_same_face(h, &seed))
			continue;
		sum.centre_x += h->x * h->weight;
		sum.centre_y += h->y * h->weight;
		sum.size += h->size * h->weight;
		sum.score += h->weight;
		h->weight = 0;
	}
	*ret = (struct face){sum.centre_x / sum.score, sum.centre_y / sum.score,
			     sum.size / sum.score, sum.score};
	return true;
}

int face_find(struct arena *tmp, const struct plane *gray, const struct face_range *range,
	      struct face ret[FACES_MAX])
{
	const float step = 1.1f;
	struct search s = {.tmp = tmp, .range = range};
	size_t sums_rows = (size_t)gray->height + 1;
	struct plane base = *gray;
	float base_scale = 1;
	int n = 0;

	if (gray->width < CASCADE_WINDOW || gray->height < CASCADE_WINDOW)
		return 0;
	s.mix = arena_alloc(tmp, (size_t)gray->width * sizeof *s.mix);
	s.scaled = arena_alloc(tmp, (size_t)gray->width * (size_t)gray->height);
	s.sums = arena_zalloc(tmp, ((size_t)gray->width + 40) * sums_rows + 64, sizeof *s.sums);
	s.margin = arena_alloc(tmp, ((size_t)gray->width + 8) * sizeof *s.margin);
	float size = range->min_size < CASCADE_WINDOW ? CASCADE_WINDOW : range->min_size;
	for (; size <= range->max_size; size *= step) {
		float factor = size / CASCADE_WINDOW;

		while (factor / base_scale >= 2) {
			base = halve(tmp, &base);
			base_scale *= 2;
		}
		search_level(&s, &base, base_scale, factor / base_scale);
	}
	while (n < FACES_MAX && take_best(&s, &ret[n]))
		n++;
	VEC_FREE(&s.hits);
	return n;
}
