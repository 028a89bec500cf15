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

/* The kinds: each reads, checks and judges one opened file. */
typedef int import_kind_fn(struct import *im, struct tab_src *src, const char *path,
			   const char *sha256, struct err *e);
import_kind_fn import_registrations;
import_kind_fn import_wishes;
import_kind_fn import_orders;
import_kind_fn import_needs;

#endif
