/* Taking a run back, with what must be put right afterwards: counters and the ledger. */
#ifndef NCRE_JOB_UNDO_H
#define NCRE_JOB_UNDO_H

#include "job/job.h"

/* One row that later work has changed: in words. */
struct undo_line {
	const char *table, *who, *why, *run; /* run: "" where unknown */
};

struct undo_report {
	struct undo_line *lines; /* in job->arena */
	size_t count;		 /* 0: the undo is done */
};

/*
 * Undoes run id inside the open run. Where later work is in the way, report lists it and the run
 * must be abandoned: tickets that were printed are in the way of what they show, placements, wishes
 * and scores of the payment they need. ERR_RULE where the run does not exist, was undone already,
 * or is too old.
 */
int undo_run(struct job *job, int64_t id, struct undo_report *report, struct err *e) MUST_CHECK;

#endif
