/*
 * Runs: one execution of a writing command is one transaction, recorded with its changeset and
 * chained by hash to the run before it (R-RUN).
 *
 * The recorder is SQLite's session extension: its changeset is a documented format and its
 * inverse is the undo.
 */
#ifndef NCRE_DB_RUN_H
#define NCRE_DB_RUN_H

#include "base/buf.h"
#include "base/err.h"
#include "base/finding.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/time.h"
#include "db/db.h"

struct run_info {
	const char *command;
	const char *argv_json;
	const char *operator;
	instant now;
	bool clock_override;
	int64_t undoes; /* the run this one takes back; 0: none */
};

struct run_counts {
	int64_t inserted, updated, deleted; /* rows of recorded tables, net over the run */
};

/* BEGIN IMMEDIATE, a new run id, and recording on. info's texts must outlive the run. */
int run_begin(struct db *db, const struct run_info *info, struct err *e) MUST_CHECK;

/* Names an input file of the open run; stored with its hash. */
void run_add_input(struct db *db, const char *path, const char *sha256, int64_t bytes);

/* The head of the hash chain as it was when the run or read began. In out; "" before any run. */
int run_head(struct db *db, char out[HASH_TEXT], struct err *e) MUST_CHECK;

/*
 * Runs an INSERT of many rows without recorder, triggers and foreign keys, which cost more than the
 * rows themselves: they are recorded from the table afterwards, and ERR_RULE says that one names a
 * parent that is not there. table has an INTEGER PRIMARY KEY `id`, and the new rows get ids past
 * the last one. What the table's triggers keep, the caller keeps. No savepoint may be open. Where
 * the table has triggers, no other statement may be half-way: SQLite ends those when triggers are
 * switched off.
 */
int run_insert_bulk(struct db *db, const char *table, struct stmt *st, struct err *e) MUST_CHECK;

/*
 * Changes in bulk: between the two calls every change is recorded as it is made, for a fraction of
 * the time and in little memory. For set-wise statements that change a row at most once between
 * the calls, and leave its key alone; not inside a savepoint. Before and after, rows may change
 * as they like. A run that fails between the two ends as any other.
 */
int run_bulk_begin(struct db *db, struct err *e) MUST_CHECK;
int run_bulk_end(struct db *db, struct err *e) MUST_CHECK;

/*
 * While changes are made in bulk: until run_bulk_end only new rows of table (INTEGER PRIMARY KEY
 * `id`) are written, as often as one likes. They are recorded from the table at the end, and not
 * watched one by one.
 */
int run_bulk_appends(struct db *db, const char *table, struct err *e) MUST_CHECK;

/*
 * Off: triggers and foreign keys, which cost more than the rows themselves; with triggers SQLite
 * also prepares to take back each single update. What they keep, count and forbid, the caller does.
 * No statement may be half-way when they go off or on: SQLite ends those.
 */
int run_bulk_guards(struct db *db, bool on, struct err *e) MUST_CHECK;

/*
 * To such a table: runs st, an INSERT of all the rows that the table of rows has (db/rows.h). Each
 * column is what the one of its name is there, `run_id` and `run` the run, others NULL; so they are
 * recorded from there, unless st left some out. *ret_count: how many it has inserted.
 */
int run_bulk_append_rows(struct db *db, const char *table, const char *rows, struct stmt *st,
			 int64_t *ret_count, struct err *e) MUST_CHECK;

/*
 * While changes are made in bulk: updates of a recorded table that are prepared from what a query
 * reads, maybe by another connection and another thread, and made later. Nothing else may change
 * the table meanwhile, until run_bulk_end.
 *
 * run_update_read: rows stands on a row of a query of every column of table as it stands (t.*), and
 * then of new values, each named as the column it is for; other columns are the caller's own. One
 * of the new values is the run (run_id). Appends to out what run_update_make needs.
 *
 * run_update_make: makes the update that run_update_read appended at `at`, while guards are off.
 * *ret_made: the row was still as it was read.
 */
struct run_update;
struct run_update *run_update_open(struct db *db, const char *table);
void run_update_read(struct run_update *u, struct stmt *rows, struct buf *out);
int run_update_make(struct run_update *u, const struct buf *from, size_t at, bool *ret_made,
		    struct err *e) MUST_CHECK;
void run_update_close(struct run_update *u); /* before the run ends; NULL is fine */

/*
 * Ends recording: takes the changeset, counts. Must precede run_diff and
 * run_commit; nothing recorded may change after it.
 */
int run_seal(struct db *db, struct run_counts *ret, struct err *e) MUST_CHECK;

/*
 * One changed field. old and new are texts as stored, NULL for NULL; a row that appears has only
 * new, one that goes only old. pk is the first column of the primary key (of the others: joined
 * by '/'). op is "insert", "update" or "delete".
 */
struct run_change {
	const char *table, *op, *pk, *field, *old, *new;
};

/* Calls fn for every changed field of the sealed run, by table in order of first change. */
int run_diff(struct db *db, int (*fn)(void *ctx, const struct run_change *c, struct err *e),
	     void *ctx, struct err *e) MUST_CHECK;

/* Records the sealed run with its summary (a JSON object) and findings, commits, checkpoints. */
int run_commit(struct db *db, const char *summary, const struct findings *findings,
	       struct err *e) MUST_CHECK;

/* Rolls the open run back. Nothing to do where none is open. */
void run_abandon(struct db *db);

/* ---- purge ---- */

/*
 * R-PRIV: between the two calls nothing is recorded and no trigger or foreign key stands in the
 * way, because a purge must not keep what it takes away. The second also empties the runs up to
 * through: their changesets, findings, command lines and names of files go, their hashes stay. The
 * run must be of the command `purge` and say "purged_through" in its summary: that is how
 * run_verify_chain knows. ERR_RULE where something else than a run has changed the data before.
 */
int run_forget_begin(struct db *db, struct err *e) MUST_CHECK;
int run_forget_end(struct db *db, int64_t through, struct err *e) MUST_CHECK;

/* The newest run that a purge has emptied; 0 where there was none. */
int run_purged_through(struct db *db, int64_t *ret, struct err *e) MUST_CHECK;

/* ---- undo ---- */

struct undo_conflict {
	const char *table, *pk;
	const char *why; /* "changed", "gone", "exists", "rule", "referred" */
	int64_t run_id;	 /* the run that last changed the row, where known */
};

struct undo_result {
	VEC_OF(struct undo_conflict) conflicts; /* texts in the arena given */
	int64_t changes;			/* rows put back */
};

/*
 * Applies the inverse of run id inside the open run. Conflicts are collected in res; where there
 * are any, nothing is left changed and the run can only be abandoned. Triggers are off while it
 * works (it is the one sanctioned way past append-only rules): the caller rebuilds the counters
 * afterwards. ERR_RULE where the run does not exist, was recorded under another schema, was emptied
 * by a purge, or is one.
 */
int run_undo(struct db *db, struct arena *out, int64_t id, struct undo_result *res,
	     struct err *e) MUST_CHECK;
void undo_result_free(struct undo_result *res);

/*
 * Recomputes the chain. *ret_bad gets the first run whose hash, changeset or link is wrong, 0
 * where all are right; why (512 bytes) says what.
 */
int run_verify_chain(struct db *db, int64_t *ret_bad, char why[512], struct err *e) MUST_CHECK;

/*
 * Compares every table with what the runs left in it; fn gets each that something else has changed
 * (table_digest where the record of that itself is not the last run's). progress may be NULL.
 */
int run_verify_data(struct db *db,
		    int (*fn)(void *ctx, const char *table, int64_t rows_then, int64_t rows_now,
			      struct err *e),
		    void (*progress)(void *ctx, int64_t done, int64_t total), void *ctx,
		    struct err *e) MUST_CHECK;

#endif
