/*
 * Recording many changes straight from SQLite's preupdate hook, in the session extension's format.
 *
 * The extension keeps every changed row in memory, with what it was, and looks each of them up
 * again at the end: that is what lets a row change any number of times in a run, and it costs
 * several times the change itself. Where a statement changes many rows once, each change is
 * written down as it is made, and leaves memory deflated.
 */
#include "db/run_state.h"

#include "base/mem.h"

#include <string.h>

enum { RAW_BYTES = 64 * 1024 };

/* A table: its columns, which of them are its key, and whether its changes are recorded. */
struct bulk_table {
	const char *name;
	int columns;
	unsigned char key[DB_COLUMNS];
	bool recorded;
	bool told;    /* its changes are written down without the hook */
	bool appends; /* of these: only rows past after_id, read at the end */
	int64_t after_id;
};

/* A row as a record, and where each of its values begins in it. */
struct bulk_row {
	struct buf record;
	size_t start[DB_COLUMNS + 1];
};

struct bulk_recorder {
	struct run_state *run;
	VEC_OF(struct bulk_table) tables;
	const struct bulk_table *last; /* whose records are being written */
	struct bulk_row before, now;
	struct buf raw;
	bool hooked;
};

typedef int value_fn(sqlite3 *raw, int column, sqlite3_value **ret);

static void read_row(sqlite3 *raw, const struct bulk_table *t, value_fn *get, struct bulk_row *ret)
{
	int i;

	buf_reset(&ret->record);
	for (i = 0; i < t->columns; i++) {
		sqlite3_value *v = NULL;
		int rc = get(raw, i, &v);

		if (rc == SQLITE_NOMEM)
			mem_exhausted();
		BUG_ON(rc != SQLITE_OK);
		ret->start[i] = ret->record.len;
		changeset_put_value(&ret->record, v);
	}
	ret->start[t->columns] = ret->record.len;
}

static void put_column(struct buf *out, const struct bulk_row *row, int i)
{
	buf_add(out, row->record.data + row->start[i], row->start[i + 1] - row->start[i]);
}

static bool is_same(const struct bulk_recorder *b, int i)
{
	size_t size = b->before.start[i + 1] - b->before.start[i];

	return size == b->now.start[i + 1] - b->now.start[i] &&
	       memcmp(b->before.record.data + b->before.start[i],
		      b->now.record.data + b->now.start[i], size) == 0;
}

/* An update: the key and what changed, as it was; then what changed, as it is. */
static bool put_update(struct bulk_recorder *b, const struct bulk_table *t)
{
	bool differs[DB_COLUMNS], any = false;
	int i;

	for (i = 0; i < t->columns; i++) {
		differs[i] = !is_same(b, i);
		any = any || differs[i];
		BUG_ON(t->key[i] && differs[i]);
		if (t->key[i] || differs[i])
			put_column(&b->raw, &b->before, i);
		else
			buf_putc(&b->raw, 0);
	}
	for (i = 0; i < t->columns; i++) {
		if (differs[i])
			put_column(&b->raw, &b->now, i);
		else
			buf_putc(&b->raw, 0);
	}
	return any;
}

static void record(struct bulk_recorder *b, const struct bulk_table *t, int op, bool indirect)
{
	struct run_counts *counts = &b->run->counts;
	const struct bulk_row *row = op == SQLITE_INSERT ? &b->now : &b->before;
	size_t start;

	if (t != b->last)
		changeset_put_table(&b->raw, t->name, t->key, t->columns);
	b->last = t;
	start = b->raw.len;
	buf_putc(&b->raw, (char)op);
	buf_putc(&b->raw, indirect);
	if (op != SQLITE_UPDATE)
		buf_add(&b->raw, row->record.data, row->record.len);
	else if (!put_update(b, t))
		b->raw.len = start;
	counts->inserted += op == SQLITE_INSERT;
	counts->deleted += op == SQLITE_DELETE;
	counts->updated += op == SQLITE_UPDATE && b->raw.len > start;
}

static struct bulk_table *find_table(struct bulk_recorder *b, const char *name)
{
	size_t i;

	for (i = 0; i < b->tables.len; i++)
		if (strcmp(b->tables.items[i].name, name) == 0)
			return &b->tables.items[i];
	return NULL;
}

static const struct bulk_table *table_of(struct bulk_recorder *b, const char *name)
{
	return b->last && strcmp(b->last->name, name) == 0 ? b->last : find_table(b, name);
}

static void write_raw(struct bulk_recorder *b)
{
	changeset_add(&b->run->changeset, buf_str(&b->raw), b->raw.len);
	buf_reset(&b->raw);
}

static void on_change(void *ctx, sqlite3 *raw, int op, const char *schema, const char *table,
		      sqlite3_int64 old_id, sqlite3_int64 new_id)
{
	struct bulk_recorder *b = ctx;
	const struct bulk_table *t = strcmp(schema, "main") == 0 ? table_of(b, table) : NULL;

	(void)old_id;
	(void)new_id;
	if (!t || t->told)
		return;
	if (op != SQLITE_INSERT) {
		read_row(raw, t, sqlite3_preupdate_old, &b->before);
		digest_row(b->run, t->name, b->before.record.data, b->before.record.len, false);
	}
	if (op != SQLITE_DELETE) {
		read_row(raw, t, sqlite3_preupdate_new, &b->now);
		digest_row(b->run, t->name, b->now.record.data, b->now.record.len, true);
	}
	if (t->recorded)
		record(b, t, op, sqlite3_preupdate_depth(raw) > 0);
	if (b->raw.len >= RAW_BYTES)
		write_raw(b);
}

static int read_tables(struct db *db, struct bulk_recorder *b, struct err *e)
{
	static const char sql[] =
	    "SELECT m.name, c.pk, c.name = 'run_id' FROM sqlite_schema m"
	    " JOIN pragma_table_info(m.name) c WHERE m.type = 'table' ORDER BY m.name, c.cid";
	struct bulk_table *t = NULL;
	sqlite3_stmt *st;
	int rc;

	if (sqlite3_prepare_v2(db->raw, sql, -1, &st, NULL) != SQLITE_OK)
		return db_fail(db, sql, e);
	while ((rc = sqlite3_step(st)) == SQLITE_ROW) {
		const char *name = (const char *)sqlite3_column_text(st, 0);

		if (!t || strcmp(t->name, name) != 0) {
			struct bulk_table one = {.name = arena_strdup(&b->run->arena, name)};

			VEC_PUSH(&b->tables, one);
			t = &b->tables.items[b->tables.len - 1];
		}
		BUG_ON(t->columns == DB_COLUMNS);
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

void run_bulk_removed(struct db *db, const struct changeset_row *row)
{
	struct bulk_recorder *b = db->run->recorder;
	const struct bulk_table *t = table_of(b, row->table);

	BUG_ON(!t || !t->recorded);
	buf_reset(&b->before.record);
	buf_add(&b->before.record, row->first.data, row->first.size);
	digest_row(b->run, t->name, row->first.data, row->first.size, false);
	record(b, t, SQLITE_DELETE, false);
	if (b->raw.len >= RAW_BYTES)
		write_raw(b);
}

void run_bulk_end_segment(struct db *db)
{
	write_raw(db->run->recorder);
	changeset_end_segment(&db->run->changeset);
	db->run->recorder->last = NULL;
}

int run_bulk_begin(struct db *db, struct err *e)
{
	struct run_state *run = db->run;

	if (!run->recorder) {
		run->recorder = mem_zalloc(1, sizeof *run->recorder);
		run->recorder->run = run;
		if (read_tables(db, run->recorder, e) < 0)
			return -1;
	}
	if (run_pause_session(db, e) < 0)
		return -1;
	run->recorder->last = NULL;
	run_bulk_watch(db, true);
	return 0;
}

int run_bulk_appends(struct db *db, const char *table, struct err *e)
{
	struct bulk_table *t = find_table(db->run->recorder, table);

	BUG_ON(!t || t->told || !db->run->recorder->hooked);
	t->told = t->appends = true;
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

/* ---- updates from what a query tells ---- */

struct bulk_update {
	const struct bulk_table *table;
	sqlite3_stmt *rows, *update;
	int source[DB_COLUMNS]; /* where in rows the new value of a column is; 0: nowhere */
};

/* Which columns the query sets: those after the table's own, by their names. */
static void find_sources(struct bulk_update *u)
{
	int n = u->table->columns, all = sqlite3_column_count(u->rows), i, k;

	BUG_ON(all <= n);
	memset(u->source, 0, sizeof u->source);
	for (k = n; k < all; k++) {
		for (i = 0; i < n && strcmp(sqlite3_column_name(u->rows, i),
					    sqlite3_column_name(u->rows, k)) != 0;
		     i++)
			;
		BUG_ON(i == n || u->source[i] || u->table->key[i]);
		u->source[i] = k;
	}
}

static int prepare_update(struct db *db, struct bulk_update *u, struct err *e)
{
	struct buf sql = {0};
	int i, n = 0, rc;

	buf_printf(&sql, "UPDATE main.\"%s\" SET", u->table->name);
	for (i = 0; i < u->table->columns; i++)
		if (u->source[i])
			buf_printf(&sql, "%s \"%s\" = ?%d", n++ ? "," : "",
				   sqlite3_column_name(u->rows, i), i + 1);
	for (i = 0, n = 0; i < u->table->columns; i++)
		if (u->table->key[i])
			buf_printf(&sql, " %s \"%s\" = ?%d", n++ ? "AND" : "WHERE",
				   sqlite3_column_name(u->rows, i), i + 1);
	rc = sqlite3_prepare_v2(db->raw, buf_str(&sql), -1, &u->update, NULL);
	buf_free(&sql);
	return rc == SQLITE_OK ? 0 : db_fail(db, u->table->name, e);
}

/* The row as it is and as it will be into b; what the update needs is bound. */
static void read_update(struct bulk_recorder *b, const struct bulk_update *u)
{
	int i;

	buf_reset(&b->before.record);
	buf_reset(&b->now.record);
	for (i = 0; i < u->table->columns; i++) {
		sqlite3_value *v = sqlite3_column_value(u->rows, i);

		b->before.start[i] = b->before.record.len;
		b->now.start[i] = b->now.record.len;
		changeset_put_value(&b->before.record, v);
		if (u->source[i]) {
			v = sqlite3_column_value(u->rows, u->source[i]);
			changeset_put_value(&b->now.record, v);
		} else {
			buf_add(&b->now.record, b->before.record.data + b->before.start[i],
				b->before.record.len - b->before.start[i]);
		}
		if (u->source[i] || u->table->key[i])
			BUG_ON(sqlite3_bind_value(u->update, i + 1, v) != SQLITE_OK);
	}
	b->before.start[i] = b->before.record.len;
	b->now.start[i] = b->now.record.len;
}

static int update_row(struct db *db, struct bulk_recorder *b, const struct bulk_update *u,
		      struct err *e)
{
	const struct bulk_table *t = u->table;

	read_update(b, u);
	sqlite3_step(u->update);
	if (sqlite3_reset(u->update) != SQLITE_OK)
		return db_fail(db, t->name, e);
	BUG_ON(sqlite3_changes64(db->raw) != 1);
	digest_row(b->run, t->name, b->before.record.data, b->before.record.len, false);
	digest_row(b->run, t->name, b->now.record.data, b->now.record.len, true);
	if (t->recorded)
		record(b, t, SQLITE_UPDATE, false);
	if (b->raw.len >= RAW_BYTES)
		write_raw(b);
	return 0;
}

int run_bulk_update(struct db *db, const char *table, struct stmt *rows, struct err *e)
{
	struct bulk_recorder *b = db->run->recorder;
	struct bulk_table *t = find_table(b, table);
	struct bulk_update u = {.table = t, .rows = rows->raw};
	int rc;

	BUG_ON(!t || t->told || !b->hooked);
	find_sources(&u);
	if (db_set_triggers(db, false, e) < 0 || prepare_update(db, &u, e) < 0)
		return -1;
	t->told = true;
	while ((rc = stmt_step(rows, e)) == 1 && (rc = update_row(db, b, &u, e)) == 0)
		;
	t->told = false;
	if (rc != 0)
		stmt_done(rows);
	sqlite3_finalize(u.update);
	return rc == 0 ? db_set_triggers(db, true, e) : rc;
}

int run_bulk_end(struct db *db, struct err *e)
{
	run_bulk_watch(db, false);
	write_raw(db->run->recorder);
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
	VEC_FREE(&b->tables);
	buf_free(&b->before.record);
	buf_free(&b->now.record);
	buf_free(&b->raw);
	mem_free(b);
}
