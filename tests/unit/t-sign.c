/* Signatures: RFC 8032's own example, key files, and everything that must not verify. */
#include "base/sign.h"
#include "tap/tap.h"

#include "base/file.h"
#include "base/mem.h"

#include <sys/stat.h>
#include <unistd.h>

/* RFC 8032, 7.1, test 2: seed, public key, signature of the one byte 0x72. */
static const char seed_file[] = "ncre-ed25519-secret TM0Imyj_ltqdtsNG7BFOD1uKMZ81q6Yk2oz27U-4pvs\n";
static const char want_sig[] = "kqAJqfDUyrhyDoILX2QlQKKye1QWUD-Ps3YiI-vbadoIWsHkPhWZbkWPNhPQ8R2"
			       "MOHsurrQwKu6wDSkWErsMAA";

static void known_answer(struct arena *a, const char *dir)
{
	const char *path = arena_printf(a, "%s/known.key", dir);
	struct sign_key key;
	struct err e = {0};
	char sig[SIGN_TEXT];

	succeeds(file_write_now(path, seed_file, sizeof seed_file - 1, &e), &e, "a key is written");
	succeeds(sign_load(&key, path, &e), &e, "and read");
	ok(key.can_sign, "it can sign");
	sign_text(&key, "r", 1, sig);
	is_str(sig, want_sig, "RFC 8032 test 2");
	ok(sign_check(&key, "r", 1, sig, strlen(sig)), "it verifies");
	ok(!sign_check(&key, "s", 1, sig, strlen(sig)), "another text does not");
	ok(!sign_check(&key, "r", 1, sig, strlen(sig) - 1), "a cut signature does not");
	sig[5] = sig[5] == 'A' ? 'B' : 'A';
	ok(!sign_check(&key, "r", 1, sig, strlen(sig)), "a changed signature does not");
	ok(!sign_check(&key, "r", 1, "!", 1), "what is no signature does not");
}

static void key_files(struct arena *a, const char *dir)
{
	const char *secret = arena_printf(a, "%s/ticket.key", dir);
	const char *public = arena_printf(a, "%s/ticket.pub", dir);
	struct sign_key mine, theirs;
	struct err e = {0};
	struct stat st;
	char sig[SIGN_TEXT];

	succeeds(sign_keygen(secret, public, &e), &e, "a key pair is made");
	ok(stat(secret, &st) == 0 && (st.st_mode & 077) == 0, "nobody else reads the secret");
	fails(sign_keygen(secret, public, &e), &e, ERR_OUTPUT, "it is not made twice");
	succeeds(sign_load(&mine, secret, &e), &e, "the secret half is read");
	succeeds(sign_load(&theirs, public, &e), &e, "the public half is read");
	ok(!theirs.can_sign, "the public half cannot sign");
	sign_text(&mine, "NCRE1.x", 7, sig);
	ok(sign_check(&theirs, "NCRE1.x", 7, sig, strlen(sig)), "the public half verifies");
	fails(sign_load(&mine, "Makefile", &e), &e, ERR_INPUT, "another file is no key");
	fails(sign_load(&mine, "no/such/file", &e), &e, ERR_INPUT, "a missing file is no key");
}

int main(void)
{
	char dir[] = "/tmp/ncre-t-sign.XXXXXX";
	struct arena a = {0};

	if (!mkdtemp(dir))
		tap_bail("no temporary folder");
	known_answer(&a, dir);
	key_files(&a, dir);
	unlink(arena_printf(&a, "%s/known.key", dir));
	unlink(arena_printf(&a, "%s/ticket.key", dir));
	unlink(arena_printf(&a, "%s/ticket.pub", dir));
	ok(rmdir(dir) == 0, "the folder is removed");
	arena_free(&a);
	return tap_done();
}
