/*
 * The damage that decoders do not see: where a changed bit still decodes, everything behind it in
 * the file is lighter, darker or of another colour by the same amount, from one block on to the
 * last. That leaves a step along the rows of blocks, from one side of the picture to the other.
 */
#ifndef NCRE_IMG_SEAM_H
#define NCRE_IMG_SEAM_H

#include "img/jpeg.h"

/*
 * The height of the highest step along a row of blocks, in levels of 0 to 255; 0 where there is
 * none. tmp may be reset afterwards.
 */
float seam_find(struct arena *tmp, const struct ycc_image *pic);

#endif
