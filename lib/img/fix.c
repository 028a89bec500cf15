#include "img/fix.h"

#include "base/messages.h"
#include "img/image.h"

#include <math.h>

/* The print is 48 x 33 mm; as large as the official samples, no larger than a print needs. */
enum { HEIGHT_MAX = 1134, CROP_HEIGHT = 567 };

/* As much of a crop may lie outside the picture on one side: the edge is repeated there. */
static const float outside_max = 0.06f;

struct work {
	struct arena *tmp;
	const struct photo_policy *policy;
	struct photo_fix *fix;
	struct rgb_image image;
	struct photo_measures now; /* of image as it is */
};

static enum photo_verdict verdict_of(struct work *w, const struct photo_measures *m)
{
	struct photo_judgement j;

	photo_judge(w->tmp, w->policy, ".jpg", m, &j);
	return j.verdict;
}

/* Saves the image as well as the limit allows, and measures what came out. */
static bool save(struct work *w, struct buf *out)
{
	/* A little less than the limit: not every program counts bytes alike. */
	bool fits = image_write_within(out, &w->image,
				       (size_t)(w->policy->bytes_max - w->policy->bytes_max / 50));

	photo_measure(w->tmp, (const uint8_t *)out->data, out->len, &jpeg_limits_default, &w->now);
	return fits;
}

static void turn(struct work *w, int orientation, int turns, struct buf *out)
{
	bool mirror;
	int cw;

	orientation_turns(orientation, &cw, &mirror);
	w->fix->turns = (cw + (turns > 0 ? turns : 0)) & 3;
	if (w->fix->turns == 0 && !mirror)
		return;
	w->image = image_turn(w->tmp, &w->image, w->fix->turns, mirror);
	w->fix->changes |= FIX_TURNED | FIX_SAVED;
	save(w, out);
}

static bool is_outside(const struct band *b, float v)
{
	return v < b->low || v > b->high;
}

/* The composition is wrong, and enough is known about the head to do better. */
static bool needs_crop(const struct work *w)
{
	const struct photo_layout *l = &w->now.layout;
	const struct photo_policy *p = w->policy;
	int aspect = w->image.height * 100 / w->image.width;

	if (w->now.turns != 0 || w->now.faces != 1 || isnan(l->head) || l->head_top < 0.005f)
		return false;
	return is_outside(&p->head_top, l->head_top) || is_outside(&p->head, l->head) ||
	       is_outside(&p->centre_x, l->centre_x) || aspect < p->aspect_min_percent ||
	       aspect > p->aspect_max_percent;
}

/* Head 7/10 of the height, 1/10 above it, in the middle, 48 to 33. */
static void crop(struct work *w, struct buf *out)
{
	const struct photo_layout *l = &w->now.layout;
	float h = (float)w->image.height, width = (float)w->image.width;
	float crop_h = l->head * h / 0.7f, crop_w = crop_h * 33 / 48;
	float x = l->centre_x * width - crop_w / 2, y = l->head_top * h - crop_h * 0.1f;
	float right = x + crop_w - width, below = y + crop_h - h;

	if (-x > outside_max * crop_w || right > outside_max * crop_w ||
	    -y > outside_max * crop_h || below > 1)
		return;
	int out_h = crop_h > CROP_HEIGHT ? CROP_HEIGHT : (int)crop_h, out_w = out_h * 33 / 48;
	if (out_h < w->policy->height_min_px || out_w < w->policy->width_min_px)
		return;
	w->image = image_crop_resize(w->tmp, &w->image, x, y, crop_w, crop_h, out_w, out_h);
	w->fix->changes |= FIX_CROPPED | FIX_SAVED;
	save(w, out);
}

static void make_smaller(struct work *w, struct buf *out)
{
	int h = w->image.height;

	if (h > HEIGHT_MAX) {
		int width = (int)((int64_t)w->image.width * HEIGHT_MAX / h);

		w->image = image_crop_resize(w->tmp, &w->image, 0, 0, (float)w->image.width,
					     (float)h, width, HEIGHT_MAX);
		w->fix->changes |= FIX_RESIZED;
	}
	w->fix->changes |= FIX_SAVED;
	save(w, out);
}

/* Without loss: the same picture without what hangs behind it. */
static bool cut_tail(struct work *w, const uint8_t *data, size_t len, struct buf *out)
{
	buf_reset(out);
	buf_add(out, data, len - (size_t)w->now.jpeg.markers.trailing_bytes);
	photo_measure(w->tmp, (const uint8_t *)out->data, out->len, &jpeg_limits_default, &w->now);
	return verdict_of(w, &w->now) == PHOTO_PASS;
}

bool photo_fix(struct arena *tmp, const uint8_t *data, size_t len,
	       const struct photo_policy *policy, const struct photo_measures *m,
	       struct photo_fix *ret, struct buf *out)
{
	const unsigned hopeless = JPEG_FATAL & ~(unsigned)JPEG_MANY_IMAGES;
	struct work w = {.tmp = tmp, .policy = policy, .fix = ret, .now = *m};
	enum photo_verdict before = verdict_of(&w, m);

	*ret = (struct photo_fix){0};
	if (before == PHOTO_PASS || m->kind != KIND_JPEG || m->jpeg.markers.troubles & hopeless)
		return false;
	if (m->jpeg.markers.troubles & JPEG_TRAILING && cut_tail(&w, data, len, out)) {
		ret->changes = FIX_TAIL_CUT;
	} else {
		w.now = *m;
		if (!jpeg_read_rgb(tmp, data, len, &w.image))
			return false;
		turn(&w, m->jpeg.markers.orientation, m->turns, out);
		if (needs_crop(&w))
			crop(&w, out);
		if (!ret->changes || w.image.height > HEIGHT_MAX)
			make_smaller(&w, out);
	}
	ret->measures = w.now;
	ret->width_px = w.now.width_px;
	ret->height_px = w.now.height_px;
	return verdict_of(&w, &w.now) < before;
}

const char *photo_fix_text(struct arena *out, const struct photo_fix *f)
{
	struct buf b = {0};
	const char *text, *comma = T("，", ", ");

	if (f->changes & FIX_TURNED)
		buf_printf(&b, T("顺时针转 %d 度", "turned %d degrees clockwise"), f->turns * 90);
	if (f->changes & FIX_CROPPED)
		buf_printf(&b, "%s%s", b.len ? comma : "", T("按规格裁剪", "cropped to the rule"));
	if (f->changes & (FIX_RESIZED | FIX_CROPPED))
		buf_printf(&b, T("%s缩放为 %d×%d", "%sresized to %d x %d"), b.len ? comma : "",
			   f->width_px, f->height_px);
	if (f->changes & FIX_SAVED)
		buf_printf(&b, T("%s重新保存为 %lld 字节", "%ssaved anew with %lld bytes"),
			   b.len ? comma : "", (long long)f->measures.bytes);
	if (f->changes & FIX_TAIL_CUT)
		buf_printf(&b, "%s%s", b.len ? comma : "",
			   T("去掉图像之后的多余数据（图像不变）",
			     "cut off what was behind the picture (which is as it was)"));
	text = arena_strdup(out, buf_str(&b));
	buf_free(&b);
	return text;
}
