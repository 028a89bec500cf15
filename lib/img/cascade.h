/*
 * The boosted cascade of local binary patterns that tells faces from other 24 x 24 windows:
 * S. Liao et al., "Learning multi-scale block local binary patterns for face recognition" (2007).
 * The trained numbers are Debian's opencv-data (BSD-3-Clause), made into these tables at build
 * time by scripts/embed-cascade.awk.
 */
#ifndef NCRE_IMG_CASCADE_H
#define NCRE_IMG_CASCADE_H

#include <stdint.h>

enum { CASCADE_WINDOW = 24 };

/* Nine equal cells, the first at (x, y), each w x h; the eight around the middle give the code. */
struct cascade_stump {
	uint8_t x, y, w, h;
	uint32_t subset[8];	 /* 256 bits, one per code */
	float leaf_in, leaf_out; /* the vote where the code's bit is set, and where not */
};

struct cascade_stage {
	int first, count; /* of cascade_stumps */
	float threshold;
};

extern const struct cascade_stump cascade_stumps[];
extern const struct cascade_stage cascade_stages[];
extern const int cascade_stage_count, cascade_stump_count;

/*
 * Judges the n windows whose upper left corners are sums[0], sums[1], ... of an integral image
 * with row length stride by the first stages: margin[i] gets by how much window i passes the last
 * of them, or a negative number where any refuses it. sums must be readable for n + 31 columns and
 * 25 rows; margin has room for n rounded up to 8.
 */
typedef void cascade_row_fn(const uint32_t *sums, int stride, int n, int stages, float *margin);
cascade_row_fn cascade_row_plain, cascade_row_avx2;

/* The fastest one that this processor runs; both give the same numbers. */
cascade_row_fn *cascade_row(void);

#endif
