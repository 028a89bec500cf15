/*
 * Statements of payment channels and their rows (R-MONEY). A row is identified by its channel, its
 * kind, the channel's own number, and, only where the channel gives no number, an ordinal among
 * rows that are equal in everything; so a file loaded again, or one that overlaps another, adds
 * nothing. Rows come in unsettled; exam/settle.h decides what each one pays.
 */
#ifndef NCRE_EXAM_PAYMENT_H
#define NCRE_EXAM_PAYMENT_H

#include "base/fen.h"
#include "base/mem.h"
#include "db/db.h"

#include <stdbool.h>

enum channel { CHANNEL_WECHAT, CHANNEL_ALIPAY, CHANNEL_UNIONPAY, CHANNEL_GENERIC };

const char *channel_word(enum channel c);

enum pay_kind {
	PAY_PAY,      /* money in */
	PAY_REFUND,   /* money back */
	PAY_REVERSAL, /* a payment taken back before it was final */
	PAY_FEE,      /* what the channel keeps */
};

const char *pay_kind_word(enum pay_kind k);

/* How far a refund is. */
enum refund_status { REFUND_DONE, REFUND_PROCESSING, REFUND_FAILED };

/* The bucket in which an unsettled or settled refund of this status stands. */
const char *refund_bucket(enum pay_kind k, enum refund_status s);

/* A row as a statement gives it. Texts are the caller's. */
struct payment_row {
	int64_t row; /* as a person sees it */
	enum pay_kind kind;
	enum refund_status refund; /* of PAY_REFUND */
	const char *txn_id;	   /* of a refund: the refund's own number */
	int ordinal;		   /* 0 where txn_id is the channel's number */
	const char *orig_txn_id;   /* of a refund: the payment; NULL or "" where not told */
	const char *order_no;	   /* "" where the channel repeats none */
	struct fen amount;	   /* below 0 only of a charge that is given back */
	const char *fee_text;	   /* the channel's charge as printed; NULL: none */
	instant paid_at;
	const char *status; /* as printed */
};

struct payment_staged {
	int64_t statement_id;
	const char *channel, *bucket;
	int64_t order_id; /* which it has paid; 0: none yet */
	struct payment_row row;
};

/* The cells of the table read_row (db/rows.h), whose ctx is an array of payment_staged. */
const char *payment_staged_cell(const void *ctx, size_t at, int column, bool *ret_is_int,
				int64_t *ret_int);

struct statement_new {
	enum channel channel;
	const char *sha256, *name;
};

/* The run that loaded the statement with this hash; 0: none. */
int statement_loaded(struct db *db, const char *sha256, int64_t *ret_run, struct err *e) MUST_CHECK;

/* Begins a statement without rows. */
int statement_begin(struct db *db, const struct statement_new *s, int64_t *ret_id,
		    struct err *e) MUST_CHECK;

struct statement_end {
	const char *merchant;		      /* NULL: not told */
	instant covers_from_at, covers_to_at; /* 0: not known */
	int64_t rows;
	struct fen total; /* payments less everything that goes out */
};

int statement_finish(struct db *db, int64_t id, const struct statement_end *end,
		     struct err *e) MUST_CHECK;

/*
 * The merchant numbers that policy allows for a channel: "" where it does not say, else numbers
 * with a blank before and after each. In out.
 */
int payment_merchants(struct db *db, struct arena *out, enum channel channel, const char **ret,
		      struct err *e) MUST_CHECK;

#endif
