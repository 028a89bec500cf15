/* Loading statements, settling their rows, and telling what a person must look at. */
#ifndef NCRE_JOB_RECONCILE_H
#define NCRE_JOB_RECONCILE_H

#include "exam/payment.h"
#include "exam/sitting.h"
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

/*
 * Declares that channel has no bill of these days. ERR_USAGE for what is no day, ERR_RULE where the
 * bill could still come (policy statement.lag.hours) or a statement covers a part of the day.
 * Counts "declared" and "unchanged".
 */
int reconcile_no_bill(struct job *job, const struct sitting *s, enum channel channel,
		      char *const *days, int count, struct err *e) MUST_CHECK;

/* What a bucket means, for people. */
const char *reconcile_bucket_text(const char *bucket);

/*
 * Calls fn for each bucket of the statements from first on (name NULL, or those of that name): then
 * for what they add up to ("sum") and for the file's own total ("total"). The texts live until fn
 * returns.
 */
struct reconcile_bucket {
	const char *file, *bucket;
	int64_t rows, fen;
};
int reconcile_buckets(struct job *job, int64_t first, const char *name,
		      int (*fn)(void *ctx, const struct reconcile_bucket *b, struct err *e),
		      void *ctx, struct err *e) MUST_CHECK;

/*
 * The report as a workbook at path: the buckets, every row that is more than a plain payment, and
 * the reverse: orders that count as paid, but no statement carries their money.
 */
int reconcile_report(struct job *job, int64_t first, const char *name, const char *path,
		     struct err *e) MUST_CHECK;

#endif
