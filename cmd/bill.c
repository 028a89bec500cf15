/*
 * ncre bill open|close|list|notice: orders, the thing that is paid. Opening puts the unpaid entries
 * of a candidate (or of a whole school) into payment and stops their clocks; closing undoes that.
 * Who may not pay is listed: R-PAY-PHOTO, R-REVIEW, R-WINDOW.
 * Exit codes: 0, 1 (somebody may not pay), 2, 3 (no such order, candidate, sitting), 4 (not open).
 */
#include "job/bill.h"
#include "base/fen.h"
#include "base/messages.h"
#include "base/text.h"
#include "cli/out.h"
#include "exam/find.h"
#include "job/notice_page.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

struct bill_opts {
	const char *sitting, *site, *candidate, *output;
	bool group, timed_out;
	int channel, state;
};

static const char *const channels[] = {"", "wechat", "alipay", "unionpay", "generic", NULL};
static const char *const states[] = {"", "open", "paid", "closed", NULL};

static const struct opt options[] = {
    {"sitting", 0, OPT_TEXT, offsetof(struct bill_opts, sitting), "CODE",
     TT("考次，默认最新的", "the sitting, the newest by default"), NULL},
    {"site", 0, OPT_TEXT, offsetof(struct bill_opts, site), "CODE",
     TT("只限此考点", "only this site"), NULL},
    {"candidate", 0, OPT_TEXT, offsetof(struct bill_opts, candidate), "NUMBER",
     TT("open：只限此考生（报名号或证件号）",
	"open: only this candidate (registration or document number)"),
     NULL},
    {"group", 0, OPT_FLAG, offsetof(struct bill_opts, group), NULL,
     TT("open：学校集体报名的考生，每考点一张订单",
	"open: one order a site for its group candidates"),
     NULL},
    {"channel", 0, OPT_WORD, offsetof(struct bill_opts, channel), "wechat|alipay|unionpay|generic",
     TT("open：将用的支付渠道", "open: the channel that will be used"), channels},
    {"timed-out", 0, OPT_FLAG, offsetof(struct bill_opts, timed_out), NULL,
     TT("close：关闭所有超时的订单", "close: all orders past their time"), NULL},
    {"output", 'o', OPT_TEXT, offsetof(struct bill_opts, output), "FILE|DIR",
     TT("notice：写到此 XLSX 或 PDF 文件；open --group：各校缴费通知写到此文件夹",
	"notice: the XLSX or PDF file to write; open --group: the folder for the notices"),
     NULL},
    {"state", 0, OPT_WORD, offsetof(struct bill_opts, state), "open|paid|closed",
     TT("list：只列此状态", "list: only this state"), states},
    {0},
};

static int list(struct app *app, void *opts, struct err *e)
{
	const struct bill_opts *o = opts;
	const struct column columns[] = {
	    {"order_no", T("订单号", "order"), COL_ID, 0},
	    {"site_code", T("考点", "site"), COL_ID, 0},
	    {"reg_no", T("报名号", "registration"), COL_ID, 0},
	    {"name", T("姓名", "name"), COL_TEXT, 0},
	    {"entries", T("科目数", "entries"), COL_INT, 0},
	    {"amount_fen", T("金额（元）", "yuan"), COL_FEN, 0},
	    {"state", T("状态", "state"), COL_TEXT, 0},
	    {"channel", T("渠道", "channel"), COL_TEXT, 0},
	    {"opened_at", T("开单时间", "opened"), COL_INSTANT, 0},
	    {"closed_at", T("关闭时间", "closed"), COL_INSTANT, 0},
	};
	struct sitting s;
	struct stmt *st;

	if (sitting_find(app->job.db, &app->job.arena, o->sitting, &s, e) < 0)
		return -1;
	st = db_stmt(app->job.db, SQL_ORDER_LIST, e);
	if (!st)
		return -1;
	stmt_int(st, ":sitting", s.id);
	stmt_text_or_null(st, ":site", o->site);
	stmt_text_or_null(st, ":state", states[o->state]);
	return list_stmt(app, st, columns, ARRAY_LEN(columns), NULL, e);
}

/* The entries of one order with their fees and the sum, for the school that pays them. */
static int fill_notice(struct app *app, struct tab_sink *sink, const char *order_no,
		       int64_t *ret_rows, struct err *e)
{
	struct stmt *st = db_stmt(app->job.db, SQL_ORDER_NOTICE, e);
	const char *total[] = {order_no, NULL, T("合计", "total"), NULL, NULL, NULL};
	struct fen sum = fen_of(0);
	struct arena row = {0};
	char fen[24];
	int rc;

	if (!st)
		return -1;
	stmt_text(st, ":order_no", order_no);
	while ((rc = stmt_step(st, e)) == 1) {
		const char *name = arena_strdup(&row, col_text(st, "name"));
		const char *values[] = {order_no,
					arena_strdup(&row, col_text(st, "reg_no")),
					mask_field(app, &row, "name", name),
					arena_strdup(&row, col_text(st, "subject_code")),
					arena_strdup(&row, col_text(st, "subject")),
					fen};

		BUG_ON(!fen_add(sum, fen_of(col_int(st, "fee_fen")), &sum));
		snprintf(fen, sizeof fen, "%lld", (long long)col_int(st, "fee_fen"));
		tab_sink_row(sink, values);
		arena_reset(&row);
		(*ret_rows)++;
	}
	snprintf(fen, sizeof fen, "%lld", (long long)sum.v);
	total[5] = fen;
	tab_sink_row(sink, total);
	arena_free(&row);
	return rc;
}

static const char *show(void *ctx, struct arena *row, const char *field, const char *value)
{
	return mask_field(ctx, row, field, value);
}

static bool is_pdf(const char *path)
{
	size_t len = strlen(path);

	return len > 4 && text_same(path + len - 4, ".pdf");
}

/* What a school pays for: a workbook, or with a name in .pdf pages to print. */
static int write_notice(struct app *app, const struct sitting *s, const char *order_no,
			const char *path, struct err *e)
{
	const struct column columns[] = {
	    {"order_no", T("订单号", "order"), COL_ID, 18},
	    {"reg_no", T("报名号", "registration"), COL_ID, 16},
	    {"name", T("姓名", "name"), COL_TEXT, 16},
	    {"subject_code", T("科目代码", "subject"), COL_ID, 10},
	    {"subject", T("科目", "subject's name"), COL_TEXT, 30},
	    {"fee_fen", T("费用（元）", "yuan"), COL_FEN, 12},
	};
	struct notice_page paper = {
	    .sitting = s, .order_no = order_no, .path = path, .show = show, .ctx = app};
	struct tab_sink *sink;
	struct output *out;
	int64_t rows = 0;

	if (is_pdf(path))
		return notice_page_print(&app->job, &paper, e);
	if (output_begin(&app->job.outputs, path, &out, e) < 0 ||
	    tab_sink_open(&sink, SINK_XLSX, out, T("缴费通知", "notice"), columns,
			  ARRAY_LEN(columns), app->job.now, e) < 0)
		return -1;
	if (fill_notice(app, sink, order_no, &rows, e) < 0) {
		struct err ignored = {0};

		(void)!tab_sink_close(sink, &ignored);
		return -1;
	}
	if (tab_sink_close(sink, e) < 0)
		return -1;
	return rows > 0 ? 0 : err_set(e, ERR_INPUT, E_ORDER_NONE, order_no);
}

/* Both notices of every order of this run. */
static int write_notices(struct app *app, const struct sitting *s, const char *dir, struct err *e)
{
	struct stmt *st = db_stmt(app->job.db, SQL_ORDER_OPENED_NOW, e);
	struct arena *a = &app->job.arena;
	VEC_OF(const char *) names = {0}, orders = {0};
	size_t i;
	int rc;

	if (!st || dir_make(dir, e) < 0)
		return -1;
	while ((rc = stmt_step(st, e)) == 1) {
		VEC_PUSH(&orders, arena_strdup(a, col_text(st, "order_no")));
		VEC_PUSH(&names, arena_printf(a, "%s/%s-%s", dir, col_text(st, "site_code"),
					      orders.items[orders.len - 1]));
	}
	for (i = 0; rc == 0 && i < orders.len; i++) {
		rc = write_notice(app, s, orders.items[i],
				  arena_printf(a, "%s.xlsx", names.items[i]), e);
		if (rc == 0)
			rc = write_notice(app, s, orders.items[i],
					  arena_printf(a, "%s.pdf", names.items[i]), e);
	}
	if (rc == 0)
		say(app, I_NOTICES_WRITTEN, (long long)orders.len, dir);
	VEC_FREE(&orders);
	VEC_FREE(&names);
	return rc;
}

static int open_orders(struct app *app, void *opts, struct err *e)
{
	const struct bill_opts *o = opts;
	const struct column columns[] = {
	    {"order_no", T("订单号", "order"), COL_ID, 0},
	    {"site_code", T("考点", "site"), COL_ID, 0},
	    {"reg_no", T("报名号", "registration"), COL_ID, 0},
	    {"name", T("姓名", "name"), COL_TEXT, 0},
	    {"entries", T("科目数", "entries"), COL_INT, 0},
	    {"amount_fen", T("金额（元）", "yuan"), COL_FEN, 0},
	};
	struct sitting s;
	struct bill_open what = {
	    .sitting = &s, .site = o->site, .channel = channels[o->channel], .group = o->group};
	int64_t opened = 0;
	struct stmt *st;

	if (o->candidate && o->group)
		return err_set(e, ERR_USAGE, "%s", E_BILL_ONE_OR_GROUP);
	if (o->output && !o->group)
		return err_set(e, ERR_USAGE, "%s", E_BILL_NOTICES_GROUP);
	if (sitting_find(app->job.db, &app->job.arena, o->sitting, &s, e) < 0)
		return -1;
	if (o->candidate &&
	    find_candidate(app->job.db, s.id, o->candidate, &what.candidate_id, e) < 0)
		return -1;
	if (bill_open(&app->job, &what, e) < 0)
		return -1;
	st = db_stmt(app->job.db, SQL_ORDER_OPENED_NOW, e);
	if (!st || list_stmt(app, st, columns, ARRAY_LEN(columns), &opened, e) < 0)
		return -1;
	say(app, I_ORDERS_OPENED, (long long)opened);
	if (!o->group || opened == 0)
		return 0;
	if (!o->output)
		say(app, "%s", I_NOTICE_NEXT);
	return o->output && !app->dry_run ? write_notices(app, &s, o->output, e) : 0;
}

static int close_orders(struct app *app, void *opts, struct err *e)
{
	const struct bill_opts *o = opts;
	struct sitting s;
	int rc;

	if (o->timed_out != (app->argc == 0))
		return err_set(e, ERR_USAGE, "%s", E_BILL_CLOSE_WHAT);
	if (sitting_find(app->job.db, &app->job.arena, o->sitting, &s, e) < 0)
		return -1;
	rc = o->timed_out ? bill_time_out(&app->job, &s, e)
			  : bill_close(&app->job, app->argv, app->argc, e);
	if (rc == 0)
		say(app, I_ORDERS_CLOSED, (long long)app->job.counts.items[0].value);
	return rc;
}

static int notice(struct app *app, void *opts, struct err *e)
{
	const struct bill_opts *o = opts;
	struct sitting s;

	if (!o->output)
		return err_set(e, ERR_USAGE, E_OPT_NEEDS_VALUE, "o", "FILE.xlsx|FILE.pdf");
	if (sitting_find(app->job.db, &app->job.arena, o->sitting, &s, e) < 0)
		return -1;
	return write_notice(app, &s, app->argv[0], o->output, e);
}

static const struct cmd_word words[] = {
    {"open", "", 0, 0, NEED_WRITE, TT("开单", "open orders"), open_orders},
    {"close", "[ORDER...]", 0, -1, NEED_WRITE, TT("关闭订单", "close orders"), close_orders},
    {"list", "", 0, 0, NEED_READ, TT("列出订单", "list orders"), list},
    {"notice", "ORDER", 1, 1, NEED_READ,
     TT("写出一张订单的缴费通知", "write the payment notice of an order"), notice},
    {0},
};

const struct cmd cmd_bill = {
    .name = "bill",
    .summary_zh = "缴费订单：开单、关闭、列出",
    .summary_en = "orders: open, close, list",
    .args = "",
    .need = NEED_WRITE,
    .flags = CMD_LISTS,
    .roles = ROLE_FINANCE,
    .opts = options,
    .opts_size = sizeof(struct bill_opts),
    .words = words,
};
