/* Rows inserted in bulk, without SQLite's foreign keys: a parent that is not there is found. */
#include "tap/tap.h"

#include "db/db.h"
#include "db/rows.h"
#include "db/run.h"

struct entry_row {
	int64_t candidate_id, offering_id;
};

static const char *cell(const void *ctx, size_t at, int column, bool *is_int, int64_t *number)
{
	const struct entry_row *rows = ctx;

	/* the order of the columns of incoming_entry, see exam/registration.sql */
	*is_int = true;
	*number = column == 0	? (int64_t)at
		  : column == 1 ? rows[at].candidate_id
		  : column == 2 ? rows[at].offering_id
				: 0;
	return NULL;
}

static const char *person(const void *ctx, size_t at, int column, bool *is_int, int64_t *number)
{
	static const char *const cells[] = {
	    NULL,    NULL,   "990101", "99990101000001",
	    "group", "林一", "M",      "2004-01-02",
	    "1",     "1",    NULL,     NULL,
	    NULL,    NULL,   NULL,     NULL,
	    NULL,    NULL,   NULL,     NULL,
	    NULL,    NULL,   NULL,     NULL,
	    NULL,    "1",    NULL,     "school",
	};

	(void)ctx;
	(void)at;
	*is_int = column < 2 || column == 26;
	*number = 1;
	return cells[column];
}

/* Inserts one row of a kind; the result. */
static int insert(struct db *db, const char *rows, rows_cell_fn *fn, const void *ctx,
		  const char *table, enum sql_id id, struct err *e)
{
	struct stmt *st = db_stmt(db, id, e);

	if (!st)
		return -1;
	if (stmt_has(st, ":sitting"))
		stmt_int(st, ":sitting", 1);
	db_rows_set(db, rows, 1, fn, ctx);
	return run_insert_bulk(db, table, st, e);
}

static void test_parents(struct db *db)
{
	static const struct run_info info = {
	    .command = "test", .argv_json = "[]", .operator= "test", .now = 1800000000};
	static const struct entry_row stray = {77, 88};
	struct err e = {0};

	succeeds(run_begin(db, &info, &e), &e, "a run begins");
	fails(insert(db, "incoming_entry", cell, &stray, "entry", SQL_REGISTRATION_INSERT_ENTRIES,
		     &e),
	      &e, ERR_RULE, "an entry of nobody is refused");
	run_abandon(db);
	e = (struct err){0};
	succeeds(run_begin(db, &info, &e), &e, "another begins");
	fails(insert(db, "incoming", person, NULL, "candidate", SQL_REGISTRATION_INSERT, &e), &e,
	      ERR_RULE, "a candidate at a site that the sitting does not have, too");
	run_abandon(db);
}

int main(void)
{
	struct err e = {0};
	struct db *db;

	if (db_open(&db, ":memory:", DB_CREATE, &e) < 0)
		return 1;
	test_parents(db);
	db_close(db);
	return tap_done();
}
