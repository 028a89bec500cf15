/*
 * SHA-256 (libsodium), of memory, of a file, and of a text built piece by piece; and sums of
 * hashes, for sets that change by little.
 */
#ifndef NCRE_BASE_HASH_H
#define NCRE_BASE_HASH_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HASH_BYTES = 32, HASH_TEXT = 65 }; /* HASH_TEXT: lower-case hex with its NUL */

struct hash {
	uint64_t state[13]; /* crypto_hash_sha256_state, checked in hash.c */
};

void hash_start(struct hash *h);
void hash_add(struct hash *h, const void *data, size_t len);
void hash_text(struct hash *h, const char *s); /* the bytes of s and one NUL: fields cannot merge */
void hash_end(struct hash *h, char out[HASH_TEXT]);
void hash_end_bytes(struct hash *h, uint8_t out[HASH_BYTES]);

void hash_of(const void *data, size_t len, char out[HASH_TEXT]);

/* Of a whole file, read in pieces. *bytes may be NULL. */
int hash_of_file(const char *path, char out[HASH_TEXT], int64_t *bytes, struct err *e) MUST_CHECK;

/*
 * The sum of the hashes (BLAKE2b) of the members of a multiset, modulo 2^256: it does not depend on
 * their order, and a member comes and goes without a look at the others. Zero-initialise. It finds
 * every change made without it; a forger with time could make another set of the same sum.
 */
struct hash_sum {
	uint64_t words[HASH_BYTES / 8]; /* the least first */
};

void hash_sum_add(struct hash_sum *sum, const void *data, size_t len);
void hash_sum_take(struct hash_sum *sum, const void *data, size_t len);
void hash_sum_text(const struct hash_sum *sum, char out[HASH_TEXT]);
bool hash_sum_parse(const char *text, struct hash_sum *ret); /* what hash_sum_text writes */

#endif
