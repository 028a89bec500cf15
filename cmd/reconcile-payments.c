/*
 * ncre reconcile-payments FILES: loads statements of payment channels, matches each row with an
 * order, and puts it into exactly one bucket, posted in the ledger. The buckets of a file add up to
 * its own total (R-MONEY); money that pays nothing is owed back or held (R-DUP-PAY); paid is for
 * ever (R-PAID). A file loaded again, or one that overlaps, changes nothing. What is held is
 * matched by hand: suspense, match, unmatch. Exit codes: 0, 1 (rows that need a person), 2, 3 (a
 * file cannot be used, nothing changed), 4 (a match is refused).
 */
#include "base/messages.h"
#include "cli/out.h"
#include "exam/settle.h"
#include "job/reconcile.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

struct reconcile_opts {
	int channel;
};

static const char *const channels[] = {"", "wechat", "alipay", "unionpay", "generic", NULL};

static const struct opt options[] = {
    {"channel", 0, OPT_WORD, offsetof(struct reconcile_opts, channel), "CHANNEL",
     TT("渠道；默认由文件内容判断", "the channel; found from the file by default"), channels},
    {0},
};

/* What a bucket means, for people. */
static const char *meaning(const char *bucket)
{
	const struct {
		const char *bucket, *text;
	} all[] = {
	    {"paid", T("已缴费", "paid")},
	    {"double", T("重复缴费（应退）", "paid twice (owed back)")},
	    {"over", T("多缴（应退差额）", "over (surplus owed back)")},
	    {"under", T("少缴（待查）", "under (held)")},
	    {"late_restored", T("迟到，已恢复", "late, place free: restored and paid")},
	    {"late_refund", T("迟到，已无名额（应退）", "late, place gone (owed back)")},
	    {"unknown", T("订单不明（待查）", "unknown order (held)")},
	    {"other_sitting", T("其他考次（待查）", "another sitting (held)")},
	    {"refund", T("退款", "refund")},
	    {"refund_processing", T("退款中", "refund under way")},
	    {"refund_failed", T("退款失败", "refund failed")},
	    {"reversed", T("撤销", "reversed")},
	    {"fee", T("手续费", "charge")},
	    {"paid_earlier", T("以前已入账", "loaded before")},
	    {"sum", T("以上合计", "sum of the above")},
	    {"total", T("对账单自身总额", "the statement's own total")},
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(all); i++)
		if (strcmp(all[i].bucket, bucket) == 0)
			return all[i].text;
	return bucket;
}

struct sums {
	int64_t rows, fen;
};

static void bucket_row(struct tab_sink *sink, const char *file, const char *bucket, int64_t rows,
		       int64_t fen)
{
	char n[32], amount[32];
	const char *values[] = {file, bucket, n, amount, meaning(bucket)};

	snprintf(n, sizeof n, "%lld", (long long)rows);
	snprintf(amount, sizeof amount, "%lld", (long long)fen);
	tab_sink_row(sink, values);
}

/* The buckets of each file, what they add up to, and the file's own total. */
static int print_buckets(struct app *app, int64_t first, struct err *e)
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
	struct stmt *st = db_stmt(app->job.db, SQL_STATEMENT_BUCKETS, e);
	struct tab_sink *sink;
	struct sums sum = {0};
	int rc;

	if (!st || list_open(app, &sink, columns, count, e) < 0)
		return -1;
	stmt_int(st, ":first", first);
	while ((rc = stmt_step(st, e)) == 1) {
		const char *bucket = arena_strdup(&app->job.arena, col_text(st, "bucket"));
		const char *file = arena_strdup(&app->job.arena, col_text(st, "file"));
		int64_t rows = col_int(st, "rows"), fen = col_int(st, "amount_fen");

		if (strcmp(bucket, "total") == 0) {
			bucket_row(sink, file, "sum", sum.rows, sum.fen);
			/* the file was verified when it was read, the buckets come from what was
			 * posted */
			BUG_ON(sum.rows != rows || sum.fen != fen);
			memset(&sum, 0, sizeof sum);
		}
		bucket_row(sink, file, bucket, rows, fen);
		sum.rows += strcmp(bucket, "total") == 0 ? 0 : rows;
		sum.fen += strcmp(bucket, "total") == 0 ? 0 : fen;
	}
	if (rc < 0) {
		struct err ignored = {0};

		(void)!tab_sink_close(sink, &ignored);
		return -1;
	}
	return tab_sink_close(sink, e);
}

/* ---- by hand ---- */

static bool is_word(const struct app *app, const char *word)
{
	return app->argc > 0 && strcmp(app->argv[0], word) == 0;
}

static enum cmd_need need_of(struct app *app, const void *opts)
{
	(void)opts;
	return is_word(app, "suspense") ? NEED_READ : NEED_WRITE;
}

static int list_suspense(struct app *app, struct err *e)
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
	struct stmt *st = db_stmt(app->job.db, SQL_SETTLE_SUSPENSE, e);

	return st ? list_stmt(app, st, columns, ARRAY_LEN(columns), NULL, e) : -1;
}

static int by_hand(struct app *app, struct err *e)
{
	if (is_word(app, "suspense") && app->argc == 1)
		return list_suspense(app, e);
	if (is_word(app, "match") && app->argc >= 3)
		return settle_match(app->job.db, app->argv[1], app->argv + 2, app->argc - 2, e);
	if (is_word(app, "unmatch") && app->argc == 2)
		return settle_unmatch(app->job.db, app->argv[1], e);
	return err_set(e, ERR_USAGE, "%s", E_MATCH_ARGS);
}

static int load(struct app *app, const struct reconcile_opts *o, struct err *e)
{
	struct reconcile_result res = {0};
	size_t i;
	int rc = reconcile_files(&app->job, o->channel - 1, app->argv, app->argc, &res, e);

	if (rc == 0 && res.statements > 0)
		rc = print_buckets(app, res.first_statement, e);
	if (rc == 0) {
		for (i = 0; i < res.same.len; i++)
			say(app, "%s", res.same.items[i]);
		say(app, I_RECONCILED, (long long)res.statements,
		    (long long)app->job.counts.items[1].value);
	}
	reconcile_result_free(&res);
	return rc;
}

static int run(struct app *app, void *opts, struct err *e)
{
	if (is_word(app, "suspense") || is_word(app, "match") || is_word(app, "unmatch"))
		return by_hand(app, e);
	return load(app, opts, e);
}

const struct cmd cmd_reconcile_payments = {
    .name = "reconcile-payments",
    .summary_zh = "对账：载入渠道对账单，逐行归类入账",
    .summary_en = "load statements, match every row, post it",
    .args = "FILE... | match PAYMENT ORDER... | unmatch PAYMENT | suspense",
    .args_min = 1,
    .args_max = -1,
    .need = NEED_WRITE,
    .need_of = need_of,
    .flags = CMD_LISTS,
    .roles = ROLE_FINANCE,
    .opts = options,
    .opts_size = sizeof(struct reconcile_opts),
    .run = run,
};
