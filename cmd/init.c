/*
 * ncre init DIR: makes an office folder: the database with its code tables, photos/, layout/,
 * out/ and office.conf. Refuses a folder that is an office already or holds other things.
 * Exit codes: 0, 2, 3, 7.
 */
#include "base/messages.h"
#include "cli/out.h"
#include "job/office.h"

struct init_opts {
	const char *group;
};

static const struct opt options[] = {
    {"group", 0, OPT_TEXT, offsetof(struct init_opts, group), "GROUP",
     TT("系统用户组：其成员可共同使用这个办公文件夹",
	"a group of the system whose members share the office"),
     NULL},
    {0},
};

static int run(struct app *app, void *opts, struct err *e)
{
	const struct init_opts *o = opts;

	if (office_make(&app->job, app->argv[0], o->group, e) < 0)
		return -1;
	say(app, I_OFFICE_MADE, app->argv[0]);
	return 0;
}

const struct cmd cmd_init = {
    .name = "init",
    .summary_zh = "建立办公文件夹：数据库、代码表、文件夹、配置",
    .summary_en = "make an office folder: database, code tables, folders, configuration",
    .args = "DIR",
    .args_min = 1,
    .args_max = 1,
    .need = NEED_NOTHING,
    .opts = options,
    .opts_size = sizeof(struct init_opts),
    .run = run,
};
