/*
 * Rows on their way to the database: collected here, and made payments some thousand at a time, of
 * which the plain cases are settled at once (exam/settle_plain.h). Three processors can share this:
 * while the caller reads rows and looks up what they pay, a thread writes the rows before, and
 * another makes the record of that. So between the first row and payment_stage_end the database is
 * the stage's alone.
 */
#ifndef NCRE_EXAM_PAYMENT_STAGE_H
#define NCRE_EXAM_PAYMENT_STAGE_H

#include "base/relay.h"
#include "exam/payment.h"
#include "exam/settle_plain.h"

struct payment_batch {
	struct payment_stage *of;
	VEC_OF(struct payment_staged) rows;
	struct arena texts;
	struct plain_batch plain;
	bool found;	/* what they pay: where not, the writer does that too */
	struct err err; /* why it could not be written: where failed */
	bool failed;
};

struct payment_stage {
	struct db *db, *beside; /* beside: NULL before the first full batch */
	bool later;		/* a statement has ended: beside does not see its payments */
	struct relay relay;
	struct payment_batch batches[2];
	struct plain_updates updates; /* zero before the first row */
	int64_t count;		      /* of all rows added */
	int64_t repeated;	      /* of these: whose payment was there already */
};

int payment_stage_begin(struct payment_stage *stage, struct db *db, struct err *e) MUST_CHECK;

/*
 * Takes a copy of row, unsettled; after settle_begin (exam/settle.h). ERR_INPUT where the payment
 * of a row is there already, in an earlier row or statement, with another amount or for another
 * order.
 */
int payment_stage_add(struct payment_stage *stage, int64_t statement_id, enum channel channel,
		      const struct payment_row *row, struct err *e) MUST_CHECK;

/* After the last row of a statement. */
int payment_stage_end(struct payment_stage *stage, struct err *e) MUST_CHECK;
void payment_stage_free(struct payment_stage *stage); /* before the run ends */

#endif
