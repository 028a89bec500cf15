/*
 * ncre cancel NUMBER --reason TEXT [--subject CODE]: cancels one entry, or deletes a registration.
 * What is paid stays (R-PAID); what is in payment or under review stands still (R-LOCK); entries
 * are cancelled inside the registration window only (R-WINDOW), a registration without a paid entry
 * can be deleted at any time. What is gone is kept, with the reason.
 * Exit codes: 0, 2, 3 (no such candidate or entry), 4 (a rule).
 */
#include "base/messages.h"
#include "cli/out.h"
#include "job/counter.h"

#include <stddef.h>

struct cancel_opts {
	const char *sitting, *subject, *reason;
};

static const struct opt options[] = {
    {"sitting", 0, OPT_TEXT, offsetof(struct cancel_opts, sitting), "CODE",
     TT("考次，默认最新的", "the sitting, the newest by default"), NULL},
    {"subject", 0, OPT_TEXT, offsetof(struct cancel_opts, subject), "CODE",
     TT("只取消此科目；不给则删除整个报名", "only this entry; else the whole registration"), NULL},
    {"reason", 0, OPT_TEXT, offsetof(struct cancel_opts, reason), "TEXT",
     TT("原因（必填）", "why (required)"), NULL},
    {0},
};

/* What is gone, and what the candidate still has. */
static int list(struct app *app, int64_t candidate_id, struct err *e)
{
	const struct column columns[] = {
	    {"reg_no", T("报名号", "registration"), COL_ID, 0},
	    {"site_code", T("考点", "site"), COL_ID, 0},
	    {"name", T("姓名", "name"), COL_TEXT, 0},
	    {"subject_code", T("科目", "subject"), COL_ID, 0},
	    {"fee_fen", T("费用（元）", "yuan"), COL_FEN, 0},
	    {"state", T("状态", "state"), COL_TEXT, 0},
	    {"left", T("尚有科目", "entries left"), COL_INT, 0},
	};
	struct stmt *st = db_stmt(app->job.db, SQL_COUNTER_CANCELLED_NOW, e);

	if (!st)
		return -1;
	stmt_int(st, ":candidate", candidate_id);
	return list_stmt(app, st, columns, ARRAY_LEN(columns), NULL, e);
}

static int run(struct app *app, void *opts, struct err *e)
{
	const struct cancel_opts *o = opts;
	struct sitting s;
	int64_t id;

	if (!o->reason || !*o->reason)
		return err_set(e, ERR_USAGE, "%s", E_CANCEL_REASON);
	if (sitting_find(app->job.db, &app->job.arena, o->sitting, &s, e) < 0 ||
	    cancel_registration(&app->job, &s, app->argv[0], o->subject, o->reason, &id, e) < 0)
		return -1;
	return list(app, id, e);
}

const struct cmd cmd_cancel = {
    .name = "cancel",
    .summary_zh = "取消一名考生的一科报考，或删除其报名",
    .summary_en = "cancel one entry, or delete a registration",
    .args = "NUMBER",
    .args_min = 1,
    .args_max = 1,
    .need = NEED_WRITE,
    .roles = ROLE_CLERK,
    .opts = options,
    .opts_size = sizeof(struct cancel_opts),
    .run = run,
};
