/*
 * The plain case of settling, some thousand rows at a time while the others are still read: an open
 * order and its exact amount. What is needed for it is found by a reader beside the run, in a
 * thread of its own; what is left is writing. A row that is no plain case, or that finds its order
 * changed by a row before it, stays in suspense, and exam/settle.h settles it once all rows are
 * there.
 */
#ifndef NCRE_EXAM_SETTLE_PLAIN_H
#define NCRE_EXAM_SETTLE_PLAIN_H

#include "base/buf.h"
#include "base/mem.h"
#include "db/db.h"
#include "db/run.h"
#include "exam/payment.h"

/* The updates that all batches of a run share. */
struct plain_updates {
	struct run_update *orders, *entries;
};

void plain_updates_open(struct plain_updates *u, struct db *db); /* after run_bulk_begin */
void plain_updates_close(struct plain_updates *u);		 /* zeroed is fine */

struct plain_order {
	size_t row, update; /* of the batch; where in order_updates */
	int64_t id;
	const char *payment_key, *account; /* of the row */
};

struct plain_entry {
	size_t order, update; /* of the batch's orders; where in entry_updates */
	int64_t id;
	struct fen fee;
};

/* What a batch of rows pays. Zero-initialise. */
struct plain_batch {
	VEC_OF(struct plain_order) orders;
	VEC_OF(struct plain_entry) entries;
	struct buf order_updates, entry_updates;
	struct arena texts;
};

/* Finds what rows pay, with reader, which may be the run's own connection. */
int plain_find(struct plain_batch *b, const struct plain_updates *u, struct db *reader, int64_t run,
	       const struct payment_staged *rows, size_t count, struct err *e) MUST_CHECK;

/*
 * Pays the orders, and puts their ids into the rows that pay them; then, once these are payments,
 * pays the entries, and posts. Both with the run's connection, and guards off (run_bulk_guards).
 */
int plain_pay_orders(struct plain_batch *b, const struct plain_updates *u,
		     struct payment_staged *rows, struct err *e) MUST_CHECK;
int plain_pay_entries(struct plain_batch *b, const struct plain_updates *u, struct db *db,
		      const struct payment_staged *rows, struct err *e) MUST_CHECK;

void plain_reset(struct plain_batch *b); /* for the next rows */
void plain_free(struct plain_batch *b);

#endif
