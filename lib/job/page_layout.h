/*
 * How a printed page looks where offices differ: its words, the labels of its fields and their
 * order. One file KIND.page for each kind of page is built into the program (schemas/page/); an
 * office puts other words, labels and rows into layout/KIND.page of its folder, and what all its
 * papers have in common (programme names, logo, fonts) into layout/print.page. ncre-page(5).
 */
#ifndef NCRE_JOB_PAGE_LAYOUT_H
#define NCRE_JOB_PAGE_LAYOUT_H

#include "job/job.h"
#include "pdf/page.h"

struct page_field {
	const char *name, *label;
	bool required; /* the page must have it */
	struct style style;
};

struct page_row {
	int fields[2]; /* indexes; the second is -1 where the row has one */
};

struct page_text {
	const char *key, *words;
};

struct page_layout {
	const char *kind;
	struct page_field *fields;
	struct page_row *rows;
	struct page_text *texts;
	size_t field_count, row_count, text_count;
	size_t rows_max, across_max; /* what the page has room for */
	/* of print.page only */
	struct page_text *programmes; /* programme id and its name on paper */
	size_t programme_count;
	struct picture *logo;			/* NULL: none */
	const char *fonts[PRESS_FONTS_MAX + 1]; /* before the packaged ones; ended by NULL */
};

/* A page with its heading. */
struct page_design {
	const struct page_layout *layout;
	const char *heading, *subheading; /* programme and sitting; subheading may be "" */
	bool logo;			  /* one is printed beside them */
};

/* The kinds there are: NULL-terminated, in byte order, in out. */
const char *const *page_layout_kinds(struct arena *out);

/*
 * The layout of a kind as this office has it, in job->arena; the office's file becomes an input of
 * the run. ERR_USAGE where there is no such kind, ERR_INPUT with file and line where the office's
 * file is wrong, names a font or logo that cannot be used, or leaves out a required field.
 */
int page_layout_find(struct job *job, const char *kind, const struct page_layout **ret,
		     struct err *e) MUST_CHECK;

/*
 * The same, where the caller fills in the fields: names are those it knows, in the order in which
 * it gives their values. That the built-in file has the same is our own business.
 */
int page_layout_for(struct job *job, const char *kind, const char *const *names, size_t count,
		    const struct page_layout **ret, struct err *e) MUST_CHECK;

/* The words of a key; "" where the office wants none. */
const char *page_text(const struct page_layout *layout, const char *key);

/* The name of a programme on paper; NULL where the office gives none. */
const char *page_programme(const struct page_layout *print, const char *programme_id);

/* The fonts this office prints with, and its print.page. */
int page_press_open(struct job *job, struct press **ret, const struct page_layout **ret_print,
		    struct err *e) MUST_CHECK;

/* R-GLYPH: lists the words that cannot be printed. Returns how many. */
size_t page_layout_unprintable(struct job *job, struct press *press,
			       const struct page_layout *layout);

/* For check-layout: finds a layout, and lists the words of it that cannot be printed. */
int page_layout_check(struct job *job, const char *kind, const struct page_layout **ret,
		      struct err *e) MUST_CHECK;

#endif
