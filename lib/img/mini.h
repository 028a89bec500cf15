/*
 * The small upright copy of a photo on which everything about the person is measured, and the
 * person's silhouette on it.
 */
#ifndef NCRE_IMG_MINI_H
#define NCRE_IMG_MINI_H

#include "img/jpeg.h"

#include <stdbool.h>

/* At least this and less than twice as much: an exact fraction of the decoded picture. */
enum { MINI_SHORT_SIDE = 88 };

struct mini {
	int width, height;
	struct plane y, cb, cr; /* all of the same size; chroma is 128 in a gray photo */
	bool has_colour;
};

/* Turned upright as EXIF orientation 1..8 says, scaled by averaging. In out. */
void mini_make(struct arena *out, const struct ycc_image *pic, int orientation, struct mini *ret);

/* A plane turned clockwise by quarter turns. In out. */
struct plane plane_turn(struct arena *out, const struct plane *in, int cw_turns);

enum edge { EDGE_TOP, EDGE_RIGHT, EDGE_BOTTOM, EDGE_LEFT };

/* What lies behind the person, judged by patches along the border. */
struct background {
	float y, cb, cr;	/* its mean colour */
	float slope_x, slope_y; /* of y, over the whole width and height */
	float spread;		/* standard deviation of y around that plane */
	float texture;		/* mean standard deviation of y inside a patch */
	float agreement; /* share of the border without the edge the person enters by: 0..1 */
	float level_y, limit_y, limit_c; /* y at the upper left corner; what still is background */
};

/*
 * 1 where the person is, 0 where the background is; rows of width bytes. Background is what
 * resembles it and connects to the border, so that a white shirt on white keeps its inside.
 */
struct silhouette {
	struct background background;
	uint8_t *mask;
	float
	    contact[4]; /* share of a strip along each edge that the person reaches, by enum edge */
};

void silhouette_make(struct arena *out, const struct mini *c, struct silhouette *ret);

/*
 * The quarter turns clockwise that make the person upright, told by the edge the person enters
 * by. -1 where the silhouette does not say.
 */
int silhouette_turns(const struct silhouette *s);

#endif
