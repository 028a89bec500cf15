/*
 * The undo of inserts. SQLite's own apply deletes row by row, and because rows refer to each other
 * each of these statements keeps a copy of every page that it touches: 20 KB of writing a row. Rows
 * of an import have numbers one after the other, so they are compared in that order and removed a
 * range at a time.
 */
#include "db/run_state.h"

#include "base/messages.h"

#include <string.h>

enum { RANGE_MAX = 250000 }; /* SQLite remembers the rows of a statement before it deletes them */

struct removal {
	struct db *db;
	struct buf head; /* of the table that the statements are for */
	sqlite3_stmt *rows, *remove;
	int key, run_id;     /* columns; run_id: -1 where there is none */
	int64_t first, next; /* compared and not yet removed */
	bool open;	     /* rows stands on next - 1 */
	struct buf now;
};

bool undo_is_insert(const struct changeset_row *row, int64_t *ret_id)
{
	struct changeset_value v;
	size_t at = 0, keys = 0;
	bool is_number = false;
	uint64_t i, n = 0;
	int k;

	if (row->op != SQLITE_INSERT)
		return false;
	for (i = 0; i < row->columns; i++)
		keys += row->is_key[i] != 0;
	for (i = 0; keys == 1 && i < row->columns; i++) {
		BUG_ON(!changeset_value(row->first.data, row->first.size, &at, &v));
		if (!row->is_key[i])
			continue;
		is_number = v.type == SQLITE_INTEGER;
		for (k = 0; is_number && k < 8; k++)
			n = n << 8 | v.data[k];
		break;
	}
	*ret_id = (int64_t)n;
	return is_number;
}

static int prepare(struct removal *r, const char *text, const char *table, const char *key,
		   sqlite3_stmt **ret, struct err *e)
{
	char *sql = sqlite3_mprintf(text, table, key, key);
	int rc = sql ? sqlite3_prepare_v2(r->db->raw, sql, -1, ret, NULL) : SQLITE_NOMEM;

	sqlite3_free(sql);
	return rc == SQLITE_OK ? 0 : db_fail_as(r->db, rc, table, e);
}

/* The name of the key, and where run_id is. */
static int find_columns(struct removal *r, const struct changeset_row *row, struct buf *ret_key,
			struct err *e)
{
	sqlite3_stmt *st;
	int i, n;

	if (prepare(r, "SELECT * FROM main.\"%w\"", row->table, "", &st, e) < 0)
		return -1;
	n = sqlite3_column_count(st);
	r->run_id = -1;
	for (i = 0; i < n && (uint64_t)i < row->columns; i++) {
		if (row->is_key[i]) {
			r->key = i;
			buf_puts(ret_key, sqlite3_column_name(st, i));
		}
		if (strcmp(sqlite3_column_name(st, i), "run_id") == 0)
			r->run_id = i;
	}
	sqlite3_finalize(st);
	return 0;
}

static int begin_table(struct removal *r, const struct changeset_row *row, const struct buf *head,
		       struct err *e)
{
	struct buf key = {0};
	int rc;

	sqlite3_finalize(r->rows);
	sqlite3_finalize(r->remove);
	r->rows = r->remove = NULL;
	buf_reset(&r->head);
	buf_add(&r->head, head->data, head->len);
	rc = find_columns(r, row, &key, e);
	if (rc == 0)
		rc = prepare(r, "SELECT * FROM main.\"%w\" WHERE \"%w\" >= ?1 ORDER BY \"%w\"",
			     row->table, buf_str(&key), &r->rows, e);
	if (rc == 0)
		rc = prepare(r, "DELETE FROM main.\"%w\" WHERE \"%w\" BETWEEN ?1 AND ?2",
			     row->table, buf_str(&key), &r->remove, e);
	buf_free(&key);
	return rc;
}

/* Removes what has been compared. */
static int end_range(struct removal *r, struct err *e)
{
	int rc = SQLITE_DONE;

	if (!r->open)
		return 0;
	r->open = false;
	sqlite3_reset(r->rows);
	if (r->first == r->next)
		return 0;
	if (sqlite3_bind_int64(r->remove, 1, r->first) != SQLITE_OK ||
	    sqlite3_bind_int64(r->remove, 2, r->next - 1) != SQLITE_OK)
		return db_fail(r->db, "undo", e);
	rc = sqlite3_step(r->remove);
	if (rc != SQLITE_DONE)
		return db_fail(r->db, "undo", e);
	sqlite3_reset(r->remove);
	return 0;
}

static int begin_range(struct removal *r, int64_t id, struct err *e)
{
	if (sqlite3_bind_int64(r->rows, 1, id) != SQLITE_OK)
		return db_fail(r->db, "undo", e);
	r->first = r->next = id;
	r->open = true;
	return 0;
}

/* *ret_why: NULL where the row stands as it was inserted; *ret_run where another run changed it. */
static int compare(struct removal *r, const struct changeset_row *row, int64_t id,
		   const char **ret_why, int64_t *ret_run, struct err *e)
{
	int rc = sqlite3_step(r->rows);

	*ret_why = NULL;
	*ret_run = 0;
	if (rc != SQLITE_ROW && rc != SQLITE_DONE)
		return db_fail(r->db, "undo", e);
	if (rc == SQLITE_DONE || sqlite3_column_int64(r->rows, r->key) != id) {
		*ret_why = "gone";
		return 0;
	}
	buf_reset(&r->now);
	changeset_put_row(&r->now, r->rows, sqlite3_column_count(r->rows));
	if (r->now.len == row->first.size &&
	    memcmp(r->now.data, row->first.data, row->first.size) == 0)
		return 0;
	*ret_why = "changed";
	if (r->run_id >= 0)
		*ret_run = sqlite3_column_int64(r->rows, r->run_id);
	return 0;
}

typedef void conflict_fn(void *ctx, const char *table, int64_t row_id, const char *why,
			 int64_t run_id);

static int remove_row(struct removal *r, const struct changeset_row *row, int64_t id,
		      conflict_fn *on_conflict, void *ctx, struct err *e)
{
	const char *why;
	int64_t run;

	if (r->open && (id != r->next || r->next - r->first == RANGE_MAX) && end_range(r, e) < 0)
		return -1;
	if (!r->open && begin_range(r, id, e) < 0)
		return -1;
	if (compare(r, row, id, &why, &run, e) < 0)
		return -1;
	if (why) {
		on_conflict(ctx, row->table, id, why, run);
		return end_range(r, e);
	}
	r->next = id + 1;
	buf_add(run_bulk_tell(r->db, row->table, SQLITE_DELETE), row->first.data, row->first.size);
	return 0;
}

static bool is_head(const struct removal *r, const struct buf *head)
{
	return r->rows && r->head.len == head->len &&
	       memcmp(r->head.data, head->data, head->len) == 0;
}

static int remove_all(struct removal *r, struct changeset_stream *s, int64_t run_id,
		      conflict_fn *on_conflict, void *ctx, bool *ret_rest, struct err *e)
{
	struct changeset_row row;
	int64_t id;
	int rc;

	while ((rc = changeset_stream_next(s, &row)) == 1) {
		if (!undo_is_insert(&row, &id)) {
			*ret_rest = true;
			continue;
		}
		if (!is_head(r, changeset_stream_head(s)) &&
		    (end_range(r, e) < 0 || begin_table(r, &row, changeset_stream_head(s), e) < 0))
			return -1;
		if (remove_row(r, &row, id, on_conflict, ctx, e) < 0)
			return -1;
	}
	if (rc < 0)
		return err_set(e, ERR_DB, E_RUN_DAMAGED, (long long)run_id);
	return end_range(r, e);
}

int undo_inserts(struct db *db, const struct changeset *c, int64_t segment, int64_t id,
		 conflict_fn *on_conflict, void *ctx, bool *ret_rest, struct err *e)
{
	struct removal r = {.db = db};
	struct changeset_stream *s;
	int rc;

	*ret_rest = false;
	if (changeset_stream_open(&s, c, segment, e) < 0)
		return -1;
	/* what is removed is what was recorded: SQLite need not tell */
	run_bulk_watch(db, false);
	rc = remove_all(&r, s, id, on_conflict, ctx, ret_rest, e);
	run_bulk_watch(db, true);
	changeset_stream_close(s);
	sqlite3_finalize(r.rows);
	sqlite3_finalize(r.remove);
	buf_free(&r.head);
	buf_free(&r.now);
	return rc;
}
