/*
 * The admission ticket on paper. The static part (title, table, rules) is a stencil that all
 * tickets of a press share; the notice of a site is a stencil of its file. Sources for the fields:
 * the manual's list for NCRE tickets; the photo box is 48 x 33 mm.
 */
#ifndef NCRE_JOB_TICKET_PAGE_H
#define NCRE_JOB_TICKET_PAGE_H

#include "exam/ticket.h"
#include "job/page_layout.h"

enum { TICKET_FIELDS = 12 };

/* The fields of a layout of tickets, for page_layout_for. */
extern const char *const ticket_field_names[TICKET_FIELDS];

/*
 * Their values. id_number as it is to be shown. wide: the page has room for the document's kind
 * and for dates in full.
 */
void ticket_values(struct arena *out, const struct ticket *t, const char *id_number, bool wide,
		   const char *values[TICKET_FIELDS]);

/* Where the logo stands on a ticket. */
#define TICKET_LOGO 20, 16, 26, 26

/* A4, one a page. Draws the stencil, with these rules (NULL: none), and returns its id. */
int ticket_page_stencil(struct press *press, const struct page_design *design, const char *rules);

/*
 * What only one site's tickets say, in pdf: its own rules (own_rules) or only its notice, below
 * the common rules. Returns the stencil's id, -1 where there is nothing to say.
 */
int ticket_page_notice(struct press *press, struct pdf *pdf, const struct page_layout *layout,
		       const char *rules, bool own_rules, const char *notice);

/* One ticket. photo and code must be there; id_number as it is to be shown. */
void ticket_page_draw(struct canvas *c, const struct page_layout *layout, const struct ticket *t,
		      const char *id_number, const struct picture *photo, const char *code);

#endif
