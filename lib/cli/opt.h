/* Command lines: options are tables (struct opt in cli/app.h), parsing fills the option structs. */
#ifndef NCRE_CLI_OPT_H
#define NCRE_CLI_OPT_H

#include "cli/app.h"

/* One table and the struct its offsets are in. */
struct opt_set {
	const struct opt *opts; /* may be NULL */
	void *into;
};

/*
 * Reads argv[1..] by the sets (the first that knows an option wins). Options may stand anywhere
 * before "--". argv is reordered: the arguments come first; *ret_argc is their number, from
 * argv[1]. *ret_help is set by -h and --help. ERR_USAGE otherwise.
 */
int opt_parse(int argc, char **argv, const struct opt_set *sets, size_t count, int *ret_argc,
	      bool *ret_help, struct err *e) MUST_CHECK;

/* The command's own option that a word of the command line names, or NULL; whether with its value.
 */
const struct opt *opt_of_word(const struct cmd *cmd, const char *word, bool *ret_has_value);

/* The options common to commands with this need and flags, into struct app. */
size_t opt_common(struct app *app, const struct cmd *cmd, enum cmd_need need,
		  struct opt_set sets[4]);

/* Prints usage, options and summary of a command on stdout. */
void opt_help(const struct cmd *cmd);

#endif
