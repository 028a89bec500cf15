#include "exam/ticket.h"

#include "base/buf.h"
#include "base/hash.h"
#include "base/text.h"

#include <string.h>

struct stmt *ticket_list(struct db *db, const struct ticket_filter *f, struct err *e)
{
	struct stmt *st;

	st = db_stmt(db, f->candidate ? SQL_TICKET_LIST_CANDIDATE : SQL_TICKET_LIST, e);
	if (!st)
		return NULL;
	stmt_int(st, ":sitting", f->sitting_id);
	if (f->candidate) {
		stmt_text(st, ":key", f->candidate);
	} else {
		stmt_text_or_null(st, ":site", f->site);
		stmt_text_or_null(st, ":room", f->room);
	}
	return st;
}

int ticket_next(struct stmt *st, struct arena *row, struct ticket *t, struct err *e)
{
	int rc = stmt_step(st, e);

	if (rc != 1)
		return rc;
	*t = (struct ticket){
	    /* in the order of the view: columns are found fastest so */
	    .entry_id = col_int(st, "entry_id"),
	    .candidate_id = col_int(st, "candidate_id"),
	    .state = arena_strdup(row, col_text(st, "state")),
	    .reg_no = arena_strdup(row, col_text(st, "reg_no")),
	    .name = arena_strdup(row, col_text(st, "name")),
	    .sex = arena_strdup(row, col_text(st, "sex")),
	    .id_type_name = arena_strdup(row, col_text(st, "id_type_name")),
	    .id_number = arena_strdup(row, col_text(st, "id_number")),
	    .photo_sha256 = arena_strdup(row, col_text(st, "photo_sha256")),
	    .subject_code = arena_strdup(row, col_text(st, "subject_code")),
	    .subject_name = arena_strdup(row, col_text(st, "subject_name")),
	    .site_code = arena_strdup(row, col_text(st, "site_code")),
	    .site_name = arena_strdup(row, col_text(st, "site_name")),
	    .site_address = arena_strdup(row, col_text(st, "site_address")),
	    .notice = arena_strdup(row, col_text(st, "notice")),
	    .session = col_int(st, "session"),
	    .on_date = arena_strdup(row, col_text(st, "on_date")),
	    .starts_at = col_int(st, "starts_at"),
	    .ends_at = col_int(st, "ends_at"),
	    .room_code = arena_strdup(row, col_text(st, "room_code")),
	    .room_name = arena_strdup(row, col_text(st, "room_name")),
	    .seat = col_int(st, "seat"),
	    .number = arena_strdup(row, col_text(st, "ticket_no")),
	};
	return 1;
}

void ticket_copy(struct arena *out, const struct ticket *t, struct ticket *ret)
{
	*ret = *t;

	const char **const texts[] = {&ret->state,	  &ret->reg_no,	      &ret->name,
				      &ret->sex,	  &ret->id_type_name, &ret->id_number,
				      &ret->photo_sha256, &ret->subject_code, &ret->subject_name,
				      &ret->site_code,	  &ret->site_name,    &ret->site_address,
				      &ret->notice,	  &ret->room_code,    &ret->room_name,
				      &ret->number,	  &ret->on_date};

	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		*texts[i] = arena_strdup(out, *texts[i]);
}

void ticket_content(const struct ticket *t, const char *rules, bool masked, char out[HASH_TEXT])
{
	const char *const texts[] = {
	    t->number,	  t->reg_no,	     t->name,	      t->sex,	       t->id_type_name,
	    t->id_number, t->photo_sha256,   t->subject_code, t->subject_name, t->site_code,
	    t->site_name, t->site_address,   t->notice,	      t->room_code,    t->room_name,
	    rules,	  masked ? "1" : "0"};
	const int64_t numbers[] = {t->starts_at, t->ends_at, t->session, t->seat};
	struct hash h;

	hash_start(&h);
	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		hash_text(&h, texts[i]);
	for (size_t i = 0; i < ARRAY_LEN(numbers); i++) {
		uint8_t le[8];

		for (size_t k = 0; k < 8; k++)
			le[k] = (uint8_t)((uint64_t)numbers[i] >> (8 * k));
		hash_add(&h, le, sizeof le);
	}
	hash_end(&h, out);
}

/* ---- the code ---- */

enum { CODE_FIELDS = 7, TAIL_CHARS = 4, NAME_MAX_BYTES = 512 };

/* The last characters of a document number, letters and digits only: dots separate fields. */
static void id_tail(const char *number, char out[TAIL_CHARS + 1])
{
	size_t n = TAIL_CHARS;

	memset(out, '-', TAIL_CHARS);
	out[TAIL_CHARS] = '\0';
	for (size_t i = strlen(number); i > 0 && n > 0; i--)
		if (ascii_is_digit(number[i - 1]) || ascii_is_alpha(number[i - 1]))
			out[--n] = number[i - 1];
}

const char *ticket_code(struct arena *out, const struct ticket *t, const struct sign_key *key)
{
	char tail[TAIL_CHARS + 1], sig[SIGN_TEXT], start[INSTANT_TEXT];
	size_t name_len = strlen(t->name), name_max = name_len * 4 / 3 + 4;
	char *name = arena_alloc(out, name_max);
	const char *said;

	base64url_encode(name, name_max, t->name, name_len);
	id_tail(t->id_number, tail);
	instant_format_people(t->starts_at, start);
	said = arena_printf(out, "%s%s.%s.%s.%lld.%.4s%.2s%.2s%.2s%.2s.%s.%s", TICKET_CODE_START,
			    t->number, t->site_code, t->room_code, (long long)t->seat, start,
			    start + 5, start + 8, start + 11, start + 14, tail, name);
	sign_text(key, said, strlen(said), sig);
	return arena_printf(out, "%s.%s", said, sig);
}

bool ticket_verify(struct arena *out, const char *text, const struct sign_key *key,
		   struct ticket_claim *ret)
{
	const char *sig = strrchr(text, '.'), *at = text + sizeof(TICKET_CODE_START) - 1;
	const char *f[CODE_FIELDS];
	char name[NAME_MAX_BYTES + 1];
	size_t n = 0;
	int i;

	if (strncmp(text, TICKET_CODE_START, sizeof(TICKET_CODE_START) - 1) != 0 || !sig ||
	    !sign_check(key, text, (size_t)(sig - text), sig + 1, strlen(sig + 1)))
		return false;
	for (i = 0; i < CODE_FIELDS && at <= sig; i++) {
		size_t len = strcspn(at, ".");

		f[i] = arena_strndup(out, at, len);
		at += len + 1;
	}
	if (i < CODE_FIELDS || at != sig + 1 || strlen(f[4]) != 12 ||
	    !base64url_decode(name, NAME_MAX_BYTES, &n, f[6], strlen(f[6])) ||
	    utf8_valid(name, n) != n)
		return false;
	*ret = (struct ticket_claim){
	    .number = f[0],
	    .site = f[1],
	    .room = f[2],
	    .seat = f[3],
	    .starts = arena_printf(out, "%.4s-%.2s-%.2s %.2s:%.2s", f[4], f[4] + 4, f[4] + 6,
				   f[4] + 8, f[4] + 10),
	    .id_tail = f[5],
	    .name = arena_strndup(out, name, n),
	};
	return true;
}
