#include "base/hash.h"

#include "base/file.h"
#include "base/sha256.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

_Static_assert(sizeof(struct hash) >= sizeof(crypto_hash_sha256_state), "struct hash is too small");

/* Through memcpy: the state lives in our own type, so that sodium.h stays in this file. */
void hash_start(struct hash *h)
{
	crypto_hash_sha256_state s;

	crypto_hash_sha256_init(&s);
	memcpy(h, &s, sizeof s);
}

static bool is_native(void)
{
	enum { UNKNOWN, NATIVE, PLAIN };
	static _Atomic int known; /* threads that ask at once find the same */

	if (known == UNKNOWN)
		known = sha256_is_native() ? NATIVE : PLAIN;
	return known == NATIVE;
}

/* Whole blocks, where nothing waits for the rest of its own; how many bytes it took. */
static size_t add_blocks(crypto_hash_sha256_state *s, const uint8_t *data, size_t len)
{
	size_t blocks = len / SHA256_BLOCK;

	if (blocks == 0 || s->count / 8 % SHA256_BLOCK != 0 || !is_native())
		return 0;
	sha256_blocks(s->state, data, blocks);
	s->count += 8 * (uint64_t)blocks * SHA256_BLOCK; /* counts bits */
	return blocks * SHA256_BLOCK;
}

void hash_add(struct hash *h, const void *data, size_t len)
{
	const uint8_t *at = data;
	crypto_hash_sha256_state s;
	size_t waiting, n;

	memcpy(&s, h, sizeof s);
	waiting = s.count / 8 % SHA256_BLOCK;
	n = waiting == 0 ? 0 : SHA256_BLOCK - waiting;
	if (n > len)
		n = len;
	crypto_hash_sha256_update(&s, at, n);
	n += add_blocks(&s, at + n, len - n);
	crypto_hash_sha256_update(&s, at + n, len - n);
	memcpy(h, &s, sizeof s);
}

void hash_text(struct hash *h, const char *s)
{
	hash_add(h, s, strlen(s) + 1);
}

void hash_end_bytes(struct hash *h, uint8_t out[HASH_BYTES])
{
	crypto_hash_sha256_state s;

	memcpy(&s, h, sizeof s);
	crypto_hash_sha256_final(&s, out);
}

void hash_end(struct hash *h, char out[HASH_TEXT])
{
	uint8_t bytes[HASH_BYTES];

	hash_end_bytes(h, bytes);
	sodium_bin2hex(out, HASH_TEXT, bytes, sizeof bytes);
}

void hash_of(const void *data, size_t len, char out[HASH_TEXT])
{
	struct hash h;

	hash_start(&h);
	hash_add(&h, data, len);
	hash_end(&h, out);
}

static int add_piece(void *ctx, const void *data, size_t len, struct err *e)
{
	(void)e;
	hash_add(ctx, data, len);
	return 0;
}

int hash_of_file(const char *path, char out[HASH_TEXT], int64_t *bytes, struct err *e)
{
	struct hash h;

	hash_start(&h);
	if (file_each_piece(path, add_piece, &h, bytes, e) < 0)
		return -1;
	hash_end(&h, out);
	return 0;
}

static void hash_member(const void *data, size_t len, struct hash_sum *ret)
{
	static bool ready;

	/* chooses the processor's fastest code; where it cannot, the plain one is as right */
	if (!ready)
		ready = sodium_init() >= 0;
	BUG_ON(crypto_generichash((unsigned char *)ret->words, sizeof ret->words, data, len, NULL,
				  0) != 0);
}

void hash_sum_add(struct hash_sum *sum, const void *data, size_t len)
{
	struct hash_sum one;
	uint64_t carry = 0;
	size_t i;

	hash_member(data, len, &one);
	for (i = 0; i < ARRAY_LEN(one.words); i++) {
		uint64_t word = sum->words[i] + carry;

		carry = word < carry;
		sum->words[i] = word + one.words[i];
		carry |= sum->words[i] < word;
	}
}

void hash_sum_take(struct hash_sum *sum, const void *data, size_t len)
{
	struct hash_sum one;
	uint64_t borrow = 0;
	size_t i;

	hash_member(data, len, &one);
	for (i = 0; i < ARRAY_LEN(one.words); i++) {
		uint64_t word = sum->words[i] - borrow;

		borrow = word > sum->words[i];
		sum->words[i] = word - one.words[i];
		borrow |= sum->words[i] > word;
	}
}

void hash_sum_text(const struct hash_sum *sum, char out[HASH_TEXT])
{
	size_t i, n = ARRAY_LEN(sum->words);

	for (i = 0; i < n; i++)
		snprintf(out + 16 * i, 17, "%016" PRIx64, sum->words[n - 1 - i]);
}

bool hash_sum_parse(const char *text, struct hash_sum *ret)
{
	static const char digits[] = "0123456789abcdef";
	size_t i, n = ARRAY_LEN(ret->words);

	if (strlen(text) != HASH_TEXT - 1 || strspn(text, digits) != HASH_TEXT - 1)
		return false;
	for (i = 0; i < HASH_TEXT - 1; i++) {
		uint64_t *word = &ret->words[n - 1 - i / 16];

		*word = *word << 4 | (uint64_t)(strchr(digits, text[i]) - digits);
	}
	return true;
}
