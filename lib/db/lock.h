/*
 * The office's one writer lock: flock on a file beside the database, so that the kernel frees it
 * when a process dies. Held from before the transaction until after the checkpoint.
 */
#ifndef NCRE_DB_LOCK_H
#define NCRE_DB_LOCK_H

#include "base/err.h"

struct lock {
	int fd; /* -1: not held */
};

/* Waits up to wait_s seconds. ERR_BUSY with what to do where another command keeps it. */
int lock_take(struct lock *l, const char *path, int wait_s, struct err *e) MUST_CHECK;
void lock_release(struct lock *l); /* harmless where not held */

#endif
