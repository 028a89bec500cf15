#include "exam/counter.h"

int counter_case_of(struct db *db, struct arena *out, int64_t candidate_id,
		    struct counter_case *ret, struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_COUNTER_CASE, e);
	int rc;

	if (!st)
		return -1;
	stmt_int(st, ":candidate", candidate_id);
	if ((rc = stmt_step(st, e)) < 0)
		return -1;
	BUG_ON(rc == 0);
	ret->id = candidate_id;
	ret->sitting_id = col_int(st, "sitting_id");
	ret->reg_no = arena_strdup(out, col_text(st, "reg_no"));
	ret->site_code = arena_strdup(out, col_text(st, "site_code"));
	ret->review = arena_strdup(out, col_text(st, "review"));
	ret->site_confirms = col_int(st, "site_confirms") != 0;
	ret->confirmed = col_int(st, "confirmed") != 0;
	ret->unpaid = col_int(st, "unpaid");
	ret->in_payment = col_int(st, "in_payment");
	ret->paid = col_int(st, "paid");
	stmt_done(st);
	return 0;
}

int counter_by_ticket(struct db *db, int64_t sitting_id, const char *number, int64_t *ret,
		      struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_COUNTER_BY_TICKET, e);

	*ret = 0;
	if (!st)
		return -1;
	stmt_int(st, ":sitting", sitting_id);
	stmt_text(st, ":number", number);
	return stmt_one_int(st, ret, e) < 0 ? -1 : 0;
}

int counter_confirm(struct db *db, int64_t candidate_id, struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_COUNTER_CONFIRM, e);

	if (!st)
		return -1;
	stmt_int(st, ":candidate", candidate_id);
	return stmt_exec(st, e);
}

int counter_entry(struct db *db, struct arena *out, int64_t candidate_id, const char *subject,
		  int64_t *ret, const char **ret_state, struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_COUNTER_ENTRY, e);
	int rc;

	*ret = 0;
	*ret_state = "";
	if (!st)
		return -1;
	stmt_int(st, ":candidate", candidate_id);
	stmt_text(st, ":subject", subject);
	if ((rc = stmt_step(st, e)) == 1) {
		*ret = col_int(st, "id");
		*ret_state = arena_strdup(out, col_text(st, "state"));
		stmt_done(st);
	}
	return rc < 0 ? -1 : 0;
}

/* Ends entries, then the candidate. */
static int end_both(struct db *db, enum sql_id entries, enum sql_id candidate, int64_t candidate_id,
		    int64_t entry_id, const char *reason, struct err *e)
{
	struct stmt *st = db_stmt(db, entries, e);

	if (!st)
		return -1;
	if (entry_id)
		stmt_int(st, ":entry", entry_id);
	else
		stmt_int(st, ":candidate", candidate_id);
	stmt_text(st, ":reason", reason);
	if (stmt_exec(st, e) < 0)
		return -1;
	st = db_stmt(db, candidate, e);
	if (!st)
		return -1;
	stmt_int(st, ":candidate", candidate_id);
	stmt_text(st, ":reason", reason);
	return stmt_exec(st, e);
}

int counter_cancel_entry(struct db *db, int64_t candidate_id, int64_t entry_id, const char *reason,
			 struct err *e)
{
	return end_both(db, SQL_COUNTER_CANCEL_ENTRY, SQL_COUNTER_CANCEL_CANDIDATE, candidate_id,
			entry_id, reason, e);
}

int counter_delete(struct db *db, int64_t candidate_id, const char *reason, struct err *e)
{
	return end_both(db, SQL_COUNTER_DELETE_ENTRIES, SQL_COUNTER_DELETE_CANDIDATE, candidate_id,
			0, reason, e);
}
