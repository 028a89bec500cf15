/*
 * Where printed files go: one file or many in a folder, each with what it must say about itself.
 * Inside lib/job, for the print_* use cases.
 */
#ifndef NCRE_JOB_PRINT_OUT_H
#define NCRE_JOB_PRINT_OUT_H

#include "base/hash.h"
#include "exam/sitting.h"
#include "job/page_layout.h"
#include "job/print.h"

/* Zero-initialise, print_out_start, print_out_end on every way out. */
struct print_out {
	struct job *job;
	struct press *press;
	const struct page_layout *print; /* what all papers have in common */
	struct page_design design;	 /* its layout by print_out_layout */
	const char *target;
	bool is_dir, made_dir;
	char head[HASH_TEXT]; /* of the journal, as it was when the run began */
	struct pdf *pdf;      /* the open file; NULL between files */
	struct output *output;
	const char *title;
	int logo; /* its stencil in the open file; -1: not drawn yet */
	struct hash content;
	int64_t files, pages;
};

/*
 * Looks at target (a name that ends in ".pdf" is a file, anything else a folder), reads print.page,
 * opens the fonts, makes the heading. many_files: refuses a file name where many files are to be
 * written (ERR_USAGE). ERR_RULE where the heading cannot be printed.
 */
int print_out_start(struct print_out *po, struct job *job, const struct sitting *sitting,
		    const char *target, bool many_files, struct err *e) MUST_CHECK;

/*
 * The layout of the pages to be printed, into po->design: as page_layout_for. ERR_RULE with
 * findings where its words cannot be printed (R-GLYPH).
 */
int print_out_layout(struct print_out *po, const char *kind, const char *const *names, size_t count,
		     struct err *e) MUST_CHECK;

/* ERR_RULE where some were left out of what is to be printed and nobody said to skip them. */
int print_out_judge(const struct print_opts *opts, const struct print_result *res, int64_t good,
		    struct err *e) MUST_CHECK;

/*
 * The place of a file: target itself, or NAME.pdf in the folder, which is made now if need be.
 * begin and end_file may run in a worker process (base/workers.h), with a copy of po.
 */
int print_out_place(struct print_out *po, const char *name, struct output **ret,
		    struct err *e) MUST_CHECK;
int print_out_begin(struct print_out *po, struct output *output, const char *title,
		    struct err *e) MUST_CHECK;
int print_out_end_file(struct print_out *po, struct err *e) MUST_CHECK;

/* Place and begin in one, where files are written one after the other. */
int print_out_open(struct print_out *po, const char *name, const char *title,
		   struct err *e) MUST_CHECK;

/* A page's footer, and its content's hash into that of the file. */
void print_out_stamp(struct print_out *po, struct canvas *c, const char *content);

/* The office's logo as large as the box allows; nothing where it has none. */
void print_out_logo(struct print_out *po, struct canvas *c, double x, double y, double width,
		    double height);

/* Ends the open file, if any, and finishes its output. */
int print_out_close(struct print_out *po, struct err *e) MUST_CHECK;

/*
 * Counts the files that earlier prints of everything have left in the folder: NAME-*.pdf that this
 * print does not replace, a room that is no more. None where only a part was to be printed.
 */
int print_out_count_old(struct print_out *po, const struct print_opts *opts, const char *name,
			int64_t *ret, struct err *e) MUST_CHECK;

/* Releases; ok: everything went well. Else what was begun is taken away again. */
void print_out_end(struct print_out *po, bool ok);

/*
 * The photo of a candidate, its bytes in row. False where it is missing, unreadable or damaged:
 * *ret_why says what, for a finding; a photo never fails the run by itself.
 */
bool print_photo(struct job *job, struct arena *row, const char *sha256, struct picture *ret,
		 const char **ret_why);

#endif
