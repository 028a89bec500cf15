/* The registration form on paper: one A4 page, its photo box 48 x 33 mm, lines to sign on. */
#ifndef NCRE_JOB_FORM_PAGE_H
#define NCRE_JOB_FORM_PAGE_H

#include "exam/form.h"
#include "pdf/page.h"

/* What all forms have in common, with the sitting's name as title. Returns the stencil's id. */
int form_page_stencil(struct press *press, const char *title);

/* One form. photo NULL: an empty box to glue one into. */
void form_page_draw(struct canvas *c, const struct form *form, const struct form_entry *entries,
		    int count, const struct picture *photo);

#endif
