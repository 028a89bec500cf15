/*
 * Reading statements: what kind a file is, is found from its headers, columns are found by name,
 * and its own counts and sums are verified. What is not a trade bill is refused with a sentence.
 */
#ifndef NCRE_JOB_STATEMENT_H
#define NCRE_JOB_STATEMENT_H

#include "exam/payment.h"
#include "job/job.h"

struct statement_sink {
	/* Once, before the first row. */
	int (*begin)(void *ctx, enum channel channel, struct err *e);
	int (*row)(void *ctx, const struct payment_row *row, struct err *e);
	void *ctx;
};

/*
 * Reads the statement at path. channel: what it must be, -1 for whatever it is. Rows that cannot be
 * read are findings and make the whole file ERR_INPUT, because its sum would not be ours. end gets
 * what the file says of itself (its texts in job->arena).
 */
int statement_read(struct job *job, const char *path, int channel, const struct statement_sink *to,
		   struct statement_end *end, struct err *e) MUST_CHECK;

#endif
