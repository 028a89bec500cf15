/*
 * Copies of photos: the same picture is found again after it was resized and saved, different
 * persons are not; and what `--fix` makes of a wrong photo passes.
 */
#include "img/fingerprint.h"
#include "img/fix.h"
#include "img/image.h"
#include "img/portrait.h"
#include "tap/tap.h"

#include <string.h>

enum { PERSONS = 24 };

static void save(const struct rgb_image *im, size_t max_bytes, struct buf *out)
{
	ok(image_write_within(out, im, max_bytes), "a picture of at most %zu bytes", max_bytes);
}

static void measure(struct arena *a, const struct buf *f, struct photo_measures *m)
{
	photo_measure(a, (const uint8_t *)f->data, f->len, &jpeg_limits_default, m);
}

struct pairs {
	int copies, others;
};

static int count(void *ctx, size_t i, size_t j, struct err *e)
{
	struct pairs *p = ctx;

	(void)e;
	if (j == i + PERSONS)
		p->copies++;
	else
		p->others++;
	return 0;
}

static void near_pairs(struct arena *a)
{
	struct fingerprint prints[2 * PERSONS];
	struct pairs found = {0}, none = {0};
	struct err e = {0};
	int confirmed = 0, mistaken = 0;
	struct buf one[PERSONS] = {{0}};

	for (int i = 0; i < PERSONS; i++) {
		struct rgb_image im = portrait_draw(a, arena_printf(a, "person %d", i), 300, 400,
						    &portrait_pose_right, -1);
		struct rgb_image smaller = image_crop_resize(a, &im, 0, 0, 300, 400, 240, 320);
		struct buf copy = {0};
		struct photo_measures m;

		save(&im, 40000, &one[i]);
		measure(a, &one[i], &m);
		prints[i] = m.fingerprint;
		save(&smaller, 22000, &copy);
		measure(a, &copy, &m);
		prints[i + PERSONS] = m.fingerprint;
		confirmed += picture_same(a, (uint8_t *)one[i].data, one[i].len,
					  (uint8_t *)copy.data, copy.len);
		if (i > 0)
			mistaken += picture_same(a, (uint8_t *)one[i].data, one[i].len,
						 (uint8_t *)one[i - 1].data, one[i - 1].len);
		buf_free(&copy);
	}
	succeeds(fingerprint_pairs(prints, 2 * PERSONS, 0, count, &found, &e), &e, "a search");
	is_int(found.copies, PERSONS, "every copy is found");
	is_int(confirmed, PERSONS, "and confirmed");
	is_int(mistaken, 0, "no other person is");
	succeeds(fingerprint_pairs(prints, PERSONS, PERSONS, count, &none, &e), &e, "nothing new");
	is_int(none.copies + none.others, 0, "old ones are not compared again");
	for (int i = 0; i < PERSONS; i++)
		buf_free(&one[i]);
}

/* Fixes the image and says what became of it. */
static enum photo_verdict fixed(struct arena *a, const struct buf *f, struct photo_fix *fix)
{
	struct photo_judgement j;
	struct photo_measures m;
	struct buf out = {0};
	bool better;

	measure(a, f, &m);
	photo_judge(a, &photo_policy_ncre, "a.jpg", &m, &j);
	better = photo_fix(a, (uint8_t *)f->data, f->len, &photo_policy_ncre, &m, fix, &out);
	if (better)
		photo_judge(a, &photo_policy_ncre, "a.jpg", &fix->measures, &j);
	buf_free(&out);
	return j.verdict;
}

static void fixes(struct arena *a)
{
	const struct portrait_pose small_head = {0.2f, 0.42f, 0.45f};
	struct rgb_image im = portrait_draw(a, "fix", 360, 480, &portrait_pose_right, -1), turned;
	struct photo_fix fix;
	struct buf f = {0};

	turned = image_turn(a, &im, 2, false);
	save(&turned, 60000, &f);
	is_int(fixed(a, &f, &fix), PHOTO_PASS, "R-PHOTO: upside down is turned");
	is_int(fix.turns, 2, "by half");
	has_str(photo_fix_text(a, &fix), "180", "and it says so");
	ok(!(fix.changes & FIX_SAVED), "without coding anew");

	im = portrait_draw(a, "fix", 720, 960, &small_head, -1);
	save(&im, 150000, &f);
	is_int(fixed(a, &f, &fix), PHOTO_PASS, "R-PHOTO: a small head is cropped");
	ok(fix.changes & FIX_CROPPED, "it says so");
	ok(!(fix.changes & FIX_SAVED), "without coding anew");
	ok(fix.measures.layout.head > 0.65f && fix.measures.layout.head < 0.75f, "to 7/10");

	im = portrait_draw(a, "fix", 1500, 2000, &small_head, -1);
	save(&im, 600000, &f);
	is_int(fixed(a, &f, &fix), PHOTO_PASS, "R-PHOTO: a small head in a big picture is cropped");
	ok(fix.changes & FIX_RESIZED && fix.changes & FIX_SAVED, "and made smaller, coded anew");

	im = portrait_draw(a, "fix", 156, 204, &portrait_pose_right, -1);
	turned = image_turn(a, &im, 1, false);
	save(&turned, 60000, &f);
	is_int(fixed(a, &f, &fix), f.len < 20480 ? PHOTO_REFUSE : PHOTO_PASS,
	       "a tiny one is turned");
	ok(fix.changes & FIX_SAVED, "and coded anew, for whole units are too much of it");

	im = portrait_draw(a, "fix", 1500, 2000, &portrait_pose_right, -1);
	save(&im, 900000, &f);
	is_int(fixed(a, &f, &fix), PHOTO_PASS, "R-PHOTO: too many bytes are made fewer");
	ok(fix.measures.bytes <= photo_policy_ncre.bytes_max, "within the limit");

	im = portrait_draw(a, "fix", 360, 480, &portrait_pose_right, -1);
	save(&im, 60000, &f);
	size_t whole = f.len;
	buf_puts(&f, "tail");
	is_int(fixed(a, &f, &fix), PHOTO_PASS, "R-PHOTO: a tail is cut off");
	is_int(fix.changes, FIX_TAIL_CUT, "without touching the picture");
	is_int(fix.measures.bytes, (long long)whole, "byte for byte");
	f.len = whole / 2;
	is_int(fixed(a, &f, &fix), PHOTO_REFUSE, "what is damaged stays refused");
	buf_free(&f);
}

int main(void)
{
	struct arena a = {0};

	near_pairs(&a);
	fixes(&a);
	arena_free(&a);
	return tap_done();
}
