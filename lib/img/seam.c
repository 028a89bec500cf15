#include "img/seam.h"

#include <math.h>

/* A lower step is lost in what a camera sees at the edges of blocks. */
#define STEP_LEAST 1.0f

/* Of the blocks along the step this share must show it. */
#define STEP_SHARE 0.8f

/* White that gets lighter stays white: such blocks say nothing. As many must be left. */
#define STEP_KNOWN 0.4f

/* steps[row][column]: by how much luma rises from one row of blocks to the next; NAN: no telling.
 */
struct grid {
	float *steps;
	int rows, columns;
};

static const float *row_of(const struct grid *g, int row)
{
	return g->steps + (size_t)row * (size_t)g->columns;
}

/* What one column jumps between two rows, less what it rises there: twice its step. */
struct jump {
	int16_t height, end; /* end: one of the two pixels is black or white */
};

/* One loop without branches over the whole width, for the vectoriser. */
static void measure_jumps(const struct plane *p, int below_row, int width, struct jump *ret)
{
	const uint8_t *below = p->px + (size_t)below_row * (size_t)p->stride;
	const uint8_t *above = below - p->stride;
	const uint8_t *far_below = below + p->stride, *far_above = above - p->stride;

	for (int x = 0; x < width; x++) {
		int rise = 3 * (below[x] - above[x]) - (far_below[x] - far_above[x]);
		int end = ((unsigned)(below[x] - 3) > 249) | ((unsigned)(above[x] - 3) > 249);

		ret[x] = (struct jump){(int16_t)rise, (int16_t)end};
	}
}

/*
 * The jump of each column at each edge between rows of blocks, less what the picture itself rises
 * there. The first row of the grid is the edge between the first and the second row of blocks.
 */
static bool measure_steps(struct arena *tmp, const struct plane *p, int block_w, int block_h,
			  struct grid *ret)
{
	ret->columns = p->width / block_w;
	ret->rows = p->height / block_h - 1;
	if (block_h < 2 || ret->columns < 4 || ret->rows < 4)
		return false;
	int width = ret->columns * block_w;
	struct jump *jumps = arena_alloc(tmp, (size_t)width * sizeof *jumps);

	ret->steps = arena_alloc(tmp, (size_t)ret->rows * (size_t)ret->columns * sizeof(float));
	for (int r = 0; r < ret->rows; r++) {
		const struct jump *jump = jumps;
		float *to = ret->steps + (size_t)r * (size_t)ret->columns;

		measure_jumps(p, (r + 1) * block_h, width, jumps);
		for (int k = 0; k < ret->columns; k++) {
			int sum = 0, ends = 0;

			for (int i = 0; i < block_w; i++, jump++) {
				sum += jump->height;
				ends += jump->end;
			}
			to[k] = 2 * ends > block_w ? NAN : (float)sum / (float)(2 * block_w);
		}
	}
	return true;
}

/* The mean of the steps from (row, column) to the block below it, one row further, that are
 * within reach of about. False where too few are known. */
static bool mean_near(const struct grid *g, int row, int column, float about, float reach,
		      float *ret)
{
	float sum = 0;
	int n = 0;

	for (int k = 0; k < g->columns; k++) {
		float step = row_of(g, k < column ? row + 1 : row)[k];

		if (fabsf(step - about) <= reach) {
			sum += step;
			n++;
		}
	}
	*ret = sum / (float)(n ? n : 1);
	return (float)n >= STEP_KNOWN * (float)g->columns;
}

/* Whether most blocks that can tell show the same step. */
static bool is_even(const struct grid *g, int row, int column, float step)
{
	float off = fabsf(step) * 0.4f > 0.8f ? fabsf(step) * 0.4f : 0.8f;
	int n = 0, telling = 0;

	for (int k = 0; k < g->columns; k++) {
		float here = row_of(g, k < column ? row + 1 : row)[k];

		telling += !isnan(here);
		n += fabsf(here - step) <= off;
	}
	return (float)telling >= STEP_KNOWN * (float)g->columns &&
	       (float)n >= STEP_SHARE * (float)telling;
}

/* The edges before and behind do not rise: a step, not a slope or a pattern. */
static bool is_alone(const struct grid *g, int row, float step)
{
	float before = 0, behind = 0;

	if (row > 0)
		mean_near(g, row - 1, 0, 0, 64, &before);
	if (row + 2 < g->rows)
		mean_near(g, row + 2, 0, 0, 64, &behind);
	return fabsf(before) < fabsf(step) * 0.5f && fabsf(behind) < fabsf(step) * 0.5f;
}

/* What the blocks along an edge show together. */
struct tally {
	float sum;
	int telling, up, down;
};

static void count_step(struct tally *t, float step, int sign)
{
	t->sum += isnan(step) ? 0 : (float)sign * step;
	t->telling += isnan(step) ? 0 : sign;
	t->up += step > 0 ? sign : 0;
	t->down += step < 0 ? sign : 0;
}

/* Whether is_even can be true at all: cheap, and false along nearly every edge of a whole photo. */
static bool is_one_way(const struct tally *t)
{
	int most = t->up > t->down ? t->up : t->down;

	return most > 0 && (float)most >= STEP_SHARE * (float)t->telling;
}

/* The highest step that begins in one row of blocks: at any column, as damage does. */
static float step_in_row(const struct grid *g, int row)
{
	const float *here = row_of(g, row), *next = row_of(g, row + 1);
	struct tally t = {0};
	float best = 0, step;

	for (int k = 0; k < g->columns; k++)
		count_step(&t, here[k], 1);
	for (int column = 0; column < g->columns; column++) {
		float rough = is_one_way(&t) ? t.sum / (float)t.telling : 0;

		count_step(&t, next[column], 1);
		count_step(&t, here[column], -1);
		if (fabsf(rough) < STEP_LEAST / 2 ||
		    !mean_near(g, row, column, rough, fabsf(rough) * 0.7f, &step))
			continue;
		if (fabsf(step) > fabsf(best) && fabsf(step) >= STEP_LEAST &&
		    is_even(g, row, column, step) && is_alone(g, row, step))
			best = step;
	}
	return fabsf(best);
}

static float seam_of(struct arena *tmp, const struct plane *p, int block_w, int block_h)
{
	struct grid g;
	float best = 0;

	if (!p->px || !measure_steps(tmp, p, block_w, block_h, &g))
		return 0;
	/* The first and the last edge may be those of a frame. */
	for (int row = 1; row + 2 < g.rows; row++) {
		float step = step_in_row(&g, row);

		best = step > best ? step : best;
	}
	return best;
}

float seam_find(struct arena *tmp, const struct ycc_image *pic)
{
	float best = seam_of(tmp, &pic->y, pic->mcu_width, pic->mcu_height);
	const struct plane *const chroma[2] = {&pic->cb, &pic->cr};

	for (int i = 0; i < 2; i++) {
		if (!chroma[i]->px)
			continue;
		/* Chroma planes may be smaller by a whole factor. */
		int fx = (pic->y.stride + chroma[i]->stride - 1) / chroma[i]->stride;
		int fy = (pic->y.height + chroma[i]->height - 1) / chroma[i]->height;
		float step = seam_of(tmp, chroma[i], pic->mcu_width / fx, pic->mcu_height / fy);

		best = step > best ? step : best;
	}
	return best;
}
