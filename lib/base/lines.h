/* Small files that people write: UTF-8, one statement a line, lines that begin with # are notes. */
#ifndef NCRE_BASE_LINES_H
#define NCRE_BASE_LINES_H

#include "base/err.h"
#include "base/mem.h"

/* Where a statement stands, for messages. */
struct line {
	struct arena *perm; /* what is taken from the line lives here */
	const char *file;
	int number;
};

/*
 * Calls fn for each statement of text: its first word, and what follows it. Returns -1 where fn
 * does, or where a line is not UTF-8 (ERR_INPUT).
 */
int lines_each(struct arena *perm, const char *file, const char *text,
	       int (*fn)(void *ctx, const struct line *at, const char *word, const char *rest,
			 struct err *e),
	       void *ctx, struct err *e) MUST_CHECK;

/* ERR_INPUT: "FILE line N: why". */
int line_wrong(const struct line *at, struct err *e, const char *why);

/* The next blank-separated word of *rest, NULL at its end; moves past it. */
char *line_word(const struct line *at, const char **rest);

/* Moves *rest past a colon and the blanks before it. ERR_INPUT with why where none is there. */
int line_colon(const struct line *at, const char **rest, const char *why, struct err *e) MUST_CHECK;

/* The len bytes at s without the blanks around them. */
char *line_text(const struct line *at, const char *s, size_t len);

#endif
