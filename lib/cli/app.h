/*
 * A command and the application around it. To add a command do these things:
 *   1. cmd/NAME.c with its options and `const struct cmd cmd_NAME` ('-' becomes '_');
 *   2. one line in cmd/commands.def;
 *   3. man/ncre-NAME.1;
 *   4. tests/cli/tNNNN-NAME.t.
 * The dispatcher does the rest: options, office, lock, run, difference, commit, exit code.
 */
#ifndef NCRE_CLI_APP_H
#define NCRE_CLI_APP_H

#include "base/err.h"
#include "job/access.h"
#include "job/job.h"
#include "tab/tab.h"

#include <stdbool.h>
#include <stddef.h>

/* A text in both languages, for static tables: initialises two fields. */
#define TT(chinese, english) chinese, english

enum opt_kind {
	OPT_FLAG,     /* bool */
	OPT_TEXT,     /* const char * */
	OPT_PERSONAL, /* the same; the run's command line does not keep it (R-PRIV) */
	OPT_INT,      /* int64_t, zero or more */
	OPT_DAY,      /* const char *, checked to be a day: YYYY-MM-DD */
	OPT_WORD,     /* int: the index into words */
};

struct opt {
	const char *name; /* "seed" for --seed; NULL ends the table */
	char letter;	  /* 'o' for -o; 0: none */
	enum opt_kind kind;
	size_t offset;	     /* of the field in the command's option struct */
	const char *metavar; /* "FILE"; NULL for a flag */
	const char *help_zh, *help_en;
	const char *const *words; /* OPT_WORD: NULL-terminated */
};

enum cmd_need {
	NEED_NOTHING, /* no office */
	NEED_LOCK,    /* an office and its writer lock, the database not opened */
	NEED_READ,    /* an office, one consistent view */
	NEED_WRITE,   /* an office, the writer lock, a run */
};

enum cmd_flag {
	CMD_LISTS = 1,	/* prints rows: takes --format and --reveal */
	CMD_HIDDEN = 2, /* not in help: for tests */
	CMD_WHOLE = 4,	/* looks at the office as a whole: not for who is held to sites */
};

/* What is common to all commands, as the command line gave it. */
struct app {
	struct job job;
	bool quiet; /* only what needs a person */
	bool dry_run;
	bool reveal;	     /* personal data unmasked */
	int format;	     /* enum sink_format: table, csv or jsonl */
	bool findings_shown; /* the command's own rows tell them: not listed again at the end */
	bool json;	     /* --json: the same as --format jsonl */
	const struct cmd_word *word; /* the subcommand; NULL: none */
	int argc;		     /* the arguments of the command, or of its subcommand */
	char **argv;
	int64_t lock_wait_s;
	const char *apply;		   /* plan hash of an earlier dry run */
	const char *receipt;		   /* file */
	int64_t max_changes, max_findings; /* -1: no limit */
	int64_t undoes;			   /* set by need_of of undo: the run that is taken back */
	const char *argv_json;
	bool clock_override;
	struct access access; /* what office.conf lets this person do with this command */
	bool denied;	      /* refused by R-ROLE: the attempt is recorded */
};

/* A subcommand: the first argument of a command that has several things to do. */
struct cmd_word {
	const char *name;	/* NULL ends the table */
	const char *args;	/* behind it: "ORDER..."; "" for none */
	int args_min, args_max; /* -1: any number */
	enum cmd_need need;
	const char *summary_zh, *summary_en;
	int (*run)(struct app *app, void *opts, struct err *e); /* as of a command */
};

struct cmd {
	const char *name;
	const char *summary_zh, *summary_en;
	const char *args;	/* "WORKBOOK", "FILE..."; "" for none */
	int args_min, args_max; /* -1: any number */
	enum cmd_need need;
	unsigned flags;
	unsigned roles; /* enum role: who may change something with it, besides an admin. To look
			 * is for every role (but CMD_WHOLE) */
	const struct opt *opts; /* NULL: only the common ones */
	size_t opts_size;	/* sizeof the option struct, given zeroed to run */
	/* Where the need depends on the arguments: returns the real one. May be NULL. */
	enum cmd_need (*need_of)(struct app *app, const void *opts);
	/* Where the roles do: returns them. May be NULL. */
	unsigned (*roles_of)(const void *opts);
	const struct cmd_word *words; /* subcommands; NULL: none */
	/* Does the work. 0; or -1 with e. Findings, counts, attention go into app->job.
	 * Besides words: what is done where the first argument is none of them; NULL: refused. */
	int (*run)(struct app *app, void *opts, struct err *e);
	/* After the commit, under the writer's lock still: what no transaction can hold. May be
	 * NULL; must be harmless to repeat, and to miss where the machine dies in between. */
	int (*after)(struct app *app, const void *opts, struct err *e);
};

struct cmd_group {
	const char *title_zh, *title_en;
	const struct cmd *const *cmds; /* NULL-terminated */
};

/* What main read from the environment; values may be NULL. */
struct cli_env {
	const char *office, *now, *lang;
};

/* Runs the command line and returns the exit code. groups ends with a NULL title. */
int cli_main(int argc, char **argv, const struct cmd_group *groups, const struct cli_env *env);

#endif
