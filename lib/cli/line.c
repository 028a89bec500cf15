#include "cli/line.h"
#include "base/buf.h"
#include "base/messages.h"

#include <string.h>

static const struct cmd_group *all_groups;

void line_start(const struct cmd_group *groups)
{
	all_groups = groups;
}

const struct cmd_group *cli_groups(void)
{
	return all_groups;
}

const struct cmd *cli_find(const char *name)
{
	const struct cmd_group *g;
	const struct cmd *const *c;

	for (g = all_groups; g->title_zh; g++)
		for (c = g->cmds; *c; c++)
			if (strcmp((*c)->name, name) == 0)
				return *c;
	return NULL;
}

/* ---- the command ---- */

/* Levenshtein distance of short words, for "did you mean". */
static size_t distance(const char *a, const char *b)
{
	size_t row[64], i, j, la = strlen(a), lb = strlen(b);

	if (lb >= ARRAY_LEN(row) || la >= ARRAY_LEN(row))
		return 64;
	for (j = 0; j <= lb; j++)
		row[j] = j;
	for (i = 1; i <= la; i++) {
		size_t diagonal = row[0];

		row[0] = i;
		for (j = 1; j <= lb; j++) {
			size_t above = row[j], best = diagonal + (a[i - 1] != b[j - 1]);

			if (above + 1 < best)
				best = above + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			diagonal = above;
			row[j] = best;
		}
	}
	return row[lb];
}

static int unknown_command(const char *name, struct err *e)
{
	const struct cmd_group *g;
	const struct cmd *const *c;
	const char *near = NULL;
	size_t best = 4;

	for (g = all_groups; g->title_zh; g++) {
		for (c = g->cmds; *c; c++) {
			size_t d = distance(name, (*c)->name);

			if (d < best && !((*c)->flags & CMD_HIDDEN)) {
				best = d;
				near = (*c)->name;
			}
		}
	}
	if (near)
		return err_set(e, ERR_USAGE, E_CMD_NEAR, name, near);
	return err_set(e, ERR_USAGE, E_CMD_UNKNOWN, name);
}

/* Takes "-C DIR", "--help" and "--version" before the command; *ret_at is the command's index. */
static int global_options(int argc, char **argv, const char **office, int *ret_at, struct err *e)
{
	static char help[] = "help", version[] = "version";
	int i = 1;

	for (; i < argc && argv[i][0] == '-'; i++) {
		if (strcmp(argv[i], "-C") == 0) {
			if (i + 1 >= argc)
				return err_set(e, ERR_USAGE, E_OPT_NEEDS_VALUE, "-C", "DIR");
			*office = argv[++i];
		} else if (strcmp(argv[i], "-h") == 0 || strcmp(argv[i], "--help") == 0) {
			argv[i] = help;
			break;
		} else if (strcmp(argv[i], "--version") == 0) {
			argv[i] = version;
			break;
		} else {
			return err_set(e, ERR_USAGE, E_OPT_UNKNOWN, argv[i]);
		}
	}
	if (i >= argc)
		return err_set(e, ERR_USAGE, E_CMD_NONE);
	*ret_at = i;
	return 0;
}

int line_command(int argc, char **argv, const char **office, const struct cmd **ret, int *ret_at,
		 struct err *e)
{
	if (global_options(argc, argv, office, ret_at, e) < 0)
		return -1;
	*ret = cli_find(argv[*ret_at]);
	return *ret ? 0 : unknown_command(argv[*ret_at], e);
}

/* ---- its arguments ---- */

static int check_count(int argc, int min, int max, const char *name, const char *args,
		       const char *cmd, struct err *e)
{
	if (argc < min)
		return err_set(e, ERR_USAGE, E_ARGS_FEW, name, args, cmd);
	if (max >= 0 && argc > max)
		return *args ? err_set(e, ERR_USAGE, E_ARGS_MANY, name, args, cmd)
			     : err_set(e, ERR_USAGE, E_ARGS_NONE, name, cmd);
	return 0;
}

static int refuse_word(struct app *app, const struct cmd *cmd, struct err *e)
{
	const char *all = cmd->words->name;
	const struct cmd_word *w;

	for (w = cmd->words + 1; w->name; w++)
		all = arena_printf(&app->job.arena, "%s, %s", all, w->name);
	return app->argc == 0 ? err_set(e, ERR_USAGE, E_ARGS_FEW, cmd->name, all, cmd->name)
			      : err_set(e, ERR_USAGE, E_SUBCOMMAND, app->argv[0], all);
}

int line_args(struct app *app, const struct cmd *cmd, struct err *e)
{
	const struct cmd_word *w = cmd->words;

	while (w && w->name && (app->argc == 0 || strcmp(app->argv[0], w->name) != 0))
		w++;
	if (!w || (!w->name && cmd->run))
		return check_count(app->argc, cmd->args_min, cmd->args_max, cmd->name, cmd->args,
				   cmd->name, e);
	if (!w->name)
		return refuse_word(app, cmd, e);
	app->word = w;
	app->argc--;
	app->argv++;
	return check_count(app->argc, w->args_min, w->args_max,
			   arena_printf(&app->job.arena, "%s %s", cmd->name, w->name), w->args,
			   cmd->name, e);
}
