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

/* The order of the columns of read_row, see payment.sql. */
const char *payment_staged_cell(const void *ctx, size_t at, int column, bool *ret_is_int,
				int64_t *ret_int)
{
	const struct payment_staged *s = &((const struct payment_staged *)ctx)[at];
	const struct payment_row *r = &s->row;

	switch (column) {
	case 2: return s->channel;
	case 3: return kind_words[r->kind];
	case 4: return r->txn_id;
	case 6: return r->orig_txn_id;
	case 7: return r->order_no;
	case 9: return r->fee_text;
	case 11: return s->bucket;
	case 12: return r->status;
	case 13:
		if (s->order_id == 0)
			return NULL;
		break;
	default: break;
	}
	*ret_is_int = true;
	switch (column) {
	case 0: *ret_int = s->statement_id; break;
	case 1: *ret_int = r->row; break;
	case 5: *ret_int = r->ordinal; break;
	case 8: *ret_int = r->amount.v; break;
	case 10: *ret_int = r->paid_at; break;
	default: *ret_int = s->order_id;
	}
	return NULL;
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
