/*
 * Memory. Allocation never returns NULL: where there is none left the program says so and exits
 * with the output code; SQLite rolls back, temporary files are removed. Inputs are limited at the
 * edge, so this is rare.
 *
 * Most memory belongs to an arena whose parameter name tells its lifetime: `perm` until exit,
 * `job` one run of a command, `row` until the next row. A function that returns memory takes the
 * arena first.
 */
#ifndef NCRE_BASE_MEM_H
#define NCRE_BASE_MEM_H

#include "base/attr.h"

#include <stdarg.h>
#include <stddef.h>

/* Says that there is no memory left and ends the program. */
NORETURN void mem_exhausted(void);

void *mem_alloc(size_t size);
void *mem_zalloc(size_t count, size_t size); /* zeroed; count*size checked for overflow */
void *mem_realloc(void *p, size_t count, size_t size);
char *mem_strdup(const char *s);

/* A growing pool that is released as a whole. Zero-initialise to use. */
struct arena {
	struct arena_block *head;
	size_t used_bytes; /* handed out since the last reset */
};

void *arena_alloc(struct arena *a, size_t size); /* aligned for any type, not zeroed */
void *arena_zalloc(struct arena *a, size_t count, size_t size);
char *arena_strdup(struct arena *a, const char *s);
char *arena_strndup(struct arena *a, const char *s, size_t len); /* always NUL-terminated */
char *arena_printf(struct arena *a, const char *fmt, ...) PRINTF_LIKE(2, 3);
void arena_reset(struct arena *a); /* keeps the newest block for reuse */
void arena_free(struct arena *a);

/*
 * Growable array without a type of its own: keep `T *items; size_t len, cap;` and call
 * VEC_PUSH(&v, item). Release with VEC_FREE. Zero-initialise to use.
 */
#define VEC_OF(T)                \
	struct {                 \
		T *items;        \
		size_t len, cap; \
	}
#define VEC_PUSH(v, item)                                                                   \
	do {                                                                                \
		if ((v)->len == (v)->cap) {                                                 \
			(v)->cap = (v)->cap ? (v)->cap * 2 : 16;                            \
			(v)->items = mem_realloc((v)->items, (v)->cap, sizeof *(v)->items); \
		}                                                                           \
		(v)->items[(v)->len++] = (item);                                            \
	} while (0)
#define VEC_FREE(v)                      \
	do {                             \
		mem_free((v)->items);    \
		(v)->items = NULL;       \
		(v)->len = (v)->cap = 0; \
	} while (0)
void mem_free(void *p);

#endif
