/*
 * Sixteen bytes of text at once: is() answers a question about each of them, bits() turns the
 * answers into a number whose bit i is that of byte i. With SSE2, which every x86-64 has; plain C
 * elsewhere. Loads and stores need no alignment.
 */
#ifndef NCRE_BASE_BYTES_H
#define NCRE_BASE_BYTES_H

#include <stdint.h>
#include <string.h>

enum { BYTES = 16 };

#ifdef __SSE2__
#include <emmintrin.h>

struct bytes {
	__m128i v;
};

static inline struct bytes bytes_load(const char *p)
{
	return (struct bytes){_mm_loadu_si128((const __m128i *)(const void *)p)};
}
static inline void bytes_store(char *p, struct bytes b)
{
	_mm_storeu_si128((__m128i *)(void *)p, b.v);
}
/* Bytes that are c. */
static inline struct bytes bytes_is(struct bytes b, char c)
{
	return (struct bytes){_mm_cmpeq_epi8(b.v, _mm_set1_epi8(c))};
}
/* Bytes that are at least c, without sign. */
static inline struct bytes bytes_from(struct bytes b, unsigned char c)
{
	return (struct bytes){_mm_cmpeq_epi8(_mm_max_epu8(b.v, _mm_set1_epi8((char)c)), b.v)};
}
static inline struct bytes bytes_either(struct bytes a, struct bytes b)
{
	return (struct bytes){_mm_or_si128(a.v, b.v)};
}
/* Of answers; of text: the bytes of 0x80 and above. */
static inline uint32_t bytes_bits(struct bytes b)
{
	return (uint32_t)_mm_movemask_epi8(b.v);
}

#else

struct bytes {
	unsigned char v[BYTES];
};

static inline struct bytes bytes_load(const char *p)
{
	struct bytes b;

	memcpy(b.v, p, BYTES);
	return b;
}
static inline void bytes_store(char *p, struct bytes b)
{
	memcpy(p, b.v, BYTES);
}
static inline struct bytes bytes_is(struct bytes b, char c)
{
	int i;

	for (i = 0; i < BYTES; i++)
		b.v[i] = b.v[i] == (unsigned char)c ? 0xff : 0;
	return b;
}
static inline struct bytes bytes_from(struct bytes b, unsigned char c)
{
	int i;

	for (i = 0; i < BYTES; i++)
		b.v[i] = b.v[i] >= c ? 0xff : 0;
	return b;
}
static inline struct bytes bytes_either(struct bytes a, struct bytes b)
{
	int i;

	for (i = 0; i < BYTES; i++)
		a.v[i] |= b.v[i];
	return a;
}
static inline uint32_t bytes_bits(struct bytes b)
{
	uint32_t bits = 0;
	int i;

	for (i = 0; i < BYTES; i++)
		bits |= (uint32_t)(b.v[i] >> 7) << i;
	return bits;
}
#endif

#endif
