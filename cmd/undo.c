/*
 * ncre undo RUN: takes one run back, as a run of its own, which can be undone too. Refuses with
 * the list where later runs changed the same rows or refer to them. Money is not taken out of the
 * ledger: the opposite is posted.
 * Exit codes: 0, 2, 4 (later work is in the way; no such run).
 */
#include "job/undo.h"
#include "base/messages.h"
#include "base/text.h"
#include "cli/out.h"

static enum cmd_need need_of(struct app *app, const void *opts)
{
	(void)opts;
	if (!text_to_int(app->argv[0], 1, INT64_MAX, &app->undoes))
		app->undoes = 0;
	return NEED_WRITE;
}

static int print_conflicts(struct app *app, const struct undo_report *report, struct err *e)
{
	const struct column columns[] = {
	    {"table", T("表", "table"), COL_TEXT, 0},
	    {"who", T("对象", "who"), COL_TEXT, 0},
	    {"why", T("原因", "why"), COL_TEXT, 0},
	    {"run", T("后来的记录", "later run"), COL_INT, 0},
	};
	struct tab_sink *sink;
	size_t i;

	if (list_open(app, &sink, columns, ARRAY_LEN(columns), e) < 0)
		return -1;
	for (i = 0; i < report->count; i++) {
		const struct undo_line *l = &report->lines[i];
		const char *values[] = {l->table, l->who, l->why, l->run};

		tab_sink_row(sink, values);
	}
	return tab_sink_close(sink, e);
}

static int run(struct app *app, void *opts, struct err *e)
{
	struct undo_report report;

	(void)opts;
	if (app->undoes == 0)
		return err_set(e, ERR_USAGE, E_RUN_NUMBER, app->argv[0]);
	if (undo_run(&app->job, app->undoes, &report, e) < 0)
		return -1;
	if (report.count > 0) {
		if (print_conflicts(app, &report, e) < 0)
			return -1;
		return err_set(e, ERR_RULE, E_UNDO_CONFLICT, (long long)app->undoes,
			       (unsigned long)report.count);
	}
	if (!app->dry_run)
		say(app, I_UNDONE, (long long)app->undoes);
	return 0;
}

const struct cmd cmd_undo = {
    .name = "undo",
    .summary_zh = "撤销一次操作（撤销本身也可撤销）",
    .summary_en = "take one run back (which can be undone too)",
    .args = "RUN",
    .args_min = 1,
    .args_max = 1,
    .need = NEED_WRITE,
    .roles = ROLE_CLERK | ROLE_FINANCE,
    .need_of = need_of,
    .run = run,
};
