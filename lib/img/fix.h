/*
 * Putting right what can be put right in a photo without touching the person: turned upright,
 * cropped to the rule around the head that was found, brought into the limits of size. Without
 * coding anew where that does; works on a copy, and the caller keeps the original.
 */
#ifndef NCRE_IMG_FIX_H
#define NCRE_IMG_FIX_H

#include "base/buf.h"
#include "img/verdict.h"

enum photo_change {
	FIX_TURNED = 1,
	FIX_CROPPED = 2,
	FIX_RESIZED = 4,
	FIX_SAVED = 8,	   /* coded anew as a plain JPEG within the limits of bytes */
	FIX_TAIL_CUT = 16, /* bytes behind the picture removed; the picture is as it was */
};

/* Plain data: can be sent between processes. */
struct photo_fix {
	unsigned changes; /* enum photo_change */
	int turns;	  /* quarter turns clockwise */
	int width_px, height_px;
	struct photo_measures measures; /* of the result */
};

/*
 * Tries to make a better photo of the file in data, which was measured as m and is not a PASS
 * under policy. True where the result, in out, has a better verdict; out is NUL-terminated bytes.
 * Deterministic. tmp may be reset afterwards.
 */
bool photo_fix(struct arena *tmp, const uint8_t *data, size_t len,
	       const struct photo_policy *policy, const struct photo_measures *m,
	       struct photo_fix *ret, struct buf *out);

/* "turned 90 degrees, cropped, 390 x 567": what was done, for people. In out. */
const char *photo_fix_text(struct arena *out, const struct photo_fix *f);

#endif
