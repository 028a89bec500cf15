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

int main(void)
{
	test_lengths(0, "all alike");
	test_lengths(1, "rows alike");
	test_lengths(2, "nothing alike");
	test_steps();
	return tap_done();
}
