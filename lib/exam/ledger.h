/*
 * The ledger: double entry, append-only, whole fen (R-MONEY). A posting debits one account and
 * credits another. Accounts: 'channel:wechat' (money the channel holds for us),
 * 'fees' (earned), 'owed' (to be paid back), 'suspense' (not understood yet), 'refunding' (the
 * channel is giving it back, or failed to), 'given_back' (went back although nothing was owed),
 * 'charges' (what the channel keeps for its service), 'paid_out' (given back by the office itself).
 */
#ifndef NCRE_EXAM_LEDGER_H
#define NCRE_EXAM_LEDGER_H

#include "base/fen.h"
#include "db/db.h"

/* One account's part of a transfer: debits are positive. */
struct ledger_line {
	const char *account;
	int64_t entry_id; /* whose fee; 0: none */
	struct fen amount;
};

/*
 * Posts one transfer of the open run: as many postings as it takes to bring what the lines debit to
 * what they credit. payment_key is "channel|kind|txn|ordinal". BUG where the lines do not add up to
 * zero: callers compute, they do not guess.
 */
int ledger_post(struct db *db, const char *payment_key, const char *memo,
		const struct ledger_line *lines, size_t count, struct err *e) MUST_CHECK;

/* Posts the opposite of everything that run id posted; the run stands (it is not undone). */
int ledger_reverse_run(struct db *db, int64_t id, struct err *e) MUST_CHECK;

#endif
