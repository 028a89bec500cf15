/*
 * ncre audit list|sheet|decide|submit|approve|reject: the review of what candidates registered.
 * Where a site reviews, nobody pays without approval (R-REVIEW). A pending review stops the clock,
 * the decision restarts it (R-EXP).
 * Exit codes: 0, 1 (some could not be submitted or decided), 2, 3 (no such candidate, unusable
 * sheet), 4 (the sheet has wrong rows, nothing changed), 7.
 */
#include "base/messages.h"
#include "cli/out.h"
#include "job/import.h"
#include "job/review.h"
#include "tab/book.h"

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
    {"state", 0, OPT_WORD, offsetof(struct audit_opts, state), "STATE",
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

static enum cmd_need need_of(struct app *app, const void *opts)
{
	(void)opts;
	return strcmp(app->argv[0], "list") == 0 || strcmp(app->argv[0], "sheet") == 0 ? NEED_READ
										       : NEED_WRITE;
}

static struct stmt *who(struct app *app, const struct audit_opts *o, const struct sitting *s,
			struct err *e)
{
	struct stmt *st = db_stmt(app->job.db, SQL_REVIEW_LIST, e);

	if (!st)
		return NULL;
	stmt_int(st, ":sitting", s->id);
	stmt_text_or_null(st, ":site", o->site);
	stmt_text(st, ":review", states[o->state]);
	return st;
}

static int list(struct app *app, const struct audit_opts *o, const struct sitting *s, struct err *e)
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
	};
	struct stmt *st = who(app, o, s, e);

	return st ? list_stmt(app, st, columns, ARRAY_LEN(columns), NULL, e) : -1;
}

/* The rows of the sheet, masked like every list unless --reveal. */
static int fill_sheet(struct app *app, struct book *b, struct stmt *st,
		      const struct column *columns, size_t count, int64_t *ret_rows, struct err *e)
{
	const char *values[16];
	struct arena row = {0};
	size_t i;
	int rc;

	BUG_ON(count > ARRAY_LEN(values));
	while ((rc = stmt_step(st, e)) == 1) {
		arena_reset(&row);
		for (i = 0; i < count; i++)
			values[i] = mask_field(app, &row, columns[i].key,
					       arena_strdup(&row, col_text(st, columns[i].key)));
		book_row(b, values);
		(*ret_rows)++;
	}
	arena_free(&row);
	return rc;
}

static int sheet(struct app *app, const struct audit_opts *o, const struct sitting *s,
		 struct err *e)
{
	/* Chinese headers: the sheet is read back by them */
	static const struct column columns[] = {
	    {"reg_no", "报名号", COL_ID, 0},	    {"site_code", "考点", COL_ID, 0},
	    {"name", "姓名", COL_TEXT, 0},	    {"sex", "性别", COL_TEXT, 0},
	    {"born_on", "出生日期", COL_DATE, 0},   {"id_type", "证件类型", COL_ID, 0},
	    {"id_number", "证件号码", COL_ID, 0},   {"subjects", "报考科目", COL_ID, 16},
	    {"photo_name", "照片", COL_TEXT, 20},   {"review_at", "提交时间", COL_INSTANT, 0},
	    {"times", "提交次数", COL_INT, 0},	    {"last_reason", "上次退回原因", COL_TEXT, 24},
	    {"decision", "审核结果", COL_TEXT, 12}, {"reason", "退回原因", COL_TEXT, 30},
	};
	enum { DECISION = 12, REASON = 13 };
	static const struct column choices[] = {{"decision", "审核结果", COL_TEXT, 12}};
	static const char *const yes[] = {"通过"}, *const no[] = {"退回"};
	struct stmt *st = who(app, o, s, e);
	struct output *out;
	struct book *b;
	int64_t rows = 0;
	int rc;

	if (!st || output_begin(&app->job.outputs, o->output, &out, e) < 0 ||
	    book_open(&b, out, app->job.now, e) < 0)
		return -1;
	book_sheet(b, "信息审核", columns, ARRAY_LEN(columns));
	book_list(b, DECISION, "=选项!$A$2:$A$3");
	book_note(b, DECISION, "通过 或 退回；空白表示暂不决定");
	book_note(b, REASON, "退回时必填，考生可见");
	rc = fill_sheet(app, b, st, columns, ARRAY_LEN(columns), &rows, e);
	book_sheet(b, "选项", choices, 1);
	book_row(b, yes);
	book_row(b, no);
	if (rc < 0) {
		struct err ignored = {0};

		(void)!book_close(b, &ignored);
		return -1;
	}
	if (book_close(b, e) < 0)
		return -1;
	say(app, I_AUDIT_SHEET, (long long)rows, o->output);
	return 0;
}

static int decide(struct app *app, const struct audit_opts *o, const struct sitting *s, int argc,
		  char **argv, struct err *e)
{
	bool reject = strcmp(app->argv[0], "reject") == 0;

	if (reject && (!o->reason || !*o->reason))
		return err_set(e, ERR_USAGE, "%s", E_AUDIT_REASON);
	if (argc == 0)
		return err_set(e, ERR_USAGE, E_ARGS_FEW, "audit", "REG_NO...", "audit");
	return review_decide(&app->job, s, reject ? o->reason : NULL, argv, argc, e);
}

/* The same as ncre import --as decisions. */
static int take_sheet(struct app *app, const struct audit_opts *o, char **argv, struct err *e)
{
	const struct import_opts how = {
	    .kind = "decisions", .sitting = o->sitting, .partial = o->partial};

	if (import_files(&app->job, &how, argv, 1, e) < 0)
		return -1;
	say(app, "%s", import_in_words(&app->job, how.kind));
	return 0;
}

static int run(struct app *app, void *opts, struct err *e)
{
	const struct audit_opts *o = opts;
	const char *what = app->argv[0];
	int argc = app->argc - 1;
	char **argv = app->argv + 1;
	struct sitting s;

	if (sitting_find(app->job.db, &app->job.arena, o->sitting, &s, e) < 0)
		return -1;
	if (strcmp(what, "submit") == 0)
		return review_submit(&app->job, &s, o->site, argv, argc, e);
	if (strcmp(what, "approve") == 0 || strcmp(what, "reject") == 0)
		return decide(app, o, &s, argc, argv, e);
	if (strcmp(what, "decide") == 0) {
		if (argc != 1)
			return err_set(e, ERR_USAGE, "%s", E_AUDIT_FILE);
		return take_sheet(app, o, argv, e);
	}
	if (argc > 0)
		return err_set(e, ERR_USAGE, E_ARGS_MANY, "audit", "list|sheet", "audit");
	if (strcmp(what, "list") == 0)
		return list(app, o, &s, e);
	if (strcmp(what, "sheet") != 0)
		return err_set(e, ERR_USAGE, E_SUBCOMMAND, what,
			       "list, sheet, decide, submit, approve, reject");
	if (!o->output)
		return err_set(e, ERR_USAGE, E_OPT_NEEDS_VALUE, "o", "FILE.xlsx");
	return sheet(app, o, &s, e);
}

const struct cmd cmd_audit = {
    .name = "audit",
    .summary_zh = "信息审核：提交、列出、审核表、通过、退回",
    .summary_en = "review: submit, list, the sheet, approve, reject",
    .args =
	"list | sheet | decide FILE | submit [NUMBER...] | approve NUMBER... | reject NUMBER...",
    .args_min = 1,
    .args_max = -1,
    .need = NEED_WRITE,
    .need_of = need_of,
    .flags = CMD_LISTS,
    .roles = ROLE_CLERK,
    .opts = options,
    .opts_size = sizeof(struct audit_opts),
    .run = run,
};
