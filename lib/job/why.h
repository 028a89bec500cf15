/* Everything that happened to one candidate, in plain words. */
#ifndef NCRE_JOB_WHY_H
#define NCRE_JOB_WHY_H

#include "job/job.h"

/* Who it is about; texts in job->arena. */
struct why_person {
	int64_t id;
	const char *reg_no, *name, *site_code, *sitting;
	const char *state; /* one sentence: locked, waiting, gone ... */
};

/* The candidates, live and gone, with this registration or document number. ERR_INPUT: none. */
int why_find(struct job *job, const char *who, struct why_person **ret, size_t *ret_count,
	     struct err *e) MUST_CHECK;

/* Calls fn for each event in order of time; text is one sentence, run 0 where not known. */
int why_each(struct job *job, int64_t candidate_id,
	     int (*fn)(void *ctx, instant at, const char *text, int64_t run, struct err *e),
	     void *ctx, struct err *e) MUST_CHECK;

#endif
