/*
 * ncre backup: copies the office while others keep working, and opens the copy to prove that it
 * can be read. Exit codes: 0, 2, 3, 6 (the copy is bad), 7.
 */
#include "job/backup.h"
#include "base/messages.h"
#include "cli/out.h"

struct backup_opts {
	const char *dir, *keep;
	bool prove;
};

static const struct opt backup_options[] = {
    {"output", 'o', OPT_TEXT, offsetof(struct backup_opts, dir), "DIR",
     TT("备份到哪个文件夹，默认办公文件夹中的 backup",
	"folder of the copies, backup/ in the office by default"),
     NULL},
    {"prove", 0, OPT_FLAG, offsetof(struct backup_opts, prove), NULL,
     TT("对备份检查全部规则", "check every rule on the copy"), NULL},
    {"keep", 0, OPT_TEXT, offsetof(struct backup_opts, keep), "7d,4w,12m",
     TT("只保留最近几天、几周、几月的备份", "keep the newest of so many days, weeks, months"),
     NULL},
    {0},
};

static int run(struct app *app, void *opts, struct err *e)
{
	const struct backup_opts *o = opts;
	struct backup_result done = {0};
	int64_t removed = 0;

	if (backup_make(&app->job, o->dir, o->prove, &done, e) < 0 ||
	    outputs_commit(&app->job.outputs, e) < 0)
		return -1;
	if (o->keep && backup_rotate(&app->job, o->dir, o->keep, &removed, e) < 0)
		return -1;
	say(app, I_BACKUP_DONE, done.path, (long long)done.runs, done.head,
	    (long long)done.photos_copied);
	if (removed)
		say(app, I_BACKUP_REMOVED, (long long)removed);
	return 0;
}

const struct cmd cmd_backup = {
    .name = "backup",
    .summary_zh = "备份办公文件夹，并验证备份可用",
    .summary_en = "copy the office, and prove that the copy can be read",
    .args = "",
    .need = NEED_READ,
    .flags = CMD_WHOLE,
    .opts = backup_options,
    .opts_size = sizeof(struct backup_opts),
    .run = run,
};
