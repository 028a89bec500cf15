#include "tab/sst.h"

#include <string.h>

void sst_grow(struct sst *s, size_t more)
{
	s->cap = s->cap * 2 > s->len + more ? s->cap * 2 : s->len + more + 65536;
	s->text = mem_realloc(s->text, s->cap, 1);
}

bool sst_finish(struct sst *s, size_t start)
{
	if (s->at.len >= SST_MAX_STRINGS || s->len >= SST_MAX_BYTES)
		return false;
	sst_room(s, 1);
	if (s->len > start && memchr(s->text + start, 0xee, s->len - start))
		s->has_pua = true;
	s->text[s->len++] = '\0';
	VEC_PUSH(&s->at, (uint32_t)start);
	return true;
}

void sst_free(struct sst *s)
{
	mem_free(s->text);
	VEC_FREE(&s->at);
}
