/*
 * ncre import --as KIND FILES...: tables that schools and portals send, into the office. Every
 * row is checked (R-AGR, R-ONE-SITE, R-ONE-ENTRY, R-MAX, R-CAP, R-OFFER, R-WINDOW, R-ROSTER, R-ID,
 * R-NAME); a file is taken whole or not at all, unless --partial takes its good rows.
 * Exit codes: 0, 1 (taken, but rows failed), 2, 3, 4 (nothing taken), 5, 7.
 */
#include "job/import.h"
#include "base/messages.h"
#include "cli/out.h"

#include <stddef.h>

struct import_cmd_opts {
	const char *kind, *sitting, *reject;
	bool partial, again;
};

static const struct opt import_options[] = {
    {"as", 0, OPT_TEXT, offsetof(struct import_cmd_opts, kind), "KIND",
     TT("表的种类，如 registrations（必填）", "kind of table, registrations for one (required)"),
     NULL},
    {"sitting", 0, OPT_TEXT, offsetof(struct import_cmd_opts, sitting), "CODE",
     TT("考次代码，默认最近的考次", "sitting, the newest by default"), NULL},
    {"partial", 0, OPT_FLAG, offsetof(struct import_cmd_opts, partial), NULL,
     TT("收下没有问题的行；默认一个文件全收或全不收",
	"take the good rows; by default a file is taken whole or not at all"),
     NULL},
    {"reject", 0, OPT_TEXT, offsetof(struct import_cmd_opts, reject), "FILE.xlsx",
     TT("把有问题的行写入工作簿，注明原因",
	"write the failing rows to a workbook, with the reasons"),
     NULL},
    {"again", 0, OPT_FLAG, offsetof(struct import_cmd_opts, again), NULL,
     TT("已导入过的文件也重新检查", "look again at a file that was imported before"), NULL},
    {0},
};

/* What setup loads is the admin's (whom every role set allows), whichever way it comes. */
static unsigned roles_of(const void *opts)
{
	const struct import_cmd_opts *o = opts;

	return o->kind && import_is_setup(o->kind) ? ROLE_ADMIN : ROLE_CLERK | ROLE_FINANCE;
}

static int run(struct app *app, void *opts, struct err *e)
{
	const struct import_cmd_opts *o = opts;
	struct import_opts how = {
	    .kind = o->kind,
	    .sitting = o->sitting,
	    .partial = o->partial,
	    .again = o->again,
	    .reject = o->reject,
	};

	if (!o->kind)
		return err_set(e, ERR_USAGE, "%s", E_IMPORT_KIND);
	if (import_files(&app->job, &how, app->argv, (size_t)app->argc, e) < 0)
		return -1;
	say(app, "%s", import_in_words(&app->job, o->kind));
	return 0;
}

const struct cmd cmd_import = {
    .name = "import",
    .summary_zh = "导入报名等各类表格",
    .summary_en = "load registrations and every other kind of table",
    .args = "FILE...",
    .args_min = 1,
    .args_max = -1,
    .need = NEED_WRITE,
    .roles_of = roles_of,
    .opts = import_options,
    .opts_size = sizeof(struct import_cmd_opts),
    .run = run,
};
