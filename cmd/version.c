/* ncre version: program and database version. Exit codes: 0. */
#include "cli/out.h"
#include "db/db.h"

static int run(struct app *app, void *opts, struct err *e)
{
	(void)app;
	(void)opts;
	(void)e;
	print_line("ncre %s (schema %d)", NCRE_VERSION, db_version_current());
	return 0;
}

const struct cmd cmd_version = {
    .name = "version",
    .summary_zh = "程序和数据库的版本",
    .summary_en = "version of the program and its database",
    .args = "",
    .args_max = 0,
    .need = NEED_NOTHING,
    .run = run,
};
