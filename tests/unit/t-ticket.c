/* Ticket codes: what was signed is read back, what was changed is not. */
#include "exam/ticket.h"
#include "tap/tap.h"

#include "base/file.h"

#include <unistd.h>

static const struct ticket sample = {
    .reg_no = "82830001000001",
    .name = "王𠮷·买买提",
    .id_number = "99010120060101001X",
    .number = "1482830001010001",
    .site_code = "830001",
    .room_code = "01",
    .seat = 17,
    .starts_at = 1821229200, /* 2027-09-18 09:00 +08:00 */
};

static void round_trip(struct arena *a, const struct sign_key *key)
{
	const char *code = ticket_code(a, &sample, key);
	struct ticket_claim c;
	size_t accepted = 0;
	bool ascii = true;

	for (const char *p = code; *p; p++)
		ascii = ascii && *p > ' ' && *p < 127;
	ok(ascii, "the code is plain ASCII");
	has_str(code, "NCRE1.1482830001010001.830001.01.17.202709180900.001X.", "its fields");
	ok(ticket_verify(a, code, key, &c), "it verifies");
	is_str(c.number, sample.number, "number");
	is_str(c.name, sample.name, "name");
	is_str(c.starts, "2027-09-18 09:00", "start");
	is_str(c.seat, "17", "seat");
	is_str(c.id_tail, "001X", "the end of the document number");
	for (size_t i = 0; code[i]; i++) {
		char *changed = arena_strdup(a, code);

		changed[i] = changed[i] == 'A' ? 'B' : 'A';
		accepted += ticket_verify(a, changed, key, &c);
		changed[i] = '\0';
		accepted += ticket_verify(a, changed, key, &c);
	}
	is_int(accepted, 0, "no changed or cut code verifies");
	ok(!ticket_verify(a, "", key, &c) && !ticket_verify(a, "NCRE1.", key, &c) &&
	       !ticket_verify(a, "NCRE2.x.y", key, &c),
	   "other texts do not");
}

/* What a genuine signature covers may still not be a ticket. */
static void signed_nonsense(struct arena *a, const struct sign_key *key)
{
	static const char *const said[] = {"NCRE1.x", "NCRE1.1.2.3.4.5.6.7",
					   "NCRE1.1.2.3.4.202709180900.6.!!",
					   "NCRE1.1.2.3.4.202709180900.6.YQ.b"};
	struct ticket_claim c;
	char sig[SIGN_TEXT];

	for (size_t i = 0; i < ARRAY_LEN(said); i++) {
		sign_text(key, said[i], strlen(said[i]), sig);
		ok(!ticket_verify(a, arena_printf(a, "%s.%s", said[i], sig), key, &c),
		   "signed, but no ticket: %s", said[i]);
	}
}

static void content(void)
{
	struct ticket t = {.state = "",
			   .reg_no = "1",
			   .name = "甲",
			   .sex = "M",
			   .id_type_name = "",
			   .id_number = "2",
			   .photo_sha256 = "",
			   .subject_code = "",
			   .subject_name = "",
			   .site_code = "",
			   .site_name = "",
			   .site_address = "",
			   .notice = "",
			   .room_code = "",
			   .room_name = "",
			   .number = "",
			   .on_date = ""};
	char a[HASH_TEXT], b[HASH_TEXT];

	ticket_content(&t, "rules", true, a);
	ticket_content(&t, "rules", true, b);
	is_str(a, b, "the same ticket has the same content");
	t.seat = 1;
	ticket_content(&t, "rules", true, b);
	ok(strcmp(a, b) != 0, "another seat is another content");
	t.seat = 0;
	ticket_content(&t, "rules!", true, b);
	ok(strcmp(a, b) != 0, "so are other rules");
	ticket_content(&t, "rules", false, b);
	ok(strcmp(a, b) != 0, "and another way to show the document number");
}

int main(void)
{
	char dir[] = "/tmp/ncre-t-ticket.XXXXXX";
	const char *secret, *public;
	struct arena a = {0};
	struct sign_key key;
	struct err e = {0};

	if (!mkdtemp(dir))
		tap_bail("no temporary folder");
	secret = arena_printf(&a, "%s/k", dir);
	public = arena_printf(&a, "%s/p", dir);
	if (sign_keygen(secret, public, &e) < 0 || sign_load(&key, secret, &e) < 0)
		tap_bail(e.text);
	round_trip(&a, &key);
	signed_nonsense(&a, &key);
	content();
	unlink(secret);
	unlink(public);
	ok(rmdir(dir) == 0, "the folder is removed");
	arena_free(&a);
	return tap_done();
}
