/*
 * WeChat Pay trade bills: ALL, SUCCESS, REFUND, the 24 columns of before 2018-11, and the report of
 * the merchant portal. Source: pay.weixin.qq.com, format of the trade bill (2024-11-25); the
 * portal's report as seen in the field.
 */
#include "base/messages.h"
#include "base/text.h"
#include "job/statement_room.h"

#include <string.h>

enum col {
	COL_TIME,
	COL_MERCHANT,
	COL_SUB_MERCHANT,
	COL_TXN,
	COL_ORDER,
	COL_TYPE,
	COL_STATE,
	COL_CURRENCY,
	COL_SETTLED, /* what is settled after coupons */
	COL_TOTAL,   /* before 2018-11: the order's amount */
	COL_AMOUNT,  /* the order's amount */
	COL_REFUND_NO,
	COL_REFUNDED,
	COL_APPLIED, /* what the merchant gives back */
	COL_REFUND_STATE,
	COL_REFUND_TIME,
	COL_EITHER, /* portal: the order's amount, or what is given back */
	COL_CHARGE,
	COL_APP,
	COLS
};

static const char *const names[COLS][4] = {
    [COL_TIME] = {"交易时间"},
    [COL_MERCHANT] = {"商户号"},
    [COL_SUB_MERCHANT] = {"特约商户号", "子商户号"},
    [COL_TXN] = {"微信订单号"},
    [COL_ORDER] = {"商户订单号"},
    [COL_TYPE] = {"交易类型"},
    [COL_STATE] = {"交易状态"},
    [COL_CURRENCY] = {"货币种类"},
    [COL_SETTLED] = {"应结订单金额"},
    [COL_TOTAL] = {"总金额"},
    [COL_AMOUNT] = {"订单金额"},
    [COL_REFUND_NO] = {"微信退款单号", "退款单号"},
    [COL_REFUNDED] = {"退款金额"},
    [COL_APPLIED] = {"申请退款金额"},
    [COL_REFUND_STATE] = {"退款状态"},
    [COL_REFUND_TIME] = {"退款申请时间"},
    [COL_EITHER] = {"订单金额/申请退款金额"},
    [COL_CHARGE] = {"手续费"},
    [COL_APP] = {"公众账号ID"},
};

struct bill {
	struct reading *r;
	int col[COLS];
	int width;
	struct fen sum[COLS]; /* of the amount columns, all rows */
	bool ended;	      /* the summary has been read */
};

static bool is_one_of(const char *s, const char *const *words)
{
	for (; *words; words++)
		if (strcmp(s, *words) == 0)
			return true;
	return false;
}

/*
 * Every value of a bill from the interface has a backtick in front, but commas inside a name of
 * goods are not quoted: what has no backtick belongs to the value before it.
 */
static void rejoin(struct bill *b)
{
	struct reading *r = b->r;
	struct cell *cells;
	size_t n = 0;
	int i;

	if (r->row.width <= b->width || row_cell(&r->row, 1)->text[0] != '`')
		return;
	cells = arena_zalloc(&r->texts, (size_t)r->row.width, sizeof *cells);
	for (i = 1; i <= r->row.width; i++) {
		const struct cell *c = row_cell(&r->row, i);

		if (n == 0 || c->text[0] == '`') {
			cells[n] = *c;
			n++;
			cells[n - 1].column = (int)n;
		} else {
			cells[n - 1].text =
			    arena_printf(&r->texts, "%s,%s", cells[n - 1].text, c->text);
		}
	}
	r->row.cells = cells;
	r->row.count = n;
	r->row.width = (int)n;
}

static int add_sums(struct bill *b)
{
	static const enum col amounts[] = {COL_SETTLED, COL_TOTAL, COL_AMOUNT, COL_REFUNDED,
					   COL_APPLIED};
	struct fen v;
	size_t i;

	for (i = 0; i < ARRAY_LEN(amounts); i++)
		if (!reading_amount(b->r, b->col[amounts[i]], &v) ||
		    !fen_add(b->sum[amounts[i]], v, &b->sum[amounts[i]]))
			return -1;
	return 0;
}

static enum pay_kind kind_of(struct bill *b)
{
	static const char *const refund[] = {"REFUND", "退款", "转入退款", NULL};
	static const char *const revoked[] = {"REVOKED", "撤销", "已撤销", NULL};
	const char *state = reading_text(b->r, b->col[COL_STATE]);
	const char *type = reading_text(b->r, b->col[COL_TYPE]);

	if (is_one_of(state, revoked) || is_one_of(type, revoked))
		return PAY_REVERSAL;
	return is_one_of(state, refund) || is_one_of(type, refund) ? PAY_REFUND : PAY_PAY;
}

static enum refund_status refund_status(const char *word)
{
	static const char *const under_way[] = {"PROCESSING", "退款中", "处理中", "退款处理中",
						NULL};
	static const char *const failed[] = {"FAIL",	 "CHANGE",   "REFUNDCLOSE",
					     "ABNORMAL", "CLOSED",   "退款失败",
					     "退款异常", "退款关闭", NULL};

	if (is_one_of(word, under_way))
		return REFUND_PROCESSING;
	return is_one_of(word, failed) ? REFUND_FAILED : REFUND_DONE;
}

/* What goes back: its own number, amount and time. */
static bool read_refund(struct bill *b, struct payment_row *p)
{
	struct reading *r = b->r;
	int amount = b->col[COL_EITHER];

	if (b->col[COL_APPLIED])
		amount = b->col[COL_APPLIED];
	else if (b->col[COL_REFUNDED])
		amount = b->col[COL_REFUNDED];
	p->orig_txn_id = p->txn_id;
	if (p->kind == PAY_REVERSAL && !b->col[COL_REFUND_NO])
		return reading_amount(r, amount, &p->amount);
	if (!reading_id(r, b->col[COL_REFUND_NO], &p->txn_id) ||
	    !reading_amount(r, amount, &p->amount))
		return false;
	if (p->kind == PAY_REVERSAL && (!*p->txn_id || strcmp(p->txn_id, "0") == 0))
		p->txn_id = p->orig_txn_id;
	p->status = reading_text(r, b->col[COL_REFUND_STATE]);
	p->refund = refund_status(p->status);
	return !b->col[COL_REFUND_TIME] || reading_instant(r, b->col[COL_REFUND_TIME], &p->paid_at);
}

static bool read_pay(struct bill *b, struct payment_row *p)
{
	int amount = b->col[COL_EITHER];

	if (b->col[COL_AMOUNT])
		amount = b->col[COL_AMOUNT];
	else if (b->col[COL_TOTAL])
		amount = b->col[COL_TOTAL];
	if (!reading_amount(b->r, amount, &p->amount))
		return false;
	if (p->amount.v >= 0)
		return true;
	reading_wrong(b->r, amount, "R-MONEY", F_STATEMENT_NEGATIVE, S_STATEMENT_AGAIN);
	return false;
}

/* Coupons that the channel pays for are in what is settled, the merchant's own are not. */
static bool read_received(struct bill *b, const struct payment_row *p)
{
	bool refund = p->kind == PAY_REFUND;
	int at = b->col[refund ? COL_REFUNDED : COL_SETTLED];
	struct fen received;

	if (!at || !b->col[refund ? COL_APPLIED : COL_AMOUNT])
		return true; /* older bills have one amount only */
	if (!reading_amount(b->r, at, &received))
		return false;
	reading_received(b->r, p, fen_of(received.v < 0 ? -received.v : received.v));
	return true;
}

static int read_detail(struct bill *b, struct err *e)
{
	struct reading *r = b->r;
	struct payment_row p = {.kind = kind_of(b)};
	const char *currency = reading_text(r, b->col[COL_CURRENCY]);
	size_t wrong = r->wrong;

	if (reading_merchant(r, CHANNEL_WECHAT, reading_text(r, b->col[COL_MERCHANT]),
			     reading_text(r, b->col[COL_SUB_MERCHANT]), e) < 0)
		return -1;
	if (!reading_instant(r, b->col[COL_TIME], &p.paid_at) ||
	    !reading_id(r, b->col[COL_TXN], &p.txn_id) ||
	    !reading_id(r, b->col[COL_ORDER], &p.order_no) || add_sums(b) < 0)
		return 0;
	p.status = reading_text(r, b->col[COL_STATE]);
	p.fee_text = reading_text(r, b->col[COL_CHARGE]);
	if (*currency && strcmp(currency, "CNY") != 0 && strcmp(currency, "人民币") != 0)
		reading_wrong(r, b->col[COL_CURRENCY], "R-MONEY", F_STATEMENT_CURRENCY, NULL);
	if (!(p.kind == PAY_PAY ? read_pay(b, &p) : read_refund(b, &p)))
		return 0;
	if (p.amount.v < 0)
		p.amount = fen_of(-p.amount.v);
	if (!read_received(b, &p))
		return 0;
	if (!*p.txn_id || strcmp(p.txn_id, "0") == 0)
		reading_wrong(r, b->col[COL_TXN], "R-MONEY", F_STATEMENT_NO_ID, S_STATEMENT_AGAIN);
	return r->wrong > wrong ? 0 : reading_row(r, &p, e);
}

/* ---- the summary ---- */

static const struct {
	const char *name;
	enum col col;
} summary[] = {
    {"应结订单总金额", COL_SETTLED}, {"退款总金额", COL_REFUNDED}, {"订单总金额", COL_AMOUNT},
    {"申请退款总金额", COL_APPLIED}, {"总交易额", COL_TOTAL},	   {"总退款金额", COL_REFUNDED},
};

/* The row after the summary's header against what the rows added up to. */
static int read_summary(struct bill *b, struct err *e)
{
	struct reading *r = b->r;
	int at[ARRAY_LEN(summary)], count_at;
	static const char *const count_name[] = {"总交易单数", NULL};
	int64_t count = -1;
	struct fen said;
	size_t i;
	int rc;

	count_at = reading_find(r, count_name);
	for (i = 0; i < ARRAY_LEN(summary); i++) {
		const char *const one[] = {summary[i].name, NULL};

		at[i] = b->col[summary[i].col] ? reading_find(r, one) : 0;
	}
	if ((rc = tab_next(r->src, &r->row, e)) < 0)
		return -1;
	if (rc == 0 || !text_to_int(reading_text(r, count_at), 0, INT64_MAX, &count))
		return err_set(e, ERR_INPUT, E_STATEMENT_CUT, r->path);
	b->ended = true;
	if (r->wrong > 0)
		return 0; /* the rows that could not be read say it better */
	if (reading_verify(r, "总交易单数", count, r->end->rows, e) < 0)
		return -1;
	for (i = 0; i < ARRAY_LEN(summary); i++) {
		if (!at[i])
			continue;
		if (!reading_amount(r, at[i], &said))
			return err_set(e, ERR_INPUT, E_STATEMENT_CUT, r->path);
		if (reading_verify_fen(r, summary[i].name, said, b->sum[summary[i].col], e) < 0)
			return -1;
	}
	return 0;
}

static int read_rows(struct bill *b, struct err *e)
{
	struct reading *r = b->r;
	int rc;

	while ((rc = tab_next(r->src, &r->row, e)) == 1) {
		arena_reset(&r->texts);
		if (strcmp(reading_text(r, 1), "总交易单数") == 0) {
			if (b->ended)
				return err_set(e, ERR_INPUT, E_STATEMENT_TAIL, r->path,
					       (long long)r->row.number);
			rc = read_summary(b, e);
		} else if (b->ended) {
			return err_set(e, ERR_INPUT, E_STATEMENT_TAIL, r->path,
				       (long long)r->row.number);
		} else {
			rejoin(b);
			rc = read_detail(b, e);
		}
		if (rc < 0)
			return -1;
	}
	return rc;
}

int wechat_read(struct reading *r, struct err *e)
{
	struct bill b = {.r = r, .width = r->row.width};
	size_t i;

	for (i = 0; i < COLS; i++)
		b.col[i] = reading_find(r, names[i]);
	if (!b.col[COL_TIME] || !(b.col[COL_AMOUNT] || b.col[COL_TOTAL] || b.col[COL_EITHER]))
		return err_set(e, ERR_INPUT, E_STATEMENT_COLUMNS, r->path, "交易时间、订单金额");
	/* one bill of the interface is one day, or one day after another */
	r->whole_days = b.col[COL_APP] != 0;
	/* the bill of refunds alone is the one with two times more */
	r->covers_nothing = b.col[COL_REFUND_TIME] != 0;
	if (read_rows(&b, e) < 0)
		return -1;
	if (b.col[COL_APP] && !b.ended)
		return err_set(e, ERR_INPUT, E_STATEMENT_CUT, r->path);
	return 0;
}
