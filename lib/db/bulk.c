/*
 * Recording many changes straight from SQLite's preupdate hook, in the session extension's format.
 *
 * The extension keeps every changed row in memory, with what it was, and looks each of them up
 * again at the end: that is what lets a row change any number of times in a run, and it costs
 * several times the change itself. Where a statement changes many rows once, each change is
 * written down as it is made, and leaves memory deflated.
 */
#include "db/bulk_record.h"

#include "base/mem.h"

#include <string.h>

struct bulk_recorder {
	struct bulk_record *record;
	VEC_OF(struct bulk_table) tables;
	struct bulk_table *last; /* found */
	bool hooked;
};

typedef int value_fn(sqlite3 *raw, int column, sqlite3_value **ret);

static void put_row(sqlite3 *raw, const struct bulk_table *t, value_fn *get, struct buf *out)
{
	int i;

	for (i = 0; i < t->columns; i++) {
		sqlite3_value *v = NULL;
		int rc = get(raw, i, &v);

		if (rc == SQLITE_NOMEM)
			mem_exhausted();
		BUG_ON(rc != SQLITE_OK);
		changeset_put_value(out, v);
	}
}

static struct bulk_table *find_table(struct bulk_recorder *b, const char *name)
{
	size_t i;

	for (i = 0; i < b->tables.len; i++)
		if (strcmp(b->tables.items[i].name, name) == 0)
			return &b->tables.items[i];
	return NULL;
}

static struct bulk_table *table_of(struct bulk_recorder *b, const char *name)
{
	if (!b->last || strcmp(b->last->name, name) != 0)
		b->last = find_table(b, name);
	return b->last;
}

static void on_change(void *ctx, sqlite3 *raw, int op, const char *schema, const char *table,
		      sqlite3_int64 old_id, sqlite3_int64 new_id)
{
	struct bulk_recorder *b = ctx;
	const struct bulk_table *t = strcmp(schema, "main") == 0 ? table_of(b, table) : NULL;
	struct buf *out;

	(void)old_id;
	(void)new_id;
	if (!t || t->told)
		return;
	out = bulk_record_add(b->record, t, op, sqlite3_preupdate_depth(raw) > 0);
	if (op != SQLITE_INSERT)
		put_row(raw, t, sqlite3_preupdate_old, out);
	if (op != SQLITE_DELETE)
		put_row(raw, t, sqlite3_preupdate_new, out);
}

static int read_tables(struct db *db, struct bulk_recorder *b, struct err *e)
{
	static const char sql[] =
	    "SELECT m.name, c.pk, c.name = 'run_id', c.name FROM sqlite_schema m"
	    " JOIN pragma_table_info(m.name) c WHERE m.type = 'table' ORDER BY m.name, c.cid";
	struct bulk_table *t = NULL;
	sqlite3_stmt *st;
	int rc;

	if (sqlite3_prepare_v2(db->raw, sql, -1, &st, NULL) != SQLITE_OK)
		return db_fail(db, sql, e);
	while ((rc = sqlite3_step(st)) == SQLITE_ROW) {
		const char *name = (const char *)sqlite3_column_text(st, 0);

		if (!t || strcmp(t->name, name) != 0) {
			struct bulk_table one = {.name = arena_strdup(&db->run->arena, name)};

			VEC_PUSH(&b->tables, one);
			t = &b->tables.items[b->tables.len - 1];
		}
		BUG_ON(t->columns == DB_COLUMNS);
		t->names[t->columns] =
		    arena_strdup(&db->run->arena, (const char *)sqlite3_column_text(st, 3));
		t->key[t->columns++] = (unsigned char)sqlite3_column_int(st, 1);
		t->recorded = t->recorded || sqlite3_column_int(st, 2);
	}
	sqlite3_finalize(st);
	return rc == SQLITE_DONE ? 0 : db_fail(db, sql, e);
}

void run_bulk_watch(struct db *db, bool on)
{
	sqlite3_preupdate_hook(db->raw, on ? on_change : NULL, on ? db->run->recorder : NULL);
	db->run->recorder->hooked = on;
}

struct buf *run_bulk_tell(struct db *db, const char *table, int op)
{
	struct bulk_recorder *b = db->run->recorder;
	const struct bulk_table *t = table_of(b, table);

	BUG_ON(!t);
	return bulk_record_add(b->record, t, op, false);
}

void run_bulk_end_segment(struct db *db)
{
	bulk_record_drain(db->run->recorder->record);
	changeset_end_segment(&db->run->changeset);
}

int run_bulk_open(struct db *db, struct err *e)
{
	struct run_state *run = db->run;

	if (run->recorder)
		return 0;
	run->recorder = mem_zalloc(1, sizeof *run->recorder);
	run->recorder->record = bulk_record_open(run);
	return read_tables(db, run->recorder, e);
}

int run_bulk_begin(struct db *db, struct err *e)
{
	if (run_bulk_open(db, e) < 0 || run_pause_session(db, e) < 0)
		return -1;
	run_bulk_watch(db, true);
	return 0;
}

struct bulk_table *run_bulk_table(struct db *db, const char *table)
{
	return find_table(db->run->recorder, table);
}

struct bulk_table *run_bulk_told(struct db *db, const char *table)
{
	struct bulk_table *t = find_table(db->run->recorder, table);

	BUG_ON(!t || t->told || !db->run->recorder->hooked);
	t->told = true;
	return t;
}

int run_bulk_appends(struct db *db, const char *table, struct err *e)
{
	struct bulk_table *t = run_bulk_told(db, table);

	t->appends = true;
	return run_last_id(db, table, &t->after_id, e);
}

/* The new rows of the tables that only grew, as they are now. */
static int record_appended(struct db *db, struct bulk_recorder *b, struct err *e)
{
	size_t i;

	for (i = 0; i < b->tables.len; i++) {
		struct bulk_table *t = &b->tables.items[i];
		struct run_bulk rows = {t->name, t->after_id, INT64_MAX, false};

		if (t->appends && run_record_inserted(db, &rows, e) < 0)
			return -1;
		t->told = t->appends = false;
	}
	return 0;
}

int run_bulk_end(struct db *db, struct err *e)
{
	run_bulk_watch(db, false);
	if (record_appended(db, db->run->recorder, e) < 0)
		return -1;
	run_bulk_end_segment(db);
	return run_resume_session(db, e);
}

void run_bulk_free(struct db *db)
{
	struct bulk_recorder *b = db->run->recorder;

	if (!b)
		return;
	if (b->hooked)
		run_bulk_watch(db, false);
	bulk_record_close(b->record);
	VEC_FREE(&b->tables);
	mem_free(b);
}
