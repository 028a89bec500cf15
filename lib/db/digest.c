/*
 * The digest of the data at rest: what finds a change that no run made (R-RUN).
 *
 * Each table has its number of rows and the sum of their hashes (base/hash.h). A run takes the rows
 * it changed out of the sum and puts them in as they are now, so keeping it costs as much as the
 * change and not as much as the office; the hash over all tables' sums goes into the run's own
 * hash. `check` reads every row once and compares. A sum and not a tree of hashes: there is no
 * place in it to keep, and rows come in any order.
 *
 * Which rows a run changed is known from three places: recorded tables (those with run_id) from the
 * changeset; tables that only grow and have a rowid, the ledger among them, from their last rowid;
 * the few others (issued numbers, codes) from a second recorder. The runs themselves are the
 * chain's to prove, and the counters are counted anew by their own checks.
 */
#include "db/run_state.h"

#include "base/messages.h"

#include <stdio.h>
#include <string.h>

struct digest_table {
	const char *name;
	bool recorded, has_rowid;
	int64_t rowid_before; /* of a table that only grows */
	int64_t rows;
	struct hash_sum sum;
	bool changed;
	sqlite3_stmt *by_key; /* the row with a key */
};

struct digest_state {
	VEC_OF(struct digest_table) tables; /* by name */
	struct arena arena;
	sqlite3_session *others;
	struct digest_table *at; /* the table of the last row */
	bool known;		 /* what the run before left */
	struct buf row;		 /* a name and a record: what is hashed */
	struct buf before, now;
};

static int list_tables(struct db *db, struct digest_state *d, struct err *e)
{
	static const char sql[] =
	    "SELECT l.name, l.wr, EXISTS (SELECT 1 FROM pragma_table_info(l.name, 'main') c"
	    " WHERE c.name = 'run_id') FROM pragma_table_list l"
	    " WHERE l.schema = 'main' AND l.type = 'table' AND l.name NOT LIKE 'sqlite\\_%' ESCAPE "
	    "'\\'"
	    " AND l.name NOT IN ('run', 'run_input', 'run_changeset', 'table_digest',"
	    " 'offering_load', 'cap_load') ORDER BY l.name";
	sqlite3_stmt *st;
	int rc;

	if (sqlite3_prepare_v2(db->raw, sql, -1, &st, NULL) != SQLITE_OK)
		return db_fail(db, "digest", e);
	while ((rc = sqlite3_step(st)) == SQLITE_ROW) {
		struct digest_table t = {
		    .name = arena_strdup(&d->arena, (const char *)sqlite3_column_text(st, 0)),
		    .has_rowid = sqlite3_column_int(st, 1) == 0,
		    .recorded = sqlite3_column_int(st, 2) != 0,
		};

		VEC_PUSH(&d->tables, t);
	}
	sqlite3_finalize(st);
	return rc == SQLITE_DONE ? 0 : db_fail(db, "digest", e);
}

/* Prepares text with %w in place of the table's name. */
static int prepare_on(struct db *db, const char *text, const char *table, sqlite3_stmt **ret,
		      struct err *e)
{
	char *sql = sqlite3_mprintf(text, table);
	int rc = sql ? sqlite3_prepare_v2(db->raw, sql, -1, ret, NULL) : SQLITE_NOMEM;

	sqlite3_free(sql);
	return rc == SQLITE_OK ? 0 : db_fail_as(db, rc, table, e);
}

static int last_rowid(struct db *db, struct digest_table *t, struct err *e)
{
	sqlite3_stmt *st;
	int rc;

	if (prepare_on(db, "SELECT max(rowid) FROM main.\"%w\"", t->name, &st, e) < 0)
		return -1;
	rc = sqlite3_step(st);
	t->rowid_before = rc == SQLITE_ROW ? sqlite3_column_int64(st, 0) : 0;
	sqlite3_finalize(st);
	return rc == SQLITE_ROW ? 0 : db_fail(db, t->name, e);
}

static struct digest_table *find_table(struct digest_state *d, const char *name)
{
	size_t i;

	for (i = 0; i < d->tables.len; i++)
		if (strcmp(d->tables.items[i].name, name) == 0)
			return &d->tables.items[i];
	return NULL;
}

/* The stored digests into the tables. */
static int load(struct db *db, struct digest_state *d, struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_DIGEST_LIST, e);
	int rc;

	if (!st)
		return -1;
	while ((rc = stmt_step(st, e)) == 1) {
		struct digest_table *t = find_table(d, col_text(st, "name"));

		/* one that cannot be read is as good as a wrong one: check will say so */
		if (t && hash_sum_parse(col_text(st, "digest"), &t->sum))
			t->rows = col_int(st, "row_count");
	}
	return rc;
}

/*
 * Whether the digests stored are those of the last run of this schema: false before the first run,
 * and after a migration, which changes tables without one.
 */
static int find_last(struct db *db, bool *ret, char hash[HASH_TEXT], struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_DIGEST_OF_LAST_RUN, e);
	int rc;

	if (!st || (rc = stmt_step(st, e)) < 0)
		return -1;
	*ret = rc == 1 && col_int(st, "schema_version") == db_version(db);
	if (rc == 1) {
		snprintf(hash, HASH_TEXT, "%s", col_text(st, "data_sha256"));
		stmt_done(st);
	}
	return 0;
}

/* Begins to watch the tables that the changeset does not have. */
static int watch(struct db *db, struct digest_state *d, struct err *e)
{
	size_t i;
	int rc;

	rc = sqlite3session_create(db->raw, "main", &d->others);
	if (rc != SQLITE_OK)
		return db_fail_as(db, rc, "session", e);
	for (i = 0; i < d->tables.len; i++) {
		struct digest_table *t = &d->tables.items[i];

		if (t->recorded)
			continue;
		if (t->has_rowid && last_rowid(db, t, e) < 0)
			return -1;
		if (!t->has_rowid)
			rc = sqlite3session_attach(d->others, t->name);
		if (rc != SQLITE_OK)
			return db_fail_as(db, rc, t->name, e);
	}
	return 0;
}

int digest_begin(struct db *db, struct run_state *run, struct err *e)
{
	struct digest_state *d = run->digest = mem_zalloc(1, sizeof *d);
	char hash[HASH_TEXT];

	if (list_tables(db, d, e) < 0 || find_last(db, &d->known, hash, e) < 0 ||
	    load(db, d, e) < 0)
		return -1;
	return watch(db, d, e);
}

static void digest_close(struct digest_state *d)
{
	size_t i;

	for (i = 0; i < d->tables.len; i++)
		sqlite3_finalize(d->tables.items[i].by_key);
	if (d->others)
		sqlite3session_delete(d->others);
	VEC_FREE(&d->tables);
	buf_free(&d->row);
	buf_free(&d->before);
	buf_free(&d->now);
	arena_free(&d->arena);
}

void digest_free(struct run_state *run)
{
	if (!run->digest)
		return;
	digest_close(run->digest);
	mem_free(run->digest);
	run->digest = NULL;
}

/* ---- rows into sums ---- */

static void count_row(struct digest_state *d, struct digest_table *t, const void *record,
		      size_t size, bool comes)
{
	buf_reset(&d->row);
	buf_add(&d->row, t->name, strlen(t->name) + 1);
	buf_add(&d->row, record, size);
	if (comes)
		hash_sum_add(&t->sum, d->row.data, d->row.len);
	else
		hash_sum_take(&t->sum, d->row.data, d->row.len);
	t->rows += comes ? 1 : -1;
	t->changed = true;
}

/* Adds the rows of t past a rowid, or all. */
static int count_rows(struct db *db, struct digest_state *d, struct digest_table *t, bool all,
		      struct err *e)
{
	sqlite3_stmt *st;
	int rc;

	if (prepare_on(db,
		       all ? "SELECT * FROM main.\"%w\""
			   : "SELECT * FROM main.\"%w\" WHERE rowid > ?1",
		       t->name, &st, e) < 0)
		return -1;
	if (!all)
		sqlite3_bind_int64(st, 1, t->rowid_before);
	while ((rc = sqlite3_step(st)) == SQLITE_ROW) {
		buf_reset(&d->now);
		changeset_put_row(&d->now, st, sqlite3_column_count(st));
		count_row(d, t, d->now.data, d->now.len, true);
	}
	sqlite3_finalize(st);
	return rc == SQLITE_DONE ? 0 : db_fail(db, t->name, e);
}

static int prepare_by_key(struct db *db, struct digest_table *t, const struct changeset_row *row,
			  struct err *e)
{
	sqlite3_stmt *columns;
	struct buf b = {0};
	uint64_t i;
	int rc;

	if (prepare_on(db, "SELECT * FROM main.\"%w\"", t->name, &columns, e) < 0)
		return -1;
	buf_printf(&b, "SELECT * FROM main.\"%s\"", t->name);
	for (i = 0, rc = 0; i < row->columns; i++)
		if (row->is_key[i])
			buf_printf(&b, "%s \"%s\" = ?%d", rc++ ? " AND" : " WHERE",
				   sqlite3_column_name(columns, (int)i), (int)i + 1);
	sqlite3_finalize(columns);
	rc = sqlite3_prepare_v2(db->raw, buf_str(&b), -1, &t->by_key, NULL);
	buf_free(&b);
	return rc == SQLITE_OK ? 0 : db_fail(db, t->name, e);
}

/* The row of an update as it is now. */
static int read_now(struct db *db, struct digest_state *d, struct digest_table *t,
		    const struct changeset_row *row, struct err *e)
{
	struct changeset_value v;
	size_t at = 0;
	uint64_t i;
	int rc = SQLITE_OK;

	if (!t->by_key && prepare_by_key(db, t, row, e) < 0)
		return -1;
	sqlite3_reset(t->by_key);
	for (i = 0; i < row->columns && rc == SQLITE_OK; i++) {
		BUG_ON(!changeset_value(row->first.data, row->first.size, &at, &v));
		if (row->is_key[i])
			rc = changeset_bind(t->by_key, (int)i + 1, &v);
	}
	if (rc != SQLITE_OK || (rc = sqlite3_step(t->by_key)) != SQLITE_ROW) {
		BUG_ON(rc == SQLITE_DONE); /* it was changed a moment ago */
		return db_fail(db, t->name, e);
	}
	buf_reset(&d->now);
	changeset_put_row(&d->now, t->by_key, sqlite3_column_count(t->by_key));
	return 0;
}

/* An update tells the old values of what it changed; the rest is as it is now. */
static int count_update(struct db *db, struct digest_state *d, struct digest_table *t,
			const struct changeset_row *row, struct err *e)
{
	struct changeset_value old, new;
	size_t old_at = 0, new_at = 0;
	uint64_t i;

	if (read_now(db, d, t, row, e) < 0)
		return -1;
	buf_reset(&d->before);
	for (i = 0; i < row->columns; i++) {
		BUG_ON(!changeset_value(row->first.data, row->first.size, &old_at, &old));
		BUG_ON(!changeset_value((const unsigned char *)d->now.data, d->now.len, &new_at,
					&new));
		buf_add(&d->before, old.type ? old.all : new.all,
			old.type ? old.all_size : new.all_size);
	}
	sqlite3_reset(t->by_key);
	count_row(d, t, d->before.data, d->before.len, false);
	count_row(d, t, d->now.data, d->now.len, true);
	return 0;
}

/* The table of a row: mostly that of the row before. */
static struct digest_table *table_of(struct digest_state *d, const char *name)
{
	if (!d->at || strcmp(d->at->name, name) != 0)
		d->at = find_table(d, name);
	BUG_ON(!d->at);
	return d->at;
}

void digest_row(struct run_state *run, const char *table, const void *record, size_t size,
		bool comes)
{
	struct digest_state *d = run->digest;

	if (!d->at || strcmp(d->at->name, table) != 0)
		d->at = find_table(d, table);
	if (d->known && d->at)
		count_row(d, d->at, record, size, comes);
}

struct change_count {
	struct db *db;
	struct digest_state *d;
	struct run_counts *counts; /* NULL: those of tables nobody counts */
};

static int count_change(void *ctx, const struct changeset_row *row, struct err *e)
{
	const struct change_count *c = ctx;

	if (c->counts) {
		c->counts->inserted += row->op == SQLITE_INSERT;
		c->counts->updated += row->op == SQLITE_UPDATE;
		c->counts->deleted += row->op == SQLITE_DELETE;
	}
	if (!c->d->known)
		return 0;
	if (row->op == SQLITE_UPDATE)
		return count_update(c->db, c->d, table_of(c->d, row->table), row, e);
	count_row(c->d, table_of(c->d, row->table), row->first.data, row->first.size,
		  row->op == SQLITE_INSERT);
	return 0;
}

int digest_changes(struct db *db, struct run_state *run, const void *data, size_t len,
		   struct err *e)
{
	struct change_count c = {db, run->digest, &run->counts};
	bool damaged;

	if (changeset_each(data, len, count_change, &c, &damaged, e) < 0)
		return -1;
	return damaged ? err_set(e, ERR_BUG, E_RUN_DAMAGED, (long long)db->run_id) : 0;
}

static int count_others(struct db *db, struct digest_state *d, struct err *e)
{
	struct change_count c = {db, d, NULL};
	void *changes = NULL;
	bool damaged;
	int bytes = 0, rc;
	size_t i;

	rc = sqlite3session_changeset(d->others, &bytes, &changes);
	if (rc != SQLITE_OK)
		return db_fail_as(db, rc, "session", e);
	rc = changeset_each(changes, (size_t)bytes, count_change, &c, &damaged, e);
	sqlite3_free(changes);
	BUG_ON(rc == 0 && damaged);
	for (i = 0; rc == 0 && i < d->tables.len; i++)
		if (!d->tables.items[i].recorded && d->tables.items[i].has_rowid)
			rc = count_rows(db, d, &d->tables.items[i], false, e);
	return rc;
}

int digest_pause(struct db *db, struct run_state *run, struct err *e)
{
	struct digest_state *d = run->digest;

	if (d->known && count_others(db, d, e) < 0)
		return -1;
	sqlite3session_delete(d->others);
	d->others = NULL;
	return 0;
}

int digest_resume(struct db *db, struct run_state *run, struct err *e)
{
	return watch(db, run->digest, e);
}

/* ---- at rest ---- */

static int store(struct db *db, struct digest_state *d, struct err *e)
{
	char digest[HASH_TEXT];
	size_t i;

	for (i = 0; i < d->tables.len; i++) {
		const struct digest_table *t = &d->tables.items[i];
		struct stmt *st;

		if (!t->changed)
			continue;
		st = db_stmt(db, SQL_DIGEST_PUT, e);
		if (!st)
			return -1;
		hash_sum_text(&t->sum, digest);
		stmt_text(st, ":name", t->name);
		stmt_int(st, ":row_count", t->rows);
		stmt_text(st, ":digest", digest);
		if (stmt_exec(st, e) < 0)
			return -1;
	}
	return 0;
}

/* The hash of all digests as they are stored. */
static int hash_stored(struct db *db, char out[HASH_TEXT], struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_DIGEST_LIST, e);
	struct hash h;
	int rc;

	if (!st)
		return -1;
	hash_start(&h);
	while ((rc = stmt_step(st, e)) == 1) {
		hash_text(&h, col_text(st, "name"));
		hash_text(&h, col_text(st, "row_count"));
		hash_text(&h, col_text(st, "digest"));
	}
	hash_end(&h, out);
	return rc;
}

int digest_end(struct db *db, struct run_state *run, char out[HASH_TEXT], struct err *e)
{
	struct digest_state *d = run->digest;
	size_t i;
	int rc = 0;

	if (d->known && !run->unrecorded)
		rc = count_others(db, d, e);
	for (i = 0; rc == 0 && (!d->known || run->unrecorded) && i < d->tables.len; i++) {
		struct digest_table *t = &d->tables.items[i];

		t->changed = true;
		t->rows = 0;
		memset(&t->sum, 0, sizeof t->sum);
		rc = count_rows(db, d, t, true, e);
	}
	if (rc < 0 || store(db, d, e) < 0)
		return -1;
	return hash_stored(db, out, e);
}

/* Compares one table with what is stored of it. */
static int verify_table(struct db *db, struct digest_state *d, const struct digest_table *stored,
			int (*fn)(void *, const char *, int64_t, int64_t, struct err *), void *ctx,
			struct err *e)
{
	struct digest_table now = {.name = stored->name};

	if (count_rows(db, d, &now, true, e) < 0)
		return -1;
	if (now.rows == stored->rows && memcmp(&now.sum, &stored->sum, sizeof now.sum) == 0)
		return 0;
	return fn(ctx, stored->name, stored->rows, now.rows, e);
}

int run_verify_data(struct db *db,
		    int (*fn)(void *ctx, const char *table, int64_t rows_then, int64_t rows_now,
			      struct err *e),
		    void (*progress)(void *ctx, int64_t done, int64_t total), void *ctx,
		    struct err *e)
{
	struct digest_state d = {0};
	char said[HASH_TEXT], hash[HASH_TEXT];
	bool known;
	size_t i;
	int rc;

	if (find_last(db, &known, said, e) < 0)
		return -1;
	if (!known)
		return 0;
	rc = list_tables(db, &d, e) < 0 || load(db, &d, e) < 0 || hash_stored(db, hash, e) < 0 ? -1
											       : 0;
	if (rc == 0 && strcmp(said, hash) != 0)
		rc = fn(ctx, "table_digest", 0, 0, e);
	for (i = 0; rc == 0 && i < d.tables.len; i++) {
		if (progress)
			progress(ctx, (int64_t)i, (int64_t)d.tables.len);
		rc = verify_table(db, &d, &d.tables.items[i], fn, ctx, e);
	}
	digest_close(&d);
	return rc;
}
