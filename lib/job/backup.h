/*
 * Backups of an office: the database as one dated file, photos copied once each because they are
 * stored by content. Restoring keeps what was there aside.
 */
#ifndef NCRE_JOB_BACKUP_H
#define NCRE_JOB_BACKUP_H

#include "base/hash.h"
#include "job/job.h"

struct backup_result {
	const char *path; /* in job->arena */
	int64_t runs, photos_copied;
	char head[HASH_TEXT]; /* of the chain of runs in the copy */
};

/*
 * Copies the open office into folder dir (NULL: backup/ in the office; made where missing) as
 * ncre-YYYYMMDD-HHMMSS.db, opens the copy and checks its file; prove also runs every rule on it.
 * Findings of a bad copy are in job, and the copy is not kept.
 */
int backup_make(struct job *job, const char *dir, bool prove, struct backup_result *ret,
		struct err *e) MUST_CHECK;

/*
 * Removes dated copies in dir that keep ("7d,4w,12m": the newest of each of the last 7 days, 4
 * weeks, 12 months) does not name. The newest always stays. *ret_removed counts. ERR_USAGE where
 * keep cannot be read.
 */
int backup_rotate(struct job *job, const char *dir, const char *keep, int64_t *ret_removed,
		  struct err *e) MUST_CHECK;

struct restore_result {
	const char *aside; /* where the old database is now; "" where there was none */
	int64_t runs;
	char head[HASH_TEXT];
	int version; /* of the copy: where it is older than the program's, it must be migrated */
};

/*
 * Puts the copy file in the place of the office's database. The caller holds the writer lock and
 * has the database closed. ERR_RULE where the office has runs that the copy has not, unless force.
 */
int backup_restore(struct job *job, const char *file, bool force, struct restore_result *ret,
		   struct err *e) MUST_CHECK;

/* Brings the office's database to the program's version, after a copy. *ret_from: its version. */
int backup_migrate(struct job *job, int *ret_from, const char **ret_copy, struct err *e) MUST_CHECK;

/* Counts the files in the office that hold the database as it was: copies, and what a migration
 * and a restore kept. */
int backup_count_old(struct job *job, int64_t *ret, struct err *e) MUST_CHECK;

#endif
