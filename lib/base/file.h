/*
 * Files in: whole or in pieces, with a limit. Files out: written beside their place under a
 * temporary name, synced, and renamed when the run is committed, so that nobody ever sees half a
 * file and a refused run leaves nothing behind.
 */
#ifndef NCRE_BASE_FILE_H
#define NCRE_BASE_FILE_H

#include "base/err.h"
#include "base/mem.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* ---- in ---- */

/* Opens a regular file for reading. *bytes (may be NULL) gets its size. The caller closes. */
int file_open_read(const char *path, int *ret_fd, int64_t *bytes, struct err *e) MUST_CHECK;

/* The whole file in out, a NUL after it (not counted). Refuses more than max bytes. */
int file_read(struct arena *out, const char *path, int64_t max, char **ret, size_t *ret_len,
	      struct err *e) MUST_CHECK;

/* Hands the file to fn piece by piece. *bytes (may be NULL) gets the count. fn: 0 or -1. */
int file_each_piece(const char *path,
		    int (*fn)(void *ctx, const void *data, size_t len, struct err *e), void *ctx,
		    int64_t *bytes, struct err *e) MUST_CHECK;

bool file_exists(const char *path);
bool file_is_dir(const char *path);
bool file_is_same(const char *a, const char *b); /* two names of one file */

/* The part of a path after the last slash; inside path. */
const char *file_name(const char *path);

/* The folder of path, "." where it names none; released with mem_free. */
char *file_folder(const char *path);

/* Calls fn for each regular file below dir, in byte order of names, hidden ones left out. */
int dir_walk(const char *dir, int (*fn)(void *ctx, const char *path, struct err *e), void *ctx,
	     struct err *e) MUST_CHECK;

/*
 * Makes a folder; one that is there already is fine. It and the files of this header are for
 * their owner alone, but in a folder with the set-group-id bit (2770) they are for its group too.
 */
int dir_make(const char *path, struct err *e) MUST_CHECK;

/* Lets the group of its folder work with path as well, where the folder is shared: 0, -1 with
 * errno. */
int file_share(const char *path) MUST_CHECK;

/* Makes the empty file path. ERR_OUTPUT where it exists or cannot be made. */
int file_make_new(const char *path, struct err *e) MUST_CHECK;

/* ---- out ---- */

/*
 * The output files of one run. Zero-initialise. Each is begun, written under its temporary name
 * and finished; outputs_commit renames them all; outputs_discard removes what was not committed
 * (also called by atexit and safe to call twice).
 */
struct outputs {
	VEC_OF(struct output *) list;
	const char *folder; /* of the journal; NULL: none is kept */
	int64_t run;
	char *journal; /* once something was begun */
	int journal_fd;
};

struct output {
	char *path;	/* where it will stand */
	char *tmp_path; /* where it is written: give this name to a library that writes files */
	bool finished;
};

/*
 * Begins the output file path; *ret belongs to o. Its folder must exist. A file that stands
 * there is replaced at commit. ERR_OUTPUT where the place cannot be written.
 */
int output_begin(struct outputs *o, const char *path, struct output **ret,
		 struct err *e) MUST_CHECK;

/*
 * A folder beside out for the library that writes it, with all in it gone when out is finished or
 * given up. *ret is in mem.
 */
int output_spool(struct output *out, struct arena *mem, char **ret, struct err *e) MUST_CHECK;

/* Declares it complete: syncs the temporary file. */
int output_finish(struct output *out, struct err *e) MUST_CHECK;

/*
 * From now on what is begun is noted in folder, so that outputs_recover can see to it after this
 * process has died. run: the open run; 0 where files are put in place without one. folder must
 * outlive o.
 */
void outputs_keep_journal(struct outputs *o, const char *folder, int64_t run);

/* To be called before the run commits: once it has, the finished outputs will be put in place,
 * whatever happens. */
int outputs_promise(struct outputs *o, struct err *e) MUST_CHECK;

/* Renames every finished output into place and syncs the folders. */
int outputs_commit(struct outputs *o, struct err *e) MUST_CHECK;
void outputs_discard(struct outputs *o);

/* Leaves what could not be put in place to outputs_recover; outputs_discard then keeps it. */
void outputs_leave(struct outputs *o);

/*
 * Sees to what dead processes left in folder: outputs of runs up to last_run are put in place, all
 * other temporary files removed. The caller holds the office's writer lock.
 */
int outputs_recover(const char *folder, int64_t last_run, struct err *e) MUST_CHECK;

/* Writes data as a complete output file: begin, write, finish. */
int output_write(struct outputs *o, const char *path, const void *data, size_t len,
		 struct err *e) MUST_CHECK;

/* Gives a file another name in the same folder, in one step and for good; what has it is replaced.
 */
int file_move(const char *from, const char *to, struct err *e) MUST_CHECK;

/* Writes and syncs a file outside any run (init, receipts): temporary name, then renamed. */
int file_write_now(const char *path, const void *data, size_t len, struct err *e) MUST_CHECK;

#endif
