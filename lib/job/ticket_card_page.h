/*
 * Six tickets a page, two by three, to be cut; the rules and the site's notice stand on the back
 * of the sheet, so the file is for printing on both sides.
 */
#ifndef NCRE_JOB_TICKET_CARD_PAGE_H
#define NCRE_JOB_TICKET_CARD_PAGE_H

#include "job/ticket_page.h"

enum { CARDS_OF_PAGE = 6 };

/* The frame, title and labels of one card. Returns the stencil's id. */
int ticket_card_stencil(struct press *press, const struct page_layout *layout, const char *heading);

/* One card at its place (0 .. CARDS_OF_PAGE-1) on the page. */
void ticket_card_draw(struct canvas *c, const struct page_layout *layout, int stencil, int slot,
		      const struct ticket *t, const char *id_number, const struct picture *photo,
		      const char *code);

/* The back of a sheet, in pdf: rules and notice behind each card. Returns the stencil's id. */
int ticket_card_back(struct pdf *pdf, const struct page_layout *layout, const char *rules,
		     const char *notice);

#endif
