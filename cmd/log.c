/*
 * ncre log [RUN]: the runs, newest first; or one run with its inputs and findings.
 * Exit codes: 0, 2, 3 (no such run).
 */
#include "base/messages.h"
#include "base/text.h"
#include "cli/out.h"

#include <stddef.h>

enum { RUNS_SHOWN = 50 };

struct log_opts {
	int64_t limit, before;
};

static const struct opt log_options[] = {
    {"limit", 0, OPT_INT, offsetof(struct log_opts, limit), "N",
     TT("最多显示的条数，默认 50", "runs shown at most, 50 by default"), NULL},
    {"before", 0, OPT_INT, offsetof(struct log_opts, before), "RUN",
     TT("只显示此号及以前的记录", "only this run and earlier ones"), NULL},
    {0},
};

static int list_runs(struct app *app, const struct log_opts *opts, struct err *e)
{
	const struct column columns[] = {
	    {"id", T("记录", "run"), COL_INT, 0},
	    {"started_at", T("时间", "time"), COL_INSTANT, 0},
	    {"command", T("命令", "command"), COL_TEXT, 0},
	    {"operator", T("操作员", "operator"), COL_TEXT, 0},
	    {"inserted", T("新增", "added"), COL_INT, 0},
	    {"updated", T("修改", "changed"), COL_INT, 0},
	    {"deleted", T("删除", "removed"), COL_INT, 0},
	    {"undoes", T("撤销", "undoes"), COL_INT, 0},
	    {"undone_by", T("被撤销", "undone by"), COL_INT, 0},
	    {"summary", T("摘要", "summary"), COL_TEXT, 0},
	};
	struct stmt *st = db_stmt(app->job.db, SQL_RUN_LOG, e);

	if (!st)
		return -1;
	stmt_int(st, ":limit", opts->limit ? opts->limit : RUNS_SHOWN);
	if (opts->before)
		stmt_int(st, ":before", opts->before);
	else
		stmt_null(st, ":before");
	return list_stmt(app, st, columns, ARRAY_LEN(columns), NULL, e);
}

static int list_inputs(struct app *app, int64_t id, struct err *e)
{
	const struct column columns[] = {
	    {"path", T("输入文件", "input"), COL_TEXT, 0},
	    {"bytes", T("字节", "bytes"), COL_INT, 0},
	    {"sha256", "SHA-256", COL_TEXT, 0},
	};
	struct stmt *st = db_stmt(app->job.db, SQL_RUN_INPUTS, e);

	if (!st)
		return -1;
	stmt_int(st, ":id", id);
	return list_stmt(app, st, columns, ARRAY_LEN(columns), NULL, e);
}

static int list_findings(struct app *app, int64_t id, struct err *e)
{
	const struct column columns[] = {
	    {"rule", T("规则", "rule"), COL_TEXT, 0},
	    {"severity", T("级别", "severity"), COL_TEXT, 0},
	    {"file", T("文件", "file"), COL_TEXT, 0},
	    {"row", T("行", "row"), COL_INT, 0},
	    {"field", T("字段", "field"), COL_TEXT, 0},
	    {"subject", T("对象", "subject"), COL_TEXT, 0},
	    {"text", T("问题", "finding"), COL_TEXT, 0},
	};
	struct stmt *st = db_stmt(app->job.db, SQL_RUN_FINDINGS, e);

	if (!st)
		return -1;
	stmt_int(st, ":id", id);
	return list_stmt(app, st, columns, ARRAY_LEN(columns), NULL, e);
}

static int run(struct app *app, void *opts, struct err *e)
{
	struct log_opts one = {.limit = 1};
	int64_t id, found = 0;
	struct stmt *st;

	if (app->argc == 0)
		return list_runs(app, opts, e);
	if (!text_to_int(app->argv[0], 1, INT64_MAX, &id))
		return err_set(e, ERR_USAGE, E_RUN_NUMBER, app->argv[0]);
	st = db_stmt(app->job.db, SQL_RUN_BY_ID, e);
	if (!st)
		return -1;
	stmt_int(st, ":id", id);
	if (stmt_one_int(st, &found, e) < 0)
		return -1;
	if (found == 0)
		return err_set(e, ERR_INPUT, E_UNDO_NO_RUN, (long long)id);
	one.before = id;
	if (list_runs(app, &one, e) < 0 || list_inputs(app, id, e) < 0)
		return -1;
	return list_findings(app, id, e);
}

const struct cmd cmd_log = {
    .name = "log",
    .summary_zh = "操作记录：谁、何时、做了什么",
    .summary_en = "the runs: who, when, what",
    .args = "[RUN]",
    .args_max = 1,
    .need = NEED_READ,
    .flags = CMD_LISTS,
    .opts = log_options,
    .opts_size = sizeof(struct log_opts),
    .run = run,
};
