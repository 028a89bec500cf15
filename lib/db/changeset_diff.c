/* The differences of a sealed run in words: table, row, field, old, new. */
#include "db/run_state.h"

#include "base/buf.h"
#include "base/messages.h"

#include <string.h>

static const char *value_text(struct arena *out, sqlite3_value *v)
{
	const unsigned char *s;

	if (!v || sqlite3_value_type(v) == SQLITE_NULL)
		return NULL;
	if (sqlite3_value_type(v) == SQLITE_BLOB)
		return arena_printf(out, "(%d B)", sqlite3_value_bytes(v));
	s = sqlite3_value_text(v);
	return s ? arena_strdup(out, (const char *)s) : NULL;
}

/* The column names of table, in order; in out. */
static int column_names(struct db *db, struct arena *out, const char *table, char **names, int max,
			struct err *e)
{
	sqlite3_stmt *st;
	int n = 0, rc;

	if (sqlite3_prepare_v2(db->raw, "SELECT name FROM pragma_table_info(?1) ORDER BY cid", -1,
			       &st, NULL) != SQLITE_OK)
		return db_fail(db, table, e);
	sqlite3_bind_text(st, 1, table, -1, SQLITE_STATIC);
	while ((rc = sqlite3_step(st)) == SQLITE_ROW && n < max)
		names[n++] = arena_strdup(out, (const char *)sqlite3_column_text(st, 0));
	sqlite3_finalize(st);
	return rc == SQLITE_DONE ? n : db_fail(db, table, e);
}

static const char *joined_key(struct arena *out, sqlite3_changeset_iter *it, int op)
{
	struct buf b = {0};
	unsigned char *is_key;
	int n, i;
	const char *key;

	if (sqlite3changeset_pk(it, &is_key, &n) != SQLITE_OK)
		n = 0;
	for (i = 0; i < n; i++) {
		sqlite3_value *v = NULL;

		if (!is_key[i])
			continue;
		if (op == SQLITE_INSERT)
			sqlite3changeset_new(it, i, &v);
		else
			sqlite3changeset_old(it, i, &v);
		if (b.len)
			buf_putc(&b, '/');
		key = value_text(out, v);
		buf_puts(&b, key ? key : "");
	}
	key = arena_strdup(out, buf_str(&b));
	buf_free(&b);
	return key;
}

struct diff {
	struct arena arena; /* of one row */
	struct arena names_arena;
	char *names[256];
	const char *table; /* whose names these are */
	int (*fn)(void *ctx, const struct run_change *c, struct err *e);
	void *ctx;
};

static int diff_row(struct db *db, struct diff *d, sqlite3_changeset_iter *it, struct err *e)
{
	static const struct {
		int op;
		const char *word;
	} words[] = {
	    {SQLITE_INSERT, "insert"}, {SQLITE_UPDATE, "update"}, {SQLITE_DELETE, "delete"}};
	struct run_change c = {0};
	const char *table;
	int columns, op, indirect, i;
	size_t w;

	if (sqlite3changeset_op(it, &table, &columns, &op, &indirect) != SQLITE_OK)
		return db_fail(db, "changeset", e);
	if (!d->table || strcmp(d->table, table) != 0) {
		arena_reset(&d->names_arena);
		if (column_names(db, &d->names_arena, table, d->names, ARRAY_LEN(d->names), e) < 0)
			return -1;
		d->table = arena_strdup(&d->names_arena, table);
	}
	arena_reset(&d->arena);
	c.table = table;
	c.pk = joined_key(&d->arena, it, op);
	for (w = 0; w < ARRAY_LEN(words); w++)
		if (words[w].op == op)
			c.op = words[w].word;
	for (i = 0; i < columns && i < (int)ARRAY_LEN(d->names); i++) {
		sqlite3_value *old = NULL, *new = NULL;

		if (op != SQLITE_INSERT)
			sqlite3changeset_old(it, i, &old);
		if (op != SQLITE_DELETE)
			sqlite3changeset_new(it, i, &new);
		if (op == SQLITE_UPDATE && !new)
			continue; /* unchanged, or the key */
		c.field = d->names[i];
		c.old = value_text(&d->arena, old);
		c.new = value_text(&d->arena, new);
		if (d->fn(d->ctx, &c, e) < 0)
			return -1;
	}
	return 0;
}

static int diff_segment(struct db *db, struct diff *d, int64_t segment, struct err *e)
{
	struct changeset_reader *reader;
	sqlite3_changeset_iter *it;
	int rc = 0;

	if (changeset_reader_open(&reader, &db->run->changeset, segment, e) < 0)
		return -1;
	if (sqlite3changeset_start_strm(&it, changeset_read, reader) != SQLITE_OK) {
		changeset_reader_close(reader);
		return db_fail(db, "changeset", e);
	}
	while (rc == 0 && sqlite3changeset_next(it) == SQLITE_ROW)
		rc = diff_row(db, d, it, e);
	if (sqlite3changeset_finalize(it) != SQLITE_OK && rc == 0)
		rc = err_set(e, ERR_BUG, E_RUN_DAMAGED, (long long)db->run_id);
	changeset_reader_close(reader);
	return rc;
}

int run_diff(struct db *db, int (*fn)(void *ctx, const struct run_change *c, struct err *e),
	     void *ctx, struct err *e)
{
	struct diff d = {.fn = fn, .ctx = ctx};
	int64_t i;
	int rc = 0;

	BUG_ON(!db->run || !db->run->sealed);
	for (i = 0; rc == 0 && i < db->run->changeset.segments; i++)
		rc = diff_segment(db, &d, i, e);
	arena_free(&d.arena);
	arena_free(&d.names_arena);
	return rc;
}
