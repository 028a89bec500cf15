#include "img/fix.h"

#include "base/messages.h"
#include "img/image.h"

#include <math.h>

/* The print is 48 x 33 mm; as large as the official samples, no larger than a print needs. */
enum { HEIGHT_MAX = 1134, CROP_HEIGHT = 567 };

/* As much of a crop may lie outside the picture on one side: the edge is repeated there. */
static const float outside_max = 0.06f;

/* Turning without coding anew may cost this share of a side at its edge. */
static const float trimmed_max = 0.045f;

/* The picture as it stands: bytes always, pixels where something had to be coded anew. */
struct work {
	struct arena *tmp;
	const struct photo_policy *policy;
	struct photo_fix *fix;
	const uint8_t *data;
	size_t len;
	struct rgb_image image; /* px NULL: not decoded */
	struct photo_measures now;
};

static enum photo_verdict verdict_of(struct work *w, const struct photo_measures *m)
{
	struct photo_judgement j;

	photo_judge(w->tmp, w->policy, ".jpg", m, &j);
	return j.verdict;
}

static void take(struct work *w, const struct buf *out)
{
	w->data = (const uint8_t *)arena_strndup(w->tmp, out->data, out->len);
	w->len = out->len;
	photo_measure(w->tmp, w->data, w->len, &jpeg_limits_default, &w->now);
}

static bool decode(struct work *w)
{
	return w->image.px || jpeg_read_rgb(w->tmp, w->data, w->len, &w->image);
}

/* Codes the pixels anew, as well as the limit of bytes allows. */
static void save(struct work *w)
{
	struct buf out = {0};

	/* A little less than the limit: not every program counts bytes alike. Where even the worst
	 * quality is too big, the verdict says so. */
	if (!image_write_within(&out, &w->image,
				(size_t)(w->policy->bytes_max - w->policy->bytes_max / 50)))
		BUG_ON(out.len == 0);
	w->fix->changes |= FIX_SAVED;
	take(w, &out);
	buf_free(&out);
}

/* Rearranges what is coded. False where that is not possible, or where too much would be lost. */
static bool rearrange(struct work *w, int cw_turns, bool mirror, const struct pixel_area *area)
{
	int width = cw_turns & 1 ? w->now.jpeg.markers.height_px : w->now.jpeg.markers.width_px;
	int height = cw_turns & 1 ? w->now.jpeg.markers.width_px : w->now.jpeg.markers.height_px;
	struct work trial = *w;
	struct buf out = {0};
	bool done = jpeg_turn(w->data, w->len, cw_turns, mirror, area, &out);

	if (done)
		take(&trial, &out);
	buf_free(&out);
	if (!done || trial.now.bytes > w->policy->bytes_max)
		return false;
	if (area ? verdict_of(&trial, &trial.now) != PHOTO_PASS
		 : (float)(width - trial.now.width_px) > trimmed_max * (float)width ||
		       (float)(height - trial.now.height_px) > trimmed_max * (float)height)
		return false;
	*w = trial;
	return true;
}

static bool turn(struct work *w, int orientation, int turns)
{
	bool mirror;
	int cw;

	orientation_turns(orientation, &cw, &mirror);
	w->fix->turns = (cw + (turns > 0 ? turns : 0)) & 3;
	if (w->fix->turns == 0 && !mirror)
		return true;
	w->fix->changes |= FIX_TURNED;
	if (rearrange(w, w->fix->turns, mirror, NULL))
		return true;
	if (!decode(w))
		return false;
	w->image = image_turn(w->tmp, &w->image, w->fix->turns, mirror);
	save(w);
	return true;
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
	int aspect = w->now.height_px * 100 / w->now.width_px;

	if (w->now.turns != 0 || w->now.faces != 1 || isnan(l->head) || l->head_top < 0.005f)
		return false;
	return is_outside(&p->head_top, l->head_top) || is_outside(&p->head, l->head) ||
	       is_outside(&p->centre_x, l->centre_x) || aspect < p->aspect_min_percent ||
	       aspect > p->aspect_max_percent;
}

/* The part that is as the rule wants it, without coding anew: where it lies inside the picture. */
static bool crop_coded(struct work *w, float x, float y, float crop_w, float crop_h)
{
	struct pixel_area area = {(int)x, (int)y, (int)crop_w, (int)crop_h};

	if (x < 0 || y < 0 || area.x + area.width > w->now.width_px ||
	    area.y + area.height > w->now.height_px || area.height > HEIGHT_MAX)
		return false;
	return !w->image.px && rearrange(w, 0, false, &area);
}

/* Head 7/10 of the height, 1/10 above it, in the middle, 48 to 33. */
static void crop(struct work *w)
{
	const struct photo_layout *l = &w->now.layout;
	float h = (float)w->now.height_px, width = (float)w->now.width_px;
	float crop_h = l->head * h / 0.7f, crop_w = crop_h * 33 / 48;
	float x = l->centre_x * width - crop_w / 2, y = l->head_top * h - crop_h * 0.1f;
	float right = x + crop_w - width, below = y + crop_h - h;

	if (-x > outside_max * crop_w || right > outside_max * crop_w ||
	    -y > outside_max * crop_h || below > 1)
		return;
	int out_h = crop_h > CROP_HEIGHT ? CROP_HEIGHT : (int)crop_h, out_w = out_h * 33 / 48;
	if (out_h < w->policy->height_min_px || out_w < w->policy->width_min_px)
		return;
	if (!crop_coded(w, x, y, crop_w, crop_h)) {
		if (!decode(w))
			return;
		w->image = image_crop_resize(w->tmp, &w->image, x, y, crop_w, crop_h, out_w, out_h);
		w->fix->changes |= out_h < (int)crop_h ? FIX_RESIZED : 0;
		save(w);
	}
	w->fix->changes |= FIX_CROPPED;
}

static void make_smaller(struct work *w)
{
	if (!decode(w))
		return;
	int h = w->image.height;
	if (h > HEIGHT_MAX) {
		int width = (int)((int64_t)w->image.width * HEIGHT_MAX / h);

		w->image = image_crop_resize(w->tmp, &w->image, 0, 0, (float)w->image.width,
					     (float)h, width, HEIGHT_MAX);
		w->fix->changes |= FIX_RESIZED;
	}
	save(w);
}

/* The same picture without what hangs behind it. */
static bool cut_tail(struct work *w)
{
	struct work trial = *w;

	trial.len -= (size_t)w->now.jpeg.markers.trailing_bytes;
	photo_measure(w->tmp, w->data, trial.len, &jpeg_limits_default, &trial.now);
	if (verdict_of(&trial, &trial.now) != PHOTO_PASS)
		return false;
	*w = trial;
	return true;
}

bool photo_fix(struct arena *tmp, const uint8_t *data, size_t len,
	       const struct photo_policy *policy, const struct photo_measures *m,
	       struct photo_fix *ret, struct buf *out)
{
	const unsigned hopeless = JPEG_FATAL & ~(unsigned)JPEG_MANY_IMAGES;
	struct work w = {
	    .tmp = tmp, .policy = policy, .fix = ret, .data = data, .len = len, .now = *m};
	enum photo_verdict before = verdict_of(&w, m);

	*ret = (struct photo_fix){0};
	if (before == PHOTO_PASS || m->kind != KIND_JPEG || m->jpeg.markers.troubles & hopeless)
		return false;
	if (m->jpeg.markers.troubles & JPEG_TRAILING && cut_tail(&w)) {
		ret->changes = FIX_TAIL_CUT;
	} else {
		if (!turn(&w, m->jpeg.markers.orientation, m->turns))
			return false;
		if (needs_crop(&w))
			crop(&w);
		if (!ret->changes || w.now.bytes > policy->bytes_max)
			make_smaller(&w);
	}
	ret->measures = w.now;
	ret->width_px = w.now.width_px;
	ret->height_px = w.now.height_px;
	buf_reset(out);
	buf_add(out, w.data, w.len);
	return verdict_of(&w, &w.now) < before;
}

/* One more change for people. */
static void tell(struct buf *b, const char *text)
{
	buf_printf(b, "%s%s", b->len ? T("，", ", ") : "", text);
}

const char *photo_fix_text(struct arena *out, const struct photo_fix *f)
{
	struct buf b = {0};
	const char *text;

	if (f->changes & FIX_TURNED)
		tell(&b, f->turns
			     ? arena_printf(out, T("顺时针转 %d 度", "turned %d degrees clockwise"),
					    f->turns * 90)
			     : T("左右翻转", "mirrored"));
	if (f->changes & FIX_CROPPED)
		tell(&b, T("按规格裁剪", "cropped to the rule"));
	if (f->changes & (FIX_RESIZED | FIX_CROPPED | FIX_TURNED))
		tell(&b,
		     arena_printf(out, T("现为 %d×%d", "now %d x %d"), f->width_px, f->height_px));
	if (f->changes & FIX_SAVED)
		tell(&b, arena_printf(out, T("重新保存为 %lld 字节", "saved anew with %lld bytes"),
				      (long long)f->measures.bytes));
	else if (f->changes & (FIX_TURNED | FIX_CROPPED))
		tell(&b, T("画质无损", "without loss of quality"));
	if (f->changes & FIX_TAIL_CUT)
		tell(&b, T("去掉图像之后的多余数据（图像不变）",
			   "cut off what was behind the picture (which is as it was)"));
	text = arena_strdup(out, buf_str(&b));
	buf_free(&b);
	return text;
}
