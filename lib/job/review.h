/* Reviewing in bulk: submitting, deciding by number or by the sheet that comes back. */
#ifndef NCRE_JOB_REVIEW_H
#define NCRE_JOB_REVIEW_H

#include "exam/review.h"
#include "exam/sitting.h"
#include "job/job.h"

/*
 * Submits these candidates (registration or document numbers), or with count 0 everybody at the
 * site (NULL: all sites that review) who was never submitted. Who cannot be is a finding (R-REVIEW,
 * R-PAY-PHOTO). ERR_INPUT for a number there is not. Counts "submitted".
 */
int review_submit(struct job *job, const struct sitting *s, const char *site, char *const *numbers,
		  int count, struct err *e) MUST_CHECK;

/* Approves or rejects (reason not NULL) these candidates. Who is not pending is a finding. */
int review_decide(struct job *job, const struct sitting *s, const char *reason,
		  char *const *numbers, int count, struct err *e) MUST_CHECK;

/*
 * Takes decisions from a sheet (layout "review"). What stands decided the same way already counts
 * as "unchanged". ERR_RULE where a row is wrong, unless partial.
 */
int review_read_sheet(struct job *job, const struct sitting *s, const char *path, bool partial,
		      struct err *e) MUST_CHECK;

#endif
