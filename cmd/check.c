/*
 * ncre check: all invariants, by rule id, with the hash chain and the file's integrity. Silent
 * where all is well. Exit codes: 0, 1 (something is wrong: listed), 6.
 */
#include "job/check.h"
#include "cli/out.h"

struct check_opts {
	bool journal;
};

static const struct opt check_options[] = {
    {"journal", 0, OPT_FLAG, offsetof(struct check_opts, journal), NULL,
     TT("只检查操作记录的散列链", "check only the hash chain of runs"), NULL},
    {0},
};

static int run(struct app *app, void *opts, struct err *e)
{
	const struct check_opts *o = opts;

	return check_office(
	    &app->job, o->journal ? CHECK_JOURNAL : CHECK_RULES | CHECK_JOURNAL | CHECK_FILE, e);
}

const struct cmd cmd_check = {
    .name = "check",
    .summary_zh = "检查全部规则、操作记录链和数据库文件",
    .summary_en = "check every rule, the chain of runs and the database file",
    .args = "",
    .need = NEED_READ,
    .flags = CMD_LISTS | CMD_WHOLE,
    .opts = check_options,
    .opts_size = sizeof(struct check_opts),
    .run = run,
};
