/*
 * Alipay account bills (账务明细): every movement of the account, 12 columns or more, with what
 * came in and what went out in columns of their own. A payment carries the number of its
 * transaction, as in the transaction bill (业务明细), so that loading both posts it once. A refund
 * has only the number of its movement: payment_other_form finds where both bills tell of it. What
 * Alipay keeps for its service is a row of its own here (收费), and what it gives back of that
 * after a refund another (退费): a charge with a negative amount.
 */
#include "base/messages.h"
#include "job/statement_room.h"

#include <string.h>

enum col { COL_MOVE, COL_TXN, COL_ORDER, COL_TIME, COL_IN, COL_OUT, COL_TYPE, COLS };

static const char *const names[COLS][3] = {
    [COL_MOVE] = {"账务流水号"},	   [COL_TXN] = {"业务流水号"},
    [COL_ORDER] = {"商户订单号"},	   [COL_TIME] = {"发生时间"},
    [COL_IN] = {"收入金额", "收入"},	   [COL_OUT] = {"支出金额", "支出"},
    [COL_TYPE] = {"业务类型", "账务类型"},
};

struct bill {
	struct reading *r;
	int col[COLS];
	struct alipay_sums in, out;
};

/* The kind of a movement; false for what is no trade (a transfer, a withdrawal). */
static bool kind_of(const char *type, bool is_in, enum pay_kind *ret)
{
	static const struct {
		const char *type;
		bool is_in;
		enum pay_kind kind;
	} all[] = {
	    {"在线支付", true, PAY_PAY},     {"交易付款", true, PAY_PAY}, {"交易", true, PAY_PAY},
	    {"交易退款", false, PAY_REFUND}, {"退款", false, PAY_REFUND}, {"收费", false, PAY_FEE},
	    {"服务费", false, PAY_FEE},	     {"退费", true, PAY_FEE},
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(all); i++) {
		if (strcmp(all[i].type, type) == 0 && all[i].is_in == is_in) {
			*ret = all[i].kind;
			return true;
		}
	}
	return false;
}

/* What came in or went out: exactly one of the two. */
static bool read_amounts(struct bill *b, struct payment_row *p, bool *ret_in)
{
	struct reading *r = b->r;
	struct alipay_sums *sums;
	struct fen in, out;

	if (!reading_amount(r, b->col[COL_IN], &in) || !reading_amount(r, b->col[COL_OUT], &out))
		return false;
	*ret_in = in.v != 0;
	if ((in.v != 0) == (out.v != 0) || in.v < 0) {
		reading_wrong(r, b->col[COL_IN], "R-MONEY", F_STATEMENT_IN_OUT, S_STATEMENT_AGAIN);
		return false;
	}
	p->amount = *ret_in ? in : alipay_absolute(out);
	sums = *ret_in ? &b->in : &b->out;
	sums->rows++;
	if (fen_add(sums->total, p->amount, &sums->total))
		return true;
	reading_wrong(r, b->col[COL_IN], "R-MONEY", F_FIELD_NOT_YUAN, NULL);
	return false;
}

static int read_move(void *ctx, struct err *e)
{
	struct bill *b = ctx;
	struct reading *r = b->r;
	struct payment_row p = {.status = reading_text(r, b->col[COL_TYPE])};
	const char *move;
	bool is_in;

	if (!reading_id(r, b->col[COL_MOVE], &move) || !reading_id(r, b->col[COL_TXN], &p.txn_id) ||
	    !reading_id(r, b->col[COL_ORDER], &p.order_no) ||
	    !reading_instant(r, b->col[COL_TIME], &p.paid_at) || !read_amounts(b, &p, &is_in))
		return 0;
	if (!kind_of(p.status, is_in, &p.kind))
		return err_set(e, ERR_INPUT, E_STATEMENT_MOVE, r->path, (long long)r->row.number,
			       p.status);
	if (!*p.txn_id || !*move) {
		reading_wrong(r, b->col[COL_TXN], "R-MONEY", F_STATEMENT_NO_ID, S_STATEMENT_AGAIN);
		return 0;
	}
	if (p.kind == PAY_FEE && is_in)
		p.amount = fen_of(-p.amount.v);
	if (p.kind != PAY_PAY) {
		p.orig_txn_id = p.txn_id;
		p.txn_id = move;
	}
	return reading_row(r, &p, e);
}

static int read_note(void *ctx, const char *line, struct err *e)
{
	struct bill *b = ctx;

	if (strstr(line, "支出合计"))
		return alipay_summary(b->r, line, "支出合计", &b->out, e);
	if (strstr(line, "收入合计"))
		return alipay_summary(b->r, line, "收入合计", &b->in, e);
	return 0;
}

int alipay_account_read(struct reading *r, struct err *e)
{
	struct bill b = {.r = r};
	size_t i;

	for (i = 0; i < COLS; i++)
		b.col[i] = reading_find(r, names[i]);
	if (!b.col[COL_ORDER] || !b.col[COL_TIME] || !b.col[COL_IN] || !b.col[COL_OUT])
		return err_set(e, ERR_INPUT, E_STATEMENT_COLUMNS, r->path,
			       "商户订单号、发生时间、收入金额、支出金额");
	if (alipay_merchant(r, e) < 0)
		return -1;
	if (alipay_lines(r, read_note, read_move, &b, e) < 0)
		return -1;
	return b.in.said && b.out.said ? 0 : err_set(e, ERR_INPUT, E_STATEMENT_CUT, r->path);
}
