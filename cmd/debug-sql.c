/*
 * ncre debug-sql [NAME]: the named statements, or one with its text and query plan. Hidden: for
 * tests and for those who look after the program. Exit codes: 0, 2, 3.
 */
#include "base/messages.h"
#include "cli/out.h"
#include "db/embedded.h"

static int print_plan(void *ctx, const char *line, struct err *e)
{
	(void)ctx;
	(void)e;
	print_line("-- %s", line);
	return 0;
}

static int run(struct app *app, void *opts, struct err *e)
{
	enum sql_id id;
	int i;

	(void)opts;
	for (i = 0; app->argc == 0 && i < SQL_COUNT; i++)
		print_line("%s\t%s:%d", embedded_sql[i].name, embedded_sql[i].file,
			   embedded_sql[i].line);
	if (app->argc == 0)
		return 0;
	id = sql_by_name(app->argv[0]);
	if (id == SQL_COUNT)
		return err_set(e, ERR_INPUT, E_SQL_UNKNOWN, app->argv[0]);
	print_line("-- %s:%d", embedded_sql[id].file, embedded_sql[id].line);
	print_line("%s", embedded_sql[id].text);
	return db_explain(app->job.db, id, print_plan, NULL, e);
}

const struct cmd cmd_debug_sql = {
    .name = "debug-sql",
    .summary_zh = "列出命名的 SQL 语句，或一条语句的文本和查询计划",
    .summary_en = "the named SQL statements, or one with its text and plan",
    .args = "[NAME]",
    .args_max = 1,
    .need = NEED_READ,
    .flags = CMD_HIDDEN,
    .run = run,
};
