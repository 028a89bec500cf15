#include "img/verdict.h"

#include "base/attr.h"
#include "base/messages.h"
#include "base/text.h"

#include <math.h>
#include <string.h>

/*
 * The bands of the picture: the rule's number, what a clerk lets pass around it, and beyond the
 * error of the measure (head top 1 %, chin 3 %, eyes 2 %) what nobody would let pass.
 */
const struct photo_policy photo_policy_ncre = {
    .bytes_min = 20 * 1024,
    .bytes_max = 200 * 1024,
    .width_min_px = 144,
    .height_min_px = 192,
    .aspect_min_percent = 120,
    .aspect_max_percent = 160,
    .background = BACKGROUND_LIGHT,
    .head_top = {0.008f, 0.035f, 0.185f, 0.35f},
    .head = {0.45f, 0.59f, 0.81f, 0.95f},
    .centre_x = {0.32f, 0.43f, 0.57f, 0.68f},
    .eye_y = {0.20f, 0.30f, 0.60f, 0.75f},
    .sharpness_review = 0.25f,
    .sharpness_refuse = 0.07f,
    .agreement_review = 0.70f,
};

float from_thousandths(int64_t v)
{
	return (float)v / 1000;
}

void band_set(struct band *b, int64_t low, int64_t high)
{
	float passes_low = from_thousandths(low), passes_high = from_thousandths(high);

	*b = (struct band){b->refuse_low + passes_low - b->low, passes_low, passes_high,
			   b->refuse_high + passes_high - b->high};
}

const char *photo_verdict_word(enum photo_verdict v)
{
	return v == PHOTO_PASS ? "pass" : v == PHOTO_REVIEW ? "review" : "refuse";
}

enum background_rule background_rule_of(const char *word)
{
	static const char *const words[] = {"any", "light", "white", "blue", "red"};

	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (strcmp(word, words[i]) == 0)
			return (enum background_rule)i;
	return BACKGROUND_LIGHT;
}

void photo_remark(struct photo_judgement *j, enum severity severity, const char *text,
		  const char *suggestion)
{
	photo_remark_as(j, "R-PHOTO", severity, text, suggestion);
}

void photo_remark_as(struct photo_judgement *j, const char *rule, enum severity severity,
		     const char *text, const char *suggestion)
{
	enum photo_verdict v = severity == SEV_ERROR  ? PHOTO_REFUSE
			       : severity == SEV_WARN ? PHOTO_REVIEW
						      : PHOTO_PASS;

	if (v > j->verdict)
		j->verdict = v;
	if (j->count < PHOTO_REMARKS_MAX)
		j->remarks[j->count++] = (struct photo_remark){rule, severity, text, suggestion};
}

/* ---- the file ---- */

static bool has_jpg_suffix(const char *name)
{
	size_t n = strlen(name);

	return n >= 4 && text_same(name + n - 4, ".jpg");
}

static void judge_size(struct arena *out, const struct photo_policy *p,
		       const struct photo_measures *m, struct photo_judgement *j)
{
	if (m->bytes < p->bytes_min)
		photo_remark(j, SEV_ERROR,
			     arena_printf(out, F_PHOTO_FEW_BYTES, (long long)m->bytes,
					  (long long)p->bytes_min),
			     S_PHOTO_FEW_BYTES);
	if (m->bytes > p->bytes_max)
		photo_remark(j, SEV_ERROR,
			     arena_printf(out, F_PHOTO_MANY_BYTES, (long long)m->bytes,
					  (long long)p->bytes_max),
			     S_PHOTO_MANY_BYTES);
	if (m->width_px <= 0 || m->height_px <= 0)
		return;
	if (m->width_px < p->width_min_px || m->height_px < p->height_min_px)
		photo_remark(j, SEV_ERROR,
			     arena_printf(out, F_PHOTO_FEW_PIXELS, m->width_px, m->height_px,
					  p->width_min_px, p->height_min_px),
			     S_PHOTO_FEW_PIXELS);
	float aspect = (float)m->height_px / (float)m->width_px;
	float low = (float)p->aspect_min_percent / 100, high = (float)p->aspect_max_percent / 100;
	/* A photo on its side has its own remark, which says more. */
	if ((aspect < low || aspect > high) && !(m->turns == 1 || m->turns == 3))
		photo_remark(
		    j, SEV_ERROR,
		    arena_printf(out, F_PHOTO_ASPECT, (double)aspect, (double)low, (double)high),
		    S_PHOTO_ASPECT);
}

static void judge_structure(struct arena *out, const struct photo_measures *m,
			    struct photo_judgement *j)
{
	const struct jpeg_markers *k = &m->jpeg.markers;
	const char *words = m->jpeg.decoder_text;
	unsigned t = k->troubles;

	if (t & JPEG_NO_FRAME)
		photo_remark(j, SEV_ERROR, F_PHOTO_NO_PICTURE, S_PHOTO_AGAIN);
	else if (t & JPEG_CUT)
		photo_remark(j, SEV_ERROR, F_PHOTO_CUT, S_PHOTO_AGAIN);
	else if (t & JPEG_DAMAGED)
		photo_remark(j, SEV_ERROR, arena_printf(out, F_PHOTO_DAMAGED, words),
			     S_PHOTO_AGAIN);
	if (t & (JPEG_NO_DQT | JPEG_NO_DHT))
		photo_remark(j, SEV_ERROR, F_PHOTO_NO_TABLES, S_PHOTO_AGAIN);
	if (t & JPEG_MANY_IMAGES)
		photo_remark(j, SEV_ERROR, F_PHOTO_MPO, S_PHOTO_SAVE_JPEG);
	if (t & JPEG_COLOUR)
		photo_remark(j, SEV_ERROR, arena_printf(out, F_PHOTO_CMYK, k->components),
			     S_PHOTO_SAVE_JPEG);
	if (t & JPEG_CODING)
		photo_remark(j, SEV_ERROR, F_PHOTO_CODING, S_PHOTO_SAVE_JPEG);
	if (t & JPEG_PIXEL_BOMB)
		photo_remark(j, SEV_ERROR,
			     arena_printf(out, F_PHOTO_PIXELS, k->width_px, k->height_px),
			     S_PHOTO_SAVE_JPEG);
	if (t & JPEG_SCAN_BOMB)
		photo_remark(j, SEV_ERROR, arena_printf(out, F_PHOTO_SCANS, k->scans),
			     S_PHOTO_SAVE_JPEG);
	if (t & JPEG_TRAILING && !(t & JPEG_MANY_IMAGES))
		photo_remark(j, SEV_WARN,
			     arena_printf(out, F_PHOTO_TRAILING, (long long)k->trailing_bytes,
					  kind_name(k->trailing_kind)),
			     S_PHOTO_SAVE_JPEG);
	if (t & JPEG_ODD && !(t & JPEG_DAMAGED))
		photo_remark(j, SEV_WARN, arena_printf(out, F_PHOTO_ODD, words), NULL);
}

static void judge_origin(struct arena *out, const char *name, const struct photo_measures *m,
			 struct photo_judgement *j)
{
	static const char *const editors[] = {"Photoshop", "Meitu",    "MeituPic",
					      "BeautyCam", "Snapseed", "Lightroom"};
	const struct jpeg_markers *k = &m->jpeg.markers;

	if (!has_jpg_suffix(name))
		photo_remark(j, SEV_NOTE, F_PHOTO_SUFFIX, NULL);
	if (k->orientation != 1)
		photo_remark(j, SEV_WARN, arena_printf(out, F_PHOTO_EXIF_TURN, k->orientation),
			     S_PHOTO_EXIF_TURN);
	if (k->says_ai)
		photo_remark(j, SEV_WARN, F_PHOTO_AI, NULL);
	for (size_t i = 0; i < ARRAY_LEN(editors); i++) {
		if (strncmp(k->software, editors[i], strlen(editors[i])) == 0 ||
		    strncmp(k->software, "Adobe Photoshop", 15) == 0) {
			photo_remark(j, SEV_NOTE, arena_printf(out, F_PHOTO_EDITED, k->software),
				     NULL);
			break;
		}
	}
}

/* ---- the picture ---- */

static void judge_turn_and_faces(struct arena *out, const struct photo_measures *m,
				 struct photo_judgement *j)
{
	if (m->turns > 0) {
		bool sure = m->turned_score >= FACE_CLEAR || m->turns_silhouette == m->turns;

		photo_remark(j, sure ? SEV_ERROR : SEV_WARN,
			     m->turns == 2 ? F_PHOTO_UPSIDE_DOWN
					   : arena_printf(out, F_PHOTO_SIDEWAYS, m->turns * 90),
			     S_PHOTO_TURN);
		return;
	}
	if (m->faces == 0)
		photo_remark(j, SEV_WARN, F_PHOTO_NO_FACE, S_PHOTO_FRONTAL);
	else if (m->turns < 0)
		photo_remark(j, SEV_WARN, F_PHOTO_TURN_UNSURE, NULL);
	if (m->faces > 1)
		photo_remark(j, m->faces_sure ? SEV_ERROR : SEV_WARN,
			     arena_printf(out, F_PHOTO_FACES, m->faces), S_PHOTO_ONE_PERSON);
}

/* One measure against its band; text has two numbers: measured and wanted. */
static void judge_band(struct photo_judgement *j, const struct band *b, float value,
		       const char *text, const char *suggestion)
{
	if (isnan(value) || (value >= b->low && value <= b->high))
		return;
	photo_remark(j, value < b->refuse_low || value > b->refuse_high ? SEV_ERROR : SEV_WARN,
		     text, suggestion);
}

static double percent(float v)
{
	return 100 * (double)v;
}

static void judge_layout(struct arena *out, const struct photo_policy *p,
			 const struct photo_measures *m, struct photo_judgement *j)
{
	const struct photo_layout *l = &m->layout;

	if (m->faces < 1 || m->turns != 0)
		return; /* said already */
	if (isnan(l->head_top) || isnan(l->head)) {
		photo_remark(j, SEV_WARN, F_PHOTO_LAYOUT_UNKNOWN, NULL);
	} else {
		judge_band(j, &p->head_top, l->head_top,
			   arena_printf(out, F_PHOTO_HEAD_TOP, percent(l->head_top)), S_PHOTO_CROP);
		judge_band(j, &p->head, l->head, arena_printf(out, F_PHOTO_HEAD, percent(l->head)),
			   S_PHOTO_CROP);
	}
	judge_band(j, &p->centre_x, l->centre_x,
		   arena_printf(out, F_PHOTO_CENTRE, percent(l->centre_x)), S_PHOTO_CROP);
	judge_band(j, &p->eye_y, l->eye_y, arena_printf(out, F_PHOTO_EYES, percent(l->eye_y)),
		   S_PHOTO_CROP);
}

static void judge_tone(struct arena *out, const struct photo_policy *p,
		       const struct photo_measures *m, struct photo_judgement *j)
{
	const struct photo_tone *t = &m->tone;

	if (t->sharpness < p->sharpness_review)
		photo_remark(j, t->sharpness < p->sharpness_refuse ? SEV_ERROR : SEV_WARN,
			     arena_printf(out, F_PHOTO_BLUR, (double)t->sharpness), S_PHOTO_RETAKE);
	if (t->blockiness > 0.3f)
		photo_remark(j, SEV_WARN, arena_printf(out, F_PHOTO_MOSAIC, percent(t->blockiness)),
			     S_PHOTO_RETAKE);
	if (t->brightness > 0.8f || t->too_bright > 0.2f)
		photo_remark(j, SEV_WARN, arena_printf(out, F_PHOTO_BRIGHT, percent(t->too_bright)),
			     S_PHOTO_RETAKE);
	if (t->brightness < 0.1f || t->too_dark > 0.5f)
		photo_remark(j, SEV_WARN, arena_printf(out, F_PHOTO_DARK, percent(t->brightness)),
			     S_PHOTO_RETAKE);
	if (t->contrast < 0.04f)
		photo_remark(j, SEV_WARN, arena_printf(out, F_PHOTO_FLAT, percent(t->contrast)),
			     S_PHOTO_RETAKE);
	if (t->colour < 0.004f)
		photo_remark(j, SEV_NOTE, F_PHOTO_GRAY, NULL);
}

static bool background_fits(enum background_rule rule, const struct photo_background *b)
{
	int red = b->rgb >> 16 & 255, green = b->rgb >> 8 & 255, blue = b->rgb & 255;
	int high = red > green ? red : green, low = red < green ? red : green;
	int spread = (high > blue ? high : blue) - (low < blue ? low : blue);

	switch (rule) {
	case BACKGROUND_ANY: return true;
	case BACKGROUND_LIGHT: return b->lightness >= 72;
	case BACKGROUND_WHITE: return b->lightness >= 88 && spread <= 24;
	case BACKGROUND_BLUE: return blue >= green + 10 && blue >= red + 40;
	case BACKGROUND_RED: return red >= green + 60 && red >= blue + 60;
	}
	return true;
}

static const char *background_wanted(enum background_rule rule)
{
	switch (rule) {
	case BACKGROUND_ANY: return T("任意", "any");
	case BACKGROUND_LIGHT: return T("白色或浅色", "white or light");
	case BACKGROUND_WHITE: return T("白色", "white");
	case BACKGROUND_BLUE: return T("蓝色", "blue");
	case BACKGROUND_RED: return T("红色", "red");
	}
	return "";
}

static void judge_background(struct arena *out, const struct photo_policy *p,
			     const struct photo_measures *m, struct photo_judgement *j)
{
	const struct photo_background *b = &m->background;

	if (p->background == BACKGROUND_ANY)
		return;
	if (b->agreement < p->agreement_review || b->texture > PHOTO_TEXTURE_PLAIN) {
		photo_remark(j, SEV_WARN,
			     arena_printf(out, F_PHOTO_BACKGROUND_MIXED, percent(b->agreement)),
			     S_PHOTO_BACKGROUND);
		return;
	}
	if (!background_fits(p->background, b))
		photo_remark(j, SEV_WARN,
			     arena_printf(out, F_PHOTO_BACKGROUND, (unsigned)b->rgb,
					  background_wanted(p->background)),
			     S_PHOTO_BACKGROUND);
}

void photo_judge(struct arena *out, const struct photo_policy *policy, const char *name,
		 const struct photo_measures *m, struct photo_judgement *ret)
{
	ret->verdict = PHOTO_PASS;
	ret->count = 0;
	if (m->kind == KIND_EMPTY) {
		photo_remark(ret, SEV_ERROR, F_PHOTO_EMPTY, S_PHOTO_AGAIN);
		return;
	}
	if (m->kind != KIND_JPEG) {
		photo_remark(ret, SEV_ERROR, arena_printf(out, F_PHOTO_KIND, kind_name(m->kind)),
			     S_PHOTO_SAVE_JPEG);
		return;
	}
	judge_structure(out, m, ret);
	judge_size(out, policy, m, ret);
	judge_origin(out, name, m, ret);
	if (!m->is_decoded)
		return;
	if (m->tone.variation < 0.02f) {
		photo_remark(ret, SEV_ERROR, F_PHOTO_BLANK, S_PHOTO_AGAIN);
		return;
	}
	if (m->seam >= PHOTO_SEAM_CLEAR)
		photo_remark(ret, SEV_WARN, arena_printf(out, F_PHOTO_SEAM, (double)m->seam),
			     S_PHOTO_AGAIN);
	judge_turn_and_faces(out, m, ret);
	judge_layout(out, policy, m, ret);
	judge_tone(out, policy, m, ret);
	judge_background(out, policy, m, ret);
}
