/* R-PRIV: the personal data of a sitting, after its retention. */
#ifndef NCRE_JOB_PURGE_H
#define NCRE_JOB_PURGE_H

#include "job/job.h"

struct purge_opts {
	const char *sitting;	 /* code */
	const char *certificate; /* the certificate of deletion, a PDF; NULL: out/purge-CODE.pdf */
	bool write_nothing;	 /* a dry run: no certificate */
};

/*
 * Takes the personal data of the sitting out of the database: candidates without money are
 * deleted, those the ledger needs get pseudonyms; accounts that only served this sitting, photos
 * no one else has, and what runs up to the last one that touched the sitting recorded go too (they
 * cannot be undone any more). Writes the certificate. Counts go to job->counts. ERR_RULE before
 * the retention (policy retention.days after the last exam day) is over, or while refunds are
 * owed; ERR_INPUT where there is no such sitting. A sitting that was purged already only counts
 * nothing.
 */
int purge_sitting(struct job *job, const struct purge_opts *opts, struct err *e) MUST_CHECK;

/* What a count of purge_sitting counts, in words. */
const char *purge_label(const char *count);

/*
 * After the commit: removes every file of photos/ that no record names, and rewrites the database
 * so that nothing of the old rows is left in it. *ret_copies counts the earlier databases in the
 * office (backup_count_old), which still hold what went.
 */
int purge_leftovers(struct job *job, int64_t *ret_files, int64_t *ret_copies,
		    struct err *e) MUST_CHECK;

#endif
