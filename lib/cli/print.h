/* What the commands print-* have in common: rows of their option tables, and how they end. */
#ifndef NCRE_CLI_PRINT_H
#define NCRE_CLI_PRINT_H

#include "cli/app.h"
#include "job/print.h"

#include <stddef.h>

#define PRINT_OPT_OUTPUT                                                                  \
	{                                                                                 \
		"output", 'o', OPT_TEXT, offsetof(struct print_opts, target), "DIR|FILE", \
		    TT("输出的文件夹，或以 .pdf 结尾的文件",                              \
		       "folder, or a file that ends in .pdf"),                            \
		    NULL                                                                  \
	}
#define PRINT_OPT_SITTING                                                                         \
	{                                                                                         \
		"sitting", 0, OPT_TEXT, offsetof(struct print_opts, sitting), "CODE",             \
		    TT("考次代码，默认最近的考次", "code of the sitting, the newest by default"), \
		    NULL                                                                          \
	}
#define PRINT_OPT_SITE                                                          \
	{                                                                       \
		"site", 0, OPT_TEXT, offsetof(struct print_opts, site), "CODE", \
		    TT("只打印这个考点", "this site only"), NULL                \
	}
#define PRINT_OPT_ROOM                                                          \
	{                                                                       \
		"room", 0, OPT_TEXT, offsetof(struct print_opts, room), "CODE", \
		    TT("只打印这个考场", "this room only"), NULL                \
	}
#define PRINT_OPT_SKIP                                                                          \
	{                                                                                       \
		"skip-unprintable", 0, OPT_FLAG, offsetof(struct print_opts, skip_unprintable), \
		    NULL,                                                                       \
		    TT("不能打印的列出并跳过，其余照常打印",                                    \
		       "list what cannot be printed and print the rest"),                       \
		    NULL                                                                        \
	}

typedef int print_fn(struct job *job, const struct print_opts *opts, struct print_result *ret,
		     struct err *e);

/* Keys of the run's counts: "tickets_printed", "tickets_left_out". */
struct print_keys {
	const char *printed, *left_out;
};

/* Prints, counts, and says what was printed and what was left out. ret may be NULL. */
int print_run(struct app *app, struct print_opts *opts, print_fn *print,
	      const struct print_keys *keys, struct print_result *ret, struct err *e) MUST_CHECK;

#endif
