/*
 * Inserting many rows with one statement and without what SQLite does for each of them: recorders,
 * triggers, foreign keys. The rows are read once more in order, which records them, and there the
 * parents that they name are looked up too, through cursors that stay open.
 */
#include "db/bulk_record.h"

#include "base/messages.h"

#include <string.h>

int run_last_id(struct db *db, const char *table, int64_t *ret, struct err *e)
{
	char *sql = sqlite3_mprintf("SELECT coalesce(max(id), 0) FROM main.\"%w\"", table);
	int rc = sql ? db_sql_int(db, sql, ret, e) : err_set(e, ERR_OUTPUT, "%s", E_NO_MEMORY);

	sqlite3_free(sql);
	return rc;
}

/* ---- recording ---- */

/*
 * For each foreign key of the table a join of its parent, and in hanging the condition that it is
 * named and not there. The names are the schema's own.
 */
static int put_parents(struct db *db, const char *table, struct buf *joins, struct buf *hanging,
		       struct err *e)
{
	static const char sql[] = "SELECT id, seq, \"table\", \"from\", \"to\""
				  " FROM pragma_foreign_key_list(?1, 'main') ORDER BY id, seq";
	sqlite3_stmt *st;
	int rc;

	if (sqlite3_prepare_v2(db->raw, sql, -1, &st, NULL) != SQLITE_OK ||
	    sqlite3_bind_text(st, 1, table, -1, SQLITE_STATIC) != SQLITE_OK)
		return db_fail(db, table, e);
	while ((rc = sqlite3_step(st)) == SQLITE_ROW) {
		int key = sqlite3_column_int(st, 0);
		bool first = sqlite3_column_int(st, 1) == 0;
		const char *from = (const char *)sqlite3_column_text(st, 3);
		const char *to = (const char *)sqlite3_column_text(st, 4);

		BUG_ON(!to); /* the schema names the columns it refers to */
		if (first) {
			buf_printf(joins, " LEFT JOIN main.\"%s\" p%d ON p%d.\"%s\" = t.\"%s\"",
				   (const char *)sqlite3_column_text(st, 2), key, key, to, from);
			buf_printf(hanging, "%s p%d.\"%s\" IS NULL", hanging->len ? " OR" : "", key,
				   to);
		} else {
			buf_printf(joins, " AND p%d.\"%s\" = t.\"%s\"", key, to, from);
		}
		buf_printf(hanging, " AND t.\"%s\" IS NOT NULL", from);
	}
	sqlite3_finalize(st);
	return rc == SQLITE_DONE ? 0 : db_fail(db, table, e);
}

/* The rows as they are now; after their columns, whether one names a parent that is not there. */
static int prepare_rows(struct db *db, const struct run_bulk *bulk, sqlite3_stmt **ret,
			struct err *e)
{
	struct buf joins = {0}, hanging = {0};
	char *sql = NULL;
	int rc = bulk->unproven ? put_parents(db, bulk->table, &joins, &hanging, e) : 0;

	if (rc == 0) {
		sql = sqlite3_mprintf("SELECT t.*, %s FROM main.\"%w\" t%s"
				      " WHERE t.id > %lld AND t.id <= %lld ORDER BY t.id",
				      hanging.len ? buf_str(&hanging) : "0", bulk->table,
				      buf_str(&joins), (long long)bulk->after_id,
				      (long long)bulk->last_id);
		rc = sql ? sqlite3_prepare_v2(db->raw, sql, -1, ret, NULL) : SQLITE_NOMEM;
		if (rc != SQLITE_OK)
			rc = db_fail_as(db, rc, bulk->table, e);
	}
	sqlite3_free(sql);
	buf_free(&joins);
	buf_free(&hanging);
	return rc;
}

int run_record_inserted(struct db *db, const struct run_bulk *bulk, struct err *e)
{
	sqlite3_stmt *rows;
	int columns, rc;

	if (prepare_rows(db, bulk, &rows, e) < 0)
		return -1;
	columns = sqlite3_column_count(rows) - 1;
	while ((rc = sqlite3_step(rows)) == SQLITE_ROW && !sqlite3_column_int(rows, columns))
		changeset_put_row(run_bulk_tell(db, bulk->table, SQLITE_INSERT), rows, columns);
	sqlite3_finalize(rows);
	if (rc == SQLITE_ROW)
		return err_set(e, ERR_RULE, E_DB_RULE, "FOREIGN KEY constraint failed");
	return rc == SQLITE_DONE ? 0 : db_fail(db, bulk->table, e);
}

/* ---- inserting ---- */

static int has_triggers(struct db *db, const char *table, bool *ret, struct err *e)
{
	int64_t n = 0;
	char *sql = sqlite3_mprintf(
	    "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = %Q", table);
	int rc = sql ? db_sql_int(db, sql, &n, e) : err_set(e, ERR_OUTPUT, "%s", E_NO_MEMORY);

	sqlite3_free(sql);
	*ret = n > 0;
	return rc;
}

static int set_foreign_keys(struct db *db, bool on, struct err *e)
{
	int now;

	if (sqlite3_db_config(db->raw, SQLITE_DBCONFIG_ENABLE_FKEY, (int)on, &now) != SQLITE_OK)
		return db_fail(db, "foreign keys", e);
	BUG_ON(now != (int)on);
	return 0;
}

int run_bulk_guards(struct db *db, bool on, struct err *e)
{
	return db_set_triggers(db, on, e) < 0 ? -1 : set_foreign_keys(db, on, e);
}

static int exec_plain(struct db *db, struct stmt *st, struct err *e)
{
	struct err ignored = {0};
	int rc;

	if (run_bulk_guards(db, false, e) < 0)
		return -1;
	rc = stmt_exec(st, e);
	return run_bulk_guards(db, true, rc < 0 ? &ignored : e) < 0 ? -1 : rc;
}

int run_insert_bulk(struct db *db, const char *table, struct stmt *st, struct err *e)
{
	struct run_bulk bulk = {.table = table};

	/* only where there are triggers the caller promises that no other statement is half-way */
	if (run_last_id(db, table, &bulk.after_id, e) < 0 ||
	    has_triggers(db, table, &bulk.unproven, e) < 0 || run_bulk_open(db, e) < 0 ||
	    run_pause_session(db, e) < 0 ||
	    (bulk.unproven ? exec_plain(db, st, e) : stmt_exec(st, e)) < 0 ||
	    run_last_id(db, table, &bulk.last_id, e) < 0 || run_record_inserted(db, &bulk, e) < 0)
		return -1;
	run_bulk_end_segment(db);
	return run_resume_session(db, e);
}

/* ---- inserting rows of the program ---- */

enum { FROM_NOWHERE = -1, FROM_ID = -2, FROM_RUN = -3 };

/* Where the columns of t come from: the number of a column of rows, or one of the above. */
static void find_cells(struct db *db, const struct bulk_table *t, const char *rows,
		       int from[DB_COLUMNS])
{
	struct arena names = {0};
	const char *const *columns = db_rows_columns(db, rows, &names);
	int i, k;

	for (i = 0; i < t->columns; i++) {
		from[i] = FROM_NOWHERE;
		for (k = 0; columns[k]; k++)
			if (strcmp(columns[k], t->names[i]) == 0)
				from[i] = k;
		if (strcmp(t->names[i], "id") == 0)
			from[i] = FROM_ID;
		if (strcmp(t->names[i], "run_id") == 0 || strcmp(t->names[i], "run") == 0)
			from[i] = FROM_RUN;
	}
	arena_free(&names);
}

static void put_cell(struct buf *out, const struct rows_source *source, size_t row, int column)
{
	bool is_int = false;
	int64_t number = 0;
	const char *text = source->cell(source->ctx, row, column, &is_int, &number);

	if (is_int)
		changeset_put_int(out, number);
	else
		changeset_put_text(out, text);
}

static void tell_rows(struct db *db, const struct bulk_table *t, const char *rows, int64_t id)
{
	const struct rows_source *source = rows_find(db, rows);
	int from[DB_COLUMNS], i;
	size_t row;

	find_cells(db, t, rows, from);
	for (row = 0; row < source->count; row++, id++) {
		struct buf *out = run_bulk_tell(db, t->name, SQLITE_INSERT);

		for (i = 0; i < t->columns; i++)
			switch (from[i]) {
			case FROM_NOWHERE: changeset_put_text(out, NULL); break;
			case FROM_ID: changeset_put_int(out, id); break;
			case FROM_RUN: changeset_put_int(out, db->run_id); break;
			default: put_cell(out, source, row, from[i]);
			}
	}
}

int run_bulk_append_rows(struct db *db, const char *table, const char *rows, struct stmt *st,
			 int64_t *ret_count, struct err *e)
{
	struct bulk_table *t = run_bulk_table(db, table);
	int64_t after = t->after_id, last;
	int rc;

	BUG_ON(!t->appends);
	run_bulk_watch(db, false);
	rc = stmt_exec(st, e);
	run_bulk_watch(db, true);
	if (rc < 0 || run_last_id(db, table, &last, e) < 0)
		return -1;
	t->after_id = last;
	*ret_count = stmt_changes(st);
	BUG_ON(*ret_count != last - after); /* others wrote to it */
	if (*ret_count == (int64_t)rows_find(db, rows)->count)
		tell_rows(db, t, rows, after + 1);
	else
		return run_record_inserted(db, &(struct run_bulk){t->name, after, last, false}, e);
	return 0;
}
