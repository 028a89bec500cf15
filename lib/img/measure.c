#include "img/measure.h"

#include "img/face.h"
#include "img/image.h"
#include "img/mini.h"
#include "img/seam.h"
#include "img/tone.h"

#include <math.h>

enum { DECODE_SHORT_SIDE = 176 };

static float part(int a, int b)
{
	return (float)a / (float)b;
}

/* ---- background ---- */

static int to_byte(float v)
{
	return v <= 0 ? 0 : v >= 255 ? 255 : (int)(v + 0.5f);
}

/* CIE L* of an sRGB colour. */
static float lightness_of(int r, int g, int b)
{
	const int rgb[3] = {r, g, b};
	const double weight[3] = {0.2126, 0.7152, 0.0722};
	double luminance = 0;

	for (int i = 0; i < 3; i++) {
		double v = rgb[i] / 255.0;

		luminance += weight[i] * (v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4));
	}
	return (float)(luminance > 0.008856 ? 116 * cbrt(luminance) - 16 : 903.3 * luminance);
}

static void measure_background(const struct background *b, struct photo_background *ret)
{
	float cb = b->cb - 128, cr = b->cr - 128;
	int r = to_byte(b->y + 1.402f * cr), g = to_byte(b->y - 0.344f * cb - 0.714f * cr);
	int blue = to_byte(b->y + 1.772f * cb);

	ret->rgb = r << 16 | g << 8 | blue;
	ret->lightness = lightness_of(r, g, blue);
	ret->agreement = b->agreement;
	ret->texture = b->texture / 255;
	ret->unevenness = (fabsf(b->slope_x) + fabsf(b->slope_y) + 2 * b->spread) / 255;
}

/* ---- the face and which way up ---- */

static bool is_apart(const struct face *a, const struct face *b)
{
	float reach = (a->size + b->size) * 0.4f;

	return fabsf(a->centre_x - b->centre_x) > reach || fabsf(a->centre_y - b->centre_y) > reach;
}

/* Windows inside a face that look like small faces do not count as persons. */
static void count_faces(const struct face *faces, int n, struct photo_measures *m)
{
	m->faces = 0;
	m->faces_sure = true;
	for (int i = 0; i < n; i++) {
		float needed = i == 0 ? FACE_WEAK : 12;

		if (faces[i].score < needed || (i > 0 && (!is_apart(&faces[0], &faces[i]) ||
							  faces[i].size < faces[0].size * 0.5f)))
			continue;
		m->faces++;
		if (faces[i].score < FACE_CLEAR)
			m->faces_sure = false;
	}
}

static float best_score(struct arena *tmp, const struct mini *c, int turns, bool any_size)
{
	struct plane turned = plane_turn(tmp, &c->y, turns);
	struct face faces[FACES_MAX];
	float side = (float)(turned.width < turned.height ? turned.width : turned.height);

	const struct face_range range =
	    any_size ? (struct face_range){side * 0.25f, side, 0, 1, 0}
		     : (struct face_range){side * 0.46f, side, 0.25f, 0.75f, 0};

	return face_find(tmp, &turned, &range, faces) ? faces[0].score : 0;
}

/*
 * Which way up: an upside-down face still looks like a weak face, so the directions are compared,
 * unless a clear face and the outline agree at once.
 */
static void measure_turns(struct arena *tmp, const struct mini *c, const struct silhouette *s,
			  struct photo_measures *m)
{
	int best = 0;

	m->turns_silhouette = silhouette_turns(s);
	m->turned_score = 0;
	if (m->face_score >= FACE_CLEAR && m->turns_silhouette == 0) {
		m->turns = 0;
		return;
	}
	for (int k = 1; k < 4; k++) {
		float score = best_score(tmp, c, k, m->face_score < FACE_CLEAR);

		if (score > m->turned_score)
			m->turned_score = score, best = k;
	}
	m->turns = -1;
	/* Where the outline says upright a small lead is enough. */
	float lead = m->turns_silhouette == 0 ? 1.1f : 1.5f;
	if (m->face_score >= FACE_WEAK && m->face_score >= lead * m->turned_score &&
	    (m->turns_silhouette == -1 || m->turns_silhouette == 0))
		m->turns = 0;
	else if (m->turned_score >= FACE_WEAK && m->turned_score >= 1.5f * m->face_score &&
		 (m->turns_silhouette == -1 || m->turns_silhouette == best))
		m->turns = best;
	else if (m->face_score >= FACE_CLEAR && m->face_score >= 3 * m->turned_score)
		m->turns = 0;
}

/*
 * Faces of the size that a right photo has first: nearly all photos need no other search. Before
 * a plain background a clear one is the only one.
 */
static int find_faces(struct arena *tmp, const struct mini *c, const struct silhouette *s,
		      struct face faces[FACES_MAX])
{
	float side = (float)(c->width < c->height ? c->width : c->height);
	const struct face_range likely = {side * 0.46f, side, 0.28f, 0.72f, 0};
	const struct face_range all = {side * 0.25f, side, 0, 1, 0};
	int n = face_find(tmp, &c->y, &likely, faces);

	if (n > 0 && faces[0].score >= FACE_CLEAR && s->background.agreement >= 0.8f)
		return n;
	return face_find(tmp, &c->y, &all, faces);
}

/* Upright by the first stages of the cascade: enough, and more than in any other direction. */
static bool leads_upright(struct arena *tmp, const struct mini *c, int stages, float enough,
			  struct photo_measures *m, struct face faces[FACES_MAX])
{
	/* Where the outline does not say it too, much more is asked. */
	float lead = m->turns_silhouette == 0 ? 1.25f : 3;
	float side = (float)(c->width < c->height ? c->width : c->height), upright = 0, others = 0;

	for (int k = 0; k < 4; k++) {
		/* The upright direction comes last, so that its faces are the ones that stay. */
		struct plane turned = plane_turn(tmp, &c->y, 3 - k);
		const struct face_range range = {side * 0.4f, side, 0.25f, 0.75f, stages};
		float score = face_find(tmp, &turned, &range, faces) ? faces[0].score : 0;

		if (k < 3)
			others = score > others ? score : others;
		else
			upright = score;
	}
	if (upright < enough || upright < lead * others)
		return false;
	m->face_score = upright;
	m->turned_score = others;
	return true;
}

/*
 * A second look where the outline does not deny it and no direction shows a face: fringes, glasses
 * and dark skin make the last stages of the cascade doubt. Without it such persons would always be
 * sent to a clerk.
 */
static bool find_weak_face(struct arena *tmp, const struct mini *c, struct photo_measures *m,
			   struct face faces[FACES_MAX])
{
	float enough = m->turns_silhouette == 0 ? 30 : 40;

	if (m->turns != -1 || m->turns_silhouette > 0 || m->turned_score >= FACE_WEAK)
		return false;
	if (!leads_upright(tmp, c, 16, enough, m, faces) &&
	    !leads_upright(tmp, c, 14, enough + 15, m, faces))
		return false;
	m->faces = 1;
	m->faces_sure = false;
	m->turns = 0;
	return true;
}

/* ---- where the head is ---- */

/* Offsets of eyes and chin in face sizes, fitted on portraits with hand-placed points. */
static const float eye_above_centre = 0.115f, chin_below_eye = 0.71f;

enum { CHIN_ROWS = 512 };
#define CHIN_CLEAR 0.5f

/*
 * Where below the eyes its shadow is looked for, and where it is likeliest: a little low, because
 * the shadow of the lower lip is the one that deceives. It begins above the edge that people
 * point at.
 */
static const float shadow_from = 0.58f, shadow_to = 0.80f, shadow_likely = 0.74f;
static const float chin_below_shadow = 0.028f;

/* By how much luma falls from above row y to below it, in the middle of the face. */
static float fall_at(const struct mini *c, int x0, int x1, int y)
{
	int fall = 0;

	for (int x = x0; x <= x1; x++) {
		const uint8_t *p = c->y.px + y * c->width + x;

		fall += p[-2 * c->width] + p[-c->width] - p[c->width] - p[2 * c->width];
	}
	return (float)fall / (float)(x1 - x0 + 1);
}

/*
 * The edge of the chin, in pixels of the small copy: near where it must be, the first clear fall
 * of luma along the middle of the face (a dark collar below the neck may fall deeper). Its
 * expected place where there is no clear fall.
 */
static float chin_row(const struct mini *c, const struct face *f, float eye)
{
	int x0 = (int)(f->centre_x - f->size * 0.1f), x1 = (int)(f->centre_x + f->size * 0.1f);
	int y0 = (int)(eye + f->size * shadow_from), y1 = (int)(eye + f->size * shadow_to);
	float expected = eye + chin_below_eye * f->size, likely = eye + shadow_likely * f->size;
	float best = 0, value[CHIN_ROWS] = {0};

	if (x0 < 0 || x1 >= c->width || y0 < 3 || x1 <= x0 || y1 - y0 >= CHIN_ROWS - 1)
		return expected;
	for (int y = y0; y <= y1 && y + 3 < c->height; y++) {
		float off = ((float)y - likely) / (f->size * 0.08f);

		value[y - y0] = fall_at(c, x0, x1, y) * expf(-off * off / 2);
		best = value[y - y0] > best ? value[y - y0] : best;
	}
	if (best <= 12)
		return expected;
	for (int i = 1; i < y1 - y0; i++)
		if (value[i] >= CHIN_CLEAR * best && value[i] >= value[i - 1] &&
		    value[i] >= value[i + 1])
			return (float)(y0 + i) + chin_below_shadow * f->size;
	return expected;
}

/*
 * The row where the person begins above the face, between pixels; 0 where the picture cuts it
 * off. NAN where that is no human head: a shadow, a frame or a wall that the outline took in, or
 * white hair before a white wall that it left out. From eyes to hair top heads have 0.49 to 0.97
 * face sizes.
 */
static float head_top_row(const struct mini *c, const struct silhouette *s, const struct face *f,
			  float eye)
{
	int x0 = (int)(f->centre_x - f->size * 0.3f), x1 = (int)(f->centre_x + f->size * 0.3f);
	int limit = (int)f->centre_y, needed;

	x0 = x0 < 0 ? 0 : x0;
	x1 = x1 >= c->width ? c->width - 1 : x1;
	needed =
	    (x1 - x0 + 1) / 5; /* less: a lock that stands off; more: thin hair is passed over */
	for (int y = 0; y < limit; y++) {
		int n = 0;

		for (int x = x0; x <= x1; x++)
			n += s->mask[y * c->width + x];
		if (n < needed)
			continue;
		float above = (eye - (float)y) / f->size;
		return above < 0.42f || above > (y == 0 ? 0.95f : 1.15f) ? NAN : (float)y;
	}
	return NAN;
}

static void measure_sides(const struct mini *c, const struct silhouette *s, const struct face *f,
			  struct photo_layout *l)
{
	int rows = 0, left_sum = 0, right_sum = 0;
	int y0 = (int)(f->centre_y - f->size * 0.3f), y1 = (int)(f->centre_y + f->size * 0.1f);

	for (int y = y0 < 0 ? 0 : y0; y <= y1 && y < c->height; y++) {
		const uint8_t *row = s->mask + y * c->width;
		int left = (int)f->centre_x, right = left;

		while (left > 0 && row[left - 1])
			left--;
		while (right + 1 < c->width && row[right + 1])
			right++;
		left_sum += left;
		right_sum += c->width - 1 - right;
		rows++;
	}
	if (rows == 0)
		return;
	l->margin_left = part(left_sum, rows * c->width);
	l->margin_right = part(right_sum, rows * c->width);
}

static void measure_layout(const struct mini *c, const struct silhouette *s, const struct face *f,
			   int turns_silhouette, struct photo_layout *l)
{
	float height = (float)c->height;
	float eye = f->centre_y - eye_above_centre * f->size;
	float chin = chin_row(c, f, eye);

	l->eye_y = eye / height;
	l->centre_x = f->centre_x / (float)c->width;
	l->chin = chin / height;
	l->shoulders = 1 - l->chin;
	if (s->background.agreement < 0.7f || s->background.texture > 255 * PHOTO_TEXTURE_PLAIN)
		return; /* the outline means nothing before such a background */
	if (turns_silhouette > 0)
		return; /* what was taken for the wall is a scarf or a coat */
	l->head_top = head_top_row(c, s, f, eye) / height;
	l->head = l->chin - l->head_top;
	measure_sides(c, s, f, l);
}

/* ---- all of it ---- */

static void clear_picture(struct photo_measures *m)
{
	m->is_decoded = false;
	m->turns = m->turns_silhouette = m->faces = -1;
	m->face_score = m->turned_score = NAN;
	m->layout = (struct photo_layout){NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN};
	m->tone = (struct photo_tone){NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN};
	m->seam = NAN;
	m->background = (struct photo_background){-1, NAN, NAN, NAN, NAN};
}

static void measure_picture(struct arena *tmp, const struct ycc_image *pic,
			    struct photo_measures *m)
{
	struct mini c;
	struct silhouette s;
	struct face faces[FACES_MAX];

	mini_make(tmp, pic, m->jpeg.markers.orientation, &c);
	silhouette_make(tmp, &c, &s);
	int n = find_faces(tmp, &c, &s, faces);

	m->is_decoded = true;
	m->face_score = n ? faces[0].score : 0;
	count_faces(faces, n, m);
	fingerprint_of(tmp, &c, &m->fingerprint);
	measure_turns(tmp, &c, &s, m);
	measure_background(&s.background, &m->background);
	tone_whole(&c, &m->tone);
	m->seam = seam_find(tmp, pic);
	bool has_face = (m->faces > 0 && m->turns == 0) || find_weak_face(tmp, &c, m, faces);
	if (has_face)
		measure_layout(&c, &s, &faces[0], m->turns_silhouette, &m->layout);
	/* Exposure needs no detail; sharpness needs the finest there is, which is not turned. */
	const struct face *face = has_face ? &faces[0] : NULL;
	tone_levels(&c.y, face, &m->tone);
	bool is_stored_upright = m->jpeg.markers.orientation == 1;
	tone_detail(&pic->y, is_stored_upright ? face : NULL, part(pic->y.width, c.width),
		    &m->tone);
}

void photo_measure(struct arena *tmp, const uint8_t *data, size_t len,
		   const struct jpeg_limits *limits, struct photo_measures *ret)
{
	const unsigned unusable = JPEG_FATAL & ~(unsigned)JPEG_MANY_IMAGES;
	struct ycc_image pic;
	int turns;
	bool mirror;

	*ret = (struct photo_measures){.bytes = (int64_t)len, .kind = kind_of(data, len)};
	clear_picture(ret);
	ret->jpeg.markers.orientation = 1;
	if (ret->kind != KIND_JPEG)
		return;
	jpeg_read(tmp, data, len, limits, DECODE_SHORT_SIDE, &ret->jpeg, &pic);
	orientation_turns(ret->jpeg.markers.orientation, &turns, &mirror);
	ret->width_px = turns & 1 ? ret->jpeg.markers.height_px : ret->jpeg.markers.width_px;
	ret->height_px = turns & 1 ? ret->jpeg.markers.width_px : ret->jpeg.markers.height_px;
	/* A few pixels or a strip hold no portrait; damaged data tells nothing. */
	int w = pic.y.width, h = pic.y.height;
	if (ret->jpeg.markers.troubles & unusable || !pic.y.px || w < 32 || h < 32 || w > 4 * h ||
	    h > 4 * w)
		return;
	measure_picture(tmp, &pic, ret);
}
