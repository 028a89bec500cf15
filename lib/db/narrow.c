/*
 * Narrowing: temporary views with the names of tables. SQLite looks a name up among the temporary
 * objects first, so the statements of the program need not know. Views of the schema would look
 * past them, and are made again as temporary ones.
 */
#include "db/embedded.h"
#include "db/internal.h"

#include "base/buf.h"

#include <string.h>

static int make_view(struct db *db, const char *name, const char *select, struct err *e)
{
	struct buf b = {0};
	int rc;

	buf_printf(&b, "CREATE TEMP VIEW \"%s\" AS %s", name, select);
	rc = db_sql(db, buf_str(&b), e);
	buf_free(&b);
	return rc;
}

/* The views of the schema: after "CREATE VIEW" their text is made again as it stands. */
static int repeat_views(struct db *db, struct err *e)
{
	static const char sql[] = "SELECT group_concat('CREATE TEMP VIEW ' || substr(sql, 13), ';')"
				  " FROM (SELECT sql FROM sqlite_schema WHERE type = 'view'"
				  " AND sql LIKE 'CREATE VIEW %' ORDER BY rowid)";
	sqlite3_stmt *st;
	int rc;

	if (sqlite3_prepare_v2(db->raw, sql, -1, &st, NULL) != SQLITE_OK)
		return db_fail(db, sql, e);
	rc = sqlite3_step(st) == SQLITE_ROW
		 ? db_sql(db, (const char *)sqlite3_column_text(st, 0), e)
		 : db_fail(db, sql, e);
	sqlite3_finalize(st);
	return rc;
}

int db_narrow(struct db *db, const struct db_narrowing *list, size_t count, struct err *e)
{
	int64_t query_only = 0;
	size_t i;
	int rc = 0;

	/* a reader may not write, not even a view of its own */
	if (db_sql_int(db, "PRAGMA query_only", &query_only, e) < 0 ||
	    db_sql(db, "PRAGMA query_only = OFF", e) < 0)
		return -1;
	for (i = 0; rc == 0 && i < count; i++)
		rc = make_view(db, list[i].table, embedded_sql[list[i].view].text, e);
	if (rc == 0)
		rc = repeat_views(db, e);
	if (query_only && db_sql(db, "PRAGMA query_only = ON", rc < 0 ? &(struct err){0} : e) < 0)
		rc = -1;
	return rc;
}
