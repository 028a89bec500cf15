#include "base/chance.h"

#include "base/err.h"
#include "base/hash.h"

#include <string.h>

static uint64_t little_endian(const uint8_t *p)
{
	uint64_t v = 0;
	int i;

	for (i = 7; i >= 0; i--)
		v = v << 8 | p[i];
	return v;
}

void chance_start(struct chance *c, const char *name)
{
	uint8_t bytes[HASH_BYTES];
	struct hash h;

	hash_start(&h);
	hash_add(&h, name, strlen(name));
	hash_end_bytes(&h, bytes);
	c->s[0] = little_endian(bytes);
	c->s[1] = little_endian(bytes + 8);
	if ((c->s[0] | c->s[1]) == 0)
		c->s[0] = 1; /* the one state the generator cannot leave */
}

static uint64_t rotate_left(uint64_t x, int k)
{
	return x << k | x >> (64 - k);
}

/* xoroshiro128+ 1.0 by Blackman and Vigna (public domain), written from its definition. */
uint64_t chance_next(struct chance *c)
{
	uint64_t a = c->s[0], b = c->s[1], result = a + b;

	b ^= a;
	c->s[0] = rotate_left(a, 24) ^ b ^ b << 16;
	c->s[1] = rotate_left(b, 37);
	return result;
}

uint64_t chance_below(struct chance *c, uint64_t n)
{
	uint64_t limit, x;

	BUG_ON(n == 0);
	limit = UINT64_MAX - UINT64_MAX % n; /* a multiple of n: no value is favoured */
	do {
		x = chance_next(c);
	} while (x >= limit);
	return x % n;
}

void chance_shuffle_u32(struct chance *c, uint32_t *items, size_t n)
{
	size_t i, j;
	uint32_t t;

	for (i = n; i > 1; i--) {
		j = (size_t)chance_below(c, i);
		t = items[i - 1];
		items[i - 1] = items[j];
		items[j] = t;
	}
}
