/* What the files of lib/db share; nobody else includes it. */
#ifndef NCRE_DB_INTERNAL_H
#define NCRE_DB_INTERNAL_H

/* Debian builds SQLite with sessions; the header hides them without these. */
#define SQLITE_ENABLE_SESSION	     1
#define SQLITE_ENABLE_PREUPDATE_HOOK 1
#include <sqlite3.h>

#include "base/mem.h"
#include "db/db.h"
#include "db/rows.h"
#include "db/run.h"

enum { STMT_HINTS = 32 };

struct stmt {
	struct db *db;
	sqlite3_stmt *raw;
	enum sql_id id;
	uint64_t bound; /* bit i: parameter i + 1 */
	/* where a column was found last, by the address of its name */
	unsigned char found_at[STMT_HINTS];
	int64_t changes;
	bool active; /* between the first step and the end */
};

/* The rows of one declared table (db/rows.h). */
struct rows_source {
	const char *name, *declaration;
	size_t count;
	rows_cell_fn *cell;
	const void *ctx;
};

struct db {
	sqlite3 *raw;
	struct rows_source *rows; /* as embedded_rows; a NULL name ends them */
	char *path;
	int version; /* of the schema */
	struct stmt *stmts[SQL_COUNT];
	instant now;
	int64_t run_id;
	sqlite3_session *session; /* records the open run */
	struct run_state *run;
	int savepoints;
	bool in_transaction;
};

/* Sets e from what SQLite says: its class decides the exit code, a rule's name is kept. */
int db_fail(struct db *db, const char *what, struct err *e);

/* The same of a call that tells its code only by returning it: those of the session extension. */
int db_fail_as(struct db *db, int rc, const char *what, struct err *e);

/* Runs SQL text that is part of this room (pragmas, BEGIN). */
int db_sql(struct db *db, const char *sql, struct err *e) MUST_CHECK;

/* A number from one-row SQL text of this room. */
int db_sql_int(struct db *db, const char *sql, int64_t *ret, struct err *e) MUST_CHECK;

/* SQLite, short of memory, may have rolled the transaction back: what came then would stand alone.
 */
int db_refuse_alone(const struct db *db, struct err *e) MUST_CHECK;

/* Off: what triggers keep, count and forbid is then the caller's business. */
int db_set_triggers(struct db *db, bool on, struct err *e) MUST_CHECK;

/* Names of the recorded tables (those with a column run_id), in out. */
int db_recorded_tables(struct db *db, struct arena *out, char ***ret, size_t *ret_count,
		       struct err *e) MUST_CHECK;

/* Makes the declared row tables known to the connection. */
int rows_register(struct db *db, struct err *e) MUST_CHECK;

struct rows_source *rows_find(struct db *db, const char *name);

void db_finalize_statements(struct db *db);

#endif
