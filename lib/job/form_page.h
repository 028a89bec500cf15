/* The registration form on paper: one A4 page, its photo box 48 x 33 mm, lines to sign on. */
#ifndef NCRE_JOB_FORM_PAGE_H
#define NCRE_JOB_FORM_PAGE_H

#include "exam/form.h"
#include "job/page_layout.h"

enum { FORM_FIELDS = 23 };

/* The fields of the layout of forms, for page_layout_for. */
extern const char *const form_field_names[FORM_FIELDS];

/* Where the logo stands on a form. */
#define FORM_LOGO 15, 11, 24, 24

/* What all forms have in common. Returns the stencil's id. */
int form_page_stencil(struct press *press, const struct page_design *design);

/* One form. photo NULL: an empty box to glue one into. */
void form_page_draw(struct canvas *c, const struct page_layout *layout, const struct form *form,
		    const struct form_entry *entries, int count, const struct picture *photo);

#endif
