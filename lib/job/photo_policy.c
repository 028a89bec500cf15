#include "job/photo_policy.h"

#include "exam/policy.h"

enum {
	BYTES_MIN,
	BYTES_MAX,
	WIDTH_MIN,
	HEIGHT_MIN,
	ASPECT_MIN,
	ASPECT_MAX,
	TOP_MIN,
	TOP_MAX,
	HEAD_MIN,
	HEAD_MAX,
	EYES_MIN,
	EYES_MAX,
	CENTRE_OFF,
	SHARPNESS_MIN,
	KEYS
};

static const char *const keys[KEYS] = {
    [BYTES_MIN] = "photo.bytes.min",   [BYTES_MAX] = "photo.bytes.max",
    [WIDTH_MIN] = "photo.width.min",   [HEIGHT_MIN] = "photo.height.min",
    [ASPECT_MIN] = "photo.aspect.min", [ASPECT_MAX] = "photo.aspect.max",
    [TOP_MIN] = "photo.top.min",       [TOP_MAX] = "photo.top.max",
    [HEAD_MIN] = "photo.head.min",     [HEAD_MAX] = "photo.head.max",
    [EYES_MIN] = "photo.eyes.min",     [EYES_MAX] = "photo.eyes.max",
    [CENTRE_OFF] = "photo.centre.off", [SHARPNESS_MIN] = "photo.sharpness.min",
};

static void apply(const int64_t v[KEYS], struct photo_policy *p)
{
	p->bytes_min = v[BYTES_MIN];
	p->bytes_max = v[BYTES_MAX];
	p->width_min_px = (int)v[WIDTH_MIN];
	p->height_min_px = (int)v[HEIGHT_MIN];
	p->aspect_min_percent = (int)v[ASPECT_MIN];
	p->aspect_max_percent = (int)v[ASPECT_MAX];
	band_set(&p->head_top, v[TOP_MIN], v[TOP_MAX]);
	band_set(&p->head, v[HEAD_MIN], v[HEAD_MAX]);
	band_set(&p->eye_y, v[EYES_MIN], v[EYES_MAX]);
	band_set(&p->centre_x, 500 - v[CENTRE_OFF], 500 + v[CENTRE_OFF]);
	p->sharpness_review = from_thousandths(v[SHARPNESS_MIN]);
}

int photo_policy_read(struct db *db, int64_t sitting_id, const struct photo_owner *owner,
		      struct photo_policy *ret, struct err *e)
{
	int64_t values[KEYS];

	for (int i = 0; i < KEYS; i++)
		if (policy_int(db, sitting_id, owner->site_code, keys[i], &values[i], e) < 0)
			return -1;
	*ret = photo_policy_ncre;
	apply(values, ret);
	ret->background = background_rule_of(owner->background);
	return 0;
}
