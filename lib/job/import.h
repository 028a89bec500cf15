/*
 * Import: tables of every kind into the office, by one contract. All findings of all rows come in
 * one pass, each with file, sheet, row and column. A file is taken whole or not at all, unless
 * `partial` takes its good rows; the rows that fail can be handed back as a workbook.
 */
#ifndef NCRE_JOB_IMPORT_H
#define NCRE_JOB_IMPORT_H

#include "job/job.h"

struct import_opts {
	const char *kind;    /* "registrations" */
	const char *sitting; /* code; NULL: the newest */
	bool partial;
	bool again;	    /* also a file that has been imported before */
	const char *reject; /* workbook of the failing rows; NULL: none */
};

/*
 * Imports the files in order. ERR_RULE where no file could be taken (findings say why); with at
 * least one taken, 0, and job->findings has errors where others failed. Counts in job: rows,
 * rows_refused, files_refused; of registrations candidates_added, candidates_changed,
 * candidates_known, entries_added, entries_known; of the others KIND_set, KIND_known.
 */
int import_files(struct job *job, const struct import_opts *opts, char *const *paths, size_t count,
		 struct err *e) MUST_CHECK;

/* Is the kind one of the tables of setup? */
bool import_is_setup(const char *kind);

/* What an import has done, in one sentence for people. In job->arena. */
const char *import_in_words(struct job *job, const char *kind);

#endif
