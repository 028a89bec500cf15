/* The counter: confirming candidates one by one, and cancelling. A table of confirmations is a kind
 * of job/import.h. */
#ifndef NCRE_JOB_COUNTER_H
#define NCRE_JOB_COUNTER_H

#include "exam/sitting.h"
#include "job/job.h"

/*
 * Confirms candidates by registration, document or ticket number, or by the code that a scanner
 * reads from a form or a ticket (its signature is checked). Who is not found, registered at a site
 * that does not confirm, or outside its window (R-WINDOW) is a finding; who is confirmed already
 * counts as "unchanged". Counts "confirmed".
 */
int confirm_numbers(struct job *job, const struct sitting *s, char *const *numbers, int count,
		    struct err *e) MUST_CHECK;

/*
 * Cancels the entry of a subject, or with subject NULL deletes the registration. *ret_candidate is
 * whose. ERR_RULE by R-PAID, R-LOCK, R-WINDOW; ERR_INPUT where there is no such candidate or entry.
 */
int cancel_registration(struct job *job, const struct sitting *s, const char *number,
			const char *subject, const char *reason, int64_t *ret_candidate,
			struct err *e) MUST_CHECK;

#endif
