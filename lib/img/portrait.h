/*
 * Drawn portraits of nobody, for samples and tests: a face that the finder of img/face.h takes
 * for one, with the head where the photo rule wants it.
 */
#ifndef NCRE_IMG_PORTRAIT_H
#define NCRE_IMG_PORTRAIT_H

#include "img/jpeg.h"

/* How the person stands in the picture, as fractions of its height and width. */
struct portrait_pose {
	float head_top, head_height; /* 0.1 and 0.7 by the rule */
	float centre_x;		     /* 0.5 */
};

extern const struct portrait_pose portrait_pose_right;

/*
 * Draws the portrait that belongs to seed; the same seed gives the same picture. In out.
 * background: 0xRRGGBB, or -1 for a light one chosen by the seed.
 */
struct rgb_image portrait_draw(struct arena *out, const char *seed, int width, int height,
			       const struct portrait_pose *pose, int background);

#endif
