/* The chain of fonts: which font draws a character, and how wide it is. Inside lib/pdf only. */
#ifndef NCRE_PDF_GLYPH_H
#define NCRE_PDF_GLYPH_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CHAIN_MAX = 8 };

/*
 * One character. cid is its number in a font of the file, by first use, 1 ...; 0: not used yet.
 * There are two sets of fonts: that of the stencils, written once, and that of the pages.
 */
enum font_set { SET_STENCIL, SET_PAGE, SET_COUNT };

struct glyph {
	enum { GLYPH_UNKNOWN, GLYPH_FOUND, GLYPH_NONE } state : 8;
	uint8_t face; /* index into the chain */
	uint16_t gid;
	uint16_t advance; /* 1/1000 of the size */
	uint16_t cid[SET_COUNT];
};

struct chain;

/* The first `required` of the paths must exist; of the others those that do are taken. */
int chain_open(struct chain **ret, const char *const *paths, int required,
	       struct err *e) MUST_CHECK;
void chain_free(struct chain *chain);
int chain_len(const struct chain *chain);

/* Measures of a face for its font descriptor, 1/1000 of the size. */
struct face_metrics {
	const char *name; /* PostScript name */
	int bbox[4], ascent, descent, cap_height;
};
const struct face_metrics *chain_metrics(const struct chain *chain, int face);

/* The bytes of a face's file, for the subsetter. */
const void *chain_font_data(const struct chain *chain, int face, size_t *len);

/* The glyph of a character; NULL where no font has it. Valid as long as the chain. */
struct glyph *chain_glyph(struct chain *chain, uint32_t cp);

/*
 * Reads the next character to be drawn from *s: private-use characters of GB 18030-2000 folded,
 * variation selectors, zero-width characters and byte order marks passed over. 0 at the end.
 * Bytes that are not UTF-8 come out as U+FFFD, which no font draws.
 */
uint32_t text_next(const char **s);

#endif
