/*
 * What is done for one candidate at the counter: confirmation on site (现场确认), cancelling an
 * entry, deleting a registration. Each asks first and changes only what the rules allow.
 */
#ifndef NCRE_EXAM_COUNTER_H
#define NCRE_EXAM_COUNTER_H

#include "base/mem.h"
#include "db/db.h"

#include <stdbool.h>

struct counter_case {
	int64_t id, sitting_id;
	const char *reg_no, *site_code, *review; /* in the arena given */
	bool site_confirms, confirmed;
	int64_t unpaid, in_payment, paid; /* entries */
};

/* ERR_BUG where there is no such candidate. */
int counter_case_of(struct db *db, struct arena *out, int64_t candidate_id,
		    struct counter_case *ret, struct err *e) MUST_CHECK;

/* The live candidate of the sitting who holds this ticket number; 0: nobody. */
int counter_by_ticket(struct db *db, int64_t sitting_id, const char *number, int64_t *ret,
		      struct err *e) MUST_CHECK;

/* Marks a live candidate confirmed now. */
int counter_confirm(struct db *db, int64_t candidate_id, struct err *e) MUST_CHECK;

/*
 * The candidate's live entry of a subject: its id, 0 where there is none, and its state in out.
 */
int counter_entry(struct db *db, struct arena *out, int64_t candidate_id, const char *subject,
		  int64_t *ret, const char **ret_state, struct err *e) MUST_CHECK;

/* Cancels an unpaid entry; the candidate goes where nothing is left. */
int counter_cancel_entry(struct db *db, int64_t candidate_id, int64_t entry_id, const char *reason,
			 struct err *e) MUST_CHECK;

/* Deletes a registration without paid entries or an open order. */
int counter_delete(struct db *db, int64_t candidate_id, const char *reason,
		   struct err *e) MUST_CHECK;

#endif
