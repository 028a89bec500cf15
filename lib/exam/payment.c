#include "exam/payment.h"

#include "base/buf.h"

#include <string.h>

static const char *const channel_words[] = {
    [CHANNEL_WECHAT] = "wechat",
    [CHANNEL_ALIPAY] = "alipay",
    [CHANNEL_UNIONPAY] = "unionpay",
    [CHANNEL_GENERIC] = "generic",
};

static const char *const kind_words[] = {
    [PAY_PAY] = "pay",
    [PAY_REFUND] = "refund",
    [PAY_REVERSAL] = "reversal",
    [PAY_FEE] = "fee",
};

const char *channel_word(enum channel c)
{
	return channel_words[c];
}

const char *pay_kind_word(enum pay_kind k)
{
	return kind_words[k];
}

const char *refund_bucket(enum pay_kind k, enum refund_status s)
{
	if (k == PAY_REVERSAL)
		return "reversed";
	if (s == REFUND_DONE)
		return "refund";
	return s == REFUND_PROCESSING ? "refund_processing" : "refund_failed";
}

int statement_loaded(struct db *db, const char *sha256, int64_t *ret_run, struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_STATEMENT_LOADED, e);

	*ret_run = 0;
	if (!st)
		return -1;
	stmt_text(st, ":sha256", sha256);
	return stmt_one_int(st, ret_run, e) < 0 ? -1 : 0;
}

int statement_begin(struct db *db, const struct statement_new *s, int64_t *ret_id, struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_STATEMENT_BEGIN, e);

	if (!st)
		return -1;
	stmt_text(st, ":channel", channel_words[s->channel]);
	stmt_text(st, ":sha256", s->sha256);
	stmt_text(st, ":name", s->name);
	if (stmt_exec(st, e) < 0)
		return -1;
	*ret_id = db_last_id(db);
	return 0;
}

static void known_instant(struct stmt *st, const char *param, instant at)
{
	if (at)
		stmt_int(st, param, at);
	else
		stmt_null(st, param);
}

int statement_finish(struct db *db, int64_t id, const struct statement_end *end, struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_STATEMENT_FINISH, e);

	if (!st)
		return -1;
	stmt_int(st, ":id", id);
	stmt_text_or_null(st, ":merchant", end->merchant);
	known_instant(st, ":covers_from_at", end->covers_from_at);
	known_instant(st, ":covers_to_at", end->covers_to_at);
	stmt_int(st, ":row_count", end->rows);
	stmt_int(st, ":total_fen", end->total.v);
	return stmt_exec(st, e);
}

/* A row whose identity is taken: the same again, further on, or a contradiction. */
static int repeated(struct db *db, int64_t statement_id, enum channel channel,
		    const struct payment_row *row, enum payment_fate *ret, struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_PAYMENT_SAME, e);
	int64_t id, amount;
	int rc;

	if (!st)
		return -1;
	stmt_text(st, ":channel", channel_words[channel]);
	stmt_text(st, ":txn_id", row->txn_id);
	stmt_text(st, ":kind", kind_words[row->kind]);
	stmt_int(st, ":ordinal", row->ordinal);
	if ((rc = stmt_step(st, e)) < 0)
		return -1;
	BUG_ON(rc == 0);
	id = col_int(st, "id");
	amount = col_int(st, "amount_fen");
	*ret = PAYMENT_REPEATED;
	if (amount != row->amount.v)
		*ret = PAYMENT_DIFFERS;
	else if (row->kind == PAY_REFUND && row->refund != REFUND_PROCESSING &&
		 strcmp(col_text(st, "bucket"), "refund_processing") == 0)
		*ret = PAYMENT_MOVED;
	stmt_done(st);
	st = db_stmt(db, SQL_PAYMENT_REPEAT, e);
	if (!st)
		return -1;
	stmt_int(st, ":statement", statement_id);
	stmt_int(st, ":row", row->row);
	stmt_int(st, ":payment", id);
	return stmt_exec(st, e);
}

int payment_add(struct db *db, int64_t statement_id, enum channel channel,
		const struct payment_row *row, enum payment_fate *ret, struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_PAYMENT_INSERT, e);

	if (!st)
		return -1;
	stmt_int(st, ":statement", statement_id);
	stmt_int(st, ":row", row->row);
	stmt_text(st, ":channel", channel_words[channel]);
	stmt_text(st, ":kind", kind_words[row->kind]);
	stmt_text(st, ":txn_id", row->txn_id);
	stmt_text_or_null(st, ":orig_txn_id", row->orig_txn_id);
	stmt_int(st, ":ordinal", row->ordinal);
	stmt_text(st, ":order_no", row->order_no);
	stmt_int(st, ":amount_fen", row->amount.v);
	stmt_text_or_null(st, ":fee_text", row->fee_text);
	stmt_int(st, ":paid_at", row->paid_at);
	stmt_text(st, ":bucket",
		  row->kind == PAY_REFUND || row->kind == PAY_REVERSAL
		      ? refund_bucket(row->kind, row->refund)
		      : (row->kind == PAY_FEE ? "fee" : "suspense"));
	stmt_text(st, ":status", row->status);
	if (stmt_exec(st, e) < 0)
		return -1;
	*ret = PAYMENT_NEW;
	return stmt_changes(st) == 1 ? 0 : repeated(db, statement_id, channel, row, ret, e);
}

int payment_merchants(struct db *db, struct arena *out, enum channel channel, const char **ret,
		      struct err *e)
{
	struct stmt *st = db_stmt(db, SQL_PAYMENT_MERCHANTS, e);
	struct buf b = {0};
	int rc;

	if (!st)
		return -1;
	stmt_text(st, ":key", arena_printf(out, "merchant.%s", channel_words[channel]));
	while ((rc = stmt_step(st, e)) == 1)
		buf_printf(&b, " %s ", col_text(st, "value"));
	*ret = arena_strdup(out, buf_str(&b));
	buf_free(&b);
	return rc;
}
