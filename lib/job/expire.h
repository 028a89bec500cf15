/* Ending what was not paid in time (R-EXP), unless money may be under way (R-EXP-COVER). */
#ifndef NCRE_JOB_EXPIRE_H
#define NCRE_JOB_EXPIRE_H

#include "exam/expiry.h"
#include "job/job.h"

struct expire {
	int64_t limit;		/* at most so many entries, the longest overdue first; 0: all */
	bool without_statement; /* do not wait for statements */
	bool each_kept;		/* a note for each that waits for a statement, not one for all */
};

/*
 * Ends what is due; ended gets those entries (texts in job->arena). What waits for a statement is
 * noted: one by one it would be recorded again with every run of cron. ERR_RULE where the newest
 * run is later than now: the clock was set back. Counts "entries_expired", "candidates_gone",
 * "entries_kept".
 */
int expire_unpaid(struct job *job, const struct expire *what, struct due_entries *ended,
		  struct err *e) MUST_CHECK;

#endif
