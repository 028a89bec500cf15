/*
 * ncre init DIR: makes an office folder: the database with its code tables, photos/, layout/,
 * out/ and office.conf. Refuses a folder that is an office already or holds other things.
 * Exit codes: 0, 2, 3, 7.
 */
#include "base/messages.h"
#include "cli/out.h"
#include "job/office.h"

static int run(struct app *app, void *opts, struct err *e)
{
	(void)opts;
	if (office_make(&app->job, app->argv[0], e) < 0)
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
    .run = run,
};
