/*
 * Chance that anyone can recompute: every stream is named by a text, and the stream is
 * xoroshiro128+ started from the first 16 bytes (little endian) of the text's SHA-256.
 */
#ifndef NCRE_BASE_CHANCE_H
#define NCRE_BASE_CHANCE_H

#include <stddef.h>
#include <stdint.h>

struct chance {
	uint64_t s[2];
};

void chance_start(struct chance *c, const char *name);
uint64_t chance_next(struct chance *c);

/* Uniform in [0, n), by rejection; n > 0. */
uint64_t chance_below(struct chance *c, uint64_t n);

/* A uniformly random order of n things (Fisher-Yates). */
void chance_shuffle_u32(struct chance *c, uint32_t *items, size_t n);

#endif
