#include "base/mem.h"

#include "base/err.h"
#include "base/messages.h"

#include <stdalign.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct arena_block {
	struct arena_block *next;
	size_t size, used;
	alignas(max_align_t) unsigned char data[];
};

enum { ARENA_BLOCK_MIN = 16 * 1024, ARENA_BLOCK_MAX = 4 * 1024 * 1024 };

/* The only place in lib/ that ends the program besides a bug: see lib/README.md. Of several threads
 * one ends it, because exit() is not made for two. */
void mem_exhausted(void)
{
	static atomic_flag ending = ATOMIC_FLAG_INIT;

	while (atomic_flag_test_and_set(&ending))
		pause();
	fprintf(stderr, "ncre: %s\n", E_NO_MEMORY);
	exit(ERR_OUTPUT);
}

void *mem_alloc(size_t size)
{
	void *p = malloc(size ? size : 1);

	if (!p)
		mem_exhausted();
	return p;
}

void *mem_zalloc(size_t count, size_t size)
{
	void *p = calloc(count ? count : 1, size ? size : 1);

	if (!p)
		mem_exhausted();
	return p;
}

void *mem_realloc(void *p, size_t count, size_t size)
{
	size_t bytes;
	void *q;

	if (__builtin_mul_overflow(count, size, &bytes))
		mem_exhausted();
	q = realloc(p, bytes ? bytes : 1);
	if (!q)
		mem_exhausted();
	return q;
}

char *mem_strdup(const char *s)
{
	size_t n = strlen(s) + 1;

	return memcpy(mem_alloc(n), s, n);
}

void mem_free(void *p)
{
	free(p);
}

static struct arena_block *block_new(size_t want, const struct arena_block *prev)
{
	size_t size = prev ? prev->size * 2 : ARENA_BLOCK_MIN;
	struct arena_block *b;

	if (size > ARENA_BLOCK_MAX)
		size = ARENA_BLOCK_MAX;
	if (size < want)
		size = want;
	if (size > SIZE_MAX - sizeof *b)
		mem_exhausted();
	b = mem_alloc(sizeof *b + size);
	b->size = size;
	b->used = 0;
	return b;
}

/* size bytes at the next multiple of align, a power of two. */
static void *take(struct arena *a, size_t size, size_t align)
{
	struct arena_block *b = a->head;
	size_t at = b ? (b->used + align - 1) & ~(align - 1) : 0;

	if (!b || at > b->size || b->size - at < size) {
		b = block_new(size, b);
		b->next = a->head;
		a->head = b;
		at = 0;
	}
	b->used = at + size;
	a->used_bytes += size;
	return b->data + at;
}

void *arena_alloc(struct arena *a, size_t size)
{
	return take(a, size, alignof(max_align_t));
}

void *arena_zalloc(struct arena *a, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		mem_exhausted();
	return memset(arena_alloc(a, count * size), 0, count * size);
}

char *arena_strndup(struct arena *a, const char *s, size_t len)
{
	char *p = take(a, len + 1, 1); /* texts stand one after the other */

	memcpy(p, s, len);
	p[len] = '\0';
	return p;
}

char *arena_strdup(struct arena *a, const char *s)
{
	return arena_strndup(a, s, strlen(s));
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap, again;
	char *p;
	int n;

	va_start(ap, fmt);
	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	BUG_ON(n < 0);
	p = arena_alloc(a, (size_t)n + 1);
	vsnprintf(p, (size_t)n + 1, fmt, again);
	va_end(again);
	return p;
}

void arena_reset(struct arena *a)
{
	struct arena_block *keep = a->head, *b, *next;

	a->used_bytes = 0;
	if (!keep)
		return;
	for (b = keep->next; b; b = next) {
		next = b->next;
		free(b);
	}
	keep->next = NULL;
	keep->used = 0;
}

void arena_free(struct arena *a)
{
	struct arena_block *b, *next;

	for (b = a->head; b; b = next) {
		next = b->next;
		free(b);
	}
	a->head = NULL;
	a->used_bytes = 0;
}
