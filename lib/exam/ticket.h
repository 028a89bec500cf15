/* Admission tickets: who sits where and when, as it stands on paper (R-TICKET). */
#ifndef NCRE_EXAM_TICKET_H
#define NCRE_EXAM_TICKET_H

#include "base/hash.h"
#include "base/mem.h"
#include "base/sign.h"
#include "base/time.h"
#include "db/db.h"

/* How the code on a ticket begins. */
#define TICKET_CODE_START "NCRE1."

/* A live entry with its place. Texts are "" where there is nothing yet. */
struct ticket {
	int64_t entry_id, candidate_id;
	const char *state; /* of the entry */
	const char *reg_no, *name, *sex, *id_type_name, *id_number, *photo_sha256;
	const char *subject_code, *subject_name;
	const char *site_code, *site_name, *site_address, *notice;
	const char *room_code, *room_name, *number; /* number: of the ticket */
	const char *on_date;
	instant starts_at, ends_at;
	int64_t session, seat; /* 0: none */
};

/* Which tickets; NULL: all. candidate is a registration, document or ticket number. */
struct ticket_filter {
	int64_t sitting_id;
	const char *site, *room, *candidate;
};

/*
 * Goes through the entries: paid ones in the order site, room, session, seat; with a candidate all
 * live ones. Call ticket_next until it returns 0 (the end) or -1; t's texts live in row.
 */
struct stmt *ticket_list(struct db *db, const struct ticket_filter *filter,
			 struct err *e) MUST_CHECK;
int ticket_next(struct stmt *list, struct arena *row, struct ticket *t, struct err *e) MUST_CHECK;

/* A copy whose texts live in out. */
void ticket_copy(struct arena *out, const struct ticket *t, struct ticket *ret);

/* SHA-256 over everything a ticket says but the run that printed it. rules: those of its site. */
void ticket_content(const struct ticket *t, const char *rules, bool masked, char out[HASH_TEXT]);

/*
 * What the code on a ticket says, in out: "NCRE1.", number, site, room, seat, start as
 * YYYYMMDDhhmm (+08:00), the last four characters of the document number and the name as URL-safe
 * Base64, joined by dots, and the signature over all that. Documented in ncre-formats(5).
 */
const char *ticket_code(struct arena *out, const struct ticket *t, const struct sign_key *key);

/* The fields of a code. Texts in the arena given. */
struct ticket_claim {
	const char *number, *site, *room, *seat, *id_tail, *name;
	const char *starts; /* "2026-09-19 09:00" */
};

/* False where text is no code of ours or its signature is not the key's. */
bool ticket_verify(struct arena *out, const char *text, const struct sign_key *key,
		   struct ticket_claim *ret);

#endif
