/*
 * Changesets byte by byte. SQLite's own iterator makes a value of every field, which costs more
 * than the rest of a big import's record. Format: sqlite.org, "session extension", changeset.
 */
#include "db/run_state.h"

#include "base/buf.h"

#include <string.h>

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

bool changeset_value(const unsigned char *data, size_t len, size_t *at, struct changeset_value *ret)
{
	size_t start = *at;
	uint64_t size = 0;

	if (start >= len)
		return false;
	ret->type = data[(*at)++];
	switch (ret->type) {
	case SQLITE_INTEGER:
	case SQLITE_FLOAT: size = 8; break;
	case SQLITE_TEXT:
	case SQLITE_BLOB:
		if (!read_varint(data, len, at, &size))
			return false;
		break;
	default: break; /* NULL, or not changed */
	}
	if (size > len - *at)
		return false;
	ret->data = data + *at;
	ret->size = (size_t)size;
	*at += ret->size;
	ret->all = data + start;
	ret->all_size = *at - start;
	return true;
}

int changeset_bind(sqlite3_stmt *st, int i, const struct changeset_value *v)
{
	uint64_t n = 0;
	size_t k;

	switch (v->type) {
	case SQLITE_NULL: return sqlite3_bind_null(st, i);
	case SQLITE_INTEGER:
		for (k = 0; k < 8; k++)
			n = n << 8 | v->data[k];
		return sqlite3_bind_int64(st, i, (int64_t)n);
	case SQLITE_TEXT:
		return sqlite3_bind_text(st, i, (const char *)v->data, (int)v->size, SQLITE_STATIC);
	default: return sqlite3_bind_blob(st, i, v->data, (int)v->size, SQLITE_STATIC);
	}
}

/* The record of columns values at *at: moves past it. */
static bool read_record(const unsigned char *data, size_t len, size_t *at, uint64_t columns,
			struct changeset_record *ret)
{
	struct changeset_value v;

	ret->data = data + *at;
	for (; columns > 0; columns--)
		if (!changeset_value(data, len, at, &v))
			return false;
	ret->size = (size_t)(data + *at - ret->data);
	return true;
}

static bool read_table(const unsigned char *data, size_t len, size_t *at, struct changeset_row *row)
{
	const unsigned char *end;

	if (!read_varint(data, len, at, &row->columns) || row->columns > len - *at)
		return false;
	row->is_key = data + *at;
	*at += row->columns;
	end = memchr(data + *at, '\0', len - *at);
	if (!end)
		return false;
	row->table = (const char *)data + *at;
	*at = (size_t)(end - data) + 1;
	return true;
}

bool changeset_next(const unsigned char *data, size_t len, size_t *at, struct changeset_row *row)
{
	size_t i = *at;

	if (i >= len)
		return false;
	row->op = data[i++];
	if (row->op == 'T') {
		if (!read_table(data, len, &i, row))
			return false;
	} else {
		i++; /* whether a trigger made the change */
		if (!row->table || !read_record(data, len, &i, row->columns, &row->first) ||
		    (row->op == SQLITE_UPDATE &&
		     !read_record(data, len, &i, row->columns, &row->second)))
			return false;
	}
	row->all = data + *at;
	row->all_size = i - *at;
	*at = i;
	return true;
}

int changeset_each(const unsigned char *data, size_t len,
		   int (*fn)(void *ctx, const struct changeset_row *row, struct err *e), void *ctx,
		   bool *ret_damaged, struct err *e)
{
	struct changeset_row row = {0};
	size_t at = 0;

	while (changeset_next(data, len, &at, &row))
		if (row.op != 'T' && fn(ctx, &row, e) < 0)
			return -1;
	*ret_damaged = at < len;
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

void changeset_put_int(struct buf *out, int64_t value)
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

void changeset_put_text(struct buf *out, const char *value)
{
	if (value)
		put_bytes(out, SQLITE_TEXT, value, strlen(value));
	else
		buf_putc(out, SQLITE_NULL);
}

void changeset_put_value(struct buf *out, sqlite3_value *v)
{
	int type = sqlite3_value_type(v);
	const void *data;

	switch (type) {
	case SQLITE_NULL: buf_putc(out, SQLITE_NULL); break;
	case SQLITE_INTEGER: changeset_put_int(out, sqlite3_value_int64(v)); break;
	default:
		/* no table of ours holds a fraction; one that was smuggled in is read as text */
		data = sqlite3_value_blob(v);
		put_bytes(out, type == SQLITE_FLOAT ? SQLITE_TEXT : (char)type, data,
			  (size_t)sqlite3_value_bytes(v));
	}
}

void changeset_put_row(struct buf *out, sqlite3_stmt *st, int columns)
{
	int i;

	for (i = 0; i < columns; i++)
		changeset_put_value(out, sqlite3_column_value(st, i));
}

void changeset_put_table(struct buf *out, const char *table, const unsigned char *key, int columns)
{
	int bytes = varint_bytes((uint64_t)columns);

	buf_putc(out, 'T');
	write_varint(buf_grow(out, (size_t)bytes), (uint64_t)columns, bytes);
	buf_add(out, key, (size_t)columns);
	buf_add(out, table, strlen(table) + 1);
}
