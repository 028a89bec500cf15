/* Settling by hand: a person says which orders a payment in suspense is for. */
#include "base/messages.h"
#include "exam/settle.h"
#include "exam/settle_room.h"

#include <string.h>

/* The payment in suspense with this number. */
static int find_held(struct db *db, struct arena *texts, const char *txn_id, struct settle_pay *ret,
		     bool *ret_matched, struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_SETTLE_HELD, e);
	int rc;

	if (!st)
		return -1;
	stmt_text(st, ":txn_id", txn_id);
	if ((rc = stmt_step(st, e)) < 0)
		return -1;
	if (rc == 0)
		return err_set(e, ERR_INPUT, E_MATCH_NOT_HELD, txn_id);
	memset(ret, 0, sizeof *ret);
	ret->id = col_int(st, "id");
	ret->channel = arena_strdup(texts, col_text(st, "channel"));
	ret->key = arena_strdup(texts, col_text(st, "key"));
	ret->amount = fen_of(col_int(st, "amount_fen"));
	ret->paid_at = col_int(st, "paid_at");
	ret->held = true;
	*ret_matched = !col_is_null(st, "order_id");
	stmt_done(st);
	return 0;
}

static int note_match(struct db *db, const struct settle_pay *p, int64_t order_id, struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_SETTLE_MATCH, e);

	if (!st)
		return -1;
	stmt_int(st, ":payment", p->id);
	stmt_int(st, ":order", order_id);
	return stmt_exec(st, e);
}

static int match_order(struct db *db, struct settle_pay *p, const char *order_no,
		       struct settle_order *ret, struct err *e)
{
	int rc;

	p->order_no = order_no;
	rc = settle_find_order(db, p, ret, e);
	if (rc < 0)
		return -1;
	if (rc == 0)
		return err_set(e, ERR_INPUT, E_ORDER_NONE, order_no);
	if (ret->paid)
		return err_set(e, ERR_RULE, E_MATCH_PAID, order_no);
	return note_match(db, p, ret->id, e);
}

static int match_one(struct db *db, struct settle_pay *p, const char *order_no, struct err *e)
{
	struct settle_order o;

	if (match_order(db, p, order_no, &o, e) < 0)
		return -1;
	if (p->amount.v + o.held.v < o.amount.v)
		return settle_in_suspense(db, p, "under", o.id, e);
	return settle_pay_order(db, p, &o, e);
}

/* One of several orders: everything in it is paid, or the match is refused. */
static int match_part(struct db *db, struct settle_pay *p, const char *order_no, struct fen *left,
		      struct settle_lines *l, int64_t *ret_order, struct err *e)
{
	struct settle_outcome out = {0};
	struct settle_order o;

	if (match_order(db, p, order_no, &o, e) < 0 ||
	    settle_entries(db, p, &o, o.amount, l, &out, e) < 0)
		return -1;
	if (out.lost > 0 || out.twice > 0)
		return err_set(e, ERR_RULE, E_MATCH_GONE, order_no);
	*ret_order = o.id;
	left->v -= out.used.v;
	return settle_mark_order(db, SQL_SETTLE_ORDER_PAID, p, &o, e);
}

int settle_several(struct db *db, struct settle_pay *p, const char *const *order_nos, int count,
		   struct err *e)
{
	char source[SETTLE_ACCOUNT_TEXT];
	struct ledger_line in = {settle_source(p, source), 0, p->amount};
	struct fen left = p->amount;
	struct settle_lines l = {0};
	int64_t order = 0;
	int i, rc = 0;

	VEC_PUSH(&l.list, in);
	for (i = 0; rc == 0 && i < count; i++)
		rc = match_part(db, p, order_nos[i], &left, &l, &order, e);
	if (rc == 0 && left.v != 0)
		rc = err_set(e, ERR_RULE, "%s", E_MATCH_SUM);
	if (rc == 0)
		rc = settle_set_bucket(db, p, "paid", order, e);
	if (rc == 0)
		rc = ledger_post(db, p->key, "matched", l.list.items, l.list.len, e);
	VEC_FREE(&l.list);
	return rc;
}

int settle_match(struct db *db, const char *txn_id, char *const *order_nos, int count,
		 struct err *e)
{
	struct arena texts = {0};
	struct settle_pay p;
	bool matched;
	int rc = find_held(db, &texts, txn_id, &p, &matched, e);

	if (rc == 0 && matched)
		rc = err_set(e, ERR_RULE, E_MATCH_ALREADY, txn_id);
	if (rc == 0)
		rc = count == 1 ? match_one(db, &p, order_nos[0], e)
				: settle_several(db, &p, (const char *const *)order_nos, count, e);
	arena_free(&texts);
	return rc;
}

int settle_unmatch(struct db *db, const char *txn_id, struct err *e)
{
	struct arena texts = {0};
	struct stmt *st;
	struct settle_pay p;
	bool matched = false;
	int rc = find_held(db, &texts, txn_id, &p, &matched, e);

	if (rc == 0 && !matched)
		rc = err_set(e, ERR_INPUT, E_MATCH_NONE, txn_id);
	if (rc == 0)
		rc = settle_set_bucket(db, &p, "unknown", 0, e);
	if (rc == 0) {
		st = db_stmt(db, SQL_SETTLE_UNMATCH, e);
		rc = st ? 0 : -1;
	}
	if (rc == 0) {
		stmt_int(st, ":payment", p.id);
		rc = stmt_exec(st, e);
	}
	arena_free(&texts);
	return rc;
}
