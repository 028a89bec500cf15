#include "exam/ledger.h"

#include "db/run.h"

static int post_line(struct db *db, int64_t transfer_id, size_t seq, const struct ledger_line *l,
		     struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_POSTING_INSERT, e);

	if (!st)
		return -1;
	stmt_int(st, ":transfer_id", transfer_id);
	stmt_int(st, ":seq", (int64_t)seq);
	stmt_text(st, ":account", l->account);
	if (l->entry_id)
		stmt_int(st, ":entry_id", l->entry_id);
	else
		stmt_null(st, ":entry_id");
	stmt_int(st, ":amount_fen", l->amount.v);
	return stmt_exec(st, e);
}

int ledger_post(struct db *db, const char *payment_key, const char *memo,
		const struct ledger_line *lines, size_t count, struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_TRANSFER_INSERT, e);
	struct fen sum = fen_of(0);
	int64_t id;
	size_t i;

	for (i = 0; i < count; i++)
		BUG_ON(!fen_add(sum, lines[i].amount, &sum));
	BUG_ON(sum.v != 0);
	if (!st)
		return -1;
	stmt_text(st, ":payment_key", payment_key);
	stmt_text(st, ":memo", memo);
	if (stmt_exec(st, e) < 0)
		return -1;
	id = db_last_id(db);
	for (i = 0; i < count; i++)
		if (post_line(db, id, i, &lines[i], e) < 0)
			return -1;
	return 0;
}

static int reverse(struct db *db, int64_t id, struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_TRANSFER_REVERSE_RUN, e);

	if (!st)
		return -1;
	stmt_int(st, ":id", id);
	if (stmt_exec(st, e) < 0)
		return -1;
	st = db_stmt(db, SQL_POSTING_REVERSE_RUN, e);
	return st ? stmt_exec(st, e) : -1;
}

int ledger_reverse_run(struct db *db, int64_t id, struct err *e)
{
	/* as many as a statement has rows */
	if (run_bulk_begin(db, e) < 0 || reverse(db, id, e) < 0)
		return -1;
	return run_bulk_end(db, e);
}
