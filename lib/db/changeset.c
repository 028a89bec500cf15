/* Changesets at rest (deflated, in pieces) and their differences in words. */
#include "db/run_state.h"

#include "base/buf.h"
#include "base/messages.h"

#include <string.h>
#include <zlib.h>

enum { PIECE_BYTES = 1024 * 1024 };

static int store_piece(struct db *db, int64_t seq, const void *data, size_t len, struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_RUN_CHANGESET_INSERT, e);

	if (!st)
		return -1;
	stmt_int(st, ":seq", seq);
	stmt_blob(st, ":data", data, len);
	return stmt_exec(st, e);
}

int changeset_store(struct db *db, const struct run_state *run, struct err *e)
{
	unsigned char *piece = mem_alloc(PIECE_BYTES);
	z_stream z = {0};
	int64_t seq = 0;
	int rc = 0, state = Z_OK;

	if (deflateInit(&z, 1) != Z_OK) {
		mem_free(piece);
		return err_set(e, ERR_OUTPUT, "%s", E_NO_MEMORY);
	}
	z.next_in = (Bytef *)run->changeset.data;
	z.avail_in = (uInt)run->changeset.len;
	while (rc == 0 && state != Z_STREAM_END) {
		z.next_out = piece;
		z.avail_out = PIECE_BYTES;
		state = deflate(&z, Z_FINISH);
		BUG_ON(state == Z_STREAM_ERROR);
		rc = store_piece(db, seq++, piece, PIECE_BYTES - z.avail_out, e);
	}
	deflateEnd(&z);
	mem_free(piece);
	return rc;
}

int changeset_load(struct db *db, int64_t id, int64_t bytes, void **ret, struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_RUN_CHANGESET_PIECES, e);
	unsigned char *data;
	z_stream z = {0};
	int rc, state = Z_OK;

	if (!st)
		return -1;
	if (bytes < 0 || bytes > INT32_MAX || inflateInit(&z) != Z_OK)
		return err_set(e, ERR_DB, E_RUN_DAMAGED, (long long)id);
	data = mem_alloc((size_t)bytes + 1);
	z.next_out = data;
	z.avail_out = (uInt)bytes + 1;
	stmt_int(st, ":id", id);
	while ((rc = stmt_step(st, e)) == 1) {
		size_t len;
		const void *piece = col_blob(st, "data", &len);

		/* zlib does not write to what it reads; its type lacks the const */
		z.next_in = (Bytef *)(uintptr_t)piece;
		z.avail_in = (uInt)len;
		if (state == Z_OK)
			state = inflate(&z, Z_NO_FLUSH);
	}
	inflateEnd(&z);
	if (rc == 0 && (state != Z_STREAM_END || z.total_out != (uLong)bytes))
		rc = err_set(e, ERR_DB, E_RUN_DAMAGED, (long long)id);
	if (rc < 0) {
		mem_free(data);
		return -1;
	}
	*ret = data;
	return 0;
}

/* A varint of SQLite at *at: moves past it. False past the end. */
static bool read_varint(const unsigned char *data, size_t len, size_t *at, uint64_t *ret)
{
	uint64_t v = 0;
	int i;

	for (i = 0; i < 9 && *at < len; i++) {
		unsigned char c = data[(*at)++];

		if (i == 8) {
			*ret = v << 8 | c;
			return true;
		}
		v = v << 7 | (c & 0x7f);
		if (!(c & 0x80)) {
			*ret = v;
			return true;
		}
	}
	return false;
}

/* Skips columns values: a type byte, then 8 bytes, or a length and as many bytes, or nothing. */
static bool skip_record(const unsigned char *data, size_t len, size_t *at, uint64_t columns)
{
	uint64_t size;

	for (; columns > 0; columns--) {
		if (*at >= len)
			return false;
		switch (data[(*at)++]) {
		case SQLITE_INTEGER:
		case SQLITE_FLOAT: size = 8; break;
		case SQLITE_TEXT:
		case SQLITE_BLOB:
			if (!read_varint(data, len, at, &size))
				return false;
			break;
		default: size = 0; break; /* NULL, or not changed */
		}
		if (size > len - *at)
			return false;
		*at += size;
	}
	return true;
}

int changeset_count(const unsigned char *data, size_t len, struct run_counts *ret)
{
	uint64_t columns = 0;
	size_t at = 0;

	while (at < len) {
		unsigned char op = data[at++];

		if (op == 'T') {
			const unsigned char *end;

			if (!read_varint(data, len, &at, &columns) || columns > len - at)
				return -1;
			at += columns; /* which columns are the key */
			end = memchr(data + at, '\0', len - at);
			if (!end)
				return -1;
			at = (size_t)(end - data) + 1; /* the table's name */
			continue;
		}
		at++; /* whether a trigger made the change */
		if (!skip_record(data, len, &at, columns) ||
		    (op == SQLITE_UPDATE && !skip_record(data, len, &at, columns)))
			return -1;
		ret->inserted += op == SQLITE_INSERT;
		ret->updated += op == SQLITE_UPDATE;
		ret->deleted += op == SQLITE_DELETE;
	}
	return 0;
}

static void put_varint(struct buf *out, uint64_t v)
{
	unsigned char bytes[10];
	size_t at = sizeof bytes;

	bytes[--at] = (unsigned char)(v & 0x7f);
	while (v >>= 7)
		bytes[--at] = (unsigned char)(0x80 | (v & 0x7f));
	buf_add(out, bytes + at, sizeof bytes - at);
}

static void put_value(struct buf *out, sqlite3_stmt *st, int i)
{
	int type = sqlite3_column_type(st, i), k;
	unsigned char bytes[9] = {(unsigned char)type};

	if (type == SQLITE_INTEGER) {
		uint64_t v = (uint64_t)sqlite3_column_int64(st, i);

		for (k = 8; k > 0; k--, v >>= 8)
			bytes[k] = (unsigned char)(v & 0xff);
		buf_add(out, bytes, sizeof bytes);
		return;
	}
	BUG_ON(type == SQLITE_FLOAT); /* no table of ours holds a fraction */
	buf_add(out, bytes, 1);
	if (type != SQLITE_NULL) {
		const void *data = sqlite3_column_blob(st, i);
		int len = sqlite3_column_bytes(st, i);

		put_varint(out, (uint64_t)len);
		buf_add(out, data, (size_t)len);
	}
}

int changeset_add_bulk(struct db *db, const struct run_bulk *bulk, struct buf *out, struct err *e)
{
	/* the table's name is the program's own */
	char *sql =
	    sqlite3_mprintf("SELECT * FROM \"%w\" WHERE id BETWEEN %lld AND %lld ORDER BY id",
			    bulk->table, (long long)bulk->first_id, (long long)bulk->last_id);
	sqlite3_stmt *st = NULL;
	int rc, n, i;

	rc = sql ? sqlite3_prepare_v2(db->raw, sql, -1, &st, NULL) : SQLITE_NOMEM;
	sqlite3_free(sql);
	if (rc != SQLITE_OK)
		return db_fail(db, bulk->table, e);
	n = sqlite3_column_count(st);
	buf_putc(out, 'T');
	put_varint(out, (uint64_t)n);
	for (i = 0; i < n; i++)
		buf_putc(out, strcmp(sqlite3_column_name(st, i), "id") == 0);
	buf_add(out, bulk->table, strlen(bulk->table) + 1);
	while ((rc = sqlite3_step(st)) == SQLITE_ROW) {
		buf_putc(out, (char)SQLITE_INSERT);
		buf_putc(out, 0); /* not made by a trigger */
		for (i = 0; i < n; i++)
			put_value(out, st, i);
	}
	sqlite3_finalize(st);
	return rc == SQLITE_DONE ? 0 : db_fail(db, bulk->table, e);
}

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

int run_diff(struct db *db, int (*fn)(void *ctx, const struct run_change *c, struct err *e),
	     void *ctx, struct err *e)
{
	struct run_state *run = db->run;
	struct diff d = {.fn = fn, .ctx = ctx};
	sqlite3_changeset_iter *it;
	int rc = 0;

	BUG_ON(!run || !run->sealed);
	if (sqlite3changeset_start(&it, (int)run->changeset.len, run->changeset.data) != SQLITE_OK)
		return db_fail(db, "changeset", e);
	while (rc == 0 && sqlite3changeset_next(it) == SQLITE_ROW)
		rc = diff_row(db, &d, it, e);
	sqlite3changeset_finalize(it);
	arena_free(&d.arena);
	arena_free(&d.names_arena);
	return rc;
}
