/*
 * ncre template KIND: the blank workbook of an import kind, with notes, drop-down lists, code
 * sheets and a sample row.
 * Exit codes: 0, 2 (no such kind), 3, 7 (the file exists or cannot be written).
 */
#include "base/messages.h"
#include "cli/out.h"
#include "job/export.h"

struct template_opts {
	const char *output;
};

static const struct opt options[] = {
    {"output", 'o', OPT_TEXT, offsetof(struct template_opts, output), "FILE",
     TT("写入此文件，默认 KIND.xlsx", "write this file, KIND.xlsx by default"), NULL},
    {0},
};

static int run(struct app *app, void *opts, struct err *e)
{
	const struct template_opts *o = opts;
	const char *path = o->output;

	/* only a file that was named is ever replaced */
	if (!path) {
		path = arena_printf(&app->job.arena, "%s.xlsx", app->argv[0]);
		if (file_exists(path))
			return err_set(e, ERR_OUTPUT, E_OUT_EXISTS, path);
	}
	if (template_write(&app->job, app->argv[0], path, e) < 0)
		return -1;
	say(app, I_TEMPLATE_WRITTEN, path);
	return 0;
}

const struct cmd cmd_template = {
    .name = "template",
    .summary_zh = "写出某种导入表的空白工作簿",
    .summary_en = "write the blank workbook of an import kind",
    .args = "KIND",
    .args_min = 1,
    .args_max = 1,
    .need = NEED_READ,
    .opts = options,
    .opts_size = sizeof(struct template_opts),
    .run = run,
};
