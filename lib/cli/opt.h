/* Command lines: options are tables (struct opt in cli/app.h), parsing fills the option structs. */
#ifndef NCRE_CLI_OPT_H
#define NCRE_CLI_OPT_H

#include "cli/app.h"

/*
 * Reads the command line argv of cmd: the common options into app, its own into opts (opts_size of
 * cmd, zeroed). Options may stand anywhere before "--". argv is reordered: the arguments come
 * first, and are app->argv. *ret_help is set by -h and --help. ERR_USAGE otherwise.
 */
int opt_read(struct app *app, const struct cmd *cmd, int argc, char **argv, void *opts,
	     bool *ret_help, struct err *e) MUST_CHECK;

/* The command's own option that a word of the command line names, or NULL; whether with its value.
 */
const struct opt *opt_of_word(const struct cmd *cmd, const char *word, bool *ret_has_value);

/* Prints usage, options and summary of a command on stdout. */
void opt_help(const struct cmd *cmd);

#endif
