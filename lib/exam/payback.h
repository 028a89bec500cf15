/*
 * Money that goes back: refund and reversal rows of statements, and what is owed. A refund that is
 * done pays what was owed for its payment, then what the payment has in suspense; anything beyond
 * went back although nothing was owed (account 'given_back'), and a person should look: a paid
 * entry stays paid (R-PAID).
 */
#ifndef NCRE_EXAM_PAYBACK_H
#define NCRE_EXAM_PAYBACK_H

#include "exam/payment.h"

/*
 * Posts the refunds, reversals and charges of all statements from first_statement on. A refund
 * that was under way or had failed when it was loaded, and has got further by a staged row
 * (exam/payment.h), moves on.
 */
int payback_settle(struct db *db, int64_t first_statement, struct err *e) MUST_CHECK;

/*
 * What a person decides. payback_record: a refund that is owed was paid back by other means than
 * the channel. payback_owe: money in suspense is to be paid back. ERR_INPUT where there is no such
 * refund owed, or payment in suspense.
 */
int payback_record(struct db *db, int64_t refund_id, const char *reference,
		   struct err *e) MUST_CHECK;
int payback_owe(struct db *db, const char *txn_id, struct err *e) MUST_CHECK;

#endif
