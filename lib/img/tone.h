/* Light and detail of a photo: of the face where there is one, else of the middle. */
#ifndef NCRE_IMG_TONE_H
#define NCRE_IMG_TONE_H

#include "img/face.h"
#include "img/mini.h"

struct photo_tone {
	float brightness,
	    contrast; /* luma of the face (the middle where no face): mean and sd, 0..1 */
	float too_bright, too_dark; /* shares of its pixels at the ends of the scale */
	float sharpness;	    /* second over first differences: 0.6 sharp, 0.15 blurred */
	float blockiness; /* share of change that stands alone: 0.5 and more is a mosaic */
	float colour;	  /* mean distance of chroma from gray, 0..1 */
	float variation;  /* sd of luma over the whole picture, 0..1: 0 is a blank one */
};

/* Brightness, contrast and the ends of the scale. face: NULL for none. */
void tone_levels(const struct plane *p, const struct face *face, struct photo_tone *t);

/* Sharpness and blockiness of p, in which all lengths are scale times those of face. */
void tone_detail(const struct plane *p, const struct face *face, float scale, struct photo_tone *t);

/* Colour and variation of the whole picture. */
void tone_whole(const struct mini *c, struct photo_tone *t);

#endif
