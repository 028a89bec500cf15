#include "db/internal.h"

#include "base/messages.h"
#include "db/embedded.h"

#include <string.h>

static struct stmt *prepare(struct db *db, enum sql_id id, struct err *e)
{
	struct stmt *st = mem_zalloc(1, sizeof *st);

	st->db = db;
	st->id = id;
	if (sqlite3_prepare_v3(db->raw, embedded_sql[id].text, -1, SQLITE_PREPARE_PERSISTENT,
			       &st->raw, NULL) != SQLITE_OK) {
		/* our statements fit our schema: what SQLite finds wrong is the one it reads */
		if (sqlite3_errcode(db->raw) == SQLITE_ERROR && db->version == db_version_current())
			err_set(e, ERR_DB, E_DB_DAMAGED, db->path, sqlite3_errmsg(db->raw));
		else
			db_fail(db, embedded_sql[id].name, e);
		mem_free(st);
		return NULL;
	}
	return st;
}

struct stmt *db_stmt(struct db *db, enum sql_id id, struct err *e)
{
	struct stmt *st = db->stmts[id];
	int now, run;

	BUG_ON(!db->in_transaction);
	if (!st) {
		st = db->stmts[id] = prepare(db, id, e);
		if (!st)
			return NULL;
	}
	BUG_ON(st->active);
	sqlite3_reset(st->raw);
	sqlite3_clear_bindings(st->raw);
	st->bound = 0;
	now = sqlite3_bind_parameter_index(st->raw, ":now");
	if (now)
		stmt_int(st, ":now", db->now);
	run = sqlite3_bind_parameter_index(st->raw, ":run");
	if (run)
		stmt_int(st, ":run", db->run_id);
	return st;
}

void db_finalize_statements(struct db *db)
{
	size_t i;

	for (i = 0; i < SQL_COUNT; i++) {
		if (!db->stmts[i])
			continue;
		sqlite3_finalize(db->stmts[i]->raw);
		mem_free(db->stmts[i]);
		db->stmts[i] = NULL;
	}
}

static int param_index(struct stmt *st, const char *param)
{
	int i = sqlite3_bind_parameter_index(st->raw, param);

	BUG_ON(i < 1 || i > 64);
	st->bound |= UINT64_C(1) << (i - 1);
	return i;
}

/* Binding takes memory; all else that can go wrong with it is a mistake of ours. */
static void bound(int rc)
{
	if (rc == SQLITE_NOMEM)
		mem_exhausted();
	BUG_ON(rc != SQLITE_OK);
}

void stmt_text(struct stmt *st, const char *param, const char *value)
{
	int i = param_index(st, param);

	if (!value)
		bound(sqlite3_bind_null(st->raw, i));
	else
		bound(sqlite3_bind_text(st->raw, i, value, -1, SQLITE_TRANSIENT));
}

void stmt_text_or_null(struct stmt *st, const char *param, const char *value)
{
	stmt_text(st, param, value && *value ? value : NULL);
}

void stmt_int(struct stmt *st, const char *param, int64_t value)
{
	bound(sqlite3_bind_int64(st->raw, param_index(st, param), value));
}

bool stmt_has(const struct stmt *st, const char *param)
{
	return sqlite3_bind_parameter_index(st->raw, param) > 0;
}

void stmt_null(struct stmt *st, const char *param)
{
	bound(sqlite3_bind_null(st->raw, param_index(st, param)));
}

void stmt_blob(struct stmt *st, const char *param, const void *data, size_t len)
{
	bound(sqlite3_bind_blob64(st->raw, param_index(st, param), data, len, SQLITE_TRANSIENT));
}

static void check_bound(const struct stmt *st)
{
	int n = sqlite3_bind_parameter_count(st->raw);
	uint64_t all = n >= 64 ? UINT64_MAX : (UINT64_C(1) << n) - 1;

	BUG_ON(st->bound != all); /* a forgotten parameter would silently be NULL */
}

int db_refuse_alone(const struct db *db, struct err *e)
{
	if (db->in_transaction && sqlite3_get_autocommit(db->raw))
		return err_set(e, ERR_OUTPUT, "%s", E_NO_MEMORY);
	return 0;
}

int stmt_step(struct stmt *st, struct err *e)
{
	int rc;

	if (!st->active) {
		check_bound(st);
		if (db_refuse_alone(st->db, e) < 0)
			return -1;
	}
	rc = sqlite3_step(st->raw);
	if (rc == SQLITE_ROW) {
		st->active = true;
		return 1;
	}
	st->active = false;
	if (rc != SQLITE_DONE) {
		db_fail(st->db, embedded_sql[st->id].name, e);
		sqlite3_reset(st->raw);
		return -1;
	}
	st->changes = sqlite3_changes64(st->db->raw);
	sqlite3_reset(st->raw);
	return 0;
}

int stmt_exec(struct stmt *st, struct err *e)
{
	int rc;

	while ((rc = stmt_step(st, e)) == 1)
		;
	return rc;
}

void stmt_done(struct stmt *st)
{
	sqlite3_reset(st->raw);
	st->active = false;
}

int64_t stmt_changes(const struct stmt *st)
{
	return st->changes;
}

static bool is_column(const struct stmt *st, int i, const char *name)
{
	const char *its = sqlite3_column_name(st->raw, i);

	return its && strcmp(its, name) == 0;
}

/* A loop asks for the same columns by the same names again and again. */
static int column_index(struct stmt *st, const char *column)
{
	unsigned char *hint = &st->found_at[(uintptr_t)column / 4 % STMT_HINTS];
	int n = sqlite3_column_count(st->raw), i;

	if (is_column(st, *hint, column))
		return *hint;
	for (i = 0; i < n; i++) {
		if (is_column(st, i, column)) {
			*hint = (unsigned char)i;
			return i;
		}
	}
	bug_at(__FILE__, __LINE__, column); /* the statement has no such column */
}

const char *col_text(struct stmt *st, const char *column)
{
	const unsigned char *s = sqlite3_column_text(st->raw, column_index(st, column));

	return s ? (const char *)s : "";
}

int64_t col_int(struct stmt *st, const char *column)
{
	return sqlite3_column_int64(st->raw, column_index(st, column));
}

bool col_is_null(struct stmt *st, const char *column)
{
	return sqlite3_column_type(st->raw, column_index(st, column)) == SQLITE_NULL;
}

const void *col_blob(struct stmt *st, const char *column, size_t *ret_len)
{
	int i = column_index(st, column);
	const void *data = sqlite3_column_blob(st->raw, i);

	*ret_len = (size_t)sqlite3_column_bytes(st->raw, i);
	return data;
}

int stmt_columns(const struct stmt *st)
{
	return sqlite3_column_count(st->raw);
}

const char *stmt_column_name(const struct stmt *st, int i)
{
	return sqlite3_column_name(st->raw, i);
}

const char *stmt_column_text(struct stmt *st, int i)
{
	return (const char *)sqlite3_column_text(st->raw, i);
}

int stmt_one_int(struct stmt *st, int64_t *ret, struct err *e)
{
	int rc = stmt_step(st, e);

	if (rc == 1) {
		*ret = sqlite3_column_int64(st->raw, 0);
		stmt_done(st);
	}
	return rc;
}

enum sql_id sql_by_name(const char *name)
{
	int i;

	for (i = 0; i < SQL_COUNT; i++)
		if (strcmp(embedded_sql[i].name, name) == 0)
			return (enum sql_id)i;
	return SQL_COUNT;
}

int db_explain(struct db *db, enum sql_id id, int (*fn)(void *ctx, const char *line, struct err *e),
	       void *ctx, struct err *e)
{
	sqlite3_stmt *st;
	char *sql;
	int rc;

	/* a reader, which explains, has no tables of its own yet */
	if (db_sql(db, "PRAGMA query_only = OFF", e) < 0 || db_temp_tables(db, e) < 0)
		return -1;
	sql = sqlite3_mprintf("EXPLAIN QUERY PLAN %s", embedded_sql[id].text);
	if (!sql)
		return err_set(e, ERR_OUTPUT, "%s", "memory");
	rc = sqlite3_prepare_v2(db->raw, sql, -1, &st, NULL);
	sqlite3_free(sql);
	if (rc != SQLITE_OK)
		return db_fail(db, embedded_sql[id].name, e);
	while ((rc = sqlite3_step(st)) == SQLITE_ROW) {
		if (fn(ctx, (const char *)sqlite3_column_text(st, 3), e) < 0) {
			sqlite3_finalize(st);
			return -1;
		}
	}
	sqlite3_finalize(st);
	return rc == SQLITE_DONE ? 0 : db_fail(db, embedded_sql[id].name, e);
}
