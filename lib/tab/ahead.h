/*
 * Inside lib/tab: a part of a container unpacked ahead by a second thread, so that unpacking and
 * scanning share two processors. While it is open nothing else may use the container.
 */
#ifndef NCRE_TAB_AHEAD_H
#define NCRE_TAB_AHEAD_H

#include "tab/pack.h"

struct ahead;

/*
 * Starts unpacking. NULL where it is not worth a thread (a small part, one processor) or where
 * none can be had: then read the part directly.
 */
struct ahead *ahead_open(struct part *part);

/* The same as part_read. *ret_bad: some of the text so far is not what tab/clean.h asks for. */
int ahead_read(struct ahead *a, void *to, size_t cap, size_t *ret_got, bool *ret_bad,
	       struct err *e) MUST_CHECK;

/* Stops the thread; the part stays the caller's. NULL is fine. */
void ahead_close(struct ahead *a);

#endif
