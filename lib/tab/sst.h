/* Inside lib/tab: shared strings, one text after the other, NUL-terminated, and where each begins.
 */
#ifndef NCRE_TAB_SST_H
#define NCRE_TAB_SST_H

#include "base/bytes.h"
#include "base/mem.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { SST_MAX_STRINGS = 20 * 1000 * 1000 };
#define SST_MAX_BYTES ((size_t)1 << 30)

struct sst {
	char *text;
	size_t len, cap;
	VEC_OF(uint32_t) at;
	bool has_pua; /* some text has a byte that can begin a private-use character */
};

void sst_grow(struct sst *s, size_t more);

/* Makes text[len .. len + more) writable. */
static inline void sst_room(struct sst *s, size_t more)
{
	if (s->cap - s->len < more)
		sst_grow(s, more);
}

/* Ends the string that began at start; false past a limit. */
bool sst_finish(struct sst *s, size_t start);

/*
 * Adds a whole string, of which the caller knows whether it can have private-use characters. Up to
 * BYTES behind the text must be readable.
 */
static inline bool sst_add(struct sst *s, const char *text, size_t len)
{
	size_t i;

	if (s->at.len >= SST_MAX_STRINGS || s->len >= SST_MAX_BYTES - len)
		return false;
	sst_room(s, len + 1 + BYTES);
	VEC_PUSH(&s->at, (uint32_t)s->len);
	for (i = 0; i < len; i += BYTES) /* most are as short as one */
		bytes_store(s->text + s->len + i, bytes_load(text + i));
	s->len += len;
	s->text[s->len++] = '\0';
	return true;
}

/* String i and its length; NULL where there is none. */
static inline const char *sst_get(const struct sst *s, uint32_t i, size_t *ret_len)
{
	size_t end;

	if (i >= s->at.len)
		return NULL;
	end = i + 1 < s->at.len ? s->at.items[i + 1] : s->len;
	*ret_len = end - s->at.items[i] - 1;
	return s->text + s->at.items[i];
}

/* Fetches where string i begins into the cache while other work goes on. */
static inline void sst_prefetch(const struct sst *s, uint32_t i)
{
	if (i < s->at.len)
		__builtin_prefetch(&s->at.items[i]);
}

void sst_free(struct sst *s);

#endif
