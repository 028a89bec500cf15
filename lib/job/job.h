/*
 * What a use case works with: the open database, the run's clock and memory, and the places where
 * it leaves what it found, counted and wrote. The dispatcher makes one for each command.
 */
#ifndef NCRE_JOB_JOB_H
#define NCRE_JOB_JOB_H

#include "base/err.h"
#include "base/file.h"
#include "base/finding.h"
#include "base/mem.h"
#include "base/time.h"
#include "db/db.h"

#include <stdbool.h>
#include <stdint.h>

struct job_count {
	const char *key; /* English: "candidates_added" */
	int64_t value;
};

struct job {
	struct db *db;	      /* in the run's or read's transaction; NULL where none is needed */
	const char *office;   /* the office folder; NULL where none is needed */
	const char *operator; /* the real user */
	instant now;
	struct arena arena; /* lives as long as the run */
	struct findings findings;
	struct outputs outputs;
	bool attention;	   /* done, but something needs a person: exit code 1 */
	bool keep_outputs; /* put output files in place even where a rule refuses the run */
	VEC_OF(struct job_count) counts; /* for the run's summary and the receipt, in this order */
	/* Shows progress on a terminal: rows read where total is 0, a step where both are. May be
	 * NULL. */
	void (*progress)(const char *what, int64_t done, int64_t total);
};

/* Adds to the count key (made with value 0 where new). Keys live as long as the job. */
void job_count(struct job *job, const char *key, int64_t add);

/*
 * Declares path an input of the run: hashes it and records it. *ret_sha256 (may be NULL) is in
 * job->arena. In a reader it only hashes.
 */
int job_input(struct job *job, const char *path, const char **ret_sha256, struct err *e) MUST_CHECK;

/* Adds a finding that is about a record rather than a file's row. Texts are copied. */
void job_finding(struct job *job, const char *rule, enum severity severity, const char *subject,
		 const char *text);

void job_progress(struct job *job, const char *what, int64_t done, int64_t total);

/* A path inside the office folder; in job->arena. */
const char *job_office_path(struct job *job, const char *name);

void job_free(struct job *job);

#endif
