/*
 * The sites of a sitting, one after another for the database and all processors at once for the
 * solver: a site is begun (read) and ended (written) by the caller's thread in order of code, and
 * solved in between by whoever is free. A private part of job/assign.
 */
#ifndef NCRE_JOB_ASSIGN_ROUND_H
#define NCRE_JOB_ASSIGN_ROUND_H

#include "base/crew.h"
#include "job/assign_load.h"

/* One site on its way. */
struct site_turn {
	struct assign_outcome *out;
	struct loaded_site site;
	struct assign_options how;
	struct assign_result r, then; /* then: of a question, after the change */
	int64_t seated, waiting;      /* of the site, before this run */
	/* the round's own */
	const struct site_round *round;
	struct errand errand;
	bool solving;
};

struct site_round {
	struct job *job;
	void *ctx;
	/* Loads t->site. 1: solve it; 0: there is nothing to solve. Adds no findings or counts. */
	int (*begin)(void *ctx, struct site_turn *t, struct err *e);
	/* In any thread: uses nothing but *t, and ctx for reading. */
	void (*solve)(const void *ctx, struct site_turn *t);
	/* Also where nothing was solved. */
	int (*end)(void *ctx, struct site_turn *t, struct err *e);
};

/* All of sites->list. Stops at the first failure in order of code; the sites before are ended. */
int assign_each(const struct site_round *round, struct assign_outcomes *sites,
		struct err *e) MUST_CHECK;

/* Values and bounds to t->out; what points into the site is left out, it goes with the site. */
void assign_keep_values(struct site_turn *t);

#endif
