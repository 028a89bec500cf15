/*
 * Work spread over processes, one per processor. Processes rather than threads: where a hostile
 * file crashes a decoder it kills one worker, and the run goes on and names the file.
 */
#ifndef NCRE_BASE_WORKERS_H
#define NCRE_BASE_WORKERS_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

struct work {
	size_t count;	    /* items 0 .. count-1 */
	size_t result_size; /* bytes of one result: plain data without pointers */
	void *ctx;
	/*
	 * In a worker: does item i into result (zeroed). Must not touch the database. What it
	 * allocates in a static arena stays for the worker's next item.
	 */
	void (*one)(void *ctx, size_t i, void *result);
	/* In the caller, in no certain order: result is NULL where the worker died on the item. */
	int (*done)(void *ctx, size_t i, const void *result, struct err *e);
};

/*
 * Does all items. processes: 0 for one per processor. With one processor or one item no process
 * is made for speed's sake, but still one for safety's. ERR_OUTPUT where none can be started.
 */
int workers_run(const struct work *w, int processes, struct err *e) MUST_CHECK;

/* Processes that work at once where 0 is given. */
int workers_processors(void);

/* A number that tells this process from the one that made it. */
int64_t workers_self(void);

#endif
