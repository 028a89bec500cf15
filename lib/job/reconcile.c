#include "job/reconcile.h"

#include "base/messages.h"
#include "exam/coverage.h"
#include "exam/payback.h"
#include "exam/payment_stage.h"
#include "exam/policy.h"
#include "exam/settle.h"
#include "job/statement.h"
#include "job/word.h"

#include <string.h>

enum { HOUR_S = 3600 };

struct loading {
	struct job *job;
	const char *path, *sha256;
	struct payment_stage *stage;
	int64_t *first_statement; /* 0 until there is one */
	enum channel channel;
	int64_t statement;
};

static int begin(void *ctx, enum channel channel, struct err *e)
{
	struct loading *l = ctx;
	struct statement_new s = {channel, l->sha256, file_name(l->path)};

	l->channel = channel;
	if (*l->first_statement == 0 && settle_begin(l->job->db, l->first_statement, e) < 0)
		return -1;
	return statement_begin(l->job->db, &s, &l->statement, e);
}

static int take_row(void *ctx, const struct payment_row *row, struct err *e)
{
	struct loading *l = ctx;

	if (payment_stage_add(l->stage, l->statement, l->channel, row, e) < 0)
		return -1;
	if (l->stage->count % 1000 == 0)
		job_progress(l->job, file_name(l->path), l->stage->count, 0);
	return 0;
}

static int load_one(struct job *job, int channel, const char *path, struct payment_stage *stage,
		    int64_t *first_statement, struct reconcile_result *ret, struct err *e)
{
	struct loading l = {
	    .job = job, .path = path, .stage = stage, .first_statement = first_statement};
	struct statement_sink sink = {begin, take_row, &l};
	struct statement_end end;
	int64_t run;

	if (job_input(job, path, &l.sha256, e) < 0 ||
	    statement_loaded(job->db, l.sha256, &run, e) < 0)
		return -1;
	if (run) {
		VEC_PUSH(&ret->same,
			 arena_printf(&job->arena, I_STATEMENT_SAME, path, (long long)run));
		return 0;
	}
	if (statement_read(job, path, channel, &sink, &end, e) < 0 ||
	    payment_stage_end(stage, e) < 0)
		return -1;
	if (statement_finish(job->db, l.statement, &end, e) < 0)
		return -1;
	ret->statements++;
	ret->first_statement = *first_statement;
	job_count(job, "statements", 1);
	job_count(job, "rows", end.rows);
	return 0;
}

/* ---- what a person must look at ---- */

struct advice {
	const char *bucket, *rule, *text, *suggestion;
	bool attention;
};

static const struct advice *advice_for(const struct advice *all, size_t count, const char *bucket)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(all[i].bucket, bucket) == 0)
			return &all[i];
	return NULL;
}

/* Adds a warning for one row that paid nothing, or not only what it should. */
static void advise(struct job *job, struct stmt *st)
{
	const struct advice all[] = {
	    {"double", "R-DUP-PAY", F_SETTLE_DOUBLE, S_SETTLE_BACK, true},
	    {"over", "R-DUP-PAY", F_SETTLE_OVER, S_SETTLE_BACK, true},
	    {"under", "R-DUP-PAY", F_SETTLE_UNDER, S_SETTLE_UNDER, true},
	    {"late_restored", "R-EXP", F_SETTLE_RESTORED, NULL, false},
	    {"late_refund", "R-DUP-PAY", F_SETTLE_LATE, S_SETTLE_BACK, true},
	    {"unknown", "R-DUP-PAY", F_SETTLE_UNKNOWN, S_SETTLE_HELD, true},
	    {"other_sitting", "R-DUP-PAY", F_SETTLE_OTHER, S_SETTLE_HELD, true},
	    {"refund_failed", "R-DUP-PAY", F_SETTLE_FAILED, S_SETTLE_FAILED, true},
	    {"given_back", "R-PAID", F_SETTLE_GIVEN_BACK, S_SETTLE_GIVEN_BACK, true},
	};
	const struct advice *a;
	struct finding f = {.severity = SEV_WARN, .row = col_int(st, "row")};
	char yuan[FEN_TEXT];

	a = advice_for(all, ARRAY_LEN(all),
		       col_int(st, "given_back") ? "given_back" : col_text(st, "bucket"));
	if (!a || col_int(st, "left_fen") == 0)
		return;
	fen_format(fen_of(col_int(st, "left_fen")), yuan);
	job->attention = job->attention || a->attention;
	f.rule = a->rule;
	f.file = arena_strdup(&job->arena, col_text(st, "file"));
	f.subject = arena_strdup(&job->arena, col_text(st, "order_no"));
	f.value = arena_strdup(&job->arena, col_text(st, "txn_id"));
	f.text = arena_printf(&job->arena, "%s%s", a->text, yuan);
	f.suggestion = a->suggestion;
	findings_add(&job->findings, &f);
}

static int advise_all(struct job *job, int64_t first, struct err *e)
{
	struct stmt *st = db_stmt(job->db, SQL_SETTLE_ATTENTION, e);
	int rc;

	if (!st)
		return -1;
	stmt_int(st, ":first", first);
	while ((rc = stmt_step(st, e)) == 1)
		advise(job, st);
	return rc;
}

/* The two bills of Alipay number a refund differently: it must not be posted by both. */
static int refuse_two_forms(struct job *job, int64_t first_statement, struct err *e)
{
	struct stmt *st = db_stmt(job->db, SQL_PAYMENT_OTHER_FORM, e);
	int rc;

	if (!st)
		return -1;
	stmt_int(st, ":first", first_statement);
	if ((rc = stmt_step(st, e)) != 1)
		return rc;
	return err_set(e, ERR_INPUT, E_STATEMENT_TWO_FORMS, col_text(st, "name"),
		       (long long)col_int(st, "row"), col_text(st, "orig_txn_id"));
}

static int load_all(struct job *job, int channel, char *const *paths, int count,
		    struct payment_stage *stage, struct reconcile_result *ret, struct err *e)
{
	int64_t first_statement = 0;
	int i;

	for (i = 0; i < count; i++)
		if (load_one(job, channel, paths[i], stage, &first_statement, ret, e) < 0)
			return -1;
	if (ret->statements == 0)
		return 0;
	if (settle_payments(job->db, first_statement, e) < 0 ||
	    refuse_two_forms(job, ret->first_statement, e) < 0 ||
	    payback_settle(job->db, ret->first_statement, e) < 0)
		return -1;
	job_count(job, "repeated", stage->repeated);
	return advise_all(job, ret->first_statement, e);
}

int reconcile_files(struct job *job, int channel, char *const *paths, int count,
		    struct reconcile_result *ret, struct err *e)
{
	struct payment_stage stage;
	int rc;

	memset(ret, 0, sizeof *ret);
	job_count(job, "statements", 0);
	job_count(job, "rows", 0);
	job_count(job, "repeated", 0);
	if (payment_stage_begin(&stage, job->db, e) < 0)
		return -1;
	rc = load_all(job, channel, paths, count, &stage, ret, e);
	payment_stage_free(&stage);
	return rc;
}

/* ---- days without a bill ---- */

/* Before the channel has made the bill of a day nobody can know that there is none. */
static int refuse_early(struct job *job, const struct sitting *s, struct day day, struct err *e)
{
	char day_text[DAY_TEXT], when[INSTANT_TEXT];
	int64_t lag = 0;
	instant known;

	if (policy_int(job->db, s->id, "", "statement.lag.hours", &lag, e) < 0)
		return -1;
	known = instant_of_day(day_from_number(day_number(day) + 1), 0, 0, 0) + lag * HOUR_S;
	if (known <= job->now)
		return 0;
	day_format(day, day_text);
	instant_format_people(known, when);
	return err_set(e, ERR_RULE, E_NO_BILL_EARLY, day_text, when);
}

int reconcile_no_bill(struct job *job, const struct sitting *s, enum channel channel,
		      char *const *days, int count, struct err *e)
{
	const char *there;
	bool declared;
	struct day day;
	int i;

	job_count(job, "declared", 0);
	job_count(job, "unchanged", 0);
	for (i = 0; i < count; i++) {
		if (!day_parse(days[i], &day))
			return err_set(e, ERR_USAGE, E_NO_BILL_DAY, days[i]);
		if (refuse_early(job, s, day, e) < 0 ||
		    coverage_declare(job->db, &job->arena, channel, day, &declared, &there, e) < 0)
			return -1;
		if (there)
			return err_set(e, ERR_RULE, E_NO_BILL_THERE, days[i],
				       word_meaning("channel", channel_word(channel)), there);
		job_count(job, declared ? "declared" : "unchanged", 1);
	}
	return 0;
}

void reconcile_result_free(struct reconcile_result *r)
{
	VEC_FREE(&r->same);
}
