/*
 * A table of labelled values, as tickets and forms have: its rows come from a page layout, its
 * place from the page. Inside lib/job.
 */
#ifndef NCRE_JOB_TABLE_PAGE_H
#define NCRE_JOB_TABLE_PAGE_H

#include "job/page_layout.h"

/* Millimetres. Rows share the height, none is higher than row_max. */
struct table_page {
	double left, top, width, height, row_max;
	/* rows that begin above this height are narrower: a photo stands beside them */
	double beside_height, beside_width;
	double label_width;
	/* of a row with two fields: where the second begins (share of the row), its label's width
	 */
	double second_at, second_label_width;
	double label_pt;
};

/* Lines and labels. */
void table_page_grid(struct canvas *c, const struct table_page *t, const struct page_layout *l);

/* The values, in the order of the layout's fields. */
void table_page_values(struct canvas *c, const struct table_page *t, const struct page_layout *l,
		       const char *const *values);

#endif
