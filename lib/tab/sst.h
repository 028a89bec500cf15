/* Inside lib/tab: shared strings, one text after the other, NUL-terminated, and where each begins.
 */
#ifndef NCRE_TAB_SST_H
#define NCRE_TAB_SST_H

#include "base/mem.h"

#include <stdbool.h>
#include <stdint.h>

enum { SST_MAX_STRINGS = 20 * 1000 * 1000 };
#define SST_MAX_BYTES ((size_t)1 << 30)

struct sst {
	char *text;
	size_t len, cap;
	VEC_OF(uint32_t) at;
	bool has_pua; /* some text has a byte that can begin a private-use character */
};

void sst_room(struct sst *s, size_t more); /* makes text[len .. len + more) writable */

/* Ends the string that began at start; false past a limit. */
bool sst_finish(struct sst *s, size_t start);

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

/* Fetches where string i begins into the cache, and later its text, while other work goes on. */
static inline void sst_prefetch_place(const struct sst *s, uint32_t i)
{
	if (i < s->at.len)
		__builtin_prefetch(&s->at.items[i]);
}
static inline void sst_prefetch_text(const struct sst *s, uint32_t i)
{
	if (i < s->at.len)
		__builtin_prefetch(s->text + s->at.items[i]);
}

void sst_free(struct sst *s);

#endif
