/*
 * The office database: one SQLite file. Opening, transactions, and named statements.
 *
 * SQL text stands in .sql files beside the C that uses it and is reached by id (gen: sql.h).
 * Parameters are named and all must be bound; `:now` and `:run` bind themselves. Columns are read
 * by name. Inside a statement's loop the texts it returned are valid until the next step.
 */
#ifndef NCRE_DB_DB_H
#define NCRE_DB_DB_H

#include "base/err.h"
#include "base/time.h"

#include "sql.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct db;
struct stmt;

enum db_mode {
	DB_READ,  /* readers never write and never checkpoint */
	DB_COPY,  /* reads a copy that nobody else uses: it may lie on a network file system, and be
		   * of an older version */
	DB_WRITE, /* the caller holds the office's writer lock (db/lock.h) */
	DB_CREATE, /* a new file with the current schema; refuses one that exists */
};

/*
 * Opens path. ERR_DB where it is damaged, not ours, or of another schema version; ERR_INPUT where
 * it is missing or lies on a network file system. A memory database (path ":memory:", DB_CREATE)
 * is for tests.
 */
int db_open(struct db **ret, const char *path, enum db_mode mode, struct err *e) MUST_CHECK;
void db_close(struct db *db); /* NULL is fine; an open transaction is rolled back */

/*
 * Opens a reader beside a writer, for another thread: it sees what was committed before the run
 * that is open, from now on until it is closed. Close it before the run ends: no checkpoint passes
 * a reader.
 */
int db_open_beside(struct db **ret, const struct db *db, struct err *e) MUST_CHECK;

/* As db_open does first: where a database is to come. */
int db_refuse_network(const char *path, struct err *e) MUST_CHECK;

/* Opens whatever version it has, for `migrate` only. */
int db_open_any_version(struct db **ret, const char *path, struct err *e) MUST_CHECK;
int db_version(const struct db *db);			 /* of the open file */
int db_version_current(void);				 /* of this program */
int db_migrate(struct db *db, struct err *e) MUST_CHECK; /* brings it to the program's */

/* One consistent view for a reader; ends with db_close or db_end_read. */
int db_begin_read(struct db *db, instant now, struct err *e) MUST_CHECK;
int db_end_read(struct db *db, struct err *e) MUST_CHECK;

/*
 * Makes the tables that .sql files declare with `-- @temp NAME (COLUMNS)`, empty, for this
 * connection only: rows too many for memory that wait for a set-wise statement. Nothing in them is
 * recorded.
 */
int db_temp_tables(struct db *db, struct err *e) MUST_CHECK;

/* Parts of a run that succeed or fail on their own. */
int db_savepoint(struct db *db, struct err *e) MUST_CHECK;
int db_release(struct db *db, struct err *e) MUST_CHECK;
int db_rollback_to(struct db *db, struct err *e) MUST_CHECK;

instant db_now(const struct db *db);	/* of the run or read that is open */
int64_t db_run_id(const struct db *db); /* of the run that is open; 0 in a reader */

/*
 * The statement id, reset and without bindings; belongs to db. NULL on failure. One statement is
 * used by one loop at a time: leave a loop early with stmt_done.
 */
struct stmt *db_stmt(struct db *db, enum sql_id id, struct err *e) MUST_CHECK;

void stmt_text(struct stmt *st, const char *param, const char *value);	       /* NULL binds NULL */
void stmt_text_or_null(struct stmt *st, const char *param, const char *value); /* "" too */
void stmt_int(struct stmt *st, const char *param, int64_t value);
void stmt_null(struct stmt *st, const char *param);
bool stmt_has(const struct stmt *st, const char *param); /* for statements not known beforehand */
void stmt_blob(struct stmt *st, const char *param, const void *data, size_t len);

int stmt_step(struct stmt *st, struct err *e) MUST_CHECK; /* 1 a row, 0 the end, -1 */
int stmt_exec(struct stmt *st, struct err *e) MUST_CHECK; /* runs it to the end: 0, -1 */
void stmt_done(struct stmt *st);			  /* leaves a loop early */
int64_t stmt_changes(const struct stmt *st);		  /* rows the last exec changed */

const char *col_text(struct stmt *st, const char *column); /* "" for NULL */
int64_t col_int(struct stmt *st, const char *column);	   /* 0 for NULL */
bool col_is_null(struct stmt *st, const char *column);
const void *col_blob(struct stmt *st, const char *column, size_t *ret_len);

/* By position, for rows whose columns are not known beforehand (export, debug). */
int stmt_columns(const struct stmt *st);
const char *stmt_column_name(const struct stmt *st, int i);
const char *stmt_column_text(struct stmt *st, int i); /* NULL for NULL */

/* First column of the first row as a number: *ret untouched where there is no row. 1, 0, -1. */
int stmt_one_int(struct stmt *st, int64_t *ret, struct err *e) MUST_CHECK;

/* Largest id of a table's statement plus one is the database's business; this is the last insert's.
 */
int64_t db_last_id(const struct db *db);

/* Rows changed since the database was opened: two readings tell whether anything changed between.
 */
int64_t db_changes(const struct db *db);

/* Statements by name: "label_candidate". SQL_COUNT where there is none. */
enum sql_id sql_by_name(const char *name);

/*
 * Puts a view before each table: from here on every statement of this connection that names the
 * table, also through a view of the schema, reads the rows of the text of view instead. For
 * readers; such a table cannot be written any more. The text names the table as main.TABLE.
 */
struct db_narrowing {
	const char *table;
	enum sql_id view;
};
int db_narrow(struct db *db, const struct db_narrowing *list, size_t count,
	      struct err *e) MUST_CHECK;

/*
 * Rewrites the file without what deleted rows left, and empties its log. Outside a transaction, by
 * the holder of the writer's lock. ERR_BUSY where a reader does not let go of the old state.
 */
int db_compact(struct db *db, struct err *e) MUST_CHECK;

/* Integrity, foreign keys, and whether the schema is the program's. fn gets each complaint. */
int db_verify(struct db *db, int (*fn)(void *ctx, const char *what, struct err *e), void *ctx,
	      struct err *e) MUST_CHECK;

/*
 * The plan and text of statement id, one line a call: for tests and `ncre debug-sql`. Also
 * prepares it, so that a statement that does not fit the schema is found.
 */
int db_explain(struct db *db, enum sql_id id, int (*fn)(void *ctx, const char *line, struct err *e),
	       void *ctx, struct err *e) MUST_CHECK;

#endif
