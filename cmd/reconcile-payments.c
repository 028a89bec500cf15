/*
 * ncre reconcile-payments FILES: loads statements of payment channels, matches each row with an
 * order, and puts it into exactly one bucket, posted in the ledger. The buckets of a file add up to
 * its own total (R-MONEY); money that pays nothing is owed back or held (R-DUP-PAY); paid is for
 * ever (R-PAID). A file loaded again, or one that overlaps, changes nothing. What is held is
 * matched by hand: suspense, match, unmatch. unseen is the reverse of loading; a day on which a
 * channel has no bill is declared with no-bill (R-EXP-COVER). Exit codes: 0, 1 (rows that need a
 * person), 2, 3 (a file cannot be used, nothing changed), 4 (a match or a day is refused).
 */
#include "base/messages.h"
#include "cli/out.h"
#include "exam/settle.h"
#include "job/reconcile.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

struct reconcile_opts {
	const char *output;
	int channel;
};

static const char *const channels[] = {"", "wechat", "alipay", "unionpay", "generic", NULL};

static const struct opt options[] = {
    {"channel", 0, OPT_WORD, offsetof(struct reconcile_opts, channel),
     "wechat|alipay|unionpay|generic",
     TT("渠道；默认由文件内容判断", "the channel; found from the file by default"), channels},
    {"output", 'o', OPT_TEXT, offsetof(struct reconcile_opts, output), "FILE.xlsx",
     TT("对账报告另写到此工作簿", "write the report to this workbook, too"), NULL},
    {0},
};

struct printer {
	struct app *app;
	struct tab_sink *sink;
};

static int print_bucket(void *ctx, const struct reconcile_bucket *b, struct err *e)
{
	struct printer *p = ctx;
	char rows[24], fen[24];
	const char *values[] = {b->file, b->bucket, rows, fen, reconcile_bucket_text(b->bucket)};

	(void)e;
	snprintf(rows, sizeof rows, "%lld", (long long)b->rows);
	snprintf(fen, sizeof fen, "%lld", (long long)b->fen);
	tab_sink_row(p->sink, values);
	return 0;
}

/* The buckets of each file, what they add up to, and the file's own total. */
static int print_buckets(struct app *app, int64_t first, const char *name, struct err *e)
{
	const struct column columns[] = {
	    {"file", T("对账单", "statement"), COL_TEXT, 0},
	    {"bucket", T("类别", "bucket"), COL_TEXT, 0},
	    {"rows", T("行数", "rows"), COL_INT, 0},
	    {"amount_fen", T("金额（元）", "yuan"), COL_FEN, 0},
	    {"meaning", T("含义", "meaning"), COL_TEXT, 0},
	};
	/* machine output does not change with the language */
	size_t count = ARRAY_LEN(columns) - (app->format == SINK_TABLE ? 0 : 1);
	struct printer p = {.app = app};
	struct err ignored = {0};

	if (list_open(app, &p.sink, columns, count, e) < 0)
		return -1;
	if (reconcile_buckets(&app->job, first, name, print_bucket, &p, e) < 0) {
		(void)!tab_sink_close(p.sink, &ignored);
		return -1;
	}
	return tab_sink_close(p.sink, e);
}

/* The buckets on the screen and, with -o, as a workbook. */
static int report(struct app *app, const struct reconcile_opts *o, int64_t first, const char *name,
		  struct err *e)
{
	if (print_buckets(app, first, name, e) < 0)
		return -1;
	if (!o->output)
		return 0;
	if (reconcile_report(&app->job, first, name, o->output, e) < 0)
		return -1;
	say(app, I_REPORT_WRITTEN, o->output);
	return 0;
}

/* ---- by hand ---- */

static int list_held(struct app *app, struct stmt *st, struct err *e)
{
	const struct column columns[] = {
	    {"txn_id", T("流水号", "payment"), COL_ID, 0},
	    {"channel", T("渠道", "channel"), COL_TEXT, 0},
	    {"bucket", T("类别", "bucket"), COL_TEXT, 0},
	    {"order_no", T("订单号", "order"), COL_ID, 0},
	    {"paid_at", T("时间", "time"), COL_INSTANT, 0},
	    {"open_fen", T("待查（元）", "held (yuan)"), COL_FEN, 0},
	    {"file", T("对账单", "statement"), COL_TEXT, 0},
	    {"row", T("行", "row"), COL_INT, 0},
	};

	return list_stmt(app, st, columns, ARRAY_LEN(columns), NULL, e);
}

static int list_suspense(struct app *app, void *opts, struct err *e)
{
	struct stmt *st = db_stmt(app->job.db, SQL_SETTLE_SUSPENSE, e);

	(void)opts;
	return st ? list_held(app, st, e) : -1;
}

/* The reverse: orders we hold as paid that no statement carries. There should be none. */
static int list_unseen(struct app *app, void *opts, struct err *e)
{
	const struct column columns[] = {
	    {"order_no", T("订单号", "order"), COL_ID, 0},
	    {"site_code", T("考点", "site"), COL_ID, 0},
	    {"reg_no", T("报名号", "registration"), COL_ID, 0},
	    {"name", T("姓名", "name"), COL_TEXT, 0},
	    {"amount_fen", T("金额（元）", "yuan"), COL_FEN, 0},
	    {"channel", T("渠道", "channel"), COL_TEXT, 0},
	    {"closed_at", T("缴费时间", "paid"), COL_INSTANT, 0},
	};
	struct stmt *st = db_stmt(app->job.db, SQL_SETTLE_UNSEEN, e);
	int64_t rows = 0;

	(void)opts;
	if (!st || list_stmt(app, st, columns, ARRAY_LEN(columns), &rows, e) < 0)
		return -1;
	app->job.attention = rows > 0;
	return 0;
}

static int no_bill(struct app *app, void *opts, struct err *e)
{
	const struct reconcile_opts *o = opts;
	struct sitting s;

	if (o->channel == 0)
		return err_set(e, ERR_USAGE, "%s", E_NO_BILL_CHANNEL);
	if (sitting_find(app->job.db, &app->job.arena, NULL, &s, e) < 0 ||
	    reconcile_no_bill(&app->job, &s, (enum channel)(o->channel - 1), app->argv, app->argc,
			      e) < 0)
		return -1;
	say(app, I_NO_BILL, (long long)app->job.counts.items[0].value,
	    (long long)app->job.counts.items[1].value);
	return 0;
}

static int report_again(struct app *app, void *opts, struct err *e)
{
	const struct reconcile_opts *o = opts;
	const char *name = app->argc > 0 ? app->argv[0] : NULL;
	struct stmt *st = db_stmt(app->job.db, SQL_STATEMENT_NAMED, e);
	int64_t found = 0;

	if (!st)
		return -1;
	stmt_text(st, ":name", name);
	if (stmt_one_int(st, &found, e) < 0)
		return -1;
	if (name && found == 0)
		return err_set(e, ERR_INPUT, E_REPORT_NONE, name);
	return report(app, o, 0, name, e);
}

static int match(struct app *app, void *opts, struct err *e)
{
	const struct column columns[] = {
	    {"txn_id", T("流水号", "payment"), COL_ID, 0},
	    {"amount_fen", T("收款（元）", "paid (yuan)"), COL_FEN, 0},
	    {"bucket", T("类别", "bucket"), COL_TEXT, 0},
	    {"order_no", T("订单号", "order"), COL_ID, 0},
	    {"order_fen", T("订单（元）", "order (yuan)"), COL_FEN, 0},
	    {"state", T("状态", "state"), COL_TEXT, 0},
	    {"missing_fen", T("尚差（元）", "missing (yuan)"), COL_FEN, 0},
	    {"owed_fen", T("应退（元）", "owed back (yuan)"), COL_FEN, 0},
	    {"reg_no", T("报名号", "registration"), COL_ID, 0},
	    {"name", T("姓名", "name"), COL_TEXT, 0},
	};
	struct stmt *st;

	(void)opts;
	if (settle_match(app->job.db, app->argv[0], app->argv + 1, app->argc - 1, e) < 0)
		return -1;
	st = db_stmt(app->job.db, SQL_SETTLE_HAND_MATCHED, e);
	return st ? list_stmt(app, st, columns, ARRAY_LEN(columns), NULL, e) : -1;
}

static int unmatch(struct app *app, void *opts, struct err *e)
{
	struct stmt *st;

	(void)opts;
	if (settle_unmatch(app->job.db, app->argv[0], e) < 0)
		return -1;
	st = db_stmt(app->job.db, SQL_SETTLE_HAND_UNMATCHED, e);
	if (!st)
		return -1;
	stmt_text(st, ":txn_id", app->argv[0]);
	return list_held(app, st, e);
}

static const struct cmd_word words[] = {
    {"suspense", "", 0, 0, NEED_READ, TT("列出待查的款", "list the money in suspense"),
     list_suspense},
    {"match", "PAYMENT ORDER...", 2, -1, NEED_WRITE,
     TT("把一笔款记到这些订单上", "book a payment on these orders"), match},
    {"unmatch", "PAYMENT", 1, 1, NEED_WRITE, TT("撤回 match", "take a match back"), unmatch},
    {"unseen", "", 0, 0, NEED_READ,
     TT("已缴费而对账单上没有的订单", "orders held as paid that no statement carries"),
     list_unseen},
    {"report", "[STATEMENT]", 0, 1, NEED_READ, TT("再次列出类别汇总", "the buckets once more"),
     report_again},
    {"no-bill", "DAY...", 1, -1, NEED_WRITE,
     TT("这些日子渠道没有账单", "the channel has no bill for these days"), no_bill},
    {0},
};

/* ---- statements ---- */

static int load(struct app *app, void *opts, struct err *e)
{
	const struct reconcile_opts *o = opts;
	struct reconcile_result res = {0};
	size_t i;
	int rc = reconcile_files(&app->job, o->channel - 1, app->argv, app->argc, &res, e);

	if (rc == 0 && res.statements > 0)
		rc = report(app, o, res.first_statement, NULL, e);
	if (rc == 0) {
		for (i = 0; i < res.same.len; i++)
			say(app, "%s", res.same.items[i]);
		if (res.statements > 0)
			say(app, I_RECONCILED, (long long)res.statements,
			    (long long)app->job.counts.items[1].value);
	}
	reconcile_result_free(&res);
	return rc;
}

const struct cmd cmd_reconcile_payments = {
    .name = "reconcile-payments",
    .summary_zh = "对账：载入渠道对账单，逐行归类入账",
    .summary_en = "load statements, match every row, post it",
    .args = "FILE...",
    .args_min = 1,
    .args_max = -1,
    .need = NEED_WRITE,
    .flags = CMD_LISTS,
    .roles = ROLE_FINANCE,
    .opts = options,
    .opts_size = sizeof(struct reconcile_opts),
    .words = words,
    .run = load,
};
