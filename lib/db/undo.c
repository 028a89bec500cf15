/*
 * Undo: the inverse of a run's changeset, applied as a whole or not at all.
 *
 * Triggers are switched off while it is applied: those that keep counters would count twice, and
 * those that keep history would refuse. Foreign keys are checked at the end of the statement's
 * transaction. A conflict handler that answered OMIT and let the result stand would commit a
 * violation, so every conflict is collected and then everything is rolled back.
 */
#include "db/run_state.h"

#include "base/buf.h"
#include "base/messages.h"

#include <string.h>

struct apply {
	struct db *db;
	struct arena *out;
	struct undo_result *res;
	int64_t id;
};

/* A segment without its inserts, as SQLite reads it. */
struct rest {
	struct changeset_stream *stream;
	struct buf head;  /* of the table whose changes are being passed on */
	struct buf bytes; /* still to be passed on, from at */
	size_t at;
};

static const char *conflict_word(int kind)
{
	switch (kind) {
	case SQLITE_CHANGESET_DATA: return "changed";
	case SQLITE_CHANGESET_NOTFOUND: return "gone";
	case SQLITE_CHANGESET_CONFLICT: return "exists";
	case SQLITE_CHANGESET_CONSTRAINT: return "rule";
	default: return "referred";
	}
}

/* The position of run_id in table, -1 where it has none. */
static int run_column(struct db *db, const char *table)
{
	sqlite3_stmt *st;
	int cid = -1;

	if (sqlite3_prepare_v2(db->raw,
			       "SELECT cid FROM pragma_table_info(?1) WHERE name = 'run_id'", -1,
			       &st, NULL) != SQLITE_OK)
		return -1;
	sqlite3_bind_text(st, 1, table, -1, SQLITE_STATIC);
	if (sqlite3_step(st) == SQLITE_ROW)
		cid = sqlite3_column_int(st, 0);
	sqlite3_finalize(st);
	return cid;
}

static void conflict_key(struct apply *a, sqlite3_changeset_iter *it, int op,
			 struct undo_conflict *c)
{
	struct buf b = {0};
	unsigned char *is_key;
	int n, i;

	if (sqlite3changeset_pk(it, &is_key, &n) != SQLITE_OK)
		return;
	for (i = 0; i < n; i++) {
		sqlite3_value *v = NULL;
		const unsigned char *text;

		if (!is_key[i])
			continue;
		if (op == SQLITE_INSERT)
			sqlite3changeset_new(it, i, &v);
		else
			sqlite3changeset_old(it, i, &v);
		text = v ? sqlite3_value_text(v) : NULL;
		buf_printf(&b, "%s%s", b.len ? "/" : "", text ? (const char *)text : "");
	}
	c->pk = arena_strdup(a->out, buf_str(&b));
	buf_free(&b);
}

static int on_conflict(void *ctx, int kind, sqlite3_changeset_iter *it)
{
	struct apply *a = ctx;
	struct undo_conflict c = {.table = "", .pk = "", .why = conflict_word(kind)};
	const char *table;
	int columns, op, indirect, at;
	sqlite3_value *v = NULL;

	if (kind != SQLITE_CHANGESET_FOREIGN_KEY &&
	    sqlite3changeset_op(it, &table, &columns, &op, &indirect) == SQLITE_OK) {
		c.table = arena_strdup(a->out, table);
		conflict_key(a, it, op, &c);
		at = run_column(a->db, table);
		if ((kind == SQLITE_CHANGESET_DATA || kind == SQLITE_CHANGESET_CONFLICT) &&
		    at >= 0 && sqlite3changeset_conflict(it, at, &v) == SQLITE_OK && v)
			c.run_id = sqlite3_value_int64(v);
	}
	VEC_PUSH(&a->res->conflicts, c);
	/* go on to collect all of them: the savepoint is rolled back in any case */
	return kind == SQLITE_CHANGESET_FOREIGN_KEY ? SQLITE_CHANGESET_ABORT
						    : SQLITE_CHANGESET_OMIT;
}

/* The run's changeset, after checking that it may be applied to this database. */
static int load_checked(struct db *db, int64_t id, struct changeset *ret, struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_RUN_BY_ID, e);
	char expected[HASH_TEXT];
	int64_t version, purged;
	bool is_purge;
	int rc;

	if (!st || run_purged_through(db, &purged, e) < 0)
		return -1;
	stmt_int(st, ":id", id);
	if ((rc = stmt_step(st, e)) < 0)
		return -1;
	if (rc == 0)
		return err_set(e, ERR_RULE, E_UNDO_NO_RUN, (long long)id);
	version = col_int(st, "schema_version");
	is_purge = strcmp(col_text(st, "command"), "purge") == 0;
	memcpy(expected, col_text(st, "changeset_sha256"), HASH_TEXT - 1);
	expected[HASH_TEXT - 1] = '\0';
	stmt_done(st);
	if (is_purge || id <= purged)
		return err_set(e, ERR_RULE, E_UNDO_PURGED, (long long)id);
	/* a column dropped since would make apply return OK and do nothing */
	if (version != db_version_current())
		return err_set(e, ERR_RULE, E_UNDO_VERSION, (long long)id);
	if (changeset_load(db, id, ret, e) < 0)
		return -1;
	if (strcmp(ret->sha256, expected) != 0)
		return err_set(e, ERR_DB, E_RUN_DAMAGED, (long long)id);
	return 0;
}

static void on_insert_conflict(void *ctx, const char *table, int64_t row_id, const char *why,
			       int64_t run_id)
{
	struct apply *a = ctx;
	struct undo_conflict c = {.table = arena_strdup(a->out, table),
				  .pk = arena_printf(a->out, "%lld", (long long)row_id),
				  .why = why,
				  .run_id = run_id};

	VEC_PUSH(&a->res->conflicts, c);
}

/* The next change that is no insert, after the head of its table where that is another. */
static int next_of_rest(struct rest *r)
{
	struct changeset_row row;
	const struct buf *head;
	int64_t id;
	int rc;

	do
		rc = changeset_stream_next(r->stream, &row);
	while (rc == 1 && undo_is_insert(&row, &id));
	if (rc != 1)
		return rc;
	buf_reset(&r->bytes);
	r->at = 0;
	head = changeset_stream_head(r->stream);
	if (r->head.len != head->len || memcmp(r->head.data, head->data, head->len) != 0) {
		buf_reset(&r->head);
		buf_add(&r->head, head->data, head->len);
		buf_add(&r->bytes, head->data, head->len);
	}
	buf_add(&r->bytes, row.all, row.all_size);
	return 1;
}

static int read_rest(void *ctx, void *data, int *len)
{
	struct rest *r = ctx;
	size_t room = (size_t)*len, n;
	char *to = data;

	while (room > 0) {
		if (r->at == r->bytes.len) {
			int rc = next_of_rest(r);

			if (rc < 0)
				return SQLITE_CORRUPT;
			if (rc == 0)
				break;
		}
		n = r->bytes.len - r->at < room ? r->bytes.len - r->at : room;
		memcpy(to, r->bytes.data + r->at, n);
		to += n;
		r->at += n;
		room -= n;
	}
	*len -= (int)room;
	return SQLITE_OK;
}

static int apply_rest(struct apply *a, const struct changeset *c, int64_t segment, struct err *e)
{
	struct rest r = {0};
	int rc;

	if (changeset_stream_open(&r.stream, c, segment, e) < 0)
		return -1;
	rc = sqlite3changeset_apply_v2_strm(a->db->raw, read_rest, &r, NULL, on_conflict, a, NULL,
					    NULL, SQLITE_CHANGESETAPPLY_INVERT);
	changeset_stream_close(r.stream);
	buf_free(&r.head);
	buf_free(&r.bytes);
	if (rc != SQLITE_OK && a->res->conflicts.len == 0)
		return db_fail_as(a->db, rc, "apply", e);
	return 0;
}

/* Whether what is left refers to nothing that has gone: SQLite counts what does. */
static int check_references(struct apply *a, struct err *e)
{
	struct undo_conflict c = {.table = "", .pk = "", .why = "referred"};
	int hanging = 0, high;

	if (sqlite3_db_status(a->db->raw, SQLITE_DBSTATUS_DEFERRED_FKS, &hanging, &high, 0) !=
	    SQLITE_OK)
		return db_fail(a->db, "undo", e);
	if (hanging && a->res->conflicts.len == 0)
		VEC_PUSH(&a->res->conflicts, c);
	return 0;
}

/* The rows that were inserted go first: what they held is free again for the others. */
static int apply_inverse(struct apply *a, const struct changeset *c, int64_t segment, struct err *e)
{
	bool has_rest;

	if (db_sql(a->db, "PRAGMA defer_foreign_keys = ON", e) < 0 ||
	    undo_inserts(a->db, c, segment, a->id, on_insert_conflict, a, &has_rest, e) < 0 ||
	    (has_rest && apply_rest(a, c, segment, e) < 0) || check_references(a, e) < 0)
		return -1;
	run_bulk_end_segment(a->db);
	return db_sql(a->db, "PRAGMA defer_foreign_keys = OFF", e);
}

static int apply_segments(struct apply *a, const struct changeset *c, struct err *e)
{
	int64_t i = c->segments;
	int rc = 0;

	if (db_set_triggers(a->db, false, e) < 0)
		return -1;
	while (rc == 0 && i-- > 0)
		rc = apply_inverse(a, c, i, e);
	return db_set_triggers(a->db, true, rc < 0 ? &(struct err){0} : e) < 0 ? -1 : rc;
}

/* Inside a savepoint: all of it, or nothing where there is a conflict. */
static int undo_changes(struct apply *a, const struct changeset *c, struct err *e)
{
	struct db *db = a->db;
	int64_t before = sqlite3_total_changes64(db->raw);
	int rc;

	if (run_bulk_begin(db, e) < 0 || db_savepoint(db, e) < 0)
		return -1;
	rc = apply_segments(a, c, e);
	db->run->spoiled = rc < 0 || a->res->conflicts.len > 0;
	if (rc < 0)
		return -1; /* the run ends with it */
	if (db->run->spoiled)
		return db_rollback_to(db, e);
	a->res->changes = sqlite3_total_changes64(db->raw) - before;
	return db_release(db, e) < 0 ? -1 : run_bulk_end(db, e);
}

int run_undo(struct db *db, struct arena *out, int64_t id, struct undo_result *res, struct err *e)
{
	struct apply a = {.db = db, .out = out, .res = res, .id = id};
	struct changeset c = {0};
	int rc;

	BUG_ON(!db->run);
	rc = load_checked(db, id, &c, e);
	if (rc == 0)
		rc = undo_changes(&a, &c, e);
	changeset_free(&c);
	return rc;
}

void undo_result_free(struct undo_result *res)
{
	VEC_FREE(&res->conflicts);
}
