/*
 * ncre audit list|sheet|history|changes|decide|submit|approve|reject: the review of what candidates
 * registered. Where a site reviews, nobody pays without approval (R-REVIEW). A pending review stops
 * the clock, the decision restarts it (R-EXP). Exit codes: 0, 1 (some could not be submitted or
 * decided), 2, 3 (no such candidate, unusable sheet), 4 (the sheet has wrong rows, nothing
 * changed), 7.
 */
#include "base/messages.h"
#include "cli/out.h"
#include "exam/find.h"
#include "job/import.h"
#include "job/review.h"
#include "job/review_sheet.h"

#include <stddef.h>
#include <string.h>

struct audit_opts {
	const char *sitting, *site, *output, *reason;
	int state;
	bool partial;
};

static const char *const states[] = {"pending", "unsubmitted", "approved", "rejected", NULL};

static const struct opt options[] = {
    {"sitting", 0, OPT_TEXT, offsetof(struct audit_opts, sitting), "CODE",
     TT("考次，默认最新的", "the sitting, the newest by default"), NULL},
    {"site", 0, OPT_TEXT, offsetof(struct audit_opts, site), "CODE",
     TT("只限此考点", "only this site"), NULL},
    {"state", 0, OPT_WORD, offsetof(struct audit_opts, state),
     "pending|unsubmitted|approved|rejected",
     TT("list、sheet：审核状态，默认 pending", "list, sheet: this state, pending by default"),
     states},
    {"output", 'o', OPT_TEXT, offsetof(struct audit_opts, output), "FILE",
     TT("sheet：写到此 XLSX 文件", "sheet: the XLSX file to write"), NULL},
    {"reason", 0, OPT_TEXT, offsetof(struct audit_opts, reason), "TEXT",
     TT("reject：退回原因，考生可见", "reject: the reason, shown to the candidate"), NULL},
    {"partial", 0, OPT_FLAG, offsetof(struct audit_opts, partial), NULL,
     TT("decide：跳过有误的行", "decide: leave wrong rows out"), NULL},
    {0},
};

static struct stmt *who(struct app *app, const struct audit_opts *o, struct err *e)
{
	struct sitting s;
	struct stmt *st;

	if (sitting_find(app->job.db, &app->job.arena, o->sitting, &s, e) < 0)
		return NULL;
	st = db_stmt(app->job.db, SQL_REVIEW_LIST, e);
	if (!st)
		return NULL;
	stmt_int(st, ":sitting", s.id);
	stmt_text_or_null(st, ":site", o->site);
	stmt_text(st, ":review", states[o->state]);
	return st;
}

static int list_rows(struct app *app, const struct layout *layout, struct stmt *st,
		     struct tab_sink *sink, const struct column *columns, size_t count,
		     struct err *e)
{
	const char *values[16];
	struct arena row = {0};
	size_t i;
	int rc;

	BUG_ON(count > ARRAY_LEN(values));
	while ((rc = stmt_step(st, e)) == 1) {
		arena_reset(&row);
		for (i = 0; i + 1 < count; i++)
			values[i] = list_value(app, &row, st, columns[i].key);
		if (review_changed(&app->job, app->format == SINK_TABLE ? layout : NULL, &row,
				   col_int(st, "id"), &values[count - 1], e) < 0) {
			stmt_done(st);
			rc = -1;
			break;
		}
		tab_sink_row(sink, values);
	}
	arena_free(&row);
	return rc;
}

static int list(struct app *app, void *opts, struct err *e)
{
	const struct column columns[] = {
	    {"reg_no", T("报名号", "registration"), COL_ID, 0},
	    {"site_code", T("考点", "site"), COL_ID, 0},
	    {"name", T("姓名", "name"), COL_TEXT, 0},
	    {"source", T("来源", "source"), COL_TEXT, 0},
	    {"review", T("审核状态", "state"), COL_TEXT, 0},
	    {"review_at", T("时间", "since"), COL_INSTANT, 0},
	    {"times", T("提交次数", "times"), COL_INT, 0},
	    {"subjects", T("科目", "subjects"), COL_TEXT, 0},
	    {"last_reason", T("上次退回原因", "last reason"), COL_TEXT, 0},
	    {"changed", T("上次审核后改过", "changed since"), COL_TEXT, 0},
	};
	struct stmt *st = who(app, opts, e);
	const struct layout *layout;
	struct err ignored = {0};
	struct tab_sink *sink;

	if (!st || review_titles(&app->job, &layout, e) < 0 ||
	    list_open(app, &sink, columns, ARRAY_LEN(columns), e) < 0)
		return -1;
	if (list_rows(app, layout, st, sink, columns, ARRAY_LEN(columns), e) < 0) {
		(void)!tab_sink_close(sink, &ignored);
		return -1;
	}
	return tab_sink_close(sink, e);
}

/* The candidate that the first argument names. */
static int whose(struct app *app, const struct audit_opts *o, int64_t *ret_id, struct err *e)
{
	struct sitting s;

	if (sitting_find(app->job.db, &app->job.arena, o->sitting, &s, e) < 0)
		return -1;
	return find_candidate(app->job.db, s.id, app->argv[0], ret_id, e);
}

/* Every step of one candidate's review, with the reasons of all rejections. */
static int history(struct app *app, void *opts, struct err *e)
{
	const struct column columns[] = {
	    {"decided_at", T("时间", "time"), COL_INSTANT, 0},
	    {"decision", T("步骤", "step"), COL_TEXT, 0},
	    {"reason", T("原因", "reason"), COL_TEXT, 0},
	    {"decided_by", T("经办人", "by"), COL_TEXT, 0},
	    {"run_id", T("操作记录", "run"), COL_INT, 0},
	};
	struct stmt *st;
	int64_t id;

	if (whose(app, opts, &id, e) < 0)
		return -1;
	st = db_stmt(app->job.db, SQL_REVIEW_HISTORY, e);
	if (!st)
		return -1;
	stmt_int(st, ":candidate", id);
	return list_stmt(app, st, columns, ARRAY_LEN(columns), NULL, e);
}

/* What is not as the last decision found it, field by field. */
static int changes(struct app *app, void *opts, struct err *e)
{
	const struct column columns[] = {
	    {"field", T("字段", "field"), COL_TEXT, 0},
	    {"old", T("上次审核时", "at the last decision"), COL_TEXT, 0},
	    {"new", T("现在", "now"), COL_TEXT, 0},
	};
	struct arena *a = &app->job.arena;
	struct review_changes found = {0};
	const struct layout *layout;
	struct tab_sink *sink;
	int64_t id;
	size_t i;

	if (whose(app, opts, &id, e) < 0 || review_titles(&app->job, &layout, e) < 0 ||
	    list_open(app, &sink, columns, ARRAY_LEN(columns), e) < 0)
		return -1;
	if (review_changes(app->job.db, a, id, &found, e) < 0) {
		struct err ignored = {0};

		(void)!tab_sink_close(sink, &ignored);
		return -1;
	}
	for (i = 0; i < found.list.len; i++) {
		const struct review_change *c = &found.list.items[i];
		bool people = app->format == SINK_TABLE;
		const char *values[] = {people ? review_field_title(layout, c->field) : c->field,
					mask_field(app, a, c->field, c->old),
					mask_field(app, a, c->field, c->new)};

		tab_sink_row(sink, values);
	}
	VEC_FREE(&found.list);
	return tab_sink_close(sink, e);
}

static const char *show(void *ctx, struct arena *row, const char *field, const char *value)
{
	return mask_field(ctx, row, field, value);
}

static int sheet(struct app *app, void *opts, struct err *e)
{
	const struct audit_opts *o = opts;
	struct sitting s;
	struct review_sheet what = {.sitting = &s,
				    .site = o->site,
				    .state = states[o->state],
				    .path = o->output,
				    .in_clear = app->reveal,
				    .show = show,
				    .ctx = app};
	int64_t rows = 0;

	if (!o->output)
		return err_set(e, ERR_USAGE, E_OPT_NEEDS_VALUE, "o", "FILE.xlsx");
	if (sitting_find(app->job.db, &app->job.arena, o->sitting, &s, e) < 0 ||
	    review_write_sheet(&app->job, &what, &rows, e) < 0)
		return -1;
	say(app, I_AUDIT_SHEET, (long long)rows, o->output);
	return 0;
}

static int submit(struct app *app, void *opts, struct err *e)
{
	const struct audit_opts *o = opts;
	struct sitting s;

	if (sitting_find(app->job.db, &app->job.arena, o->sitting, &s, e) < 0)
		return -1;
	if (review_submit(&app->job, &s, o->site, app->argv, app->argc, e) < 0)
		return -1;
	say(app, I_AUDIT_SUBMITTED, (long long)app->job.counts.items[0].value,
	    (long long)app->job.findings.errors);
	return 0;
}

/* reason: of a rejection; NULL approves. */
static int decide(struct app *app, const struct audit_opts *o, const char *reason, struct err *e)
{
	struct sitting s;

	if (sitting_find(app->job.db, &app->job.arena, o->sitting, &s, e) < 0)
		return -1;
	if (review_decide(&app->job, &s, reason, app->argv, app->argc, e) < 0)
		return -1;
	say(app, I_AUDIT_DECIDED, (long long)app->job.counts.items[0].value,
	    (long long)app->job.findings.errors);
	return 0;
}

static int approve(struct app *app, void *opts, struct err *e)
{
	return decide(app, opts, NULL, e);
}

static int reject(struct app *app, void *opts, struct err *e)
{
	const struct audit_opts *o = opts;

	if (!o->reason || !*o->reason)
		return err_set(e, ERR_USAGE, "%s", E_AUDIT_REASON);
	return decide(app, o, o->reason, e);
}

/* The same as ncre import --as decisions. */
static int take_sheet(struct app *app, void *opts, struct err *e)
{
	const struct audit_opts *o = opts;
	const struct import_opts how = {
	    .kind = "decisions", .sitting = o->sitting, .partial = o->partial};

	if (import_files(&app->job, &how, app->argv, 1, e) < 0)
		return -1;
	say(app, "%s", import_in_words(&app->job, how.kind));
	return 0;
}

static const struct cmd_word words[] = {
    {"list", "", 0, 0, NEED_READ, TT("列出考生，最早的在前", "list candidates, oldest first"),
     list},
    {"sheet", "", 0, 0, NEED_READ, TT("写出带照片的审核表", "write the sheet, with photos"), sheet},
    {"history", "NUMBER", 1, 1, NEED_READ,
     TT("一位考生的全部审核步骤", "all steps of one candidate"), history},
    {"changes", "NUMBER", 1, 1, NEED_READ,
     TT("上次审核后改了什么", "what changed since the last decision"), changes},
    {"decide", "FILE", 1, 1, NEED_WRITE, TT("收回填好的审核表", "take the sheet back, filled in"),
     take_sheet},
    {"submit", "[NUMBER...]", 0, -1, NEED_WRITE,
     TT("送审，默认全部齐全的", "to review: these, or all that are complete"), submit},
    {"approve", "NUMBER...", 1, -1, NEED_WRITE, TT("通过", "approve"), approve},
    {"reject", "NUMBER...", 1, -1, NEED_WRITE, TT("退回，须给原因", "reject, with a reason"),
     reject},
    {0},
};

const struct cmd cmd_audit = {
    .name = "audit",
    .summary_zh = "信息审核：提交、列出、审核表、通过、退回",
    .summary_en = "review: submit, list, the sheet, approve, reject",
    .args = "",
    .need = NEED_WRITE,
    .flags = CMD_LISTS,
    .roles = ROLE_CLERK,
    .opts = options,
    .opts_size = sizeof(struct audit_opts),
    .words = words,
};
