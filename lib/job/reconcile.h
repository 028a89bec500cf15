/* Loading statements, settling their rows, and telling what a person must look at. */
#ifndef NCRE_JOB_RECONCILE_H
#define NCRE_JOB_RECONCILE_H

#include "job/job.h"

struct reconcile_result {
	int64_t
	    first_statement; /* the statements loaded by this run have this id or a higher one */
	int64_t statements;
	VEC_OF(const char *) same; /* messages about files loaded before; in job->arena */
};

/*
 * Loads files and settles them together, whatever their order. channel: what they must be, -1 for
 * whatever they are. All or nothing; ERR_INPUT where a file cannot be used. Rows that paid nothing
 * are warnings and set attention. Counts "statements", "rows", "repeated".
 */
int reconcile_files(struct job *job, int channel, char *const *paths, int count,
		    struct reconcile_result *ret, struct err *e) MUST_CHECK;

void reconcile_result_free(struct reconcile_result *r);

#endif
