/*
 * ncre restore FILE: puts a copy in the place of the office's database, also where that is damaged
 * or gone. What was there is kept aside. Exit codes: 0, 1 (of an older version: migrate is next),
 * 2, 3, 4 (the office is newer), 5, 6, 7.
 */
#include "base/messages.h"
#include "cli/out.h"
#include "job/backup.h"

struct restore_opts {
	bool force;
};

static const struct opt restore_options[] = {
    {"force", 0, OPT_FLAG, offsetof(struct restore_opts, force), NULL,
     TT("办公文件夹比备份新时也恢复", "also where the office is newer than the copy"), NULL},
    {0},
};

static int run(struct app *app, void *opts, struct err *e)
{
	const struct restore_opts *o = opts;
	struct restore_result done = {0};

	if (backup_restore(&app->job, app->argv[0], o->force, &done, e) < 0)
		return -1;
	say(app, I_RESTORED, app->argv[0], (long long)done.runs, done.head);
	if (*done.aside)
		say(app, I_RESTORED_ASIDE, done.aside);
	if (done.version < db_version_current()) {
		warn(app, W_RESTORED_OLDER, done.version, db_version_current());
		app->job.attention = true;
	}
	return 0;
}

const struct cmd cmd_restore = {
    .name = "restore",
    .summary_zh = "用备份恢复数据库（原库另存）",
    .summary_en = "put a copy in the place of the database (which is kept aside)",
    .args = "FILE",
    .args_min = 1,
    .args_max = 1,
    .need = NEED_LOCK,
    .opts = restore_options,
    .opts_size = sizeof(struct restore_opts),
    .run = run,
};
