#include "exam/payback.h"

#include "base/messages.h"
#include "exam/ledger.h"

#include <stdio.h>
#include <string.h>

struct back {
	int64_t id;
	const char *channel, *kind, *txn_id, *orig, *order_no, *bucket, *key;
	struct fen amount;
	instant paid_at;
};

struct backs {
	VEC_OF(struct back) list;
	struct arena texts;
};

/* Something a refund row can pay. */
struct claim {
	int64_t refund, payment; /* refund 0: from suspense */
	struct fen open;
	const char *reason; /* of what comes out of suspense */
};

struct back_lines {
	VEC_OF(struct ledger_line) list;
};

static struct back read_back(struct arena *out, struct stmt *st)
{
	struct back b = {.id = col_int(st, "id")};

	b.channel = arena_strdup(out, col_text(st, "channel"));
	b.kind = arena_strdup(out, col_text(st, "kind"));
	b.txn_id = arena_strdup(out, col_text(st, "txn_id"));
	b.orig = arena_strdup(out, col_text(st, "orig_txn_id"));
	b.order_no = arena_strdup(out, col_text(st, "order_no"));
	b.amount = fen_of(col_int(st, "amount_fen"));
	b.bucket = arena_strdup(out, col_text(st, "bucket"));
	b.paid_at = col_int(st, "paid_at");
	b.key = arena_strdup(out, col_text(st, "key"));
	return b;
}

/* Owed money is marked as given back; a part of it leaves the rest owed. */
static int pay_owed(struct db *db, const struct back *b, const struct claim *c, struct fen amount,
		    struct err *e)
{
	struct stmt *st;

	if (amount.v < c->open.v) {
		st = db_stmt(db, SQL_PAYBACK_SPLIT, e);
		if (!st)
			return -1;
		stmt_int(st, ":refund", c->refund);
		stmt_int(st, ":amount_fen", amount.v);
		if (stmt_exec(st, e) < 0)
			return -1;
	}
	st = db_stmt(db, SQL_PAYBACK_PAY, e);
	if (!st)
		return -1;
	stmt_int(st, ":refund", c->refund);
	stmt_int(st, ":amount_fen", amount.v);
	stmt_int(st, ":paid_at", b->paid_at);
	stmt_text(st, ":reference", b->txn_id);
	return stmt_exec(st, e);
}

static int pay_suspense(struct db *db, const struct back *b, const struct claim *c,
			struct fen amount, struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_PAYBACK_FROM_SUSPENSE, e);

	if (!st)
		return -1;
	stmt_int(st, ":payment", c->payment);
	stmt_int(st, ":amount_fen", amount.v);
	stmt_text(st, ":reason", c->reason);
	stmt_int(st, ":paid_at", b->paid_at);
	stmt_text(st, ":reference", b->txn_id);
	return stmt_exec(st, e);
}

struct claims {
	VEC_OF(struct claim) list;
};

/* Why money leaves suspense. */
static const char *reason_of(const char *bucket)
{
	if (strcmp(bucket, "unknown") == 0)
		return "unknown";
	return strcmp(bucket, "under") == 0 ? "under" : "other";
}

static int read_claims(struct db *db, const struct back *b, struct claims *ret, struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_PAYBACK_CLAIMS, e);
	int rc;

	if (!st)
		return -1;
	stmt_text(st, ":channel", b->channel);
	stmt_text_or_null(st, ":orig", b->orig);
	stmt_text(st, ":order_no", b->order_no);
	while ((rc = stmt_step(st, e)) == 1) {
		struct claim c = {.refund = col_int(st, "refund"),
				  .payment = col_int(st, "payment")};

		c.open = fen_of(col_int(st, "open_fen"));
		c.reason = reason_of(col_text(st, "bucket"));
		VEC_PUSH(&ret->list, c);
	}
	return rc;
}

/* Adds the lines that say what a done refund paid. */
static int pay_claims(struct db *db, const struct back *b, struct back_lines *l, struct err *e)
{
	struct claims claims = {0};
	int64_t left = b->amount.v;
	size_t i;
	int rc = read_claims(db, b, &claims, e);

	for (i = 0; rc == 0 && i < claims.list.len && left > 0; i++) {
		const struct claim *c = &claims.list.items[i];
		struct fen part = fen_of(left < c->open.v ? left : c->open.v);
		struct ledger_line line = {c->refund ? "owed" : "suspense", 0, part};

		rc = c->refund ? pay_owed(db, b, c, part, e) : pay_suspense(db, b, c, part, e);
		VEC_PUSH(&l->list, line);
		left -= part.v;
	}
	if (left > 0) {
		struct ledger_line line = {"given_back", 0, fen_of(left)};

		VEC_PUSH(&l->list, line);
	}
	VEC_FREE(&claims.list);
	return rc;
}

/* from: the channel's account, or 'refunding' where it left the channel before. */
static int post(struct db *db, const struct back *b, const char *from, struct err *e)
{
	struct ledger_line out = {from, 0, fen_of(-b->amount.v)}, to = {"refunding", 0, b->amount};
	struct back_lines l = {0};
	int rc = 0;

	VEC_PUSH(&l.list, out);
	if (strcmp(b->kind, "fee") == 0) {
		to.account = "charges";
		VEC_PUSH(&l.list, to);
	} else if (strcmp(b->bucket, "refund_processing") == 0 ||
		   strcmp(b->bucket, "refund_failed") == 0) {
		VEC_PUSH(&l.list, to);
	} else {
		rc = pay_claims(db, b, &l, e);
	}
	if (rc == 0)
		rc = ledger_post(db, b->key, b->bucket, l.list.items, l.list.len, e);
	VEC_FREE(&l.list);
	return rc;
}

/* ---- refunds that have got further ---- */

struct move {
	struct back back; /* with the bucket it moves to */
	const char *status;
	bool posted; /* by an earlier run: it has left the channel's account */
};

struct moves {
	VEC_OF(struct move) list;
	struct arena texts;
};

static int read_moves(struct db *db, int64_t first_statement, struct moves *ret, struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_PAYBACK_MOVES, e);
	int rc;

	if (!st)
		return -1;
	while ((rc = stmt_step(st, e)) == 1) {
		struct move m = {.back = read_back(&ret->texts, st)};

		m.status = arena_strdup(&ret->texts, col_text(st, "status"));
		m.posted = col_int(st, "statement_id") < first_statement;
		VEC_PUSH(&ret->list, m);
	}
	return rc;
}

/* A row before this one may have moved it already. */
static int can_move(struct db *db, const struct move *m, bool *ret, struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_PAYBACK_STATE, e);
	const char *bucket;
	int rc;

	*ret = false;
	if (!st)
		return -1;
	stmt_int(st, ":id", m->back.id);
	rc = stmt_step(st, e);
	BUG_ON(rc == 0);
	if (rc < 0)
		return -1;
	bucket = col_text(st, "bucket");
	*ret = strcmp(bucket, m->back.bucket) != 0 && strcmp(bucket, "refund") != 0;
	stmt_done(st);
	return 0;
}

static int move_one(struct db *db, const struct move *m, struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_PAYBACK_MOVE, e);

	if (!st)
		return -1;
	stmt_int(st, ":id", m->back.id);
	stmt_text(st, ":bucket", m->back.bucket);
	stmt_text(st, ":status", m->status);
	if (stmt_exec(st, e) < 0)
		return -1;
	/* what failed still lies with the channel's refunds: nothing moves */
	if (!m->posted || strcmp(m->back.bucket, "refund") != 0)
		return 0;
	return post(db, &m->back, "refunding", e);
}

static int move_all(struct db *db, int64_t first_statement, struct err *e)
{
	struct moves moves = {0};
	size_t i;
	bool fine;
	int rc = read_moves(db, first_statement, &moves, e);

	for (i = 0; rc == 0 && i < moves.list.len; i++) {
		rc = can_move(db, &moves.list.items[i], &fine, e);
		if (rc == 0 && fine)
			rc = move_one(db, &moves.list.items[i], e);
	}
	VEC_FREE(&moves.list);
	arena_free(&moves.texts);
	return rc;
}

int payback_settle(struct db *db, int64_t first_statement, struct err *e)
{
	struct stmt *st;
	struct backs all = {0};
	char channel[32];
	size_t i;
	int rc;

	if (move_all(db, first_statement, e) < 0)
		return -1;
	st = db_stmt(db, SQL_PAYBACK_ROWS, e);
	if (!st)
		return -1;
	stmt_int(st, ":first", first_statement);
	while ((rc = stmt_step(st, e)) == 1)
		VEC_PUSH(&all.list, read_back(&all.texts, st));
	for (i = 0; rc == 0 && i < all.list.len; i++) {
		snprintf(channel, sizeof channel, "channel:%s", all.list.items[i].channel);
		rc = post(db, &all.list.items[i], channel, e);
	}
	VEC_FREE(&all.list);
	arena_free(&all.texts);
	return rc;
}

/* ---- what a person decides ---- */

static int post_two(struct db *db, const char *key, const char *memo, const char *from,
		    const char *to, struct fen amount, struct err *e)
{
	const struct ledger_line lines[] = {{from, 0, amount}, {to, 0, fen_of(-amount.v)}};

	return ledger_post(db, key, memo, lines, ARRAY_LEN(lines), e);
}

int payback_record(struct db *db, int64_t refund_id, const char *reference, struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_PAYBACK_OWED, e);
	struct arena texts = {0};
	struct fen amount = {0};
	const char *key = "";
	int rc;

	if (!st)
		return -1;
	stmt_int(st, ":refund", refund_id);
	rc = stmt_step(st, e);
	if (rc == 0)
		return err_set(e, ERR_INPUT, E_REFUND_NONE, (long long)refund_id);
	if (rc == 1) {
		amount = fen_of(col_int(st, "amount_fen"));
		key = arena_strdup(&texts, col_text(st, "key"));
		stmt_done(st);
		st = db_stmt(db, SQL_PAYBACK_PAY, e);
		rc = st ? 0 : -1;
	}
	if (rc == 0) {
		stmt_int(st, ":refund", refund_id);
		stmt_int(st, ":amount_fen", amount.v);
		stmt_int(st, ":paid_at", db_now(db));
		stmt_text(st, ":reference", reference);
		rc = stmt_exec(st, e);
	}
	if (rc == 0)
		rc = post_two(db, key, "paid back", "owed", "paid_out", amount, e);
	arena_free(&texts);
	return rc;
}

int payback_owe(struct db *db, const char *txn_id, struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_PAYBACK_HELD, e);
	struct arena texts = {0};
	struct fen amount = {0};
	const char *key = "", *reason = "";
	int64_t id = 0;
	int rc;

	if (!st)
		return -1;
	stmt_text(st, ":txn_id", txn_id);
	rc = stmt_step(st, e);
	if (rc == 0)
		return err_set(e, ERR_INPUT, E_MATCH_NOT_HELD, txn_id);
	if (rc == 1) {
		id = col_int(st, "id");
		reason = reason_of(col_text(st, "bucket"));
		amount = fen_of(col_int(st, "open_fen"));
		key = arena_strdup(&texts, col_text(st, "key"));
		stmt_done(st);
		st = db_stmt(db, SQL_PAYBACK_OWE, e);
		rc = st ? 0 : -1;
	}
	if (rc == 0) {
		stmt_int(st, ":payment", id);
		stmt_int(st, ":amount_fen", amount.v);
		stmt_text(st, ":reason", reason);
		rc = stmt_exec(st, e);
	}
	if (rc == 0)
		rc = post_two(db, key, "owed", "suspense", "owed", amount, e);
	arena_free(&texts);
	return rc;
}
