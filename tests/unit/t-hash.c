/* SHA-256 in one piece, in pieces, of files; chance that anyone can recompute. */
#include "tap/tap.h"

#include "base/chance.h"
#include "base/file.h"
#include "base/hash.h"

#include <unistd.h>

static void test_hash(void)
{
	char text[HASH_TEXT], pieces[HASH_TEXT];
	struct hash h;

	/* the examples of FIPS 180-4 */
	hash_of("", 0, text);
	is_str(text, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
	       "of nothing");
	hash_of("abc", 3, text);
	is_str(text, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", "of abc");

	hash_start(&h);
	hash_add(&h, "a", 1);
	hash_add(&h, "bc", 2);
	hash_end(&h, pieces);
	is_str(pieces, text, "in pieces");

	hash_start(&h);
	hash_text(&h, "a");
	hash_text(&h, "bc");
	hash_end(&h, text);
	hash_start(&h);
	hash_text(&h, "ab");
	hash_text(&h, "c");
	hash_end(&h, pieces);
	ok(strcmp(text, pieces) != 0, "fields cannot merge");
}

/* Byte by byte no block is ever whole in the caller's memory: the plain way against the fast one.
 */
static void test_blocks(void)
{
	enum { N = 1000 };
	uint8_t data[N];
	char whole[HASH_TEXT], pieces[HASH_TEXT];
	struct hash million, h;
	size_t i, len, step, differ = 0;

	hash_start(&million);
	memset(data, 'a', N);
	for (i = 0; i < 1000; i++)
		hash_add(&million, data, N);
	hash_end(&million, whole);
	is_str(whole, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
	       "of a million times a");
	for (i = 0; i < N; i++)
		data[i] = (uint8_t)(i * 7 + i / 256);
	for (len = 0; len < N; len += 13) {
		hash_start(&h);
		for (i = 0; i < len; i++)
			hash_add(&h, data + i, 1);
		hash_end(&h, pieces);
		hash_of(data, len, whole);
		differ += strcmp(pieces, whole) != 0;
		for (step = 1; step < 200; step += 31) {
			hash_start(&h);
			for (i = 0; i < len; i += step)
				hash_add(&h, data + i, step < len - i ? step : len - i);
			hash_end(&h, pieces);
			differ += strcmp(pieces, whole) != 0;
		}
	}
	is_int((int64_t)differ, 0, "any length, in pieces of any length");
}

static void test_file(const char *path)
{
	char text[HASH_TEXT];
	struct err e = {0};
	int64_t bytes = 0;

	succeeds(file_write_now(path, "abc", 3, &e), &e, "a file is written");
	succeeds(hash_of_file(path, text, &bytes, &e), &e, "and hashed");
	is_str(text, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
	       "of a file");
	is_int(bytes, 3, "its size");
	unlink(path);
	fails(hash_of_file(path, text, &bytes, &e), &e, ERR_INPUT, "a file that is not there");
}

static void test_chance(void)
{
	enum { N = 1000, BINS = 10 };
	uint32_t items[N], seen[N] = {0}, bins[BINS] = {0};
	struct chance a, b, other;
	size_t i, moved = 0, twice = 0;
	bool same = true, differs = false, even = true;

	chance_start(&a, "2027-08-29|83");
	chance_start(&b, "2027-08-29|83");
	chance_start(&other, "2027-08-29|84");
	for (i = 0; i < 100; i++) {
		uint64_t x = chance_next(&a);

		same &= x == chance_next(&b);
		differs |= x != chance_next(&other);
	}
	ok(same, "the same name gives the same stream");
	ok(differs, "another name gives another");

	for (i = 0; i < 100 * N; i++)
		bins[chance_below(&a, BINS)]++;
	for (i = 0; i < BINS; i++)
		even &= bins[i] > 9500 && bins[i] < 10500;
	ok(even, "every outcome comes about as often");
	is_int(chance_below(&a, 1), 0, "one outcome");

	for (i = 0; i < N; i++)
		items[i] = (uint32_t)i;
	chance_shuffle_u32(&a, items, N);
	for (i = 0; i < N; i++) {
		moved += items[i] != i;
		twice += seen[items[i]]++ > 0;
	}
	is_int(twice, 0, "a shuffle loses nothing");
	ok(moved > N * 9 / 10, "and moves nearly all");
	chance_shuffle_u32(&a, items, 0);
	chance_shuffle_u32(&a, items, 1);
	ok(true, "nothing and one thing can be shuffled");
}

static void test_sum(void)
{
	struct hash_sum a = {{0}}, b = {{0}}, c = {{0}};
	char text[HASH_TEXT];
	int i;

	for (i = 0; i < 100; i++)
		hash_sum_add(&a, &i, sizeof i);
	for (i = 99; i >= 0; i--)
		hash_sum_add(&b, &i, sizeof i);
	ok(memcmp(&a, &b, sizeof a) == 0, "the order does not matter");
	hash_sum_text(&a, text);
	ok(hash_sum_parse(text, &c), "its text is read");
	ok(memcmp(&a, &c, sizeof a) == 0, "there and back");
	for (i = 0; i < 100; i++)
		hash_sum_take(&a, &i, sizeof i);
	ok(memcmp(&a, &(struct hash_sum){{0}}, sizeof a) == 0, "what was added goes again");
	hash_sum_take(&a, "x", 1);
	hash_sum_add(&a, "y", 1);
	hash_sum_add(&a, "x", 1);
	hash_sum_take(&a, "y", 1);
	ok(memcmp(&a, &(struct hash_sum){{0}}, sizeof a) == 0, "also below nothing");
	ok(!hash_sum_parse("12", &c) && !hash_sum_parse(text + 1, &c), "short texts are refused");
}

int main(void)
{
	char path[64];

	snprintf(path, sizeof path, "/tmp/ncre-t-hash.%ld", (long)getpid());
	test_hash();
	test_blocks();
	test_file(path);
	test_chance();
	test_sum();
	return tap_done();
}
