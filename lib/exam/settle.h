/*
 * Settling: what each row of the statements loaded in this run pays. Every row ends in exactly one
 * bucket and every fen of it in the ledger (R-MONEY); money that pays nothing is owed back or in
 * suspense (R-DUP-PAY), and what is paid stays paid (R-PAID).
 *
 *   paid            the order's fees, exactly; also of a closed order whose entries still wait, and
 *                   of the last of several payments that together make the amount
 *   double          entries that another payment has paid: the rest of the money is owed back
 *   over            more than the order: the surplus is owed back
 *   under           less: in suspense until the rest comes or a person decides
 *   late_restored   the entry had expired, its place was free: it is back, and paid
 *   late_refund     the entry is gone for good: owed back
 *   unknown         no such order: in suspense
 *   other_sitting   an order of a sitting that is over or not in this database: in suspense
 *
 * An order is paid for as far as its entries can be; one that is open elsewhere is closed first.
 */
#ifndef NCRE_EXAM_SETTLE_H
#define NCRE_EXAM_SETTLE_H

#include "db/db.h"

/*
 * Before the first statement begins, and after the last row is a payment (exam/payment.h): settles
 * the payments of the statements since.
 */
int settle_begin(struct db *db, int64_t *ret_first_statement, struct err *e) MUST_CHECK;
int settle_payments(struct db *db, int64_t first_statement, struct err *e) MUST_CHECK;

/*
 * A person says which orders a payment in suspense is for. One order: the payment settles it as if
 * the channel had repeated its number. Several: it must make their sum exactly, and everything in
 * them must still be payable. ERR_INPUT where the payment is not in suspense or an order does not
 * exist, ERR_RULE where an order is paid or the sum differs.
 */
int settle_match(struct db *db, const char *txn_id, char *const *order_nos, int count,
		 struct err *e) MUST_CHECK;

/*
 * Takes back a match that has not paid anything yet (a part of an order). ERR_INPUT where there is
 * none; what has paid is taken back by undo only.
 */
int settle_unmatch(struct db *db, const char *txn_id, struct err *e) MUST_CHECK;

#endif
