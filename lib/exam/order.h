/*
 * Orders: entries that are paid together, one amount.
 *
 * An order number has 15 digits: sitting 2, site 6, a serial of 6 that counts from 000001 within
 * the sitting and site (number_series, kind 'order'), and a check digit (Luhn, ISO/IEC 7812-1,
 * over the 14 before it). `bill open` gives them in order of registration number. A number that
 * was issued is never issued again, also not after an undo.
 *
 * While an order is open its entries are in payment and their clocks stand still (R-EXP); closing
 * it restarts the clocks of candidates who registered themselves.
 */
#ifndef NCRE_EXAM_ORDER_H
#define NCRE_EXAM_ORDER_H

#include "base/fen.h"
#include "base/mem.h"
#include "db/db.h"

#include <stdbool.h>

enum { ORDER_NO_TEXT = 16 };

struct order_new {
	int64_t sitting_id;
	const char *sitting_code, *site_code;
	int64_t candidate_id; /* 0: a school's order */
	const char *channel;  /* NULL or "": not known yet */
	struct fen amount;    /* the sum of the fees of what order_take will take */
	const char *order_no; /* the portal's number; NULL: the next of ours */
	instant opened_at;    /* 0: now */
};

/* The check digit over the digits of s (len of them). */
char order_check_digit(const char *s, size_t len);

/* Does s have the shape and the check digit of our order numbers? */
bool order_no_is_ours(const char *s);

/*
 * The order numbers of ours within a text that somebody wrote, such as a payer's remark: each once,
 * at most ORDER_NUMBERS. Returns how many; the texts are in out.
 */
enum { ORDER_NUMBERS = 100 };
int order_numbers_in(struct arena *out, const char *text, const char *ret[ORDER_NUMBERS]);

/* Opens an order without entries yet. ERR_RULE where the serials of the site are used up. */
int order_open(struct db *db, const struct order_new *o, int64_t *ret_id, struct err *e) MUST_CHECK;

/* Takes all unpaid entries of a candidate into an open order. */
int order_take(struct db *db, int64_t order_id, int64_t candidate_id, struct err *e) MUST_CHECK;

/* The same for the subjects named (codes with blanks between); "" for all. */
int order_take_subjects(struct db *db, int64_t order_id, int64_t candidate_id, const char *subjects,
			struct err *e) MUST_CHECK;

/* An order over nothing needs no channel: it and its entries are paid at once. */
int order_settle_free(struct db *db, int64_t order_id, struct err *e) MUST_CHECK;

/* Closes an open order: its entries are unpaid again, clocks restart now. */
int order_close(struct db *db, int64_t order_id, struct err *e) MUST_CHECK;

#endif
