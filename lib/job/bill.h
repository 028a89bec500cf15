/* Opening and closing orders in bulk: who may pay, by the rules, and who may not and why. */
#ifndef NCRE_JOB_BILL_H
#define NCRE_JOB_BILL_H

#include "exam/sitting.h"
#include "job/job.h"

struct bill_open {
	const struct sitting *sitting;
	const char *site;     /* NULL: all sites */
	const char *channel;  /* NULL: not known */
	int64_t candidate_id; /* 0: all */
	bool group;	      /* one order a site for the candidates a school registered */
};

/*
 * Opens an order for every candidate that may pay. Who may not is a finding: R-WINDOW (one a site),
 * R-PAY-PHOTO, R-REVIEW. Counts "orders" and "amount_fen".
 */
int bill_open(struct job *job, const struct bill_open *what, struct err *e) MUST_CHECK;

/* Closes the orders with these numbers. ERR_INPUT for a number there is not, ERR_RULE where one is
 * not open; nothing is closed then. */
int bill_close(struct job *job, char *const *numbers, int count, struct err *e) MUST_CHECK;

/* Closes what has been open longer than policy order.timeout.minutes. */
int bill_time_out(struct job *job, const struct sitting *sitting, struct err *e) MUST_CHECK;

#endif
