/* What press, canvas and file share. Inside lib/pdf only. */
#ifndef NCRE_PDF_DRAW_H
#define NCRE_PDF_DRAW_H

#include "base/buf.h"
#include "base/mem.h"
#include "pdf/page.h"
#include "pdf/subset.h"

/* What libharu writes: the start of every file of a press. */
struct base {
	char *bytes;
	size_t len;
	size_t xref_at;			      /* offset of its cross-reference section */
	unsigned objects;		      /* its object numbers are 0 .. objects-1 */
	unsigned catalog, pages, info, fonts; /* objects that the appended section replaces */
	unsigned page, content;		      /* libharu's own page: freed */
	VEC_OF(unsigned) stencils;	      /* form XObjects, by stencil id */
};

struct canvas {
	struct press *press;
	struct pdf *pdf; /* NULL: a stencil */
	struct err *err; /* of the press or the file: the first trouble stays */
	enum font_set set;
	double width_pt, height_pt;
	struct buf ops;
	VEC_OF(unsigned) objects; /* pictures and codes on this page, by object number */
	VEC_OF(int) stencils;	  /* used on this page, by id */
};

enum { STENCIL_MAX = 64 }; /* of a press; the ids of a file's own stencils follow */

struct press {
	struct chain *chain;
	struct subsetter *subsetter;
	struct font_use use[SET_COUNT][CHAIN_MAX];
	VEC_OF(struct canvas *) stencils;
	bool closed; /* the base is made: no more stencils */
	struct base base;
	struct buf fonts; /* the stencils' font objects, as they follow the base in every file */
	VEC_OF(size_t) font_offsets; /* of those objects, from the start of the file */
	struct buf font_names;	     /* "/S0 12 0 R/S1 17 0 R" */
	struct pdf *open_file;
	struct err err;
};

/* Makes the base of a press with libharu (base.c). */
int base_make(struct press *press, struct err *e) MUST_CHECK;

/* Where a new object gets its number and its place (file.c, press.c). */
struct object_sink {
	unsigned (*begin)(void *ctx); /* number of the object that starts here */
	struct buf *out;
	void *ctx;
};

/*
 * Writes the font objects of one set to sink, and "/P0 12 0 R ..." for each to names.
 * prefix is the letter of the set's resource names.
 */
int fonts_write(struct press *press, enum font_set set, const struct object_sink *sink,
		struct buf *names, struct err *e) MUST_CHECK;

/* zlib stream of data, added to out. */
void deflate_add(struct buf *out, const struct buf *data, int level);

/* Height of a stencil of pdf or its press (file.c). */
double file_stencil_height(const struct pdf *pdf, int id);

/* An object holding a picture or a code on a page of pdf (file.c). Returns its number. */
unsigned file_add_picture(struct pdf *pdf, const struct picture *picture);
unsigned file_add_mask(struct pdf *pdf, int side, const uint8_t *rows, size_t len);

void canvas_start(struct canvas *c, struct press *press, double width_mm, double height_mm);
void canvas_clear(struct canvas *c);

/* The bytes of "name" for a resource: S or P by the set. */
static inline char set_letter(enum font_set set)
{
	return set == SET_STENCIL ? 'S' : 'P';
}

#endif
