/* Inside lib/job: what the readers of the channels' statements share. */
#ifndef NCRE_JOB_STATEMENT_ROOM_H
#define NCRE_JOB_STATEMENT_ROOM_H

#include "job/statement.h"
#include "tab/tab.h"

/* One file while it is read. */
struct reading {
	struct job *job;
	const char *path;
	struct tab_src *src;
	const struct statement_sink *to;
	struct statement_end *end;
	struct row row;		    /* the current one; first the header row */
	struct arena texts;	    /* of the current row */
	instant first_at, last_at;  /* of the rows */
	instant told_from, told_to; /* what the lines above the header say; 0: nothing */
	const char *told_account;   /* likewise the merchant's account; in job->arena, NULL: none */
	bool whole_days;	    /* bills of this kind are of whole days */
	bool covers_nothing;	    /* payments would not be in it, or their days are not known */
	int64_t discounts;	    /* rows of which the merchant receives something else ... */
	struct fen discounted;	    /* ... and how much less than their orders' amounts */
	const char *merchants;	    /* those policy allows; NULL: not asked yet */
	size_t wrong;		    /* rows that could not be read */
};

/* The text of a cell without what exports put around values: backticks, quotes, tabs, blanks,
 * full-width forms. In r->texts or the source's memory. */
const char *reading_text(struct reading *r, int column);

/* The column whose header is one of names (ends with NULL), without blanks; 0 where there is none.
 */
int reading_find(struct reading *r, const char *const *names);

/*
 * Values of the current row; column 0 gives "" or nothing. An unreadable one is a finding with the
 * column (and counts the row as wrong): false. Amounts keep their sign.
 */
bool reading_amount(struct reading *r, int column, struct fen *ret);
bool reading_instant(struct reading *r, int column, instant *ret);

/* A number of the channel: a spreadsheet's 4.20E+27 is refused. */
bool reading_id(struct reading *r, int column, const char **ret);

/* Something else about the current row. */
void reading_wrong(struct reading *r, int column, const char *rule, const char *text,
		   const char *suggestion);

/* Hands a row on and counts it into end: rows, total, first and last instant. */
int reading_row(struct reading *r, struct payment_row *p, struct err *e) MUST_CHECK;

/*
 * What the merchant receives of a payment, or gives back with a refund, where a coupon at the
 * merchant's cost makes it another amount than the order's. Rows are posted by the order's amount,
 * which is what the candidate has paid; the difference is told once a file.
 */
void reading_received(struct reading *r, const struct payment_row *p, struct fen received);

/*
 * Merchant numbers: all rows must name the same, and one that policy knows where it names any.
 * ERR_INPUT otherwise.
 */
int reading_merchant(struct reading *r, enum channel channel, const char *merchant,
		     const char *sub_merchant, struct err *e) MUST_CHECK;

/* Compares a sum of the file's footer with ours; ERR_INPUT where they differ. */
int reading_verify(struct reading *r, const char *what, int64_t said, int64_t ours,
		   struct err *e) MUST_CHECK;
int reading_verify_fen(struct reading *r, const char *what, struct fen said, struct fen ours,
		       struct err *e) MUST_CHECK;

/* What the two bills of Alipay share: rows of one kind, against the summary line at the end. */
struct alipay_sums {
	int64_t rows;
	struct fen total;
	bool said; /* the summary has been compared */
};

struct fen alipay_absolute(struct fen f);
int alipay_summary(struct reading *r, const char *line, const char *what, struct alipay_sums *sums,
		   struct err *e) MUST_CHECK;
/*
 * Reads a bill to its end: lines that begin with # go to note, the others, in r->row, to row.
 * ERR_INPUT for a row behind the summary, which would be in no sum that was compared.
 */
int alipay_lines(struct reading *r, int (*note)(void *ctx, const char *line, struct err *e),
		 int (*row)(void *ctx, struct err *e), void *ctx, struct err *e) MUST_CHECK;
int alipay_merchant(struct reading *r,
		    struct err *e) MUST_CHECK; /* of the lines above the header */

/* Each reads on from the header row. */
int wechat_read(struct reading *r, struct err *e) MUST_CHECK;
int alipay_read(struct reading *r, struct err *e) MUST_CHECK;
int alipay_account_read(struct reading *r, struct err *e) MUST_CHECK;
int generic_read(struct reading *r, struct err *e) MUST_CHECK; /* from the start of the file */

/* Does a file that begins so have the lines of UnionPay? unionpay_read reads it without src. */
bool unionpay_is(const char *head, size_t len);
int unionpay_read(struct reading *r, struct err *e) MUST_CHECK;

#endif
