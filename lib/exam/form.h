/* The registration form (报名登记表): everything that is known of a candidate, for paper. */
#ifndef NCRE_EXAM_FORM_H
#define NCRE_EXAM_FORM_H

#include "base/fen.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/time.h"
#include "db/db.h"

/* Texts are "" where nothing is known; codes come as their names. */
struct form {
	int64_t candidate_id;
	const char *reg_no, *source, *name, *sex, *born_on, *id_type, *id_number;
	const char *nation, *occupation, *education, *training;
	const char *postcode, *address, *email, *phone;
	const char *college, *major, *class, *student_no, *custom, *remark;
	const char *photo_sha256, *agreement, *agreed_by;
	const char *review, *review_reason;
	const char *site_code, *site_name;
	instant agreed_at, review_at, confirmed_at; /* 0: not yet */
	bool site_review, site_confirmation;	    /* does the site do that? */
	bool is_paid;				    /* any entry is */
};

struct form_entry {
	const char *subject_code, *subject_name, *state, *wish_on, *ticket_no;
	struct fen fee;
};

enum { FORM_ENTRIES_MAX = 99 }; /* a site's subject limit (schema) */

struct form_filter {
	int64_t sitting_id;
	const char *site;      /* NULL: all */
	const char *candidate; /* registration or document number; NULL: all */
};

/* The live candidates by site and registration number. Call form_next until 0 or -1. */
struct stmt *form_list(struct db *db, const struct form_filter *filter, struct err *e) MUST_CHECK;
int form_next(struct stmt *list, struct arena *row, struct form *form, struct err *e) MUST_CHECK;

/* The live entries of a candidate, by subject. Returns their number, -1 on failure. */
int form_entries(struct db *db, struct arena *row, int64_t candidate_id,
		 struct form_entry entries[FORM_ENTRIES_MAX], struct err *e) MUST_CHECK;

/* SHA-256 over everything the form says. */
void form_content(const struct form *form, const struct form_entry *entries, int count,
		  char out[HASH_TEXT]);

#endif
