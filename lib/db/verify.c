/* The file's own soundness: SQLite's integrity, foreign keys, and the schema as the program has it.
 */
#include "db/internal.h"

#include "base/messages.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>

/* "... unable to get the page. error code=7": the page may be sound all the same. */
static bool is_want_of_memory(const char *complaint)
{
	static const char word[] = "error code=7"; /* SQLITE_NOMEM */
	const char *code = strstr(complaint, word);

	return code && !ascii_is_digit(code[sizeof word - 1]);
}

static int each_complaint(struct db *db, const char *sql, bool ok_word,
			  int (*fn)(void *, const char *, struct err *), void *ctx, struct err *e)
{
	sqlite3_stmt *st;
	int rc;

	if (sqlite3_prepare_v2(db->raw, sql, -1, &st, NULL) != SQLITE_OK)
		return db_fail(db, sql, e);
	while ((rc = sqlite3_step(st)) == SQLITE_ROW) {
		const char *what = (const char *)sqlite3_column_text(st, 0);

		if (ok_word && what && strcmp(what, "ok") == 0)
			continue;
		if (ok_word && what && is_want_of_memory(what)) {
			sqlite3_finalize(st);
			return err_set(e, ERR_OUTPUT, "%s", E_NO_MEMORY);
		}
		if (fn(ctx, what ? what : "", e) < 0) {
			sqlite3_finalize(st);
			return -1;
		}
	}
	sqlite3_finalize(st);
	/* these statements are right: what SQLite finds wrong with one is the schema it reads */
	if ((rc & 0xff) == SQLITE_ERROR)
		return err_set(e, ERR_DB, E_DB_DAMAGED, db->path, sqlite3_errmsg(db->raw));
	return rc == SQLITE_DONE ? 0 : db_fail(db, sql, e);
}

/* The objects that one database has and the other has not, or has otherwise. */
static int compare_schemas(struct db *db, sqlite3_stmt *all, struct db *other_db,
			   sqlite3_stmt *other, bool ours_first,
			   int (*fn)(void *, const char *, struct err *), void *ctx, struct err *e)
{
	char what[256];
	int rc, found;

	while ((rc = sqlite3_step(all)) == SQLITE_ROW) {
		const char *type = (const char *)sqlite3_column_text(all, 0);
		const char *name = (const char *)sqlite3_column_text(all, 1);
		const char *sql = (const char *)sqlite3_column_text(all, 2);
		const char *have = NULL;

		sqlite3_reset(other);
		if (sqlite3_bind_text(other, 1, type, -1, SQLITE_TRANSIENT) != SQLITE_OK ||
		    sqlite3_bind_text(other, 2, name, -1, SQLITE_TRANSIENT) != SQLITE_OK)
			return db_fail(other_db, "schema", e);
		found = sqlite3_step(other);
		if (found != SQLITE_ROW && found != SQLITE_DONE)
			return db_fail(other_db, "schema", e);
		if (found == SQLITE_ROW)
			have = (const char *)sqlite3_column_text(other, 2);
		if (found == SQLITE_ROW && (!ours_first || (have && strcmp(have, sql) == 0)))
			continue;
		snprintf(what, sizeof what,
			 !ours_first	       ? W_SCHEMA_STRANGE
			 : found == SQLITE_ROW ? W_SCHEMA_CHANGED
					       : W_SCHEMA_MISSING,
			 type, name);
		if (fn(ctx, what, e) < 0)
			return -1;
	}
	return rc == SQLITE_DONE ? 0 : db_fail(db, "schema", e);
}

/* R-RUN: tables, triggers and views are those of the program: a rule is not taken out unnoticed. */
static int verify_schema(struct db *db, int (*fn)(void *, const char *, struct err *), void *ctx,
			 struct err *e)
{
	static const char all_sql[] =
	    "SELECT type, name, sql FROM main.sqlite_schema"
	    " WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
	    " ORDER BY type, name";
	static const char one_sql[] =
	    "SELECT type, name, sql FROM main.sqlite_schema WHERE type = ?1 AND name = ?2";
	sqlite3_stmt *all[2] = {NULL}, *one[2] = {NULL};
	struct db *ours;
	struct db *dbs[2];
	int rc = 0;
	size_t i;

	if (db_version(db) != db_version_current())
		return 0;
	if (db_open(&ours, ":memory:", DB_CREATE, e) < 0)
		return -1;
	dbs[0] = ours;
	dbs[1] = db;
	for (i = 0; rc == 0 && i < 2; i++)
		if (sqlite3_prepare_v2(dbs[i]->raw, all_sql, -1, &all[i], NULL) != SQLITE_OK ||
		    sqlite3_prepare_v2(dbs[i]->raw, one_sql, -1, &one[i], NULL) != SQLITE_OK)
			rc = db_fail(dbs[i], "schema", e);
	if (rc == 0)
		rc = compare_schemas(ours, all[0], db, one[1], true, fn, ctx, e);
	if (rc == 0)
		rc = compare_schemas(db, all[1], ours, one[0], false, fn, ctx, e);
	for (i = 0; i < 2; i++) {
		sqlite3_finalize(all[i]);
		sqlite3_finalize(one[i]);
	}
	db_close(ours);
	return rc;
}

int db_verify(struct db *db, int (*fn)(void *ctx, const char *what, struct err *e), void *ctx,
	      struct err *e)
{
	if (each_complaint(db, "PRAGMA integrity_check(100)", true, fn, ctx, e) < 0)
		return -1;
	if (verify_schema(db, fn, ctx, e) < 0)
		return -1;
	return each_complaint(db,
			      /* a table without rowid has none to tell */
			      "SELECT 'foreign key: ' || \"table\" || coalesce(' row ' || rowid, "
			      "'') || ' -> ' || parent"
			      " FROM pragma_foreign_key_check ORDER BY 1",
			      false, fn, ctx, e);
}
