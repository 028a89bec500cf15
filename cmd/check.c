/*
 * ncre check: all invariants, by rule id, with the hash chain, changes made outside the program,
 * and the file's integrity. Silent where all is well.
 * Exit codes: 0, 1 (something is wrong: listed), 6.
 */
#include "job/check.h"
#include "cli/out.h"

struct check_opts {
	bool journal, rules, photos;
};

static const struct opt check_options[] = {
    {"journal", 0, OPT_FLAG, offsetof(struct check_opts, journal), NULL,
     TT("只检查操作记录的散列链", "check only the hash chain of runs"), NULL},
    {"rules", 0, OPT_FLAG, offsetof(struct check_opts, rules), NULL,
     TT("只检查业务规则，不检查文件、散列链和表外改动",
	"check only the rules: not the file, the chain, and changes made outside ncre"),
     NULL},
    {"photos", 0, OPT_FLAG, offsetof(struct check_opts, photos), NULL,
     TT("只检查照片库，并逐张读出核对内容", "check only the photo store, and read every photo"),
     NULL},
    {0},
};

static int run(struct app *app, void *opts, struct err *e)
{
	const struct check_opts *o = opts;

	unsigned parts = 0;

	if (o->journal)
		parts |= CHECK_JOURNAL;
	if (o->rules)
		parts |= CHECK_RULES;
	if (o->photos)
		parts |= CHECK_PHOTOS | CHECK_CONTENT;
	return check_office(&app->job, parts ? parts : CHECK_ALL, e);
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
