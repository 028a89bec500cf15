/*
 * Updates that are read first and made later. What is read is the row as it is and as it will be,
 * in the form in which it is recorded; that the row still is what was read is seen from its run_id,
 * which every change of a recorded row sets.
 */
#include "db/bulk_record.h"

#include "base/mem.h"

#include <string.h>

struct run_update {
	struct db *db;
	const struct bulk_table *table;
	bool knows_sources;	/* since the first row was read */
	int source[DB_COLUMNS]; /* where in a row read the new value is; 0: nowhere */
	int run_id;
	sqlite3_stmt *st;
};

struct run_update *run_update_open(struct db *db, const char *table)
{
	struct run_update *u = mem_zalloc(1, sizeof *u);

	u->db = db;
	u->table = run_bulk_told(db, table);
	BUG_ON(!u->table->recorded);
	return u;
}

void run_update_close(struct run_update *u)
{
	if (!u)
		return;
	sqlite3_finalize(u->st);
	mem_free(u);
}

static int column_named(const struct run_update *u, const char *name)
{
	int i;

	for (i = 0; i < u->table->columns && strcmp(u->table->names[i], name) != 0; i++)
		;
	return i;
}

/* Which columns the query sets: those after the table's own that have the names of such. */
static void find_sources(struct run_update *u, sqlite3_stmt *rows)
{
	int n = u->table->columns, all = sqlite3_column_count(rows), i, k;

	BUG_ON(all <= n);
	for (i = 0; i < n; i++)
		BUG_ON(strcmp(u->table->names[i], sqlite3_column_name(rows, i)) != 0);
	for (k = n; k < all; k++) {
		i = column_named(u, sqlite3_column_name(rows, k));
		if (i == n)
			continue;
		BUG_ON(u->source[i] || u->table->key[i]);
		u->source[i] = k;
	}
	u->run_id = column_named(u, "run_id");
	BUG_ON(!u->source[u->run_id]);
	u->knows_sources = true;
}

void run_update_read(struct run_update *u, struct stmt *rows, struct buf *out)
{
	int i;

	if (!u->knows_sources)
		find_sources(u, rows->raw);
	changeset_put_row(out, rows->raw, u->table->columns);
	for (i = 0; i < u->table->columns; i++)
		changeset_put_value(
		    out, sqlite3_column_value(rows->raw, u->source[i] ? u->source[i] : i));
}

/* The values are bound by their columns' numbers, that of the run as it was past them. */
static int prepare_update(struct run_update *u, struct err *e)
{
	struct buf sql = {0};
	int i, n = 0, rc;

	buf_printf(&sql, "UPDATE main.\"%s\" SET", u->table->name);
	for (i = 0; i < u->table->columns; i++)
		if (u->source[i])
			buf_printf(&sql, "%s \"%s\" = ?%d", n++ ? "," : "", u->table->names[i],
				   i + 1);
	buf_printf(&sql, " WHERE run_id = ?%d", u->table->columns + 1);
	for (i = 0; i < u->table->columns; i++)
		if (u->table->key[i])
			buf_printf(&sql, " AND \"%s\" = ?%d", u->table->names[i], i + 1);
	rc = sqlite3_prepare_v3(u->db->raw, buf_str(&sql), -1, SQLITE_PREPARE_PERSISTENT, &u->st,
				NULL);
	buf_free(&sql);
	return rc == SQLITE_OK ? 0 : db_fail(u->db, u->table->name, e);
}

static void take_value(const struct buf *from, size_t *at, struct changeset_value *ret)
{
	BUG_ON(!changeset_value((const unsigned char *)from->data, from->len, at, ret));
}

/* Binds what the update at `at` needs; returns where its two records end. */
static size_t bind_update(struct run_update *u, const struct buf *from, size_t at)
{
	struct changeset_value v;
	int i, rc = SQLITE_OK;

	for (i = 0; i < u->table->columns; i++) {
		take_value(from, &at, &v);
		if (u->table->key[i])
			rc |= changeset_bind(u->st, i + 1, &v);
		else if (i == u->run_id)
			rc |= changeset_bind(u->st, u->table->columns + 1, &v);
	}
	for (i = 0; i < u->table->columns; i++) {
		take_value(from, &at, &v);
		if (u->source[i])
			rc |= changeset_bind(u->st, i + 1, &v);
	}
	BUG_ON(rc != SQLITE_OK);
	return at;
}

int run_update_make(struct run_update *u, const struct buf *from, size_t at, bool *ret_made,
		    struct err *e)
{
	size_t end;

	if (db_refuse_alone(u->db, e) < 0 || (!u->st && prepare_update(u, e) < 0))
		return -1;
	end = bind_update(u, from, at);
	sqlite3_step(u->st);
	if (sqlite3_reset(u->st) != SQLITE_OK)
		return db_fail(u->db, u->table->name, e);
	*ret_made = sqlite3_changes64(u->db->raw) == 1;
	if (*ret_made)
		buf_add(run_bulk_tell(u->db, u->table->name, SQLITE_UPDATE), from->data + at,
			end - at);
	return 0;
}
