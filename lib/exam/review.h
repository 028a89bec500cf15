/*
 * Review (信息审核): unsubmitted -> pending -> approved or rejected; a rejected candidate can be
 * submitted again. A pending review stops the clocks of unpaid entries, the decision restarts them
 * for candidates who registered themselves (R-EXP). Every step is kept in review_decision.
 */
#ifndef NCRE_EXAM_REVIEW_H
#define NCRE_EXAM_REVIEW_H

#include "base/mem.h"
#include "db/db.h"

#include <stdbool.h>

enum review_state {
	REVIEW_UNSUBMITTED,
	REVIEW_PENDING,
	REVIEW_APPROVED,
	REVIEW_REJECTED,
};

/* The word in the database. */
const char *review_word(enum review_state s);
bool review_from_word(const char *word, enum review_state *ret);

/* What a step depends on. */
struct review_case {
	int64_t id;
	enum review_state state;
	bool site_reviews; /* at the candidate's site */
	bool photo_fine;   /* there is one and it was not refused */
	bool has_entries;  /* at least one lives */
};

/* ERR_BUG where there is no such candidate. */
int review_case_of(struct db *db, int64_t candidate_id, struct review_case *ret,
		   struct err *e) MUST_CHECK;

/*
 * One allowed step (pending, approved, rejected) of a live candidate, with the clocks and the
 * history. reason: of a rejection, else NULL. The caller has looked whether the step is allowed;
 * the schema refuses others.
 */
int review_move(struct db *db, int64_t candidate_id, enum review_state to, const char *reason,
		const char *operator, struct err * e) MUST_CHECK;

/* One field that is not as the last decision found it. Texts are "" where there was or is none. */
struct review_change {
	const char *field, *old, *new; /* field: of v_candidate_content */
};
struct review_changes {
	VEC_OF(struct review_change) list;
};

/* Adds what changed since the last decision; nothing where there was none. Texts in out. */
int review_changes(struct db *db, struct arena *out, int64_t candidate_id,
		   struct review_changes *ret, struct err *e) MUST_CHECK;

#endif
