/*
 * ncre help [COMMAND]: the commands by group, or one command's usage. Exit codes: 0, 2.
 */
#include "base/messages.h"
#include "base/text.h"
#include "cli/line.h"
#include "cli/opt.h"
#include "cli/out.h"

#include <string.h>

enum { NAME_WIDTH = 20 };

static void print_groups(void)
{
	const struct cmd_group *g;
	const struct cmd *const *c;

	print_line("%s", I_HELP_INTRO);
	for (g = cli_groups(); g->title_zh; g++) {
		bool titled = false;

		for (c = g->cmds; *c; c++) {
			if ((*c)->flags & CMD_HIDDEN)
				continue;
			if (!titled)
				print_line("\n%s", T(g->title_zh, g->title_en));
			titled = true;
			print_line("  %-*s %s", NAME_WIDTH, (*c)->name,
				   T((*c)->summary_zh, (*c)->summary_en));
		}
	}
	print_line("\n%s", I_HELP_OUTRO);
}

static int run(struct app *app, void *opts, struct err *e)
{
	const struct cmd *cmd;

	(void)opts;
	if (app->argc == 0) {
		print_groups();
		return 0;
	}
	cmd = cli_find(app->argv[0]);
	if (!cmd)
		return err_set(e, ERR_USAGE, E_CMD_UNKNOWN, app->argv[0]);
	opt_help(cmd);
	return 0;
}

const struct cmd cmd_help = {
    .name = "help",
    .summary_zh = "命令列表，或一个命令的用法",
    .summary_en = "the commands, or one command's usage",
    .args = "[COMMAND]",
    .args_max = 1,
    .need = NEED_NOTHING,
    .run = run,
};
