#include "base/hash.h"

#include "base/file.h"

#include <sodium.h>
#include <string.h>

_Static_assert(sizeof(struct hash) >= sizeof(crypto_hash_sha256_state), "struct hash is too small");

/* Through memcpy: the state lives in our own type, so that sodium.h stays in this file. */
void hash_start(struct hash *h)
{
	crypto_hash_sha256_state s;

	crypto_hash_sha256_init(&s);
	memcpy(h, &s, sizeof s);
}

void hash_add(struct hash *h, const void *data, size_t len)
{
	crypto_hash_sha256_state s;

	memcpy(&s, h, sizeof s);
	crypto_hash_sha256_update(&s, data, len);
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
