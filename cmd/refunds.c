/*
 * ncre refunds list|export|record|owe: what is owed back and why, as a table for the channel too,
 * what was paid back, and money in suspense that a person decides to give back (R-DUP-PAY). Refunds
 * that the channel makes close themselves when its statement is loaded. Exit codes: 0, 2, 3 (no
 * such refund or payment).
 */
#include "base/messages.h"
#include "base/text.h"
#include "cli/out.h"
#include "exam/payback.h"
#include "job/word.h"

#include <stddef.h>
#include <string.h>

struct refunds_opts {
	const char *reference, *output;
	int channel;
	bool paid;
};

static const char *const channels[] = {"", "wechat", "alipay", "unionpay", "generic", NULL};

static const struct opt options[] = {
    {"paid", 0, OPT_FLAG, offsetof(struct refunds_opts, paid), NULL,
     TT("list：列出已退的", "list: what was paid back"), NULL},
    {"output", 'o', OPT_TEXT, offsetof(struct refunds_opts, output), "FILE.xlsx",
     TT("export：写到此工作簿", "export: the workbook to write"), NULL},
    {"channel", 0, OPT_WORD, offsetof(struct refunds_opts, channel),
     "wechat|alipay|unionpay|generic", TT("export：只限此渠道", "export: only this channel"),
     channels},
    {"reference", 0, OPT_TEXT, offsetof(struct refunds_opts, reference), "TEXT",
     TT("record：退款凭证", "record: how it was paid back"), NULL},
    {0},
};

static int list(struct app *app, void *opts, struct err *e)
{
	const struct refunds_opts *o = opts;
	const struct column columns[] = {
	    {"id", T("编号", "number"), COL_INT, 0},
	    {"reason", T("原因", "reason"), COL_TEXT, 0},
	    {"amount_fen", T("金额（元）", "yuan"), COL_FEN, 0},
	    {"owed_at", T("自何时", "since"), COL_INSTANT, 0},
	    {"channel", T("渠道", "channel"), COL_TEXT, 0},
	    {"txn_id", T("原流水号", "payment"), COL_ID, 0},
	    {"order_no", T("订单号", "order"), COL_ID, 0},
	    {"reg_no", T("报名号", "registration"), COL_ID, 0},
	    {"name", T("姓名", "name"), COL_TEXT, 0},
	    {"paid_at", T("退款时间", "paid back"), COL_INSTANT, 0},
	    {"reference", T("凭证", "reference"), COL_ID, 0},
	};
	struct stmt *st =
	    db_stmt(app->job.db, o->paid ? SQL_PAYBACK_LIST_PAID : SQL_PAYBACK_LIST, e);

	return st ? list_stmt(app, st, columns, ARRAY_LEN(columns), NULL, e) : -1;
}

/* Why money goes back, as the channel's form and the payer read it. */
static const char *reason_text(const char *reason)
{
	static const char *const texts[][2] = {
	    {"double", "重复缴费"}, {"over", "多缴"},	     {"under", "金额不足，不予入账"},
	    {"late", "报考已失效"}, {"unknown", "订单不明"}, {"other", "其他"}};
	size_t i;

	for (i = 0; i < ARRAY_LEN(texts); i++)
		if (strcmp(texts[i][0], reason) == 0)
			return texts[i][1];
	return reason;
}

/* What a channel's refund form asks for: no names, so nothing is masked. */
static int export(struct app *app, void *opts, struct err *e)
{
	const struct refunds_opts *o = opts;
	static const struct column columns[] = {
	    {"channel", "渠道", COL_TEXT, 12},	    {"txn_id", "原流水号", COL_ID, 34},
	    {"order_no", "商户订单号", COL_ID, 22}, {"paid_fen", "原收款金额（元）", COL_FEN, 16},
	    {"refund_no", "退款编号", COL_ID, 16},  {"amount_fen", "退款金额（元）", COL_FEN, 16},
	    {"reason", "退款原因", COL_TEXT, 22},   {"owed_at", "自何时", COL_INSTANT, 0},
	};
	struct stmt *st = db_stmt(app->job.db, SQL_PAYBACK_EXPORT, e);
	const char *values[ARRAY_LEN(columns)];
	struct arena row = {0};
	struct tab_sink *sink;
	struct output *out;
	int64_t rows = 0;
	size_t i;
	int rc;

	if (!o->output)
		return err_set(e, ERR_USAGE, E_OPT_NEEDS_VALUE, "o", "FILE.xlsx");
	if (!st || output_begin(&app->job.outputs, o->output, &out, e) < 0 ||
	    tab_sink_open(&sink, SINK_XLSX, out, "应退款", columns, ARRAY_LEN(columns),
			  app->job.now, e) < 0)
		return -1;
	stmt_text_or_null(st, ":channel", channels[o->channel]);
	for (; (rc = stmt_step(st, e)) == 1; rows++, arena_reset(&row)) {
		for (i = 0; i < ARRAY_LEN(columns); i++)
			values[i] = arena_strdup(&row, col_text(st, columns[i].key));
		values[0] = word_meaning("channel", values[0]);
		values[6] = reason_text(values[6]);
		tab_sink_row(sink, values);
	}
	arena_free(&row);
	if (rc < 0) {
		struct err ignored = {0};

		(void)!tab_sink_close(sink, &ignored);
		return -1;
	}
	say(app, I_EXPORTED, (long long)rows, o->output);
	return tab_sink_close(sink, e);
}

/* The refunds that were decided about now. */
static int list_decided(struct app *app, struct err *e)
{
	const struct column columns[] = {
	    {"id", T("编号", "number"), COL_INT, 0},
	    {"refund_state", T("状态", "state"), COL_TEXT, 0},
	    {"reason", T("原因", "reason"), COL_TEXT, 0},
	    {"amount_fen", T("金额（元）", "yuan"), COL_FEN, 0},
	    {"channel", T("渠道", "channel"), COL_TEXT, 0},
	    {"txn_id", T("原流水号", "payment"), COL_ID, 0},
	    {"order_no", T("订单号", "order"), COL_ID, 0},
	    {"reg_no", T("报名号", "registration"), COL_ID, 0},
	    {"name", T("姓名", "name"), COL_TEXT, 0},
	    {"reference", T("凭证", "reference"), COL_ID, 0},
	};
	struct stmt *st = db_stmt(app->job.db, SQL_PAYBACK_DECIDED_NOW, e);

	return st ? list_stmt(app, st, columns, ARRAY_LEN(columns), NULL, e) : -1;
}

static int record(struct app *app, void *opts, struct err *e)
{
	const struct refunds_opts *o = opts;
	int64_t id;
	int i;

	if (!o->reference || !*o->reference)
		return err_set(e, ERR_USAGE, "%s", E_REFUND_REFERENCE);
	for (i = 0; i < app->argc; i++) {
		if (!text_to_int(app->argv[i], 1, INT64_MAX, &id))
			return err_set(e, ERR_USAGE, E_REFUND_NUMBER, app->argv[i]);
		if (payback_record(app->job.db, id, o->reference, e) < 0)
			return -1;
	}
	if (list_decided(app, e) < 0)
		return -1;
	say(app, I_REFUNDS_RECORDED, app->argc);
	return 0;
}

static int owe(struct app *app, void *opts, struct err *e)
{
	int i;

	(void)opts;
	for (i = 0; i < app->argc; i++)
		if (payback_owe(app->job.db, app->argv[i], e) < 0)
			return -1;
	return list_decided(app, e);
}

static const struct cmd_word words[] = {
    {"list", "", 0, 0, NEED_READ, TT("列出应退的款", "list what is owed back"), list},
    {"export", "", 0, 0, NEED_READ, TT("写出渠道退款表", "write the form for the channel"), export},
    {"record", "NUMBER...", 1, -1, NEED_WRITE, TT("登记已退", "these were paid back"), record},
    {"owe", "PAYMENT...", 1, -1, NEED_WRITE, TT("待查款转应退", "owe what is in suspense"), owe},
    {0},
};

const struct cmd cmd_refunds = {
    .name = "refunds",
    .summary_zh = "应退款：列出、登记已退、待查款转应退",
    .summary_en = "what is owed back; record what was paid back",
    .args = "",
    .need = NEED_WRITE,
    .flags = CMD_LISTS,
    .roles = ROLE_FINANCE,
    .opts = options,
    .opts_size = sizeof(struct refunds_opts),
    .words = words,
};
