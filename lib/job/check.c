#include "job/check.h"

#include "base/messages.h"
#include "db/embedded.h"
#include "db/run.h"
#include "job/glyph_check.h"
#include "job/photo_store.h"

#include <string.h>

static int run_check(struct job *job, enum sql_id id, struct err *e)
{
	const struct embedded_sql *q = &embedded_sql[id];
	struct stmt *st = db_stmt(job->db, id, e);
	int rc;

	if (!st)
		return -1;
	while ((rc = stmt_step(st, e)) == 1) {
		enum severity severity = strcmp(q->severity, "error") == 0 ? SEV_ERROR : SEV_WARN;
		const char *text = arena_printf(&job->arena, "%s: %s", T(q->title_zh, q->title_en),
						col_text(st, "detail"));

		job_finding(job, q->rule, severity, col_text(st, "subject"), text);
	}
	return rc;
}

static int check_rules(struct job *job, struct err *e)
{
	int64_t done = 0, total = 0;
	int i;

	for (i = 0; i < SQL_COUNT; i++)
		total += embedded_sql[i].kind == SQL_KIND_CHECK;
	for (i = 0; i < SQL_COUNT; i++) {
		if (embedded_sql[i].kind != SQL_KIND_CHECK)
			continue;
		job_progress(job, I_PROGRESS_RULES, done++, total);
		if (run_check(job, (enum sql_id)i, e) < 0)
			return -1;
	}
	return 0;
}

static int check_journal(struct job *job, struct err *e)
{
	char why[512];
	int64_t bad;

	if (run_verify_chain(job->db, &bad, why, e) < 0)
		return -1;
	if (bad)
		job_finding(job, "R-RUN", SEV_ERROR,
			    arena_printf(&job->arena, "run %lld", (long long)bad), why);
	return 0;
}

static int add_complaint(void *ctx, const char *what, struct err *e)
{
	(void)e;
	job_finding(ctx, "R-RUN", SEV_ERROR, "ncre.db", what);
	return 0;
}

static int add_changed_table(void *ctx, const char *table, int64_t then, int64_t now, struct err *e)
{
	struct job *job = ctx;
	struct finding f = {.rule = "R-RUN", .severity = SEV_ERROR, .subject = table};

	(void)e;
	f.suggestion = S_DATA_CHANGED;
	f.text =
	    strcmp(table, "table_digest") == 0
		? F_DATA_DIGEST
		: arena_printf(&job->arena, F_DATA_CHANGED, table, (long long)then, (long long)now);
	findings_add(&job->findings, &f);
	return 0;
}

static void show_progress(void *ctx, int64_t done, int64_t total)
{
	job_progress(ctx, I_PROGRESS_DATA, done, total);
}

int check_office(struct job *job, unsigned parts, struct err *e)
{
	if (parts & CHECK_FILE) {
		job_progress(job, I_PROGRESS_FILE, 0, 0);
		if (db_verify(job->db, add_complaint, job, e) < 0)
			return -1;
	}
	if (parts & CHECK_JOURNAL) {
		job_progress(job, I_PROGRESS_JOURNAL, 0, 0);
		if (check_journal(job, e) < 0)
			return -1;
	}
	if (parts & CHECK_DATA &&
	    run_verify_data(job->db, add_changed_table, show_progress, job, e) < 0)
		return -1;
	if (parts & CHECK_PHOTOS && photo_store_check(job, parts & CHECK_CONTENT, e) < 0)
		return -1;
	if (!(parts & CHECK_RULES))
		return 0;
	return check_rules(job, e) < 0 ? -1 : glyph_check(job, e);
}
