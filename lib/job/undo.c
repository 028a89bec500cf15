#include "job/undo.h"

#include "base/messages.h"
#include "db/run.h"
#include "exam/ledger.h"
#include "exam/offering.h"

#include <stdio.h>
#include <string.h>

static const char *why_text(const char *why)
{
	if (strcmp(why, "changed") == 0)
		return T("之后又被修改", "changed since");
	if (strcmp(why, "gone") == 0)
		return T("之后被移除", "removed since");
	if (strcmp(why, "exists") == 0)
		return T("同一位置已有别的记录", "something else stands there now");
	if (strcmp(why, "rule") == 0)
		return T("唯一值之后被别人占用", "its unique value has been taken since");
	return T("之后的记录引用了它（例如已缴费、已打印）",
		 "later records refer to it (paid or printed since, for example)");
}

/* "830010000001 张*" for a row that has a label statement, else its key. */
static int who_text(struct job *job, const struct undo_conflict *c, const char **ret, struct err *e)
{
	enum sql_id id = sql_by_name(arena_printf(&job->arena, "label_%s", c->table));
	struct stmt *st;
	int rc;

	*ret = c->pk;
	if (id == SQL_COUNT)
		return 0;
	st = db_stmt(job->db, id, e);
	if (!st)
		return -1;
	stmt_text(st, ":pk", c->pk);
	if ((rc = stmt_step(st, e)) == 1) {
		*ret = arena_strdup(&job->arena, col_text(st, "number"));
		stmt_done(st);
	}
	return rc < 0 ? -1 : 0;
}

static int fill_report(struct job *job, const struct undo_result *res, struct undo_report *report,
		       struct err *e)
{
	size_t i;

	report->count = res->conflicts.len;
	report->lines = arena_zalloc(&job->arena, res->conflicts.len, sizeof *report->lines);
	for (i = 0; i < res->conflicts.len; i++) {
		const struct undo_conflict *c = &res->conflicts.items[i];
		struct undo_line *l = &report->lines[i];

		l->table = c->table;
		l->why = why_text(c->why);
		l->run = c->run_id ? arena_printf(&job->arena, "%lld", (long long)c->run_id) : "";
		if (who_text(job, c, &l->who, e) < 0)
			return -1;
	}
	return 0;
}

static int refuse_undone(struct job *job, int64_t id, struct err *e)
{
	struct stmt *st = db_stmt(job->db, SQL_RUN_STANDING_UNDO, e);
	int64_t by = 0;

	if (!st)
		return -1;
	stmt_int(st, ":id", id);
	if (stmt_one_int(st, &by, e) < 0)
		return -1;
	return by ? err_set(e, ERR_RULE, E_UNDO_TWICE, (long long)id, (long long)by) : 0;
}

/* Why later work that needs what is taken back is in the way. */
static const char *needs_text(const char *what)
{
	if (strcmp(what, "handout") == 0)
		return T("准考证已打印", "its ticket has been printed");
	if (strcmp(what, "placement") == 0)
		return T("缴费后已编排", "it has been placed because it was paid");
	if (strcmp(what, "wish") == 0)
		return T("缴费后已填意向日期", "a date has been wished because it was paid");
	return T("缴费后已有成绩", "it has a score");
}

/* Lists what the statement finds of run id. */
static int list_needed(struct job *job, enum sql_id of_run, int64_t id, struct undo_report *report,
		       struct err *e)
{
	struct stmt *st = db_stmt(job->db, of_run, e);
	VEC_OF(struct undo_line) lines = {0};
	int rc = -1;

	if (st)
		stmt_int(st, ":id", id);
	while (st && (rc = stmt_step(st, e)) == 1) {
		struct undo_line l = {
		    .table = arena_strdup(&job->arena, col_text(st, "what")),
		    .who = arena_strdup(&job->arena, col_text(st, "who")),
		    .run = arena_printf(&job->arena, "%lld", (long long)col_int(st, "run")),
		};

		l.why = needs_text(l.table);
		VEC_PUSH(&lines, l);
	}
	report->count = lines.len;
	report->lines = arena_zalloc(&job->arena, lines.len + 1, sizeof *report->lines);
	if (lines.len)
		memcpy(report->lines, lines.items, lines.len * sizeof *lines.items);
	VEC_FREE(&lines);
	return rc;
}

int undo_run(struct job *job, int64_t id, struct undo_report *report, struct err *e)
{
	struct undo_result res = {0};
	int rc;

	memset(report, 0, sizeof *report);
	/* R-TICKET: what tickets on paper show stays as it is */
	if (refuse_undone(job, id, e) < 0 ||
	    list_needed(job, SQL_HANDOUT_OF_RUN, id, report, e) < 0)
		return -1;
	if (report->count > 0)
		return 0;
	rc = run_undo(job->db, &job->arena, id, &res, e);
	if (rc == 0 && res.conflicts.len > 0)
		rc = fill_report(job, &res, report, e);
	else if (rc == 0)
		rc = offering_recount(job->db, e) < 0 || ledger_reverse_run(job->db, id, e) < 0
			 ? -1
			 : list_needed(job, SQL_PLACEMENT_WITHOUT_PAYMENT, id, report, e);
	undo_result_free(&res);
	return rc;
}
