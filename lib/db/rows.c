/* An eponymous, read-only virtual table for each `-- @rows` declaration. */
#include "db/rows.h"

#include "db/embedded.h"
#include "db/internal.h"

#include <string.h>

struct rows_table {
	sqlite3_vtab base; /* first: SQLite's part */
	const struct rows_source *source;
};

struct rows_cursor {
	sqlite3_vtab_cursor base;
	const struct rows_source *source;
	size_t at;
};

static int rows_connect(sqlite3 *raw, void *aux, int argc, const char *const *argv,
			sqlite3_vtab **ret, char **ret_error)
{
	struct rows_source *source = aux;
	struct rows_table *t;
	int rc;

	(void)argc;
	(void)argv;
	(void)ret_error;
	rc = sqlite3_declare_vtab(raw, source->declaration);
	if (rc != SQLITE_OK)
		return rc;
	t = sqlite3_malloc(sizeof *t);
	if (!t)
		return SQLITE_NOMEM;
	memset(t, 0, sizeof *t);
	t->source = source;
	*ret = &t->base;
	return SQLITE_OK;
}

static int rows_disconnect(sqlite3_vtab *vtab)
{
	sqlite3_free(vtab);
	return SQLITE_OK;
}

/* Only ever read from first to last; the other tables of a join are looked up by index. */
static int rows_best_index(sqlite3_vtab *vtab, sqlite3_index_info *info)
{
	const struct rows_table *t = (const struct rows_table *)vtab;
	size_t n = t->source->count ? t->source->count : 1000;

	info->estimatedCost = (double)n; /* permit: SQLite's type */
	info->estimatedRows = (sqlite3_int64)n;
	info->orderByConsumed =
	    info->nOrderBy == 1 && info->aOrderBy[0].iColumn < 0 && !info->aOrderBy[0].desc;
	return SQLITE_OK;
}

static int rows_open(sqlite3_vtab *vtab, sqlite3_vtab_cursor **ret)
{
	struct rows_cursor *c = sqlite3_malloc(sizeof *c);

	if (!c)
		return SQLITE_NOMEM;
	memset(c, 0, sizeof *c);
	c->source = ((struct rows_table *)vtab)->source;
	*ret = &c->base;
	return SQLITE_OK;
}

static int rows_close(sqlite3_vtab_cursor *cursor)
{
	sqlite3_free(cursor);
	return SQLITE_OK;
}

static int rows_filter(sqlite3_vtab_cursor *cursor, int n, const char *s, int argc,
		       sqlite3_value **argv)
{
	(void)n;
	(void)s;
	(void)argc;
	(void)argv;
	((struct rows_cursor *)cursor)->at = 0;
	return SQLITE_OK;
}

static int rows_next(sqlite3_vtab_cursor *cursor)
{
	((struct rows_cursor *)cursor)->at++;
	return SQLITE_OK;
}

static int rows_eof(sqlite3_vtab_cursor *cursor)
{
	const struct rows_cursor *c = (const struct rows_cursor *)cursor;

	return c->at >= c->source->count;
}

static int rows_column(sqlite3_vtab_cursor *cursor, sqlite3_context *ctx, int column)
{
	const struct rows_cursor *c = (const struct rows_cursor *)cursor;
	bool is_int = false;
	int64_t number = 0;
	const char *text = c->source->cell(c->source->ctx, c->at, column, &is_int, &number);

	if (is_int)
		sqlite3_result_int64(ctx, number);
	else if (text)
		sqlite3_result_text(ctx, text, -1, SQLITE_STATIC);
	else
		sqlite3_result_null(ctx);
	return SQLITE_OK;
}

static int rows_rowid(sqlite3_vtab_cursor *cursor, sqlite3_int64 *ret)
{
	*ret = (sqlite3_int64)((struct rows_cursor *)cursor)->at;
	return SQLITE_OK;
}

static const sqlite3_module rows_module = {
    .iVersion = 1,
    .xConnect = rows_connect, /* no xCreate: the table exists by its own name */
    .xBestIndex = rows_best_index,
    .xDisconnect = rows_disconnect,
    .xOpen = rows_open,
    .xClose = rows_close,
    .xFilter = rows_filter,
    .xNext = rows_next,
    .xEof = rows_eof,
    .xColumn = rows_column,
    .xRowid = rows_rowid,
};

int rows_register(struct db *db, struct err *e)
{
	size_t n = 0, i;

	while (embedded_rows[n].name)
		n++;
	db->rows = mem_zalloc(n + 1, sizeof *db->rows);
	for (i = 0; i < n; i++) {
		db->rows[i].name = embedded_rows[i].name;
		db->rows[i].declaration = embedded_rows[i].declaration;
		if (sqlite3_create_module_v2(db->raw, embedded_rows[i].name, &rows_module,
					     &db->rows[i], NULL) != SQLITE_OK)
			return db_fail(db, embedded_rows[i].name, e);
	}
	return 0;
}

struct rows_source *rows_find(struct db *db, const char *name)
{
	struct rows_source *s;

	for (s = db->rows; s->name && strcmp(s->name, name) != 0; s++)
		;
	BUG_ON(!s->name);
	return s;
}

/* "CREATE TABLE x(seq INTEGER, name TEXT)": the first word of each column. */
const char *const *db_rows_columns(struct db *db, const char *name, struct arena *out)
{
	const char *s = strchr(rows_find(db, name)->declaration, '('), *end;
	VEC_OF(const char *) all = {0};
	const char **ret;

	for (; s && *s; s = strchr(s, ',')) {
		s += 1 + strspn(s + 1, " ");
		end = s + strcspn(s, " ,)");
		VEC_PUSH(&all, arena_strndup(out, s, (size_t)(end - s)));
	}
	ret = arena_zalloc(out, all.len + 1, sizeof *ret);
	memcpy(ret, all.items, all.len * sizeof *ret);
	VEC_FREE(&all);
	return ret;
}

void db_rows_set(struct db *db, const char *name, size_t count, rows_cell_fn *cell, const void *ctx)
{
	struct rows_source *s = rows_find(db, name);

	s->count = cell ? count : 0;
	s->cell = cell;
	s->ctx = ctx;
}
