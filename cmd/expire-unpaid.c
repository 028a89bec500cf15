/*
 * ncre expire-unpaid: ends unpaid entries whose time is over, and candidates with nothing left
 * (R-EXP); never early. An entry that ever had an order waits until a statement covers its
 * deadline (R-EXP-COVER), unless --without-statement. Meant for cron: silent with --quiet.
 * Exit codes: 0, 2, 4 (the clock was set back; --max-changes).
 */
#include "base/messages.h"
#include "cli/out.h"
#include "job/expire.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

struct expire_opts {
	int64_t limit;
	bool without_statement;
};

static const struct opt options[] = {
    {"limit", 0, OPT_INT, offsetof(struct expire_opts, limit), "N",
     TT("最多处理的科目数，最早到期的先", "at most so many entries, the longest overdue first"),
     NULL},
    {"without-statement", 0, OPT_FLAG, offsetof(struct expire_opts, without_statement), NULL,
     TT("不等对账单（开过订单的也过期）", "do not wait for statements (also what had an order)"),
     NULL},
    {0},
};

static const char *why_text(const char *why)
{
	if (strcmp(why, "approved") == 0)
		return T("审核通过", "review approved");
	if (strcmp(why, "rejected") == 0)
		return T("审核退回", "review rejected");
	if (strcmp(why, "order_closed") == 0)
		return T("订单关闭", "order closed");
	if (strcmp(why, "group_deadline") == 0)
		return T("集体缴费截止", "group deadline");
	return T("报考", "registered");
}

static int print_ended(struct app *app, const struct due_entries *ended, struct err *e)
{
	const struct column columns[] = {
	    {"reg_no", T("报名号", "registration"), COL_ID, 0},
	    {"name", T("姓名", "name"), COL_TEXT, 0},
	    {"site_code", T("考点", "site"), COL_ID, 0},
	    {"subject_code", T("科目", "subject"), COL_ID, 0},
	    {"why", T("计时原因", "clock started by"), COL_TEXT, 0},
	    {"clock_at", T("起算时间", "clock started"), COL_INSTANT, 0},
	    {"deadline_at", T("到期时间", "deadline"), COL_INSTANT, 0},
	};
	struct arena row = {0};
	struct tab_sink *sink;
	size_t i;

	if (list_open(app, &sink, columns, ARRAY_LEN(columns), e) < 0)
		return -1;
	for (i = 0; i < ended->list.len; i++) {
		const struct due_entry *d = &ended->list.items[i];
		char clock[24] = "", deadline[24];
		const char *values[] = {d->reg_no,	  mask_field(app, &row, "name", d->name),
					d->site_code,	  d->subject_code,
					why_text(d->why), clock,
					deadline};

		/* machine output does not change with the language */
		if (app->format != SINK_TABLE)
			values[4] = d->why;
		if (d->clock_at)
			snprintf(clock, sizeof clock, "%lld", (long long)d->clock_at);
		snprintf(deadline, sizeof deadline, "%lld", (long long)d->deadline_at);
		tab_sink_row(sink, values);
		arena_reset(&row);
	}
	arena_free(&row);
	return tab_sink_close(sink, e);
}

static int run(struct app *app, void *opts, struct err *e)
{
	const struct expire_opts *o = opts;
	struct expire what = {o->limit, o->without_statement, app->dry_run};
	struct due_entries ended = {0};
	int rc = expire_unpaid(&app->job, &what, &ended, e);

	if (rc == 0 && ended.list.len > 0 && !app->quiet)
		rc = print_ended(app, &ended, e);
	if (rc == 0)
		say(app, I_EXPIRED, (long long)app->job.counts.items[0].value,
		    (long long)app->job.counts.items[1].value,
		    (long long)app->job.counts.items[2].value);
	VEC_FREE(&ended.list);
	return rc;
}

const struct cmd cmd_expire_unpaid = {
    .name = "expire-unpaid",
    .summary_zh = "过期：取消到时未缴费的报考",
    .summary_en = "end entries that were not paid in time",
    .args = "",
    .need = NEED_WRITE,
    .flags = CMD_LISTS,
    .roles = ROLE_FINANCE,
    .opts = options,
    .opts_size = sizeof(struct expire_opts),
    .run = run,
};
