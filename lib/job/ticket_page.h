/*
 * The admission ticket on paper. The static part (title, table, rules) is a stencil that all
 * tickets of a press share; the notice of a site is a stencil of its file. Sources for the fields:
 * the manual's list for NCRE tickets; the photo box is 48 x 33 mm.
 */
#ifndef NCRE_JOB_TICKET_PAGE_H
#define NCRE_JOB_TICKET_PAGE_H

#include "exam/ticket.h"
#include "pdf/page.h"

struct ticket_design {
	const char *title;    /* of the programme or sitting */
	const char *subtitle; /* of the sitting; "" where the title says it */
	const char *rules; /* of the sitting; NULL: a stencil without, for sites with their own */
};

/* A4, one a page. Draws the stencil and returns its id. */
int ticket_page_stencil(struct press *press, const struct ticket_design *design);

/*
 * What only one site's tickets say, in pdf: its own rules (own_rules) or only its notice, below
 * the common rules. Returns the stencil's id, -1 where there is nothing to say.
 */
int ticket_page_notice(struct press *press, struct pdf *pdf, const char *rules, bool own_rules,
		       const char *notice);

/* One ticket. photo and code must be there; id_number as it is to be shown. */
void ticket_page_draw(struct canvas *c, const struct ticket *t, const char *id_number,
		      const struct picture *photo, const char *code);

#endif
