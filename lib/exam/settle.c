#include "exam/settle.h"

#include "db/run.h"
#include "exam/ledger.h"
#include "exam/order.h"
#include "exam/settle_room.h"

#include <stdio.h>
#include <string.h>

struct pays {
	VEC_OF(struct settle_pay) list;
	struct arena texts;
};

int settle_begin(struct db *db, int64_t *ret_first_statement, struct err *e)
{
	static const char *const grow[] = {"statement", "payment", "posting"};
	struct stmt *st = db_stmt(db, SQL_SETTLE_NEXT, e);
	size_t i;
	int rc;

	if (!st || stmt_one_int(st, ret_first_statement, e) < 0)
		return -1;
	rc = run_bulk_begin(db, e);
	for (i = 0; rc == 0 && i < ARRAY_LEN(grow); i++)
		rc = run_bulk_appends(db, grow[i], e);
	return rc;
}

static int read_leftover(struct db *db, int64_t first, struct pays *ret, struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_SETTLE_LEFTOVER, e);
	int rc;

	if (!st)
		return -1;
	stmt_int(st, ":first", first);
	while ((rc = stmt_step(st, e)) == 1) {
		struct settle_pay p = {.id = col_int(st, "id")};

		p.channel = arena_strdup(&ret->texts, col_text(st, "channel"));
		p.order_no = arena_strdup(&ret->texts, col_text(st, "order_no"));
		p.key = arena_strdup(&ret->texts, col_text(st, "key"));
		p.amount = fen_of(col_int(st, "amount_fen"));
		p.paid_at = col_int(st, "paid_at");
		VEC_PUSH(&ret->list, p);
	}
	return rc;
}

int settle_find_order(struct db *db, const struct settle_pay *p, struct settle_order *ret,
		      struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_SETTLE_ORDER, e);
	int rc;

	memset(ret, 0, sizeof *ret);
	if (!st)
		return -1;
	stmt_text(st, ":order_no", p->order_no);
	stmt_int(st, ":paid_at", p->paid_at);
	if ((rc = stmt_step(st, e)) != 1)
		return rc;
	ret->id = col_int(st, "id");
	ret->amount = fen_of(col_int(st, "amount_fen"));
	ret->open = strcmp(col_text(st, "state"), "open") == 0;
	ret->paid = strcmp(col_text(st, "state"), "paid") == 0;
	ret->candidate_id = col_int(st, "candidate_id");
	ret->over = col_int(st, "is_over") != 0;
	ret->held = fen_of(col_int(st, "held_fen"));
	stmt_done(st);
	return 1;
}

int settle_set_bucket(struct db *db, const struct settle_pay *p, const char *bucket,
		      int64_t order_id, struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_SETTLE_BUCKET, e);

	if (!st)
		return -1;
	stmt_int(st, ":id", p->id);
	stmt_text(st, ":bucket", bucket);
	if (order_id)
		stmt_int(st, ":order", order_id);
	else
		stmt_null(st, ":order");
	return stmt_exec(st, e);
}

const char *settle_source(const struct settle_pay *p, char out[SETTLE_ACCOUNT_TEXT])
{
	snprintf(out, SETTLE_ACCOUNT_TEXT, "%s%s",
		 p->held ? "suspense" : "channel:", p->held ? "" : p->channel);
	return out;
}

/* The whole amount to one account: 'suspense' or 'owed'. */
static int post_whole(struct db *db, const struct settle_pay *p, const char *bucket,
		      const char *account, struct err *e)
{
	char source[SETTLE_ACCOUNT_TEXT];
	struct ledger_line lines[2] = {{settle_source(p, source), 0, p->amount},
				       {account, 0, fen_of(-p->amount.v)}};

	return ledger_post(db, p->key, bucket, lines, 2, e);
}

static int owe(struct db *db, const struct settle_pay *p, int64_t candidate_id, struct fen amount,
	       const char *reason, struct err *e)
{
	struct stmt *st;

	if (amount.v == 0)
		return 0;
	st = db_stmt(db, SQL_SETTLE_REFUND, e);
	if (!st)
		return -1;
	stmt_int(st, ":payment", p->id);
	if (candidate_id)
		stmt_int(st, ":candidate", candidate_id);
	else
		stmt_null(st, ":candidate");
	stmt_int(st, ":amount_fen", amount.v);
	stmt_text(st, ":reason", reason);
	return stmt_exec(st, e);
}

int settle_in_suspense(struct db *db, const struct settle_pay *p, const char *bucket,
		       int64_t order_id, struct err *e)
{
	if (settle_set_bucket(db, p, bucket, order_id, e) < 0)
		return -1;
	if (p->held)
		return 0;
	return post_whole(db, p, bucket, "suspense", e);
}

static int owed_whole(struct db *db, const struct settle_pay *p, const struct settle_order *o,
		      const char *bucket, const char *reason, struct err *e)
{
	if (settle_set_bucket(db, p, bucket, o->id, e) < 0 ||
	    owe(db, p, o->candidate_id, p->amount, reason, e) < 0)
		return -1;
	return post_whole(db, p, bucket, "owed", e);
}

/* Are all these orders open, and is the payment their sum? */
static int is_sum_of(struct db *db, const struct settle_pay *p, const char *const *order_nos,
		     int count, bool *ret, struct err *e)
{
	int64_t left = p->amount.v;
	int i, rc;

	*ret = false;
	for (i = 0; i < count; i++) {
		struct settle_pay part = {.order_no = order_nos[i], .paid_at = p->paid_at};
		struct settle_order o;

		rc = settle_find_order(db, &part, &o, e);
		if (rc <= 0)
			return rc;
		if (!o.open || o.over || o.held.v != 0 || o.amount.v > left)
			return 0;
		left -= o.amount.v;
	}
	*ret = left == 0;
	return 0;
}

/* A reference with the numbers of several orders pays them, if it is clear that it does. */
static int pay_several(struct db *db, struct settle_pay *p, bool *ret_paid, struct err *e)
{
	const char *numbers[ORDER_NUMBERS];
	struct arena texts = {0};
	int n = order_numbers_in(&texts, p->order_no, numbers), rc = 0;

	*ret_paid = false;
	if (n > 1)
		rc = is_sum_of(db, p, numbers, n, ret_paid, e);
	if (rc == 0 && *ret_paid)
		rc = settle_several(db, p, numbers, n, e);
	arena_free(&texts);
	return rc;
}

static int no_order(struct db *db, const struct settle_pay *p, struct err *e)
{
	const char *bucket = "unknown";
	int64_t known = 0;
	struct stmt *st;

	if (order_no_is_ours(p->order_no)) {
		st = db_stmt(db, SQL_SETTLE_SITTING_KNOWN, e);
		if (!st)
			return -1;
		stmt_text(st, ":order_no", p->order_no);
		if (stmt_one_int(st, &known, e) < 0)
			return -1;
		if (known == 0)
			bucket = "other_sitting";
	}
	return settle_in_suspense(db, p, bucket, 0, e);
}

/* ---- the entries of an order ---- */

struct entry_case {
	int64_t id, candidate_id, held_by;
	struct fen fee;
	bool waiting, expired, paid, place_free;
};

static int entry_of(struct db *db, int64_t order_id, int64_t entry_id, struct entry_case *ret,
		    struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_SETTLE_ENTRY, e);
	const char *state;
	int rc;

	if (!st)
		return -1;
	stmt_int(st, ":order", order_id);
	stmt_int(st, ":entry", entry_id);
	if ((rc = stmt_step(st, e)) < 0)
		return -1;
	BUG_ON(rc == 0);
	ret->id = entry_id;
	ret->candidate_id = col_int(st, "candidate_id");
	state = col_text(st, "state");
	ret->waiting = strcmp(state, "in_payment") == 0 || strcmp(state, "unpaid") == 0;
	ret->paid = strcmp(state, "paid") == 0;
	ret->fee = fen_of(col_int(st, "fee_fen"));
	ret->held_by = col_int(st, "held_by");
	ret->place_free = col_int(st, "place_free") != 0;
	stmt_done(st);
	return 0;
}

static int pay_entry(struct db *db, const struct settle_pay *p, const struct entry_case *c,
		     struct settle_lines *l, struct err *e)
{
	struct ledger_line line = {"fees", c->id, fen_of(-c->fee.v)};
	struct stmt *st;

	/* an order that is open for the same entry would be paid for nothing */
	if (c->held_by && order_close(db, c->held_by, e) < 0)
		return -1;
	st = db_stmt(db, SQL_SETTLE_CANDIDATE_BACK, e);
	if (!st)
		return -1;
	stmt_int(st, ":candidate", c->candidate_id);
	if (stmt_exec(st, e) < 0)
		return -1;
	st = db_stmt(db, SQL_SETTLE_ENTRY_PAY, e);
	if (!st)
		return -1;
	stmt_int(st, ":entry", c->id);
	stmt_int(st, ":paid_at", p->paid_at);
	VEC_PUSH(&l->list, line);
	return stmt_exec(st, e);
}

static int settle_entry(struct db *db, const struct settle_pay *p, const struct settle_order *o,
			int64_t entry_id, struct fen have, struct settle_lines *l,
			struct settle_outcome *out, struct err *e)
{
	struct entry_case c = {0};

	/* asked anew for each one: the entry before may have taken the last place */
	if (entry_of(db, o->id, entry_id, &c, e) < 0)
		return -1;
	if (c.paid) {
		out->twice++;
		return 0;
	}
	if ((!c.waiting && !c.place_free) || have.v - out->used.v < c.fee.v) {
		out->lost++;
		return 0;
	}
	BUG_ON(!fen_add(out->used, c.fee, &out->used));
	out->paid++;
	if (!c.waiting)
		out->restored++;
	return pay_entry(db, p, &c, l, e);
}

int settle_entries(struct db *db, const struct settle_pay *p, const struct settle_order *o,
		   struct fen have, struct settle_lines *l, struct settle_outcome *out,
		   struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_SETTLE_ENTRY_IDS, e);
	VEC_OF(int64_t) ids = {0};
	size_t i;
	int rc;

	if (!st)
		return -1;
	stmt_int(st, ":order", o->id);
	while ((rc = stmt_step(st, e)) == 1)
		VEC_PUSH(&ids, col_int(st, "entry_id"));
	for (i = 0; rc == 0 && i < ids.len; i++)
		rc = settle_entry(db, p, o, ids.items[i], have, l, out, e);
	VEC_FREE(&ids);
	return rc;
}

static const char *bucket_of(const struct settle_outcome *out, struct fen rest)
{
	if (out->lost > 0)
		return "late_refund";
	if (out->restored > 0)
		return "late_restored";
	if (out->twice > 0)
		return "double";
	return rest.v > 0 ? "over" : "paid";
}

static int close_books(struct db *db, const struct settle_pay *p, const struct settle_order *o,
		       struct fen held, const struct settle_outcome *out, struct settle_lines *l,
		       struct err *e)
{
	struct fen rest = fen_of(p->amount.v + held.v - out->used.v);
	const char *bucket = bucket_of(out, rest);
	const char *reason = out->lost > 0 ? "late" : (out->twice > 0 ? "double" : "over");
	char source[SETTLE_ACCOUNT_TEXT];
	struct ledger_line in = {settle_source(p, source), 0, p->amount},
			   from = {"suspense", 0, held}, back = {"owed", 0, fen_of(-rest.v)};

	VEC_PUSH(&l->list, in);
	if (held.v > 0)
		VEC_PUSH(&l->list, from);
	if (rest.v > 0)
		VEC_PUSH(&l->list, back);
	if (settle_set_bucket(db, p, bucket, o->id, e) < 0 ||
	    owe(db, p, o->candidate_id, rest, reason, e) < 0)
		return -1;
	return ledger_post(db, p->key, bucket, l->list.items, l->list.len, e);
}

int settle_mark_order(struct db *db, enum sql_id id, const struct settle_pay *p,
		      const struct settle_order *o, struct err *e)
{
	struct stmt *st = db_stmt(db, id, e);

	if (!st)
		return -1;
	stmt_int(st, ":order", o->id);
	if (id == SQL_SETTLE_ORDER_PAID)
		stmt_text(st, ":channel", p->channel);
	return stmt_exec(st, e);
}

/* Enough money for an order that is not paid: pays what can be paid. */
int settle_pay_order(struct db *db, const struct settle_pay *p, const struct settle_order *o,
		     struct err *e)
{
	struct settle_outcome out = {0};
	struct fen held = o->held;
	struct settle_lines l = {0};
	int rc;

	/* what was held counts only where it is needed */
	if (p->amount.v >= o->amount.v)
		held = fen_of(0);
	rc = settle_entries(db, p, o, fen_of(p->amount.v + held.v), &l, &out, e);
	if (rc == 0 && held.v > 0)
		rc = settle_mark_order(db, SQL_SETTLE_HELD_USED, p, o, e);
	if (rc == 0 && out.paid > 0)
		rc = settle_mark_order(db, SQL_SETTLE_ORDER_PAID, p, o, e);
	if (rc == 0)
		rc = close_books(db, p, o, held, &out, &l, e);
	VEC_FREE(&l.list);
	return rc;
}

static int settle_one(struct db *db, struct settle_pay *p, struct err *e)
{
	struct settle_order o;
	bool paid;
	int rc = settle_find_order(db, p, &o, e);

	if (rc < 0)
		return -1;
	if (rc == 0) {
		rc = pay_several(db, p, &paid, e);
		return rc < 0 || paid ? rc : no_order(db, p, e);
	}
	if (o.paid)
		return owed_whole(db, p, &o, "double", "double", e);
	if (o.over)
		return settle_in_suspense(db, p, "other_sitting", o.id, e);
	if (p->amount.v + o.held.v < o.amount.v)
		return settle_in_suspense(db, p, "under", o.id, e);
	return settle_pay_order(db, p, &o, e);
}

static int exec_shared(struct db *db, enum sql_id id, int64_t first, int64_t *ret_changes,
		       struct err *e)
{
	struct stmt *st = db_stmt(db, id, e);

	if (!st)
		return -1;
	if (stmt_has(st, ":first"))
		stmt_int(st, ":first", first);
	if (stmt_exec(st, e) < 0)
		return -1;
	*ret_changes = stmt_changes(st);
	return 0;
}

/* Opens again the orders of which not only the plain payment speaks: R-STATE knows no such move. */
static int open_shared(struct db *db, int64_t first, struct err *e)
{
	static const enum sql_id steps[] = {SQL_SETTLE_SHARED_POSTINGS, SQL_SETTLE_SHARED_ENTRIES,
					    SQL_SETTLE_SHARED_ORDERS, SQL_SETTLE_SHARED_PAYMENTS,
					    SQL_SETTLE_SHARED_DONE};
	int64_t n;
	size_t i;

	if (exec_shared(db, SQL_SETTLE_SHARED, first, &n, e) < 0)
		return -1;
	if (n == 0)
		return 0;
	if (run_bulk_guards(db, false, e) < 0)
		return -1;
	for (i = 0; i < ARRAY_LEN(steps); i++)
		if (exec_shared(db, steps[i], first, &n, e) < 0)
			return -1;
	return run_bulk_guards(db, true, e);
}

int settle_payments(struct db *db, int64_t first_statement, struct err *e)
{
	struct pays pays = {0};
	size_t i;
	int rc;

	if (run_bulk_end(db, e) < 0 || open_shared(db, first_statement, e) < 0)
		return -1;
	rc = read_leftover(db, first_statement, &pays, e);
	for (i = 0; rc == 0 && i < pays.list.len; i++)
		rc = settle_one(db, &pays.list.items[i], e);
	VEC_FREE(&pays.list);
	arena_free(&pays.texts);
	return rc;
}
