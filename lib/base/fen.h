/*
 * Money: whole fen in a struct of its own, so that it cannot be mixed with other numbers and
 * every sum is checked. No floating point.
 */
#ifndef NCRE_BASE_FEN_H
#define NCRE_BASE_FEN_H

#include "base/attr.h"

#include <stdbool.h>
#include <stdint.h>

struct fen {
	int64_t v;
};

enum { FEN_TEXT = 24 }; /* room for fen_format with its NUL */

static inline struct fen fen_of(int64_t v)
{
	return (struct fen){v};
}

/* False where the result does not fit; *ret is then untouched. */
bool fen_add(struct fen a, struct fen b, struct fen *ret) MUST_CHECK;
bool fen_sub(struct fen a, struct fen b, struct fen *ret) MUST_CHECK;

/*
 * Reads yuan: optional sign, optional ¥ or ￥, digits with or without thousands commas in groups
 * of three, at most two decimals. Rejects everything else: exponents (what a spreadsheet makes of
 * a long number), more decimals than fen hold (unless zeros), blanks inside.
 */
bool fen_parse_yuan(const char *s, struct fen *ret) MUST_CHECK;

/* "1234.50", "-0.01". */
void fen_format(struct fen f, char out[FEN_TEXT]);

#endif
