/*
 * A font of a file: the characters used from one face, and the font program that has just their
 * outlines. Inside lib/pdf only.
 */
#ifndef NCRE_PDF_SUBSET_H
#define NCRE_PDF_SUBSET_H

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "pdf/glyph.h"

/* The characters of one face in the order of their first use: cid 1 is item 0. */
struct font_use {
	VEC_OF(struct font_char) chars;
};

struct font_char {
	uint32_t cp;
	uint16_t gid;
	uint16_t advance;
};

/* The texts of a Type 0 font with its one CIDFontType2 descendant, without object numbers. */
struct font_texts {
	char name[128];	       /* "ABCDEF+LXGWWenKai-Regular" */
	struct buf program;    /* FontFile2 */
	struct buf cid_to_gid; /* CIDToGIDMap */
	struct buf to_unicode; /* ToUnicode CMap, bfchar */
	struct buf widths;     /* the array W; DW is 1000 */
	struct buf descriptor; /* the dictionary but for /FontFile2 and the closing >> */
};

struct subsetter; /* the faces as HarfBuzz sees them; one for each chain */

struct subsetter *subsetter_new(const struct chain *chain);
void subsetter_free(struct subsetter *s);

int font_build(struct subsetter *s, int face, const struct font_use *use, struct font_texts *ret,
	       struct err *e) MUST_CHECK;
void font_texts_free(struct font_texts *t);

#endif
