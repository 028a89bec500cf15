/* The proof of rare characters: names in large print beside their code points, to be ticked off. */
#ifndef NCRE_JOB_PROOF_PAGE_H
#define NCRE_JOB_PROOF_PAGE_H

#include "pdf/page.h"

enum { PROOF_ROWS = 22 }; /* names of a page */

/* The head of a page; names follow in rows 0 .. PROOF_ROWS-1. */
void proof_page_head(struct canvas *c, const char *title);
void proof_page_row(struct canvas *c, int row, const char *reg_no, const char *name);

#endif
