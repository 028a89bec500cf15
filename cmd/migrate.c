/*
 * ncre migrate: brings the office's database to the version of the program, after a copy.
 * Exit codes: 0, 3, 5, 6 (newer than the program, or damaged), 7.
 */
#include "base/messages.h"
#include "cli/out.h"
#include "job/backup.h"

static int run(struct app *app, void *opts, struct err *e)
{
	const char *copy;
	int from;

	(void)opts;
	if (backup_migrate(&app->job, &from, &copy, e) < 0)
		return -1;
	if (copy)
		say(app, I_MIGRATED, from, db_version_current(), copy);
	else
		say(app, I_MIGRATED_ALREADY, from);
	return 0;
}

const struct cmd cmd_migrate = {
    .name = "migrate",
    .summary_zh = "把数据库升级到程序的版本（先备份）",
    .summary_en = "bring the database to the program's version (after a copy)",
    .args = "",
    .need = NEED_LOCK,
    .run = run,
};
