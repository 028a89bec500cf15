/*
 * Changesets as the database keeps them: deflated, in pieces, hashed as they grow, so that a run
 * that changes a million rows never has them in memory as a whole.
 */
#include "db/run_state.h"

#include "base/messages.h"

#include <limits.h>
#include <string.h>
#include <zlib.h>

enum { PIECE_BYTES = 1024 * 1024, ROWS_BYTES = 64 * 1024 };

struct changeset_pack {
	z_stream z;
	struct hash hash;
	unsigned char *piece; /* being filled */
};

struct changeset_reader {
	z_stream z;
	const struct changeset *from;
	size_t next; /* piece */
	int state;
};

/* ---- growing ---- */

int changeset_begin(struct changeset *c, struct err *e)
{
	struct changeset_pack *p = mem_zalloc(1, sizeof *p);

	if (deflateInit(&p->z, 1) != Z_OK) {
		mem_free(p);
		return err_set(e, ERR_OUTPUT, "%s", E_NO_MEMORY);
	}
	hash_start(&p->hash);
	c->pack = p;
	return 0;
}

static void add_piece(struct changeset *c, unsigned char *data, size_t len)
{
	struct changeset_piece piece = {data, len};

	VEC_PUSH(&c->pieces, piece);
}

/* Deflates what next_in holds; with Z_FINISH also what deflate still keeps to itself. */
static void deflate_pieces(struct changeset *c, int flush)
{
	struct changeset_pack *p = c->pack;
	int state = Z_OK;

	do {
		if (!p->piece) {
			p->piece = mem_alloc(PIECE_BYTES);
			p->z.next_out = p->piece;
			p->z.avail_out = PIECE_BYTES;
		}
		state = deflate(&p->z, flush);
		BUG_ON(state == Z_STREAM_ERROR);
		if (p->z.avail_out == 0 || state == Z_STREAM_END) {
			size_t len = PIECE_BYTES - p->z.avail_out;

			hash_add(&p->hash, p->piece, len);
			add_piece(c, p->piece, len);
			p->piece = NULL;
		}
	} while (flush == Z_FINISH ? state != Z_STREAM_END : p->z.avail_in > 0);
}

void changeset_add(struct changeset *c, const void *data, size_t len)
{
	const unsigned char *at = data;

	c->bytes += (int64_t)len;
	while (len > 0) {
		size_t n = len < UINT_MAX ? len : UINT_MAX;

		/* zlib does not write to what it reads; its type lacks the const */
		c->pack->z.next_in = (Bytef *)(uintptr_t)at;
		c->pack->z.avail_in = (uInt)n;
		deflate_pieces(c, Z_NO_FLUSH);
		at += n;
		len -= n;
	}
}

void changeset_end(struct changeset *c)
{
	deflate_pieces(c, Z_FINISH);
	hash_end(&c->pack->hash, c->sha256);
	deflateEnd(&c->pack->z);
	mem_free(c->pack);
	c->pack = NULL;
}

void changeset_free(struct changeset *c)
{
	size_t i;

	if (c->pack) {
		deflateEnd(&c->pack->z);
		mem_free(c->pack->piece);
		mem_free(c->pack);
		c->pack = NULL;
	}
	for (i = 0; i < c->pieces.len; i++)
		mem_free(c->pieces.items[i].data);
	VEC_FREE(&c->pieces);
}

/* ---- at rest ---- */

int changeset_store(struct db *db, const struct changeset *c, struct err *e)
{
	size_t i;

	for (i = 0; i < c->pieces.len; i++) {
		struct stmt *st = db_stmt(db, SQL_RUN_CHANGESET_INSERT, e);

		if (!st)
			return -1;
		stmt_int(st, ":seq", (int64_t)i);
		stmt_blob(st, ":data", c->pieces.items[i].data, c->pieces.items[i].len);
		if (stmt_exec(st, e) < 0)
			return -1;
	}
	return 0;
}

int changeset_load(struct db *db, int64_t id, struct changeset *ret, struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_RUN_CHANGESET_PIECES, e);
	struct hash h;
	int rc;

	if (!st)
		return -1;
	hash_start(&h);
	stmt_int(st, ":id", id);
	while ((rc = stmt_step(st, e)) == 1) {
		size_t len;
		const void *data = col_blob(st, "data", &len);

		hash_add(&h, data, len);
		add_piece(ret, mem_alloc(len), len);
		if (len)
			memcpy(ret->pieces.items[ret->pieces.len - 1].data, data, len);
	}
	hash_end(&h, ret->sha256);
	return rc;
}

/* ---- reading again ---- */

int changeset_reader_open(struct changeset_reader **ret, const struct changeset *c, struct err *e)
{
	struct changeset_reader *r = mem_zalloc(1, sizeof *r);

	r->from = c;
	if (inflateInit(&r->z) != Z_OK) {
		mem_free(r);
		return err_set(e, ERR_OUTPUT, "%s", E_NO_MEMORY);
	}
	*ret = r;
	return 0;
}

int changeset_read(void *reader, void *data, int *len)
{
	struct changeset_reader *r = reader;

	r->z.next_out = data;
	r->z.avail_out = (uInt)*len;
	while (r->state == Z_OK && r->z.avail_out > 0) {
		if (r->z.avail_in == 0) {
			if (r->next == r->from->pieces.len)
				return SQLITE_CORRUPT; /* it ends before its end */
			r->z.next_in = r->from->pieces.items[r->next].data;
			r->z.avail_in = (uInt)r->from->pieces.items[r->next].len;
			r->next++;
		}
		r->state = inflate(&r->z, Z_NO_FLUSH);
	}
	if (r->state != Z_OK && r->state != Z_STREAM_END)
		return SQLITE_CORRUPT;
	*len -= (int)r->z.avail_out;
	return SQLITE_OK;
}

void changeset_reader_close(struct changeset_reader *r)
{
	inflateEnd(&r->z);
	mem_free(r);
}

/* ---- what is in it ---- */

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

static int varint_bytes(uint64_t v)
{
	int n = 1;

	while (v >>= 7)
		n++;
	return n;
}

static void write_varint(char *at, uint64_t v, int bytes)
{
	int i;

	for (i = bytes - 1; i >= 0; i--, v >>= 7)
		at[i] = (char)(unsigned char)((v & 0x7f) | (i < bytes - 1 ? 0x80 : 0));
}

static void put_int(struct buf *out, int64_t value)
{
	char *at = buf_grow(out, 1 + sizeof value);
	uint64_t v = (uint64_t)value;
	int i;

	at[0] = SQLITE_INTEGER;
	for (i = (int)sizeof value; i > 0; i--, v >>= 8)
		at[i] = (char)(unsigned char)(v & 0xff);
}

static void put_bytes(struct buf *out, char type, const void *data, size_t len)
{
	int n = varint_bytes(len);
	char *at = buf_grow(out, 1 + (size_t)n + len);

	at[0] = type;
	write_varint(at + 1, len, n);
	if (len)
		memcpy(at + 1 + n, data, len);
}

static void put_value(struct buf *out, sqlite3_stmt *st, int i)
{
	int type = sqlite3_column_type(st, i);
	const void *data;

	switch (type) {
	case SQLITE_NULL: buf_putc(out, SQLITE_NULL); break;
	case SQLITE_INTEGER: put_int(out, sqlite3_column_int64(st, i)); break;
	default:
		BUG_ON(type == SQLITE_FLOAT); /* no table of ours holds a fraction */
		data = sqlite3_column_blob(st, i);
		put_bytes(out, (char)type, data, (size_t)sqlite3_column_bytes(st, i));
	}
}

/* Which table the rows that follow are of, and which of its columns are the key. */
static void put_table(struct buf *out, const char *table, sqlite3_stmt *st)
{
	int n = sqlite3_column_count(st), bytes = varint_bytes((uint64_t)n), i;

	buf_putc(out, 'T');
	write_varint(buf_grow(out, (size_t)bytes), (uint64_t)n, bytes);
	for (i = 0; i < n; i++)
		buf_putc(out, strcmp(sqlite3_column_name(st, i), "id") == 0);
	buf_add(out, table, strlen(table) + 1);
}

int changeset_add_bulk(struct db *db, const struct run_bulk *bulk, struct changeset *c,
		       struct run_counts *counts, struct err *e)
{
	/* the table's name is the program's own */
	char *sql =
	    sqlite3_mprintf("SELECT * FROM \"%w\" WHERE id > %lld AND id <= %lld ORDER BY id",
			    bulk->table, (long long)bulk->after_id, (long long)bulk->last_id);
	sqlite3_stmt *st = NULL;
	struct buf rows = {0};
	int rc, n, i;

	rc = sql ? sqlite3_prepare_v2(db->raw, sql, -1, &st, NULL) : SQLITE_NOMEM;
	sqlite3_free(sql);
	if (rc != SQLITE_OK)
		return db_fail(db, bulk->table, e);
	put_table(&rows, bulk->table, st);
	n = sqlite3_column_count(st);
	while ((rc = sqlite3_step(st)) == SQLITE_ROW) {
		buf_putc(&rows, (char)SQLITE_INSERT);
		buf_putc(&rows, 0); /* not made by a trigger */
		for (i = 0; i < n; i++)
			put_value(&rows, st, i);
		counts->inserted++;
		if (rows.len >= ROWS_BYTES) {
			changeset_add(c, buf_str(&rows), rows.len);
			buf_reset(&rows);
		}
	}
	changeset_add(c, buf_str(&rows), rows.len);
	buf_free(&rows);
	sqlite3_finalize(st);
	return rc == SQLITE_DONE ? 0 : db_fail(db, bulk->table, e);
}
