/*
 * ncre confirm NUMBER|CODE... | --file FILE | --list: the candidate appeared on site (现场确认). A
 * code is what a scanner reads from a form or ticket. Only at sites that confirm, inside the
 * confirmation window (R-WINDOW). A mistake is taken back by undo. Exit codes: 0, 1 (somebody could
 * not be confirmed), 2, 3, 4 (wrong rows in the file).
 */
#include "base/messages.h"
#include "cli/out.h"
#include "job/counter.h"
#include "job/import.h"

#include <stddef.h>

struct confirm_opts {
	const char *sitting, *site, *file;
	bool list, late, partial;
};

static const struct opt options[] = {
    {"sitting", 0, OPT_TEXT, offsetof(struct confirm_opts, sitting), "CODE",
     TT("考次，默认最新的", "the sitting, the newest by default"), NULL},
    {"site", 0, OPT_TEXT, offsetof(struct confirm_opts, site), "CODE",
     TT("--list：只限此考点", "with --list: only this site"), NULL},
    {"file", 0, OPT_TEXT, offsetof(struct confirm_opts, file), "FILE",
     TT("从表格读取报名号或证件号", "read the numbers from a table"), NULL},
    {"partial", 0, OPT_FLAG, offsetof(struct confirm_opts, partial), NULL,
     TT("--file：跳过有误的行", "with --file: leave wrong rows out"), NULL},
    {"list", 0, OPT_FLAG, offsetof(struct confirm_opts, list), NULL,
     TT("列出还没有确认的考生", "list who is not confirmed yet"), NULL},
    {"late", 0, OPT_FLAG, offsetof(struct confirm_opts, late), NULL,
     TT("--list：只列确认时间已过的", "with --list: only where the window has closed"), NULL},
    {0},
};

static enum cmd_need need_of(struct app *app, const void *opts)
{
	const struct confirm_opts *o = opts;

	(void)app;
	return o->list ? NEED_READ : NEED_WRITE;
}

static int list(struct app *app, const struct confirm_opts *o, const struct sitting *s,
		struct err *e)
{
	const struct column columns[] = {
	    {"reg_no", T("报名号", "registration"), COL_ID, 0},
	    {"site_code", T("考点", "site"), COL_ID, 0},
	    {"name", T("姓名", "name"), COL_TEXT, 0},
	    {"phone", T("电话", "phone"), COL_ID, 0},
	    {"paid", T("已缴科目", "paid entries"), COL_INT, 0},
	    {"closes_at", T("确认截止", "window closes"), COL_INSTANT, 0},
	    {"is_late", T("已逾期", "too late"), COL_INT, 0},
	};
	struct stmt *st = db_stmt(app->job.db, SQL_COUNTER_UNCONFIRMED, e);

	if (!st)
		return -1;
	stmt_int(st, ":sitting", s->id);
	stmt_text_or_null(st, ":site", o->site);
	stmt_int(st, ":late", o->late);
	return list_stmt(app, st, columns, ARRAY_LEN(columns), NULL, e);
}

/* The same as ncre import --as confirmations. */
static int take_file(struct app *app, const struct confirm_opts *o, struct err *e)
{
	const struct import_opts how = {
	    .kind = "confirmations", .sitting = o->sitting, .partial = o->partial};
	char *path = arena_strdup(&app->job.arena, o->file);

	if (import_files(&app->job, &how, &path, 1, e) < 0)
		return -1;
	say(app, "%s", import_in_words(&app->job, how.kind));
	return 0;
}

static int run(struct app *app, void *opts, struct err *e)
{
	const struct confirm_opts *o = opts;
	struct sitting s;

	if ((o->list ? 1 : 0) + (o->file ? 1 : 0) + (app->argc > 0 ? 1 : 0) != 1)
		return err_set(e, ERR_USAGE, "%s", E_CONFIRM_WHAT);
	if (sitting_find(app->job.db, &app->job.arena, o->sitting, &s, e) < 0)
		return -1;
	if (o->list)
		return list(app, o, &s, e);
	if (o->file)
		return take_file(app, o, e);
	if (confirm_numbers(&app->job, &s, app->argv, app->argc, e) < 0)
		return -1;
	say(app, I_CONFIRMED, (long long)app->job.counts.items[0].value,
	    (long long)app->job.counts.items[1].value);
	return 0;
}

const struct cmd cmd_confirm = {
    .name = "confirm",
    .summary_zh = "现场确认：逐个、按表格，或列出未确认的",
    .summary_en = "on-site confirmation: one by one, from a table; who is missing",
    .args = "[NUMBER|CODE...]",
    .args_max = -1,
    .need = NEED_WRITE,
    .need_of = need_of,
    .flags = CMD_LISTS,
    .roles = ROLE_CLERK,
    .opts = options,
    .opts_size = sizeof(struct confirm_opts),
    .run = run,
};
