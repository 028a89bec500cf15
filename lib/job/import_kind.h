/* Inside lib/job: what the kinds of import share. A kind reads and checks one file, then lets
 * import_judge decide by the contract whether it is written. */
#ifndef NCRE_JOB_IMPORT_KIND_H
#define NCRE_JOB_IMPORT_KIND_H

#include "exam/sitting.h"
#include "job/import.h"
#include "job/reject.h"
#include "tab/layout.h"

/* What one import has open over all its files. */
struct import {
	struct job *job;
	const struct import_opts *opts;
	struct sitting sitting;
	const struct layout *layout;
	struct reject *reject; /* NULL: not wanted */
	size_t files, taken, refused;
	int64_t rows_open; /* of the kind, as last counted (job/open_rows.h) */
};

/* One file after reading and checking, as import_judge needs it. */
struct import_verdict {
	const char *path, *sha256;
	const struct layout_map *map;
	struct tab_src *src;
	struct findings *findings;
	int64_t rows, refused_rows;
	int (*write)(void *ctx, struct err *e); /* writes what was not refused */
	void *ctx;
};

/* Takes the file (calls write) or refuses it, adds its findings, writes its failing rows. */
int import_judge(struct import *im, const struct import_verdict *v, struct err *e) MUST_CHECK;

/* True, with e set, past this many errors: then a file is not one with mistakes but the wrong one,
 * and findings are kept in memory. */
enum { IMPORT_ERRORS_MAX = 200000 };
bool import_is_runaway(const struct findings *f, const char *path, struct err *e);

/* Counts rows that were written and rows that were there already: KIND_set, KIND_known. */
void import_count_rows(struct import *im, int64_t set, int64_t known);

/* The kinds: each reads, checks and judges one opened file. */
typedef int import_kind_fn(struct import *im, struct tab_src *src, const char *path,
			   const char *sha256, struct err *e);
import_kind_fn import_registrations;
import_kind_fn import_orders;
import_kind_fn import_setup; /* each of its tables by itself */

#endif
