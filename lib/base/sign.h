/*
 * Signatures (Ed25519, libsodium): the office's key signs what it prints, so that paper can be
 * checked without the database. The secret key stands in the office folder and never leaves it;
 * the public key may be given to anybody.
 */
#ifndef NCRE_BASE_SIGN_H
#define NCRE_BASE_SIGN_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	SIGN_SEED_BYTES = 32,
	SIGN_SECRET_BYTES = 64,
	SIGN_PUBLIC_BYTES = 32,
	SIGN_TEXT = 87,	    /* room for a signature as URL-safe Base64 with its NUL */
	SIGN_KEY_TEXT = 44, /* room for a public key as URL-safe Base64 with its NUL */
};

struct sign_key {
	uint8_t secret[SIGN_SECRET_BYTES];
	uint8_t public[SIGN_PUBLIC_BYTES];
	bool can_sign; /* false where only the public half is there */
};

/*
 * Makes a new key and writes it: the secret to secret_path (mode 0600), the public half to
 * public_path. The only place that uses unrepeatable chance. ERR_OUTPUT where a file exists.
 */
int sign_keygen(const char *secret_path, const char *public_path, struct err *e) MUST_CHECK;

/* Reads a key file of either kind. ERR_INPUT where it is missing or is none. */
int sign_load(struct sign_key *ret, const char *path, struct err *e) MUST_CHECK;

/* The signature of text as URL-safe Base64 without padding. The key must be able to sign. */
void sign_text(const struct sign_key *key, const char *text, size_t len, char out[SIGN_TEXT]);

/* True where sig is the key's signature of the text. */
bool sign_check(const struct sign_key *key, const char *text, size_t len, const char *sig,
		size_t sig_len);

/* URL-safe Base64 without padding; max must have room for 4/3 of len, rounded up, and the NUL. */
void base64url_encode(char *out, size_t max, const void *data, size_t len);
bool base64url_decode(void *out, size_t max, size_t *ret_len, const char *s, size_t len);

#endif
