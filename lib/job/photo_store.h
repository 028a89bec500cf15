/*
 * The content store: photos/ab/cdef....jpg inside the office folder, a file's name being the
 * SHA-256 of what is in it.
 */
#ifndef NCRE_JOB_PHOTO_STORE_H
#define NCRE_JOB_PHOTO_STORE_H

#include "job/job.h"

/* The place of a photo in the store; in out. */
const char *photo_store_path(const struct job *job, struct arena *out, const char *sha256);

/* Keeps a photo in the store; does nothing where it is there already. */
int photo_store_put(const struct job *job, struct arena *tmp, const char *sha256,
		    const uint8_t *data, size_t len, struct err *e) MUST_CHECK;

/*
 * Compares the store with the records: a finding for each photo that is missing or has another
 * size, and for files that do not belong there. With read_all every photo is read as well, in
 * worker processes, and compared with its hash, and files that no record names are noted: runs
 * that were taken back leave them, for they may be done again.
 */
int photo_store_check(struct job *job, bool read_all, struct err *e) MUST_CHECK;

#endif
