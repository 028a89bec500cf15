/* The words of the command line that are no options: which command, which subcommand, arguments. */
#ifndef NCRE_CLI_LINE_H
#define NCRE_CLI_LINE_H

#include "cli/app.h"

/* The commands there are; said once, before all else. groups ends with a NULL title. */
void line_start(const struct cmd_group *groups);

/* The same, for `ncre help`. */
const struct cmd_group *cli_groups(void);
const struct cmd *cli_find(const char *name); /* exact name; NULL */

/*
 * Takes "-C DIR" (into *office), "--help" and "--version" before the command, and finds it:
 * *ret_at is its index in argv. ERR_USAGE otherwise, with what may have been meant.
 */
int line_command(int argc, char **argv, const char **office, const struct cmd **ret, int *ret_at,
		 struct err *e) MUST_CHECK;

/*
 * Takes the subcommand off app's arguments, where cmd has some, into app->word; ERR_USAGE where
 * there is none, or too few or too many arguments are left.
 */
int line_args(struct app *app, const struct cmd *cmd, struct err *e) MUST_CHECK;

#endif
