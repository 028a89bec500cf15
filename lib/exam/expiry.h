/*
 * Expiry (R-EXP): an unpaid entry of a candidate who registered alone ends when its clock has run
 * for policy expiry.hours of its site; entries of a school's candidates end at the site's group
 * deadline. Never a second early. entry.clock_at is when the running clock started; a pending
 * review and an open order hold it at NULL, so the cost follows what is due, not what there is.
 */
#ifndef NCRE_EXAM_EXPIRY_H
#define NCRE_EXAM_EXPIRY_H

#include "base/mem.h"
#include "db/db.h"

#include <stdbool.h>

struct due_entry {
	int64_t id, candidate_id, sitting_id;
	const char *reg_no, *name, *site_code, *subject_code;
	/* "registered", "approved", "rejected", "order_closed"; or "group_deadline" */
	const char *why;
	instant clock_at; /* 0 for group_deadline */
	instant deadline_at;
	bool had_order;
};

struct due_entries {
	VEC_OF(struct due_entry) list;
};

/* Entries whose time is over now, the longest overdue first, then groups. Texts in out. */
int expiry_due(struct db *db, struct arena *out, struct due_entries *ret, struct err *e) MUST_CHECK;

/*
 * R-EXP-COVER: do statements reach the instant until for every channel an order of the entry may
 * be paid through? An order whose channel is not known asks for all channels that have statements.
 */
int expiry_covered(struct db *db, int64_t entry_id, instant until, bool *ret,
		   struct err *e) MUST_CHECK;

/* Ends the entries, and the candidates of whom nothing is left (*ret_candidates counts them). */
int expiry_end(struct db *db, const struct due_entries *ending, int64_t *ret_candidates,
	       struct err *e) MUST_CHECK;

/* When the newest run was made, 0 before any. */
int expiry_newest_run(struct db *db, instant *ret, struct err *e) MUST_CHECK;

#endif
