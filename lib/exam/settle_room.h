/* Inside lib/exam: what settling from statements and by hand share. */
#ifndef NCRE_EXAM_SETTLE_ROOM_H
#define NCRE_EXAM_SETTLE_ROOM_H

#include "base/fen.h"
#include "base/mem.h"
#include "exam/ledger.h"

#include <stdbool.h>

/* A payment that needs more than the plain case, and what has been found out about it. */
struct settle_pay {
	int64_t id;
	const char *channel, *order_no, *key;
	bool held; /* its money is in suspense already; else it comes from the channel */
	struct fen amount;
	instant paid_at;
};

struct settle_lines {
	VEC_OF(struct ledger_line) list;
};

struct settle_order {
	int64_t id, candidate_id;
	struct fen amount, held; /* held: in suspense for it already */
	bool open, paid, over;
};

/* What became of an order's entries. */
struct settle_outcome {
	struct fen used;
	int paid, restored, lost, twice;
};

/* The order p->order_no names: 1, 0 where there is none, -1. */
int settle_find_order(struct db *db, const struct settle_pay *p, struct settle_order *ret,
		      struct err *e) MUST_CHECK;

int settle_set_bucket(struct db *db, const struct settle_pay *p, const char *bucket,
		      int64_t order_id, struct err *e) MUST_CHECK;

/* Leaves the payment's money in suspense, or brings it there. */
int settle_in_suspense(struct db *db, const struct settle_pay *p, const char *bucket,
		       int64_t order_id, struct err *e) MUST_CHECK;

/* Pays what can be paid of an order's entries out of have; adds the fees to l. */
int settle_entries(struct db *db, const struct settle_pay *p, const struct settle_order *o,
		   struct fen have, struct settle_lines *l, struct settle_outcome *out,
		   struct err *e) MUST_CHECK;

/* Enough money for an order that is not paid: pays what can be paid, posts, owes the rest. */
int settle_pay_order(struct db *db, const struct settle_pay *p, const struct settle_order *o,
		     struct err *e) MUST_CHECK;

/*
 * One payment for several orders, whose sum it is: everything in them is paid, or it is refused
 * with the reason (ERR_RULE, ERR_INPUT) and the run is lost.
 */
int settle_several(struct db *db, struct settle_pay *p, const char *const *order_nos, int count,
		   struct err *e) MUST_CHECK;

/* Where the money of a payment comes from: the account's name, in out. */
enum { SETTLE_ACCOUNT_TEXT = 32 };
const char *settle_source(const struct settle_pay *p, char out[SETTLE_ACCOUNT_TEXT]);

/* Runs a statement that takes :order (and :channel for SQL_SETTLE_ORDER_PAID). */
int settle_mark_order(struct db *db, enum sql_id id, const struct settle_pay *p,
		      const struct settle_order *o, struct err *e) MUST_CHECK;

#endif
