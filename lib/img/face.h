/* Finding faces in a gray picture: the cascade of img/cascade.h over positions and sizes. */
#ifndef NCRE_IMG_FACE_H
#define NCRE_IMG_FACE_H

#include "base/mem.h"
#include "img/jpeg.h"

/* In pixels of the picture searched. The square holds brows to mouth, not hair and chin. */
struct face {
	float centre_x, centre_y, size;
	float score; /* sum over the windows that agree; a clear face has 100 and more */
};

enum { FACES_MAX = 8 };

/* Where to look: sizes in pixels (24 at least), middles of faces as fractions of the height. */
struct face_range {
	float min_size, max_size;
	float min_y, max_y;
	int stages; /* of the cascade that must agree; 0: all */
};

/* Finds upright faces in range, best first. Returns how many were written to ret. */
int face_find(struct arena *tmp, const struct plane *gray, const struct face_range *range,
	      struct face ret[FACES_MAX]);

#endif
