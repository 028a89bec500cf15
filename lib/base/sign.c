#include "base/sign.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/messages.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

static const char secret_word[] = "ncre-ed25519-secret ";
static const char public_word[] = "ncre-ed25519-public ";

enum { KEY_FILE_MAX = 4096 };

void base64url_encode(char *out, size_t max, const void *data, size_t len)
{
	BUG_ON(max < sodium_base64_encoded_len(len, sodium_base64_VARIANT_URLSAFE_NO_PADDING));
	sodium_bin2base64(out, max, data, len, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

bool base64url_decode(void *out, size_t max, size_t *ret_len, const char *s, size_t len)
{
	return sodium_base642bin(out, max, s, len, NULL, ret_len, NULL,
				 sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0;
}

static int write_key(const char *path, const char *word, const uint8_t *data, struct err *e)
{
	char text[128], code[SIGN_KEY_TEXT];
	int n;

	base64url_encode(code, sizeof code, data, SIGN_SEED_BYTES);
	n = snprintf(text, sizeof text, "%s%s\n", word, code);
	return file_write_now(path, text, (size_t)n, e);
}

int sign_keygen(const char *secret_path, const char *public_path, struct err *e)
{
	uint8_t seed[SIGN_SEED_BYTES], secret[SIGN_SECRET_BYTES], public[SIGN_PUBLIC_BYTES];
	int rc = -1;

	if (sodium_init() < 0)
		return err_set(e, ERR_OUTPUT, E_KEY_CHANCE);
	if (file_exists(secret_path) || file_exists(public_path))
		return err_set(e, ERR_OUTPUT, E_OUT_EXISTS,
			       file_exists(secret_path) ? secret_path : public_path);
	randombytes_buf(seed, sizeof seed);
	crypto_sign_ed25519_seed_keypair(public, secret, seed);
	if (write_key(secret_path, secret_word, seed, e) == 0 &&
	    write_key(public_path, public_word, public, e) == 0)
		rc = 0;
	sodium_memzero(seed, sizeof seed);
	sodium_memzero(secret, sizeof secret);
	return rc;
}

int sign_load(struct sign_key *ret, const char *path, struct err *e)
{
	struct arena a = {0};
	uint8_t data[SIGN_SEED_BYTES];
	size_t word = sizeof secret_word - 1, len, n = 0;
	char *text;
	bool is_secret, good;

	if (sodium_init() < 0)
		return err_set(e, ERR_INPUT, E_KEY_CHANCE);
	if (file_read(&a, path, KEY_FILE_MAX, &text, &len, e) < 0) {
		arena_free(&a);
		return -1;
	}
	while (len > 0 && (text[len - 1] == '\n' || text[len - 1] == '\r'))
		len--;
	is_secret = len > word && memcmp(text, secret_word, word) == 0;
	good = is_secret || (len > word && memcmp(text, public_word, word) == 0);
	good = good && base64url_decode(data, sizeof data, &n, text + word, len - word) &&
	       n == sizeof data;
	sodium_memzero(text, len);
	arena_free(&a);
	if (!good)
		return err_set(e, ERR_INPUT, E_KEY_FILE, path);
	*ret = (struct sign_key){.can_sign = is_secret};
	if (is_secret)
		crypto_sign_ed25519_seed_keypair(ret->public, ret->secret, data);
	else
		memcpy(ret->public, data, sizeof data);
	sodium_memzero(data, sizeof data);
	return 0;
}

void sign_text(const struct sign_key *key, const char *text, size_t len, char out[SIGN_TEXT])
{
	uint8_t sig[crypto_sign_BYTES];

	BUG_ON(!key->can_sign);
	crypto_sign_ed25519_detached(sig, NULL, (const unsigned char *)text, len, key->secret);
	base64url_encode(out, SIGN_TEXT, sig, sizeof sig);
}

bool sign_check(const struct sign_key *key, const char *text, size_t len, const char *sig,
		size_t sig_len)
{
	uint8_t raw[crypto_sign_BYTES];
	size_t n = 0;

	return base64url_decode(raw, sizeof raw, &n, sig, sig_len) && n == sizeof raw &&
	       crypto_sign_ed25519_verify_detached(raw, (const unsigned char *)text, len,
						   key->public) == 0;
}
