/*
 * Pages: the one interface of this room. A press holds the fonts and the parts that all pages of
 * a kind have in common (stencils); it is prepared once and then prints any number of files. A
 * file is a stream: a page is written when the next one begins, so memory does not grow with the
 * number of pages.
 *
 * Lengths are millimetres from the upper left corner of the page, sizes of text are points. Text
 * is UTF-8. Equal calls give equal bytes: nothing here reads a clock.
 *
 * R-GLYPH: press_uncovered tells before printing what cannot be printed. Text that reaches a page
 * all the same with a character that no font has makes the whole file fail (ERR_RULE); nothing
 * is ever left out, cut off or drawn as a box.
 *
 * Behind it: libharu writes the base of a file (catalog, page tree, stencils and their fonts);
 * pages, photos and the fonts of their text are appended as objects with a cross-reference
 * section of their own, as PDF 32000-1, 7.5.6 (incremental updates) describes.
 */
#ifndef NCRE_PDF_PAGE_H
#define NCRE_PDF_PAGE_H

#include "base/err.h"
#include "base/hash.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PAGE_A4_WIDTH_MM  210.0
#define PAGE_A4_HEIGHT_MM 297.0

struct press;	/* fonts, characters, stencils */
struct pdf;	/* one file being written */
struct canvas;	/* a page or a stencil being drawn; belongs to its file or press */
struct picture; /* a checked JPEG */

/* ---- the press ---- */

/*
 * Opens the fonts: the first of the chain that has a character draws it. first is a list of paths
 * ended by NULL that go before the packaged chain (LXGW WenKai, BabelStone Han, HanaMin A and B);
 * NULL: none, at most PRESS_FONTS_MAX. ERR_INPUT where one of these or the first packaged one is
 * missing, or one is no TrueType font; a missing later one only shortens the chain. A press serves
 * one thread.
 */
enum { PRESS_FONTS_MAX = 4 };
int press_open(struct press **ret, const char *const *first, struct err *e) MUST_CHECK;
void press_free(struct press *press); /* NULL is fine; files must be ended before */

/*
 * Counts the characters of text that no font of the chain can draw and stores up to max of them.
 * A character counts as covered only where its outline is not empty. Not printable on principle:
 * control characters, U+FFFD, private use (what GB 18030-2000 kept there is folded first), and
 * scripts that need shaping (combining marks, Arabic, Indic, Tibetan, Mongolian ...). Line ends
 * and variation selectors do not count.
 */
size_t press_uncovered(struct press *press, const char *text, uint32_t *cps, size_t max);

/*
 * True where a character of text is rare, so that a person should look at the print: drawn by
 * another font than the first, of CJK extension A, or beyond the BMP.
 */
bool press_is_rare(struct press *press, const char *text);

/*
 * Begins a stencil; draw on it until the next stencil or the first file. *id names it to
 * canvas_stencil. No pictures on stencils. After the first pdf_begin no stencil can be added.
 */
struct canvas *press_stencil(struct press *press, double width_mm, double height_mm, int *id);

/* ---- a file ---- */

/* What a file says about itself (document information). NULL: not given. */
struct pdf_meta {
	const char *title;
	const char *subject;
	const char *run;	  /* number of the run that printed it */
	const char *content_hash; /* SHA-256 over the contents of all its pages */
	const char *head;	  /* head of the journal when it was printed */
};

/*
 * Begins a file at path (a temporary name: the caller renames). It holds the press until
 * pdf_end: one file at a time for each press.
 */
int pdf_begin(struct pdf **ret, struct press *press, const char *path, struct err *e) MUST_CHECK;

/* The next page. Its canvas is valid until the next call of pdf_page or pdf_end. */
struct canvas *pdf_page(struct pdf *pdf, double width_mm, double height_mm);

/*
 * Begins a stencil of this file alone (the notice of one site, a logo): draw on it before the next
 * call of pdf_page, pdf_stencil or pdf_end; pictures too. *id names it to canvas_stencil.
 */
struct canvas *pdf_stencil(struct pdf *pdf, double width_mm, double height_mm, int *id);

/* A bookmark to the current page; level 0 is the outermost. */
void pdf_bookmark(struct pdf *pdf, int level, const char *title);

size_t pdf_page_count(const struct pdf *pdf);

/*
 * Ends the file, closes and releases it. -1 with the first trouble of all calls since pdf_begin:
 * ERR_OUTPUT where it could not be written, ERR_RULE where a text could not be printed whole.
 */
int pdf_end(struct pdf *pdf, const struct pdf_meta *meta, struct err *e) MUST_CHECK;

/* Gives a file up; the caller removes it. NULL is fine. */
void pdf_abandon(struct pdf *pdf);

/* ---- drawing ---- */

enum align { ALIGN_LEFT, ALIGN_CENTRE, ALIGN_RIGHT };

struct style {
	double size_pt;
	enum align align;
	bool bold;
	double grey;	 /* 0 black ... 1 white */
	double width_mm; /* canvas_text: where wider, the size is made smaller; 0: no limit */
};

/* One line with its baseline at y. ALIGN_CENTRE and ALIGN_RIGHT count from x. */
void canvas_text(struct canvas *c, double x, double y, const struct style *style, const char *text);

/*
 * Text in a box: set in the middle of its height, on as many lines as it needs and the box has,
 * made smaller until it fits; a millimetre stays free at either side. Text that does not fit at 3
 * points fails the file.
 */
void canvas_cell(struct canvas *c, double x, double y, double width, double height,
		 const struct style *style, const char *text);

/* A paragraph of any number of lines from the top y; returns where the next one begins. */
double canvas_paragraph(struct canvas *c, double x, double y, double width,
			const struct style *style, const char *text);

/* Height canvas_paragraph will take, before anything is drawn. */
double press_paragraph_height(struct press *press, double width, const struct style *style,
			      const char *text);

/* Width of one line of text in millimetres. */
double canvas_text_width(struct canvas *c, const struct style *style, const char *text);

void canvas_line(struct canvas *c, double x1, double y1, double x2, double y2, double width_pt);
void canvas_box(struct canvas *c, double x, double y, double width, double height, double width_pt);
void canvas_fill(struct canvas *c, double x, double y, double width, double height, double grey);

/* A picture as large as the box allows, in its middle, its sides in proportion, upright. */
void canvas_picture(struct canvas *c, const struct picture *picture, double x, double y,
		    double width, double height);

/* A QR code (error correction M) of ASCII text. side includes the quiet zone. */
void canvas_code(struct canvas *c, const char *text, double x, double y, double side);

/* The stencil with its upper left corner at x, y. */
void canvas_stencil(struct canvas *c, int id, double x, double y);

/* Two small grey texts at the foot of the page. */
void canvas_footer(struct canvas *c, const char *left, const char *right);

/* ---- pictures ---- */

enum picture_trouble {
	PICTURE_FINE,
	PICTURE_NOT_JPEG,   /* does not begin as one, or markers do not follow each other */
	PICTURE_TRUNCATED,  /* ends within a segment, or without an end marker */
	PICTURE_KIND,	    /* 12 bit, lossless, arithmetic, hierarchical, two components */
	PICTURE_DIMENSIONS, /* no or zero dimensions */
};

struct picture {
	const uint8_t *data; /* not copied: must live until the page is drawn */
	size_t len;
	int width_px, height_px; /* as stored, before orientation */
	int components;		 /* 1 grey, 3 colour, 4 CMYK */
	int orientation;	 /* EXIF 1 to 8; 1 where none is given */
	bool inverted;		 /* CMYK as Adobe stores it */
};

/*
 * Checks the markers of a JPEG from its start to the scan, and its end, without decoding, within
 * the given bytes. The picture goes into files byte for byte.
 */
enum picture_trouble picture_read(struct picture *ret, const void *data, size_t len);

#endif
