/* Every invariant by rule id: the audit queries, the hash chain, the file's own integrity. */
#ifndef NCRE_JOB_CHECK_H
#define NCRE_JOB_CHECK_H

#include "job/job.h"

enum check_part {
	CHECK_RULES = 1,   /* the -- @check queries */
	CHECK_JOURNAL = 2, /* the hash chain */
	CHECK_FILE = 4,	   /* SQLite's integrity, foreign keys, the schema */
	CHECK_DATA = 8,	   /* that no row was changed outside the runs */
	CHECK_PHOTOS = 16, /* that the content store has what the records name */
	CHECK_ALL = 31,
	CHECK_CONTENT = 32, /* with CHECK_PHOTOS: read every photo too */
};

/* Adds a finding for everything that is wrong. Silent where all is well. */
int check_office(struct job *job, unsigned parts, struct err *e) MUST_CHECK;

#endif
