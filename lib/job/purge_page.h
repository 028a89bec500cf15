/* The certificate of deletion (个人信息销毁证明), one page. */
#ifndef NCRE_JOB_PURGE_PAGE_H
#define NCRE_JOB_PURGE_PAGE_H

#include "pdf/page.h"

struct purge_line {
	const char *what, *how_many;
};

struct purge_page {
	const char *office;  /* "" where office.conf does not say */
	const char *sitting; /* "2027年9月考次（82）" */
	const char *basis;   /* what allows it: last exam day, days of retention */
	const char *done;    /* when, by whom, by which run */
	const struct purge_line *lines;
	size_t line_count;
};

void purge_page_draw(struct canvas *c, const struct purge_page *page);

#endif
