/*
 * R-PHOTO: what is measured in drawn portraits and how it is judged. Also that both ways to
 * evaluate the face cascade give the same numbers.
 */
#include "base/chance.h"
#include "img/cascade.h"
#include "img/image.h"
#include "img/portrait.h"
#include "img/report.h"
#include "img/verdict.h"
#include "tap/tap.h"

#include <math.h>
#include <string.h>

static void measure(struct arena *a, const struct rgb_image *im, struct photo_measures *m)
{
	struct buf f = {0};

	image_write_within(&f, im, 60000);
	photo_measure(a, (const uint8_t *)f.data, f.len, &jpeg_limits_default, m);
	buf_free(&f);
}

static enum photo_verdict judge(struct arena *a, const struct rgb_image *im,
				const struct photo_policy *p, struct photo_judgement *j)
{
	struct photo_measures m;

	measure(a, im, &m);
	photo_judge(a, p, "a.jpg", &m, j);
	return j->verdict;
}

static bool is_near(float got, float want, float by)
{
	if (fabsf(got - want) <= by)
		return true;
	printf("# got %.4f, want %.4f\n", (double)got, (double)want);
	return false;
}

static void cascade_paths(void)
{
	enum { SIDE = 120, STRIDE = SIDE + 40 };
	static uint32_t sums[(SIDE + 1) * STRIDE + 64];
	static uint8_t px[SIDE * SIDE];
	float plain[SIDE + 8], fast[SIDE + 8];
	struct chance c;
	int n = SIDE - CASCADE_WINDOW + 1, differ = 0;

	if (cascade_row() == cascade_row_plain)
		return;
	chance_start(&c, "cascade");
	for (int i = 0; i < SIDE * SIDE; i++)
		px[i] =
		    (uint8_t)(128 + (int)chance_below(&c, 60) + (i % SIDE) / 3 - (i / SIDE) / 2);
	for (int y = 0; y < SIDE; y++)
		for (int x = 0; x < SIDE; x++)
			sums[(y + 1) * STRIDE + x + 1] = sums[y * STRIDE + x + 1] +
							 sums[(y + 1) * STRIDE + x] -
							 sums[y * STRIDE + x] + px[y * SIDE + x];
	for (int y = 0; y + CASCADE_WINDOW <= SIDE; y += 7) {
		cascade_row_plain(sums + y * STRIDE, STRIDE, n, cascade_stage_count, plain);
		cascade_row_avx2(sums + y * STRIDE, STRIDE, n, cascade_stage_count, fast);
		for (int x = 0; x < n; x++)
			differ += (plain[x] < 0) != (fast[x] < 0) ||
				  (plain[x] >= 0 && plain[x] != fast[x]);
	}
	is_int(differ, 0, "both evaluators agree");
}

static void good(struct arena *a)
{
	struct photo_judgement j;
	struct photo_measures m;

	for (int i = 0; i < 6; i++) {
		struct rgb_image im = portrait_draw(a, arena_printf(a, "good %d", i), 240, 320,
						    &portrait_pose_right, -1);

		measure(a, &im, &m);
		photo_judge(a, &photo_policy_ncre, "a.jpg", &m, &j);
		is_int(j.verdict, PHOTO_PASS, "R-PHOTO: portrait %d passes%s%s", i,
		       j.count ? ": " : "", j.count ? j.remarks[0].text : "");
		is_int(m.faces, 1, "one face");
		is_int(m.turns, 0, "upright");
		ok(is_near(m.layout.head_top, 0.1f, 0.015f), "head top");
		ok(is_near(m.layout.chin, 0.8f, 0.03f), "chin");
		ok(is_near(m.layout.eye_y, 0.45f, 0.02f), "eyes");
		ok(is_near(m.layout.centre_x, 0.5f, 0.035f), "middle"); /* heads lean a little */
	}
}

static void turned(struct arena *a)
{
	struct rgb_image im = portrait_draw(a, "turned", 300, 400, &portrait_pose_right, -1);
	struct photo_judgement j;
	struct photo_measures m;

	for (int k = 1; k < 4; k++) {
		struct rgb_image t = image_turn(a, &im, k, false);

		measure(a, &t, &m);
		photo_judge(a, &photo_policy_ncre, "a.jpg", &m, &j);
		is_int(m.turns, 4 - k, "turned %d times, needs %d", k, 4 - k);
		is_int(j.verdict, PHOTO_REFUSE, "R-PHOTO: and is refused");
	}
}

static void composition(struct arena *a)
{
	static const struct {
		struct portrait_pose pose;
		enum photo_verdict least;
		const char *what;
	} cases[] = {
	    {{0.1f, 0.64f, 0.5f}, PHOTO_PASS, "a slightly small head"},
	    {{0.12f, 0.7f, 0.53f}, PHOTO_PASS, "a little off"},
	    {{0.1f, 0.48f, 0.5f}, PHOTO_REVIEW, "a small head"},
	    {{0.3f, 0.3f, 0.5f}, PHOTO_REFUSE, "a tiny head"},
	    {{0.01f, 0.7f, 0.5f}, PHOTO_REVIEW, "no space above"},
	    {{0.25f, 0.6f, 0.5f}, PHOTO_REVIEW, "much space above"},
	    {{0.1f, 0.62f, 0.37f}, PHOTO_REVIEW, "off the middle"},
	};
	struct photo_judgement j;

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct rgb_image im = portrait_draw(a, "pose", 300, 400, &cases[i].pose, 0xf4f5f6);
		enum photo_verdict v = judge(a, &im, &photo_policy_ncre, &j);

		ok(cases[i].least == PHOTO_PASS ? v == PHOTO_PASS : v >= cases[i].least,
		   "R-PHOTO: %s: %s", cases[i].what, photo_verdict_word(v));
	}
}

static void backgrounds(struct arena *a)
{
	static const struct {
		int rgb;
		enum background_rule rule;
		enum photo_verdict want;
	} cases[] = {
	    {0xfafafa, BACKGROUND_LIGHT, PHOTO_PASS},	{0xfafafa, BACKGROUND_WHITE, PHOTO_PASS},
	    {0xdfe9f3, BACKGROUND_LIGHT, PHOTO_PASS},	{0x438edb, BACKGROUND_LIGHT, PHOTO_REVIEW},
	    {0x438edb, BACKGROUND_BLUE, PHOTO_PASS},	{0xfafafa, BACKGROUND_BLUE, PHOTO_REVIEW},
	    {0xe61e1e, BACKGROUND_RED, PHOTO_PASS},	{0xe61e1e, BACKGROUND_WHITE, PHOTO_REVIEW},
	    {0x404040, BACKGROUND_LIGHT, PHOTO_REVIEW}, {0x404040, BACKGROUND_ANY, PHOTO_PASS},
	};
	struct photo_judgement j;

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct rgb_image im =
		    portrait_draw(a, "background 3", 300, 400, &portrait_pose_right, cases[i].rgb);
		struct photo_policy p = photo_policy_ncre;

		p.background = cases[i].rule;
		is_int(judge(a, &im, &p, &j), cases[i].want, "background %06x under rule %d%s%s",
		       (unsigned)cases[i].rgb, (int)cases[i].rule, j.count ? ": " : "",
		       j.count ? j.remarks[0].text : "");
	}
}

static void file_rules(struct arena *a)
{
	struct rgb_image im = portrait_draw(a, "limits", 240, 320, &portrait_pose_right, -1);
	struct photo_measures m;
	struct photo_judgement j;

	measure(a, &im, &m);
	struct photo_measures n = m;
	n.bytes = photo_policy_ncre.bytes_min - 1;
	photo_judge(a, &photo_policy_ncre, "a.jpg", &n, &j);
	is_int(j.verdict, PHOTO_REFUSE, "R-PHOTO: too few bytes");
	n.bytes = photo_policy_ncre.bytes_max + 1;
	photo_judge(a, &photo_policy_ncre, "a.jpg", &n, &j);
	is_int(j.verdict, PHOTO_REFUSE, "R-PHOTO: too many bytes");
	n = m;
	n.width_px = 143;
	photo_judge(a, &photo_policy_ncre, "a.jpg", &n, &j);
	is_int(j.verdict, PHOTO_REFUSE, "R-PHOTO: too few pixels");
	n = m;
	n.height_px = n.width_px;
	photo_judge(a, &photo_policy_ncre, "a.jpg", &n, &j);
	is_int(j.verdict, PHOTO_REFUSE, "R-PHOTO: a square");
	n = m;
	n.faces = 2;
	photo_judge(a, &photo_policy_ncre, "a.jpg", &n, &j);
	is_int(j.verdict, PHOTO_REFUSE, "R-PHOTO: two faces");
	n = m;
	n.faces = 0;
	photo_judge(a, &photo_policy_ncre, "a.jpg", &n, &j);
	is_int(j.verdict, PHOTO_REVIEW, "R-PHOTO: no face is for a person to see");
	photo_judge(a, &photo_policy_ncre, "a.jpeg", &m, &j);
	is_int(j.verdict, PHOTO_PASS, "another suffix is only noted");
	is_int(j.remarks[0].severity, SEV_NOTE, "as a note");
}

static void pictures(struct arena *a)
{
	struct rgb_image blank = image_new(a, 240, 320), sharp, soft;
	struct photo_judgement j;
	struct photo_measures m;

	memset(blank.px, 240, 240 * 320 * 3);
	judge(a, &blank, &photo_policy_ncre, &j);
	is_int(j.verdict, PHOTO_REFUSE, "R-PHOTO: a blank picture");
	sharp = portrait_draw(a, "blur", 300, 400, &portrait_pose_right, -1);
	soft = image_crop_resize(a, &sharp, 0, 0, 300, 400, 40, 53);
	soft = image_crop_resize(a, &soft, 0, 0, 40, 53, 300, 400);
	measure(a, &soft, &m);
	ok(m.tone.sharpness < photo_policy_ncre.sharpness_review, "R-PHOTO: a blurred one has %.2f",
	   (double)m.tone.sharpness);
	for (int i = 0; i < 300 * 400 * 3; i++)
		sharp.px[i] = (uint8_t)(sharp.px[i] * 3 > 255 ? 255 : sharp.px[i] * 3);
	judge(a, &sharp, &photo_policy_ncre, &j);
	ok(j.verdict >= PHOTO_REVIEW, "R-PHOTO: an overexposed one");
}

/* Every pixel from (x, y) on, in the order in which it is coded in rows of blocks, lighter. */
static void lighten_from(struct rgb_image *im, int x, int y, int by)
{
	for (int row = y; row < im->height; row++) {
		for (int k = row < y + 16 ? x : 0; k < im->width; k++) {
			uint8_t *px = im->px + ((size_t)row * (size_t)im->width + (size_t)k) * 3;

			for (int c = 0; c < 3; c++)
				px[c] = (uint8_t)(px[c] + by < 255 ? px[c] + by : 255);
		}
	}
}

static void damage_that_decodes(struct arena *a)
{
	struct rgb_image im = portrait_draw(a, "seam", 390, 567, &portrait_pose_right, 0xd8dce0);
	struct photo_judgement j;
	struct photo_measures m;

	measure(a, &im, &m);
	ok(m.seam < PHOTO_SEAM_CLEAR, "an undamaged photo has no step (%.1f)", (double)m.seam);
	lighten_from(&im, 128, 256, 12);
	measure(a, &im, &m);
	ok(m.seam > 8 && m.seam < 16, "R-PHOTO: a step of 12 levels along blocks is %.1f",
	   (double)m.seam);
	is_int(judge(a, &im, &photo_policy_ncre, &j), PHOTO_REVIEW, "and is for a person to see");
	im = portrait_draw(a, "seam", 390, 567, &portrait_pose_right, 0xd8dce0);
	lighten_from(&im, 0, 261, 12);
	measure(a, &im, &m);
	ok(m.seam < PHOTO_SEAM_CLEAR, "a step elsewhere is part of the picture (%.1f)",
	   (double)m.seam);
}

static void blown_up(struct arena *a)
{
	struct rgb_image im = portrait_draw(a, "mosaic", 400, 560, &portrait_pose_right, -1);
	struct photo_judgement j;
	struct photo_measures m;

	measure(a, &im, &m);
	ok(m.tone.blockiness < 0.15f, "a photo is not in blocks (%.2f)", (double)m.tone.blockiness);
	for (int y = 0; y < im.height; y++)
		for (int x = 0; x < im.width; x++)
			memcpy(im.px + (y * im.width + x) * 3,
			       im.px + (y / 8 * 8 * im.width + x / 8 * 8) * 3, 3);
	measure(a, &im, &m);
	ok(m.tone.blockiness > 0.2f, "R-PHOTO: a small picture blown up is (%.2f)",
	   (double)m.tone.blockiness);
	ok(judge(a, &im, &photo_policy_ncre, &j) >= PHOTO_REVIEW, "and is for a person to see");
}

static void framed(struct arena *a)
{
	struct rgb_image im = portrait_draw(a, "frame", 390, 567, &portrait_pose_right, -1);
	struct photo_judgement j;
	struct photo_measures m;

	for (int y = 0; y < im.height; y++)
		for (int x = 0; x < im.width; x++)
			if (x < 3 || y < 3 || x >= im.width - 3 || y >= im.height - 3)
				memset(im.px + (y * im.width + x) * 3, 20, 3);
	measure(a, &im, &m);
	ok(is_near(m.layout.head_top, 0.1f, 0.015f), "the frame of a scan is not the head (%.3f)",
	   (double)m.layout.head_top);
	is_int(judge(a, &im, &photo_policy_ncre, &j), PHOTO_PASS, "and passes%s%s",
	       j.count ? ": " : "", j.count ? j.remarks[0].text : "");
}

static void policies(struct arena *a)
{
	struct photo_policy p = photo_policy_ncre;
	struct rgb_image im = portrait_draw(a, "policy", 300, 400, &portrait_pose_right, -1);
	struct photo_judgement j;

	is_int(judge(a, &im, &p, &j), PHOTO_PASS, "a head of 0.7 passes NCRE");
	band_set(&p.head, 750, 850);
	is_int(judge(a, &im, &p, &j), PHOTO_REVIEW, "and is reviewed where 0.75 is wanted");
	band_set(&p.head, 900, 950);
	is_int(judge(a, &im, &p, &j), PHOTO_REFUSE, "and refused where 0.9 is wanted");
}

static void reports(struct arena *a)
{
	struct rgb_image im = portrait_draw(a, "report", 240, 320, &portrait_pose_right, -1);
	struct photo_measures m;
	struct buf b = {0};

	measure(a, &im, &m);
	photo_measures_json(&b, &m);
	has_str(buf_str(&b), "\"width_px\":240,\"height_px\":320", "measures as JSON");
	has_str(buf_str(&b), "\"faces\":1", "with the faces");
	buf_reset(&b);
	photo_measure(a, (const uint8_t *)"GIF89a", 6, &jpeg_limits_default, &m);
	photo_measures_json(&b, &m);
	has_str(buf_str(&b), "\"head_top\":null", "null where not measurable");
	has_str(buf_str(&b), "\"kind\":\"gif\"", "and the true kind");
	buf_free(&b);
}

int main(void)
{
	struct arena a = {0};

	cascade_paths();
	good(&a);
	turned(&a);
	composition(&a);
	backgrounds(&a);
	file_rules(&a);
	pictures(&a);
	damage_that_decodes(&a);
	blown_up(&a);
	framed(&a);
	policies(&a);
	reports(&a);
	arena_free(&a);
	return tap_done();
}
