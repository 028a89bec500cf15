#include "img/mini.h"

#include "img/image.h"

#include <math.h>
#include <string.h>

/* ---- scaling ---- */

/* Which source pixels average into each target pixel of one axis. */
struct span {
	int from, to;
};

static void fill_spans(struct span *spans, int n, int source)
{
	for (int i = 0; i < n; i++) {
		int from = (int)((int64_t)i * source / n),
		    to = (int)(((int64_t)i + 1) * source / n);

		spans[i] = (struct span){from, to > from ? to : from + 1};
	}
}

/*
 * The means of k sums of k pixels each. Inline, so that a k known to the compiler makes a loop
 * without division that it vectorises.
 */
static inline void average(const uint16_t *sums, int k, uint8_t *to, int width)
{
	unsigned n = (unsigned)(k * k);
	unsigned per_n = (1u << 22) / n + 1; /* exact for the sums of up to 64 bytes */

	for (int x = 0; x < width; x++) {
		unsigned sum = n / 2;

		for (int i = 0; i < k; i++)
			sum += sums[x * k + i];
		to[x] = (uint8_t)(sum * per_n >> 22);
	}
}

/* The common case: every pixel is the mean of k x k. Simple loops that the compiler vectorises. */
static struct plane shrink_plane(struct arena *out, const struct plane *in, int k, int width,
				 int height)
{
	struct plane p = {.width = width, .height = height, .stride = width};
	uint16_t *sums = arena_alloc(out, (size_t)width * (size_t)k * sizeof *sums);

	p.px = arena_alloc(out, (size_t)width * (size_t)height);
	for (int y = 0; y < height; y++) {
		const uint8_t *row = in->px + (size_t)y * (size_t)k * (size_t)in->stride;
		uint8_t *to = p.px + (size_t)y * (size_t)width;

		for (int x = 0; x < width * k; x++)
			sums[x] = row[x];
		for (int r = 1; r < k; r++) {
			row += in->stride;
			for (int x = 0; x < width * k; x++)
				sums[x] = (uint16_t)(sums[x] + row[x]);
		}
		if (k == 1)
			memcpy(to, row, (size_t)width);
		else if (k == 2)
			average(sums, 2, to, width);
		else if (k == 3)
			average(sums, 3, to, width);
		else
			average(sums, k, to, width);
	}
	return p;
}

static struct plane scale_plane(struct arena *out, const struct plane *in, int width, int height)
{
	int ratio = in->width / width;
	if (ratio >= 1 && ratio <= 8 && ratio * (width + 1) > in->width &&
	    ratio * height <= in->height && ratio * (height + 1) > in->height)
		return shrink_plane(out, in, ratio, width, height);

	struct plane p = {.width = width, .height = height, .stride = width};
	struct span *xs = arena_alloc(out, (size_t)width * sizeof *xs);
	struct span *ys = arena_alloc(out, (size_t)height * sizeof *ys);
	uint32_t *sums = arena_alloc(out, ((size_t)in->width + 1) * sizeof *sums);

	p.px = arena_alloc(out, (size_t)width * (size_t)height);
	fill_spans(xs, width, in->width);
	fill_spans(ys, height, in->height);
	for (int y = 0; y < height; y++) {
		int rows = ys[y].to - ys[y].from;

		memset(sums, 0, (size_t)in->width * sizeof *sums);
		for (int r = ys[y].from; r < ys[y].to; r++) {
			const uint8_t *row = in->px + (size_t)r * (size_t)in->stride;

			for (int x = 0; x < in->width; x++)
				sums[x] += row[x];
		}
		for (int x = 0; x < width; x++) {
			uint32_t sum = 0, n = (uint32_t)((xs[x].to - xs[x].from) * rows);

			for (int k = xs[x].from; k < xs[x].to; k++)
				sum += sums[k];
			p.px[y * width + x] = (uint8_t)((sum + n / 2) / n);
		}
	}
	return p;
}

/* The plane that plane_turn makes, mirrored left to right before turning where asked. */
static struct plane turn(struct arena *out, const struct plane *in, int cw_turns, bool mirror)
{
	int turns = cw_turns & 3;
	struct plane p = {.width = turns & 1 ? in->height : in->width,
			  .height = turns & 1 ? in->width : in->height};

	p.stride = p.width;
	p.px = arena_alloc(out, (size_t)p.width * (size_t)p.height);
	for (int y = 0; y < p.height; y++) {
		for (int x = 0; x < p.width; x++) {
			int sx = turns == 0   ? x
				 : turns == 1 ? y
				 : turns == 2 ? in->width - 1 - x
					      : in->width - 1 - y;
			int sy = turns == 0   ? y
				 : turns == 1 ? in->height - 1 - x
				 : turns == 2 ? in->height - 1 - y
					      : x;

			if (mirror)
				sx = in->width - 1 - sx;
			p.px[y * p.width + x] = in->px[sy * in->stride + sx];
		}
	}
	return p;
}

struct plane plane_turn(struct arena *out, const struct plane *in, int cw_turns)
{
	return turn(out, in, cw_turns, false);
}

static struct plane prepare(struct arena *out, const struct plane *in, int width, int height,
			    int orientation)
{
	struct plane p;
	int turns;
	bool mirror;

	if (!in->px) {
		p = (struct plane){.width = width, .height = height, .stride = width};
		p.px = arena_alloc(out, (size_t)width * (size_t)height);
		memset(p.px, 128, (size_t)width * (size_t)height);
	} else {
		p = scale_plane(out, in, width, height);
	}
	orientation_turns(orientation, &turns, &mirror);
	return turns || mirror ? turn(out, &p, turns, mirror) : p;
}

void mini_make(struct arena *out, const struct ycc_image *pic, int orientation, struct mini *ret)
{
	int w = pic->y.width, h = pic->y.height, shorter = w < h ? w : h;
	int k = shorter / MINI_SHORT_SIDE > 1 ? shorter / MINI_SHORT_SIDE : 1;
	int width = w / k, height = h / k;

	ret->y = prepare(out, &pic->y, width, height, orientation);
	ret->cb = prepare(out, &pic->cb, width, height, orientation);
	ret->cr = prepare(out, &pic->cr, width, height, orientation);
	ret->width = ret->y.width;
	ret->height = ret->y.height;
	ret->has_colour = pic->cb.px != NULL;
}

/* ---- background ---- */

/* So many of the outermost pixels may be the frame of a scan: they are not looked at. */
enum { FRAME = 2, PATCHES_SIDE = 10, PATCHES = 4 * PATCHES_SIDE };

struct patch {
	float y, cb, cr, x_mid, y_mid;
	float texture; /* standard deviation of y in it */
	enum edge edge;
	bool member; /* looks like the background */
};

static void measure_patch(const struct mini *c, int x0, int y0, int w, int h, struct patch *p)
{
	float sum_y = 0, sum_cb = 0, sum_cr = 0, squares = 0;
	float n = (float)(w * h);

	for (int y = y0; y < y0 + h; y++) {
		for (int x = x0; x < x0 + w; x++) {
			int at = y * c->width + x;

			sum_y += c->y.px[at];
			squares += (float)(c->y.px[at] * c->y.px[at]);
			sum_cb += c->cb.px[at];
			sum_cr += c->cr.px[at];
		}
	}
	p->y = sum_y / n;
	p->texture = sqrtf(fmaxf(squares / n - p->y * p->y, 0));
	p->cb = sum_cb / n;
	p->cr = sum_cr / n;
	p->x_mid = ((float)x0 + (float)w / 2) / (float)c->width;
	p->y_mid = ((float)y0 + (float)h / 2) / (float)c->height;
	p->member = false;
}

static void measure_patches(const struct mini *c, struct patch patches[PATCHES])
{
	int depth = (c->width < c->height ? c->width : c->height) / 25 + 1;
	int right = c->width - FRAME, bottom = c->height - FRAME;
	int pw = (right - FRAME) / PATCHES_SIDE, ph = (bottom - FRAME) / PATCHES_SIDE;

	for (int i = 0; i < PATCHES_SIDE; i++) {
		struct patch *p = patches + 4 * (size_t)i;

		measure_patch(c, FRAME + i * pw, FRAME, pw, depth, &p[EDGE_TOP]);
		measure_patch(c, FRAME + i * pw, bottom - depth, pw, depth, &p[EDGE_BOTTOM]);
		measure_patch(c, FRAME, FRAME + i * ph, depth, ph, &p[EDGE_LEFT]);
		measure_patch(c, right - depth, FRAME + i * ph, depth, ph, &p[EDGE_RIGHT]);
		for (int k = 0; k < 4; k++)
			p[k].edge = (enum edge)k;
	}
}

static bool is_alike(const struct patch *a, const struct patch *b)
{
	return fabsf(a->y - b->y) < 20 && fabsf(a->cb - b->cb) < 7 && fabsf(a->cr - b->cr) < 7;
}

/*
 * The colour that most patches share is the background's. Where a scarf and the wall share the
 * border evenly it is the one above, because most photos are upright.
 */
static void pick_members(struct patch patches[PATCHES])
{
	int best = 0, best_n = -1;

	for (int i = 0; i < PATCHES; i++) {
		int n = 0;

		for (int k = 0; k < PATCHES; k++)
			n += is_alike(&patches[i], &patches[k])
				 ? patches[k].edge == EDGE_TOP ? 5 : 4
				 : 0;
		if (n > best_n)
			best_n = n, best = i;
	}
	struct patch mode = patches[best];
	for (int k = 0; k < PATCHES; k++)
		patches[k].member = is_alike(&mode, &patches[k]);
}

/* Least squares for y = a + b*x + c*y over the members, by normal equations (Cramer). */
static void fit_plane(const struct patch patches[PATCHES], struct background *ret)
{
	double n = 0, sx = 0, sy = 0, sxx = 0, syy = 0, sxy = 0, v = 0, vx = 0, vy = 0, cb = 0,
	       cr = 0;

	for (int i = 0; i < PATCHES; i++) {
		const struct patch *p = &patches[i];

		if (!p->member)
			continue;
		n += 1, sx += p->x_mid, sy += p->y_mid;
		sxx += p->x_mid * p->x_mid, syy += p->y_mid * p->y_mid, sxy += p->x_mid * p->y_mid;
		v += p->y, vx += p->y * p->x_mid, vy += p->y * p->y_mid;
		cb += p->cb, cr += p->cr;
	}
	double mx = sx / n, my = sy / n, mv = v / n;
	double cxx = sxx / n - mx * mx, cyy = syy / n - my * my, cxy = sxy / n - mx * my;
	double cxv = vx / n - mx * mv, cyv = vy / n - my * mv, det = cxx * cyy - cxy * cxy;
	double b = 0, c = 0;

	if (det > 1e-4) {
		b = (cxv * cyy - cyv * cxy) / det;
		c = (cyv * cxx - cxv * cxy) / det;
	}
	ret->y = (float)mv;
	ret->cb = (float)(cb / n);
	ret->cr = (float)(cr / n);
	ret->slope_x = (float)b;
	ret->slope_y = (float)c;
	ret->level_y = (float)(mv - b * mx - c * my);
	double sum = 0, texture = 0;
	for (int i = 0; i < PATCHES; i++) {
		double d =
		    patches[i].y - (ret->level_y + b * patches[i].x_mid + c * patches[i].y_mid);

		sum += patches[i].member ? d * d : 0;
		texture += patches[i].member ? patches[i].texture : 0;
	}
	ret->spread = (float)sqrt(sum / n);
	ret->texture = (float)(texture / n);
}

/* The three edges the person does not enter by; of the two beside them the upper two thirds. */
static float agreement(const struct patch patches[PATCHES])
{
	float members[4] = {0};
	int feet = 0, n = 0, alike = 0;

	for (int i = 0; i < PATCHES; i++)
		members[patches[i].edge] += patches[i].member;
	for (int k = 1; k < 4; k++)
		if (members[k] < members[feet])
			feet = k;
	for (int i = 0; i < PATCHES; i++) {
		const struct patch *p = &patches[i];
		float away = feet == EDGE_TOP	   ? p->y_mid
			     : feet == EDGE_BOTTOM ? 1 - p->y_mid
			     : feet == EDGE_LEFT   ? p->x_mid
						   : 1 - p->x_mid;

		if ((int)p->edge == feet || away < 0.4f)
			continue;
		n++;
		alike += p->member;
	}
	return n ? (float)alike / (float)n : 0;
}

/* ---- silhouette ---- */

/* 1 where a pixel looks like the background, wherever it is. */
static void mark_alike(const struct mini *c, const struct background *b, uint8_t *alike)
{
	/* Distances in 1/256 of the limits; beyond 256 together it is something else. */
	int per_y = (int)(256 / b->limit_y), per_c = (int)(256 / b->limit_c);
	int cb = (int)(b->cb + 0.5f), cr = (int)(b->cr + 0.5f);
	int step = (int)(b->slope_x / (float)c->width * 65536);

	for (int y = 0; y < c->height; y++) {
		float level = b->level_y + b->slope_y * (float)y / (float)c->height;
		int start = (int)(level * 65536) + 32768;
		const uint8_t *py = c->y.px + y * c->width, *pb = c->cb.px + y * c->width;
		const uint8_t *pr = c->cr.px + y * c->width;
		uint8_t *to = alike + y * c->width;

		for (int x = 0; x < c->width; x++) {
			int dy = py[x] - ((start + x * step) >> 16), db = pb[x] - cb,
			    dr = pr[x] - cr;

			dy = dy < 0 ? -dy : dy;
			db = db < 0 ? -db : db;
			dr = dr < 0 ? -dr : dr;
			to[x] = dy * per_y + (db + dr) * per_c < 256;
		}
	}
}

/* The frame counts as what lies inside of it. */
static void cover_frame(const struct mini *c, uint8_t *alike)
{
	int w = c->width, h = c->height;

	for (int y = FRAME; y < h - FRAME; y++) {
		uint8_t *row = alike + y * w;

		memset(row, row[FRAME], FRAME);
		memset(row + w - FRAME, row[w - FRAME - 1], FRAME);
	}
	for (int k = 0; k < FRAME; k++) {
		memcpy(alike + k * w, alike + FRAME * w, (size_t)w);
		memcpy(alike + (h - 1 - k) * w, alike + (h - FRAME - 1) * w, (size_t)w);
	}
}

/* What flood knows of a pixel; around the picture lies a border that is OTHER. */
enum cell { OTHER, ALIKE, REACHED };

/* Clears the mask from the border inwards wherever it looks like background. */
static void flood(struct arena *tmp, const struct mini *c, const struct background *b,
		  uint8_t *mask)
{
	int w = c->width, h = c->height, stride = w + 2;
	uint8_t *cells = arena_zalloc(tmp, (size_t)stride, (size_t)h + 2);
	int *queue = arena_alloc(tmp, (size_t)w * (size_t)h * sizeof *queue);
	const int next[4] = {-1, 1, -stride, stride};
	int head = 0, tail = 0;

	mark_alike(c, b, mask);
	cover_frame(c, mask);
	for (int y = 0; y < h; y++)
		memcpy(cells + (y + 1) * stride + 1, mask + y * w, (size_t)w);
	for (int i = 0; i < 2 * (w + h); i++) {
		int x = i < w ? i : i < 2 * w ? i - w : i < 2 * w + h ? 0 : w - 1;
		int y = i < w ? 0 : i < 2 * w ? h - 1 : i < 2 * w + h ? i - 2 * w : i - 2 * w - h;
		int at = (y + 1) * stride + x + 1;

		if (cells[at] == ALIKE) {
			cells[at] = REACHED;
			queue[tail++] = at;
		}
	}
	while (head < tail) {
		int at = queue[head++];

		for (int k = 0; k < 4; k++) {
			if (cells[at + next[k]] != ALIKE)
				continue;
			cells[at + next[k]] = REACHED;
			queue[tail++] = at + next[k];
		}
	}
	for (int y = 0; y < h; y++)
		for (int x = 0; x < w; x++)
			mask[y * w + x] = cells[(y + 1) * stride + x + 1] != REACHED;
}

/* How much of a strip along the edge has the person somewhere across it. */
static float strip_contact(const struct mini *c, const uint8_t *mask, enum edge edge)
{
	bool is_level = edge == EDGE_TOP || edge == EDGE_BOTTOM;
	int along = is_level ? c->width : c->height, across = is_level ? c->height : c->width;
	int depth = across / 16, n = 0;

	for (int i = 0; i < along; i++) {
		bool touched = false;

		/* From the second pixel: the outermost row of a scan is often a frame. */
		for (int d = 1; d <= depth && !touched; d++) {
			int k = edge == EDGE_BOTTOM || edge == EDGE_RIGHT ? across - 1 - d : d;

			touched = mask[is_level ? k * c->width + i : i * c->width + k];
		}
		n += touched;
	}
	return (float)n / (float)along;
}

void silhouette_make(struct arena *out, const struct mini *c, struct silhouette *ret)
{
	struct patch patches[PATCHES];
	struct background *b = &ret->background;

	measure_patches(c, patches);
	pick_members(patches);
	fit_plane(patches, b);
	b->agreement = agreement(patches);
	b->limit_y = 4 * b->spread > 14 ? 4 * b->spread : 14;
	b->limit_c = 14;
	ret->mask = arena_alloc(out, (size_t)c->width * (size_t)c->height);
	flood(out, c, b, ret->mask);
	for (int k = 0; k < 4; k++)
		ret->contact[k] = strip_contact(c, ret->mask, (enum edge)k);
}

int silhouette_turns(const struct silhouette *s)
{
	/* The edge the person enters by must come to the bottom. */
	static const int turns[4] = {2, 1, 0, 3};
	int most = 0;
	float second = 0;

	if (s->background.agreement < 0.5f)
		return -1;
	for (int k = 1; k < 4; k++)
		if (s->contact[k] > s->contact[most])
			most = k;
	for (int k = 0; k < 4; k++)
		if (k != most && s->contact[k] > second)
			second = s->contact[k];
	if (s->contact[most] < 0.4f || s->contact[most] - second < 0.2f ||
	    s->contact[(most + 2) & 3] > 0.15f)
		return -1;
	return turns[most];
}
