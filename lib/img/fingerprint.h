/*
 * Finding the same picture twice after it was resized, saved again or brightened. Two stages:
 * 256 bits that say where luma rises from left to right find the pairs, a correlation of the
 * pictures confirms them. (64 bits do not do on portraits, which all look alike: different
 * persons differ by as little as 3 of 64, but by 35 and more of 256; copies by 15 and less.)
 */
#ifndef NCRE_IMG_FINGERPRINT_H
#define NCRE_IMG_FINGERPRINT_H

#include "base/err.h"
#include "img/mini.h"

#include <stddef.h>
#include <stdint.h>

enum { FINGERPRINT_WORDS = 4, FINGERPRINT_BYTES = 32, FINGERPRINT_NEAR = 30 };

struct fingerprint {
	uint64_t words[FINGERPRINT_WORDS];
};

/* Of the upright picture. tmp is used and may be reset afterwards. */
void fingerprint_of(struct arena *tmp, const struct mini *c, struct fingerprint *ret);

int fingerprint_distance(const struct fingerprint *a, const struct fingerprint *b);

/*
 * Calls fn for pairs i < j with a distance of at most FINGERPRINT_NEAR and j >= first_new: all of
 * them among some thousands; among more all pairs up to 13, and most of those beyond, however
 * alike the photos are. fn: 0 or -1.
 */
int fingerprint_pairs(const struct fingerprint *all, size_t count, size_t first_new,
		      int (*fn)(void *ctx, size_t i, size_t j, struct err *e), void *ctx,
		      struct err *e) MUST_CHECK;

/*
 * How alike two sound JPEG files are: correlation of their fine structure, 1 for the same. From
 * 0.97 on it is the same picture (copies have 0.98); different persons have 0.83 at most. -1 where
 * one cannot be decoded.
 */
float picture_likeness(struct arena *tmp, const uint8_t *a, size_t a_len, const uint8_t *b,
		       size_t b_len);

/* Alike enough to be the same picture. */
bool picture_same(struct arena *tmp, const uint8_t *a, size_t a_len, const uint8_t *b,
		  size_t b_len);

#endif
