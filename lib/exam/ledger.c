#include "exam/ledger.h"

#include "db/run.h"

struct transfer {
	const char *payment_key, *memo;
	const struct ledger_line *lines;
	size_t count;
};

static int post(struct db *db, const struct transfer *t, const struct ledger_line *from,
		const struct ledger_line *to, struct fen amount, struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_POSTING_INSERT, e);
	int64_t entry_id = from->entry_id ? from->entry_id : to->entry_id;

	if (!st)
		return -1;
	stmt_text(st, ":payment_key", t->payment_key);
	stmt_text(st, ":debit", from->account);
	stmt_text(st, ":credit", to->account);
	if (entry_id)
		stmt_int(st, ":entry_id", entry_id);
	else
		stmt_null(st, ":entry_id");
	stmt_int(st, ":amount_fen", amount.v);
	stmt_text(st, ":memo", t->memo);
	return stmt_exec(st, e);
}

/* The first line from at on that has something left on the side of sign. */
static size_t next_line(const struct transfer *t, const int64_t *left, size_t at, int sign)
{
	while (at < t->count && left[at] * sign <= 0)
		at++;
	return at;
}

/* Debits meet credits in the order of the lines. */
static int post_pairs(struct db *db, const struct transfer *t, int64_t *left, struct err *e)
{
	size_t debit = next_line(t, left, 0, 1), credit = next_line(t, left, 0, -1);

	while (debit < t->count && credit < t->count) {
		struct fen amount =
		    fen_of(left[debit] < -left[credit] ? left[debit] : -left[credit]);

		if (post(db, t, &t->lines[debit], &t->lines[credit], amount, e) < 0)
			return -1;
		left[debit] -= amount.v;
		left[credit] += amount.v;
		debit = next_line(t, left, debit, 1);
		credit = next_line(t, left, credit, -1);
	}
	return 0;
}

/* An entry that costs nothing is posted too: what is paid stands in the ledger. */
static int post_free(struct db *db, const struct transfer *t, struct err *e)
{
	size_t i;

	for (i = 0; i < t->count; i++) {
		const struct ledger_line *l = &t->lines[i], *other = &t->lines[i ? 0 : 1];

		if (l->entry_id && l->amount.v == 0 && post(db, t, other, l, fen_of(0), e) < 0)
			return -1;
	}
	return 0;
}

int ledger_post(struct db *db, const char *payment_key, const char *memo,
		const struct ledger_line *lines, size_t count, struct err *e)
{
	struct transfer t = {payment_key, memo, lines, count};
	struct fen sum = fen_of(0);
	int64_t *left = mem_zalloc(count, sizeof *left);
	size_t i;
	int rc;

	for (i = 0; i < count; i++) {
		BUG_ON(!fen_add(sum, lines[i].amount, &sum));
		left[i] = lines[i].amount.v;
	}
	BUG_ON(sum.v != 0);
	rc = post_pairs(db, &t, left, e) < 0 || post_free(db, &t, e) < 0 ? -1 : 0;
	mem_free(left);
	return rc;
}

int ledger_reverse_run(struct db *db, int64_t id, struct err *e)
{
	struct stmt *st;

	/* as many as a statement has rows */
	if (run_bulk_begin(db, e) < 0 || run_bulk_appends(db, "posting", e) < 0)
		return -1;
	st = db_stmt(db, SQL_POSTING_REVERSE_RUN, e);
	if (!st)
		return -1;
	stmt_int(st, ":id", id);
	return stmt_exec(st, e) < 0 ? -1 : run_bulk_end(db, e);
}
