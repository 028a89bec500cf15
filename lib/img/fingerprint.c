#include "img/fingerprint.h"

#include <math.h>
#include <string.h>

enum {
	SIDE = 16,
	CHUNKS = 16,
	GROUP_MAX = 3000, /* of a larger group another chunk must be shared too */
	THUMB_WIDTH = 32,
	THUMB_HEIGHT = 44,
};

/* Means of a grid of cells, any size. */
static void cell_means(const struct plane *p, int columns, int rows, float *ret)
{
	for (int r = 0; r < rows; r++) {
		int y0 = r * p->height / rows, y1 = (r + 1) * p->height / rows;

		y1 = y1 > y0 ? y1 : y0 + 1;
		for (int k = 0; k < columns; k++) {
			int x0 = k * p->width / columns, x1 = (k + 1) * p->width / columns;
			int sum = 0;

			x1 = x1 > x0 ? x1 : x0 + 1;
			for (int y = y0; y < y1; y++)
				for (int x = x0; x < x1; x++)
					sum += p->px[y * p->stride + x];
			ret[r * columns + k] = (float)sum / (float)((x1 - x0) * (y1 - y0));
		}
	}
}

void fingerprint_of(struct arena *tmp, const struct mini *c, struct fingerprint *ret)
{
	float *cells = arena_alloc(tmp, (SIDE + 1) * SIDE * sizeof *cells);

	cell_means(&c->y, SIDE + 1, SIDE, cells);
	*ret = (struct fingerprint){{0}};
	for (int y = 0; y < SIDE; y++) {
		for (int x = 0; x < SIDE; x++) {
			/*
			 * Along diagonals, so that each 16 bits that are searched by have some of
			 * the face and some of the background. A rise must be one: noise is not.
			 */
			int place = (x + y) % SIDE * SIDE + y;

			if (cells[y * (SIDE + 1) + x + 1] > cells[y * (SIDE + 1) + x] + 0.5f)
				ret->words[place / 64] |= (uint64_t)1 << (place % 64);
		}
	}
}

int fingerprint_distance(const struct fingerprint *a, const struct fingerprint *b)
{
	int n = 0;

	for (int i = 0; i < FINGERPRINT_WORDS; i++)
		n += __builtin_popcountll(a->words[i] ^ b->words[i]);
	return n;
}

static unsigned chunk(const struct fingerprint *f, int i)
{
	return (unsigned)(f->words[i / 4] >> (i % 4 * 16)) & 0xffff;
}

/* A search for pairs: what shares chunks comes together in groups. */
struct pairing {
	const struct fingerprint *all;
	size_t first_new;
	int (*fn)(void *ctx, size_t i, size_t j, struct err *e);
	void *ctx;
	uint32_t *starts; /* work space of sort_by_chunk */
};

/* Items that share the chunks in the set shared; each further one is sought from chunk from on. */
struct group {
	const uint32_t *items; /* in their order: new ones stand last */
	size_t count;
	unsigned shared;
	int from;
};

static void sort_by_chunk(const struct pairing *p, const struct group *g, int i, uint32_t *sorted)
{
	uint32_t *starts = p->starts;

	memset(starts, 0, (0x10000 + 1) * sizeof *starts);
	for (size_t k = 0; k < g->count; k++)
		starts[chunk(&p->all[g->items[k]], i) + 1]++;
	for (size_t v = 0; v < 0x10000; v++)
		starts[v + 1] += starts[v];
	for (size_t k = 0; k < g->count; k++)
		sorted[starts[chunk(&p->all[g->items[k]], i)]++] = g->items[k];
}

/* A pair that shares an earlier chunk as well has been reported in that one's group. */
static bool is_seen(const struct pairing *p, const struct group *g, uint32_t i, uint32_t j)
{
	for (int k = 0; k < g->from; k++)
		if (!(g->shared >> k & 1) && chunk(&p->all[i], k) == chunk(&p->all[j], k))
			return true;
	return false;
}

/*
 * All pairs of the group that end in a new item. Of those that still are too many when all chunks
 * are used up, blank pictures, each is compared with GROUP_MAX others.
 */
static int pair_group(const struct pairing *p, const struct group *g, struct err *e)
{
	for (size_t b = 1; b < g->count; b++) {
		const struct fingerprint *second = &p->all[g->items[b]];

		if (g->items[b] < p->first_new)
			continue;
		for (size_t a = b > GROUP_MAX ? b - GROUP_MAX : 0; a < b; a++)
			if (fingerprint_distance(&p->all[g->items[a]], second) <=
				FINGERPRINT_NEAR &&
			    !is_seen(p, g, g->items[a], g->items[b]) &&
			    p->fn(p->ctx, g->items[a], g->items[b], e) < 0)
				return -1;
	}
	return 0;
}

static int search_group(const struct pairing *p, const struct group *g, struct err *e)
{
	uint32_t *sorted;
	int rc = 0;

	if (g->count <= GROUP_MAX || g->from == CHUNKS)
		return pair_group(p, g, e);
	sorted = mem_alloc(g->count * sizeof *sorted);
	for (int i = g->from; rc == 0 && i < CHUNKS; i++) {
		size_t first, end;

		sort_by_chunk(p, g, i, sorted);
		for (first = 0; rc == 0 && first < g->count; first = end) {
			unsigned value = chunk(&p->all[sorted[first]], i);

			for (end = first + 1;
			     end < g->count && chunk(&p->all[sorted[end]], i) == value; end++)
				;
			const struct group part = {sorted + first, end - first, g->shared | 1u << i,
						   i + 1};
			rc = search_group(p, &part, e);
		}
	}
	mem_free(sorted);
	return rc;
}

int fingerprint_pairs(const struct fingerprint *all, size_t count, size_t first_new,
		      int (*fn)(void *ctx, size_t i, size_t j, struct err *e), void *ctx,
		      struct err *e)
{
	uint32_t *items = mem_alloc((count + 1) * sizeof *items);
	uint32_t *starts = mem_alloc((0x10000 + 1) * sizeof *starts);
	const struct pairing p = {all, first_new, fn, ctx, starts};
	const struct group whole = {items, count, 0, 0};
	int rc;

	for (size_t i = 0; i < count; i++)
		items[i] = (uint32_t)i;
	rc = search_group(&p, &whole, e);
	mem_free(items);
	mem_free(starts);
	return rc;
}

/* The small picture without its slow changes of light, or false. */
static bool thumb(struct arena *tmp, const uint8_t *data, size_t len, float *ret)
{
	struct jpeg_report report;
	struct ycc_image pic;
	struct mini c;

	if (kind_of(data, len) != KIND_JPEG)
		return false;
	jpeg_read(tmp, data, len, &jpeg_limits_default, MINI_SHORT_SIDE, &report, &pic);
	if (report.markers.troubles & JPEG_FATAL || !pic.y.px || pic.y.width < 8 ||
	    pic.y.height < 8)
		return false;
	mini_make(tmp, &pic, report.markers.orientation, &c);
	float *means = arena_alloc(tmp, THUMB_WIDTH * THUMB_HEIGHT * sizeof *means);
	cell_means(&c.y, THUMB_WIDTH, THUMB_HEIGHT, means);
	for (int y = 0; y < THUMB_HEIGHT; y++) {
		for (int x = 0; x < THUMB_WIDTH; x++) {
			float sum = 0;
			int n = 0;

			for (int dy = -2; dy <= 2; dy++) {
				for (int dx = -2; dx <= 2; dx++) {
					int xx = x + dx, yy = y + dy;

					if (xx < 0 || yy < 0 || xx >= THUMB_WIDTH ||
					    yy >= THUMB_HEIGHT)
						continue;
					sum += means[yy * THUMB_WIDTH + xx];
					n++;
				}
			}
			ret[y * THUMB_WIDTH + x] = means[y * THUMB_WIDTH + x] - sum / (float)n;
		}
	}
	return true;
}

float picture_likeness(struct arena *tmp, const uint8_t *a, size_t a_len, const uint8_t *b,
		       size_t b_len)
{
	enum { CELLS = THUMB_WIDTH * THUMB_HEIGHT };
	float ta[CELLS], tb[CELLS];
	double ab = 0, aa = 0, bb = 0;

	if (!thumb(tmp, a, a_len, ta) || !thumb(tmp, b, b_len, tb))
		return -1;
	for (int i = 0; i < CELLS; i++) {
		ab += (double)ta[i] * tb[i];
		aa += (double)ta[i] * ta[i];
		bb += (double)tb[i] * tb[i];
	}
	return aa > 0 && bb > 0 ? (float)(ab / sqrt(aa * bb)) : -1;
}

bool picture_same(struct arena *tmp, const uint8_t *a, size_t a_len, const uint8_t *b, size_t b_len)
{
	return picture_likeness(tmp, a, a_len, b, b_len) >= 0.97f;
}
