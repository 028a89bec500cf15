/*
 * Export: tables of every kind out of the office. A kind is a statement of exam/export*.sql and the
 * columns it has for people. What can be imported has the columns and words of its layout, so that
 * what is exported can be imported again and changes nothing.
 */
#ifndef NCRE_JOB_EXPORT_H
#define NCRE_JOB_EXPORT_H

#include "job/job.h"
#include "tab/layout.h"

struct export_opts {
	const char *kind;
	const char *sitting;		    /* code; NULL: the newest */
	const char *site, *subject, *state; /* NULL: all */
	int64_t since;			    /* only what later runs changed; 0: all */
};

struct export_table {
	const char *kind;
	struct stmt *stmt;	     /* bound, before its first step; columns by key */
	const struct layout *layout; /* of what can be imported; else NULL */
	const char *sheet;	     /* name for a workbook's sheet */
	bool is_public;		     /* nothing in it is personal (R-PRIV) */
	const struct column *columns;
	size_t count;
};

/* Prepares the table; memory in job->arena. ERR_USAGE for no such kind, or a filter it has not. */
int export_open(struct job *job, const struct export_opts *opts, struct export_table *ret,
		struct err *e) MUST_CHECK;

/* A word of the database (a state, a channel ...) in column key, for people; others unchanged. */
const char *export_word(const struct export_table *t, const char *key, const char *word);

/*
 * Writes the blank workbook of an import kind: the layout's columns with notes, drop-down lists
 * from code sheets, text formats for numbers that must stay text, and one sample row.
 */
int template_write(struct job *job, const char *kind, const char *path, struct err *e) MUST_CHECK;

#endif
