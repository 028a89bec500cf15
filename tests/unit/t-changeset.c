/* Changesets as they are kept: what goes in comes out, in reads of any size; a cut is noticed. */
#include "tap/tap.h"

#include "db/run_state.h"

#include <stdlib.h>

enum { LENGTH_MAX = 3000, READ = 1024 /* as SQLite's session extension reads */ };

/* Reads a segment in steps. Returns its length, -1 where it is damaged. */
static int read_all(const struct changeset *c, int64_t segment, int step, unsigned char *out)
{
	struct changeset_reader *reader;
	struct err e = {0};
	int total = 0, rc, n;

	if (changeset_reader_open(&reader, c, segment, &e) < 0)
		return -1;
	do {
		n = step;
		rc = changeset_read(reader, out + total, &n);
		total += rc == SQLITE_OK ? n : 0;
	} while (rc == SQLITE_OK && n > 0 && total <= LENGTH_MAX);
	changeset_reader_close(reader);
	return rc == SQLITE_OK ? total : -1;
}

/* Rows are much alike: the last bytes of a segment may all come out of one copy. */
static void fill(unsigned char *data, int len, int kind)
{
	unsigned int state = 1;
	int i;

	for (i = 0; i < len; i++) {
		state = state * 1103515245u + 12345u;
		data[i] = (unsigned char)(kind == 0   ? 0u
					  : kind == 1 ? (unsigned)i % 37
						      : (state >> 16) % 250);
	}
}

static void test_lengths(int kind, const char *name)
{
	static unsigned char data[LENGTH_MAX], out[LENGTH_MAX + READ];
	int wrong = 0, cuts = 0, len, got;

	fill(data, LENGTH_MAX, kind);
	for (len = 1; len <= LENGTH_MAX; len++) {
		struct changeset c = {0};
		struct changeset_piece *last;

		changeset_begin(&c);
		changeset_add(&c, data, (size_t)len);
		changeset_end(&c);
		got = read_all(&c, 0, READ, out);
		if (got != len || memcmp(data, out, (size_t)len) != 0) {
			if (wrong++ == 0)
				printf("# %s: %d bytes, read %d\n", name, len, got);
		}
		last = &c.pieces.items[c.pieces.len - 1];
		last->len--;
		if (read_all(&c, 0, READ, out) == len)
			cuts++;
		changeset_free(&c);
	}
	ok(wrong == 0, "%s: segments of 1 to %d bytes come out as they went in", name, LENGTH_MAX);
	ok(cuts == 0, "%s: one without its last byte does not", name);
}

static void test_steps(void)
{
	static unsigned char data[LENGTH_MAX], out[LENGTH_MAX + LENGTH_MAX];
	struct changeset c = {0};
	int wrong = 0, step;

	fill(data, LENGTH_MAX, 1);
	changeset_begin(&c);
	changeset_add(&c, data, LENGTH_MAX);
	changeset_end_segment(&c);
	changeset_begin(&c);
	changeset_add(&c, data, LENGTH_MAX / 2);
	changeset_end(&c);
	for (step = 1; step <= LENGTH_MAX; step++)
		wrong += read_all(&c, 0, step, out) != LENGTH_MAX ||
			 read_all(&c, 1, step, out) != LENGTH_MAX / 2 ||
			 memcmp(data, out, LENGTH_MAX / 2) != 0;
	ok(wrong == 0, "two segments, in steps of any size");
	changeset_free(&c);
}

/* A row of a number and a text of len bytes, as an insert. */
static void put_insert(struct buf *out, unsigned char number, size_t len)
{
	const char head[] = {(char)SQLITE_INSERT, 0, SQLITE_INTEGER, 0, 0, 0, 0, 0, 0, 0};

	buf_add(out, head, sizeof head);
	buf_putc(out, (char)number);
	buf_putc(out, SQLITE_TEXT);
	if (len > 127) /* a varint of SQLite */
		buf_putc(out, (char)(unsigned char)(0x80 | len >> 7));
	buf_putc(out, (char)(len & 127));
	memset(buf_grow(out, len), 'x', len);
}

/* More than a piece of what is inflated at a time, so that its ends fall into heads and rows. */
static void test_stream(void)
{
	static const unsigned char key[2] = {1, 0};
	struct changeset c = {0};
	struct changeset_stream *s;
	struct changeset_row row;
	struct changeset_piece *last;
	struct buf all = {0};
	struct err e = {0};
	int64_t id, sum = 0, expected = 0;
	int tables = 0, rows = 0, rc, i;

	for (i = 0; i < 3000; i++) {
		if (i % 7 == 0)
			changeset_put_table(&all, i % 2 ? "odd" : "even", key, 2);
		put_insert(&all, (unsigned char)(i % 100), (size_t)(i * 13 % 1000));
		expected += i % 100;
	}
	changeset_begin(&c);
	changeset_add(&c, all.data, all.len);
	changeset_end(&c);
	succeeds(changeset_stream_open(&s, &c, 0, &e), &e, "a stream is opened");
	while ((rc = changeset_stream_next(s, &row)) == 1) {
		tables += rows % 7 == 0 && strcmp(row.table, rows % 2 ? "odd" : "even") == 0;
		if (undo_is_insert(&row, &id))
			sum += id;
		rows++;
	}
	is_int(rc, 0, "to its end");
	is_int(rows, 3000, "all rows");
	is_int(tables, (3000 + 6) / 7, "each under its table");
	is_int(sum, expected, "with their keys");
	changeset_stream_close(s);
	last = &c.pieces.items[c.pieces.len - 1];
	last->len /= 2;
	succeeds(changeset_stream_open(&s, &c, 0, &e), &e, "one that is cut is opened");
	while ((rc = changeset_stream_next(s, &row)) == 1)
		;
	is_int(rc, -1, "and says so at the cut");
	changeset_stream_close(s);
	changeset_free(&c);
	buf_free(&all);
}

/* A key of two columns, or of a text, and a change that is no insert are SQLite's to apply. */
static void test_inserts(void)
{
	static const unsigned char two[2] = {1, 2}, text[2] = {0, 1};
	const unsigned char *keys[] = {two, text};
	struct buf b = {0};
	struct changeset_row row = {0};
	int64_t id;
	size_t at, i;

	for (i = 0; i < ARRAY_LEN(keys); i++) {
		buf_reset(&b);
		changeset_put_table(&b, "t", keys[i], 2);
		put_insert(&b, 7, 3);
		at = 0;
		ok(changeset_next((const unsigned char *)b.data, b.len, &at, &row) &&
		       changeset_next((const unsigned char *)b.data, b.len, &at, &row) &&
		       !undo_is_insert(&row, &id),
		   "key %d is no single number", (int)i);
	}
	row.op = SQLITE_DELETE;
	ok(!undo_is_insert(&row, &id), "a delete is no insert");
	buf_free(&b);
}

int main(void)
{
	test_stream();
	test_inserts();
	test_lengths(0, "all alike");
	test_lengths(1, "rows alike");
	test_lengths(2, "nothing alike");
	test_steps();
	return tap_done();
}
