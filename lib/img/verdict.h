/*
 * R-PHOTO: what the measures of a photo mean under a policy. Rules about the file refuse; what is
 * measured in the picture sends a photo to a person, and refuses only far outside the tolerance
 * (manuals 000 to 004: 20-200 KB, 192 x 144 at least, upright, head 7/10 with 1/10 above, light
 * background or as the site wants it).
 */
#ifndef NCRE_IMG_VERDICT_H
#define NCRE_IMG_VERDICT_H

#include "base/finding.h"
#include "img/measure.h"

enum photo_verdict { PHOTO_PASS, PHOTO_REVIEW, PHOTO_REFUSE };

/* Machine words: "pass", "review", "refuse". */
const char *photo_verdict_word(enum photo_verdict v);

enum background_rule {
	BACKGROUND_ANY,
	BACKGROUND_LIGHT,
	BACKGROUND_WHITE,
	BACKGROUND_BLUE,
	BACKGROUND_RED
};

/* From the database's word: 'any', 'light', ... An unknown word is BACKGROUND_LIGHT. */
enum background_rule background_rule_of(const char *word);

/* A measure passes in [low, high], is refused outside [refuse_low, refuse_high], else reviewed. */
struct band {
	float refuse_low, low, high, refuse_high;
};

struct photo_policy {
	int64_t bytes_min, bytes_max;
	int width_min_px, height_min_px;
	int aspect_min_percent, aspect_max_percent; /* height to width */
	enum background_rule background;
	struct band head_top, head, centre_x, eye_y;
	float sharpness_review, sharpness_refuse;
	float agreement_review; /* of the border with the background's colour */
};

float from_thousandths(int64_t v);

/* Lets b pass [low, high], in thousandths, and moves what is refused along with it. */
void band_set(struct band *b, int64_t low, int64_t high);

/* The policy of NCRE where no office says otherwise. */
extern const struct photo_policy photo_policy_ncre;

struct photo_remark {
	const char *rule; /* "R-PHOTO" mostly */
	enum severity severity;
	const char *text, *suggestion; /* suggestion: NULL for none */
};

enum { PHOTO_REMARKS_MAX = 24 };

struct photo_judgement {
	enum photo_verdict verdict; /* the worst remark's: error refuses, warning reviews */
	struct photo_remark remarks[PHOTO_REMARKS_MAX];
	int count;
};

/* Judges m by policy. name is the file's, for its suffix. Texts are in out or static. */
void photo_judge(struct arena *out, const struct photo_policy *policy, const char *name,
		 const struct photo_measures *m, struct photo_judgement *ret);

/* Adds a remark made elsewhere, and lets it count for the verdict. Texts are not copied. */
void photo_remark_as(struct photo_judgement *j, const char *rule, enum severity severity,
		     const char *text, const char *suggestion);
void photo_remark(struct photo_judgement *j, enum severity severity, const char *text,
		  const char *suggestion);

#endif
