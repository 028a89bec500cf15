/* Reviewing in bulk: submitting, deciding by number. The sheet that comes back is a
 * table like others: the kind decisions of job/import.h. */
#ifndef NCRE_JOB_REVIEW_H
#define NCRE_JOB_REVIEW_H

#include "exam/review.h"
#include "exam/sitting.h"
#include "job/job.h"

/*
 * Submits these candidates (registration or document numbers), or with count 0 everybody at the
 * site (NULL: all sites that review) who was never submitted. An accepted photo, an entry and every
 * field that the layout "registrations" requires are needed; who cannot be is a finding (R-REVIEW,
 * R-PAY-PHOTO). ERR_INPUT for a number there is not. Counts "submitted".
 */
int review_submit(struct job *job, const struct sitting *s, const char *site, char *const *numbers,
		  int count, struct err *e) MUST_CHECK;

/* Approves or rejects (reason not NULL) these candidates. Who is not pending is a finding. */
int review_decide(struct job *job, const struct sitting *s, const char *reason,
		  char *const *numbers, int count, struct err *e) MUST_CHECK;

#endif
