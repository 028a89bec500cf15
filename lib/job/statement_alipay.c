/*
 * Alipay transaction bills (业务明细), 25 or 29 columns: lines of # around the table, tabs behind
 * numbers, a refund repeats the order and the transaction and has a negative amount (some exports
 * a positive one: the type of business decides). Source: a public bill of 2019-09.
 */
#include "base/messages.h"
#include "base/text.h"
#include "job/statement_room.h"

#include <string.h>

enum { PARTNER_DIGITS = 16 };

enum col {
	COL_TXN,
	COL_ORDER,
	COL_TYPE,
	COL_DONE,
	COL_AMOUNT,
	COL_RECEIVED, /* by the merchant: what the summary adds up */
	COL_REQUEST,  /* of a refund */
	COL_CHARGE,
	COLS
};

static const char *const names[COLS][3] = {
    [COL_TXN] = {"支付宝交易号"},
    [COL_ORDER] = {"商户订单号"},
    [COL_TYPE] = {"业务类型"},
    [COL_DONE] = {"完成时间"},
    [COL_AMOUNT] = {"订单金额"},
    [COL_RECEIVED] = {"商家实收"},
    [COL_REQUEST] = {"退款批次号/请求号", "退款批次号"},
    [COL_CHARGE] = {"服务费"},
};

struct bill {
	struct reading *r;
	int col[COLS];
	struct alipay_sums paid, refunded;
};

/* Some exports print what goes out with a sign, some do not. */
struct fen alipay_absolute(struct fen f)
{
	return fen_of(f.v < 0 ? -f.v : f.v);
}

/* The refund's own number: the merchant's request within the transaction, else its time. */
static bool read_refund(struct bill *b, struct payment_row *p)
{
	const char *request;

	if (!reading_id(b->r, b->col[COL_REQUEST], &request))
		return false;
	if (!*request)
		request = reading_text(b->r, b->col[COL_DONE]);
	p->orig_txn_id = p->txn_id;
	p->txn_id = arena_printf(&b->r->texts, "%s/%s", p->txn_id, request);
	return true;
}

static int read_detail(void *ctx, struct err *e)
{
	struct bill *b = ctx;
	struct reading *r = b->r;
	const char *type = reading_text(r, b->col[COL_TYPE]);
	bool refund = strcmp(type, "退款") == 0;
	struct payment_row p = {.kind = refund ? PAY_REFUND : PAY_PAY, .status = type};
	struct alipay_sums *sums = refund ? &b->refunded : &b->paid;
	struct fen received;

	if (!refund && strcmp(type, "交易") != 0) {
		reading_wrong(r, b->col[COL_TYPE], "R-MONEY", F_STATEMENT_TYPE, S_STATEMENT_TYPE);
		return 0;
	}
	if (!reading_id(r, b->col[COL_TXN], &p.txn_id) ||
	    !reading_id(r, b->col[COL_ORDER], &p.order_no) ||
	    !reading_instant(r, b->col[COL_DONE], &p.paid_at) ||
	    !reading_amount(r, b->col[COL_AMOUNT], &p.amount) ||
	    !reading_amount(r, b->col[COL_RECEIVED], &received) || (refund && !read_refund(b, &p)))
		return 0;
	if (!*p.txn_id || (!refund && p.amount.v < 0)) {
		reading_wrong(r, b->col[*p.txn_id ? COL_AMOUNT : COL_TXN], "R-MONEY",
			      *p.txn_id ? F_STATEMENT_NEGATIVE : F_STATEMENT_NO_ID,
			      S_STATEMENT_AGAIN);
		return 0;
	}
	p.amount = alipay_absolute(p.amount);
	p.fee_text = reading_text(r, b->col[COL_CHARGE]);
	reading_received(r, &p, alipay_absolute(received));
	sums->rows++;
	if (!fen_add(sums->total, alipay_absolute(received), &sums->total)) {
		reading_wrong(r, b->col[COL_RECEIVED], "R-MONEY", F_FIELD_NOT_YUAN, NULL);
		return 0;
	}
	return reading_row(r, &p, e);
}

/* "#交易合计：6笔，商家实收共0.06元，..." as text_fold leaves it. */
int alipay_summary(struct reading *r, const char *line, const char *what, struct alipay_sums *sums,
		   struct err *e)
{
	const char *count = strchr(line, ':'), *amount = strstr(line, "共");
	size_t n = count ? strspn(count + 1, "0123456789") : 0, len;
	struct fen said;
	int64_t rows;

	amount = amount ? amount + strlen("共") : "";
	len = strspn(amount, "-0123456789.");
	if (n == 0 || !text_to_int(arena_strndup(&r->texts, count + 1, n), 0, INT64_MAX, &rows) ||
	    !fen_parse_yuan(arena_strndup(&r->texts, amount, len), &said))
		return err_set(e, ERR_INPUT, E_STATEMENT_CUT, r->path);
	sums->said = true;
	if (r->wrong > 0)
		return 0;
	if (reading_verify(r, what, rows, sums->rows, e) < 0)
		return -1;
	return reading_verify_fen(r, what, alipay_absolute(said), sums->total, e);
}

int alipay_merchant(struct reading *r, struct err *e)
{
	/* the account is the partner's 16 digits and 0156 */
	const char *account = r->told_account ? r->told_account : "";

	return reading_merchant(
	    r, CHANNEL_ALIPAY, account,
	    arena_strndup(&r->job->arena, account,
			  strlen(account) > PARTNER_DIGITS ? PARTNER_DIGITS : 0),
	    e);
}

int alipay_lines(struct reading *r, int (*note)(void *ctx, const char *line, struct err *e),
		 int (*row)(void *ctx, struct err *e), void *ctx, struct err *e)
{
	bool summed = false;
	int rc;

	while ((rc = tab_next(r->src, &r->row, e)) == 1) {
		const char *first;

		arena_reset(&r->texts);
		first = reading_text(r, 1);
		if (*first != '#' && summed)
			return err_set(e, ERR_INPUT, E_STATEMENT_TAIL, r->path,
				       (long long)r->row.number);
		if ((*first == '#' ? note(ctx, first, e) : row(ctx, e)) < 0)
			return -1;
		summed = summed || (*first == '#' && strstr(first, "合计"));
	}
	return rc;
}

static int read_note(void *ctx, const char *line, struct err *e)
{
	struct bill *b = ctx;

	if (strstr(line, "交易合计"))
		return alipay_summary(b->r, line, "交易合计", &b->paid, e);
	if (strstr(line, "退款合计"))
		return alipay_summary(b->r, line, "退款合计", &b->refunded, e);
	return 0;
}

int alipay_read(struct reading *r, struct err *e)
{
	struct bill b = {.r = r};
	size_t i;

	for (i = 0; i < COLS; i++)
		b.col[i] = reading_find(r, names[i]);
	if (!b.col[COL_DONE] || !b.col[COL_AMOUNT] || !b.col[COL_RECEIVED])
		return err_set(e, ERR_INPUT, E_STATEMENT_COLUMNS, r->path,
			       "完成时间、订单金额、商家实收");
	if (alipay_merchant(r, e) < 0)
		return -1;
	if (alipay_lines(r, read_note, read_detail, &b, e) < 0)
		return -1;
	return b.paid.said && b.refunded.said ? 0 : err_set(e, ERR_INPUT, E_STATEMENT_CUT, r->path);
}
