#include "exam/review.h"

#include <string.h>

static const char *const words[] = {
    [REVIEW_UNSUBMITTED] = "unsubmitted",
    [REVIEW_PENDING] = "pending",
    [REVIEW_APPROVED] = "approved",
    [REVIEW_REJECTED] = "rejected",
};

const char *review_word(enum review_state s)
{
	return words[s];
}

bool review_from_word(const char *word, enum review_state *ret)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(words); i++) {
		if (strcmp(words[i], word) == 0) {
			*ret = (enum review_state)i;
			return true;
		}
	}
	return false;
}

int review_case_of(struct db *db, int64_t candidate_id, struct review_case *ret, struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_REVIEW_CASE, e);
	int rc;

	if (!st)
		return -1;
	stmt_int(st, ":candidate", candidate_id);
	if ((rc = stmt_step(st, e)) < 0)
		return -1;
	BUG_ON(rc == 0 || !review_from_word(col_text(st, "review"), &ret->state));
	ret->id = candidate_id;
	ret->site_reviews = col_int(st, "site_reviews") != 0;
	ret->photo_fine = col_int(st, "photo_fine") != 0;
	ret->has_entries = col_int(st, "has_entries") != 0;
	stmt_done(st);
	return 0;
}

static int keep_history(struct db *db, int64_t candidate_id, enum review_state to,
			const char *reason, const char *operator, struct err * e)
{
	struct stmt *st = db_stmt(db, SQL_REVIEW_LOG, e);

	if (!st)
		return -1;
	stmt_int(st, ":candidate", candidate_id);
	stmt_text(st, ":decision", to == REVIEW_PENDING ? "submitted" : words[to]);
	stmt_text(st, ":reason", reason);
	stmt_text(st, ":operator", operator);
	return stmt_exec(st, e);
}

/* What was decided about, for the next time. */
static int keep_seen(struct db *db, int64_t candidate_id, struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_REVIEW_KEEP_SEEN, e);

	if (!st)
		return -1;
	stmt_int(st, ":candidate", candidate_id);
	return stmt_exec(st, e);
}

int review_move(struct db *db, int64_t candidate_id, enum review_state to, const char *reason,
		const char *operator, struct err * e)
{
	enum sql_id clock = to == REVIEW_PENDING ? SQL_REVIEW_CLOCK_STOP : SQL_REVIEW_CLOCK_START;
	struct stmt *st = db_stmt(db, SQL_REVIEW_MOVE, e);

	if (!st)
		return -1;
	stmt_int(st, ":candidate", candidate_id);
	stmt_text(st, ":review", words[to]);
	stmt_text(st, ":reason", reason);
	if (stmt_exec(st, e) < 0)
		return -1;
	st = db_stmt(db, clock, e);
	if (!st)
		return -1;
	stmt_int(st, ":candidate", candidate_id);
	if (stmt_exec(st, e) < 0)
		return -1;
	if (to != REVIEW_PENDING && keep_seen(db, candidate_id, e) < 0)
		return -1;
	return keep_history(db, candidate_id, to, reason, operator, e);
}

int review_changes(struct db *db, struct arena *out, int64_t candidate_id,
		   struct review_changes *ret, struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_REVIEW_CHANGES, e);
	int rc;

	if (!st)
		return -1;
	stmt_int(st, ":candidate", candidate_id);
	while ((rc = stmt_step(st, e)) == 1) {
		struct review_change c = {arena_strdup(out, col_text(st, "field")),
					  arena_strdup(out, col_text(st, "old")),
					  arena_strdup(out, col_text(st, "new"))};

		VEC_PUSH(&ret->list, c);
	}
	return rc;
}
