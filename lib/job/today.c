#include "job/today.h"

#include "base/fen.h"
#include "base/hash.h"
#include "base/messages.h"
#include "db/run.h"
#include "exam/policy.h"
#include "exam/sitting.h"
#include "job/word.h"

#include <string.h>

enum { DAY_SECONDS = 86400, SOON_HOURS = 6, WINDOWS_DAYS = 7 };

struct today {
	struct job *job;
	today_line_fn *fn;
	void *ctx;
	struct sitting sitting;
};

static const char *when(struct today *t, instant at)
{
	char text[INSTANT_TEXT];

	instant_format_people(at, text);
	return arena_strndup(&t->job->arena, text, 16);
}

static const char *yuan(struct today *t, int64_t fen)
{
	char text[FEN_TEXT];

	fen_format(fen_of(fen), text);
	return arena_strdup(&t->job->arena, text);
}

/* A statement of one row: 1 where it has one. Leaves the statement open for its columns. */
static int one_row(struct today *t, enum sql_id id, bool with_sitting, struct stmt **ret,
		   struct err *e)
{
	*ret = db_stmt(t->job->db, id, e);
	if (!*ret)
		return -1;
	if (with_sitting)
		stmt_int(*ret, ":sitting", t->sitting.id);
	return stmt_step(*ret, e);
}

static int runs(struct today *t, struct err *e)
{
	struct stmt *st = db_stmt(t->job->db, SQL_TODAY_RUNS, e);
	struct arena *a = &t->job->arena;
	char head[HASH_TEXT];
	int rc;

	if (!st)
		return -1;
	stmt_int(st, ":since", t->job->now - DAY_SECONDS);
	while ((rc = stmt_step(st, e)) == 1) {
		const char *text = arena_printf(a, I_TODAY_RUN, (long long)col_int(st, "id"),
						when(t, col_int(st, "started_at")),
						col_text(st, "command"), col_text(st, "operator"));

		if (t->fn(t->ctx, "run", text, false, col_int(st, "id"), e) < 0)
			return -1;
	}
	if (rc < 0 || run_head(t->job->db, head, e) < 0)
		return -1;
	if (!*head)
		return 0;
	return t->fn(t->ctx, "head", arena_printf(a, I_TODAY_HEAD, head), false, -1, e);
}

static int waiting(struct today *t, struct err *e)
{
	struct arena *a = &t->job->arena;
	struct stmt *st;
	int64_t n, amount;
	const char *oldest;

	if (one_row(t, SQL_TODAY_REVIEWS, true, &st, e) < 0)
		return -1;
	n = col_int(st, "waiting");
	oldest = when(t, col_int(st, "oldest"));
	stmt_done(st);
	if (n && t->fn(t->ctx, "review", arena_printf(a, I_TODAY_REVIEW, (long long)n, oldest),
		       true, n, e) < 0)
		return -1;
	if (one_row(t, SQL_TODAY_ORDERS, false, &st, e) < 0)
		return -1;
	n = col_int(st, "orders");
	amount = col_int(st, "amount");
	oldest = when(t, col_int(st, "oldest"));
	stmt_done(st);
	if (n && t->fn(t->ctx, "orders",
		       arena_printf(a, I_TODAY_ORDERS, (long long)n, yuan(t, amount), oldest),
		       false, n, e) < 0)
		return -1;
	if (one_row(t, SQL_TODAY_REFUNDS, false, &st, e) < 0)
		return -1;
	n = col_int(st, "refunds");
	amount = col_int(st, "amount");
	oldest = when(t, col_int(st, "oldest"));
	stmt_done(st);
	return n ? t->fn(t->ctx, "refunds",
			 arena_printf(a, I_TODAY_REFUNDS, (long long)n, yuan(t, amount), oldest),
			 true, n, e)
		 : 0;
}

/* How far the statements of each channel reach: a missing day, or one overdue while somebody may
 * have paid, waits for a person. */
static int coverage(struct today *t, struct err *e)
{
	struct stmt *st = db_stmt(t->job->db, SQL_COVERAGE_LIST, e);
	struct arena *a = &t->job->arena;
	int64_t lag = 0;
	int rc;

	if (!st || policy_int(t->job->db, t->sitting.id, "", "statement.lag.hours", &lag, e) < 0)
		return -1;
	while ((rc = stmt_step(st, e)) == 1) {
		const char *channel =
		    arena_strdup(a, word_meaning("channel", col_text(st, "channel")));
		int64_t missing = col_int(st, "missing"), to = col_int(st, "covers_to");
		bool late =
		    col_int(st, "open_orders") > 0 && to + DAY_SECONDS + lag * 3600 <= t->job->now;

		if (t->fn(t->ctx, "statement",
			  arena_printf(a, I_TODAY_STATEMENT, channel, when(t, to)), late, -1,
			  e) < 0 ||
		    (missing > 0 &&
		     t->fn(t->ctx, "statement_gap",
			   arena_printf(a, I_TODAY_STATEMENT_GAP, channel, (long long)missing,
					col_text(st, "missing_days"), missing > 3 ? "…" : ""),
			   true, missing, e) < 0))
			return -1;
	}
	return rc;
}

static int money(struct today *t, struct err *e)
{
	struct arena *a = &t->job->arena;
	struct stmt *st;
	int64_t n, amount;

	if (one_row(t, SQL_TODAY_SUSPENSE, false, &st, e) < 0)
		return -1;
	n = col_int(st, "items");
	amount = col_int(st, "amount");
	stmt_done(st);
	if (n &&
	    t->fn(t->ctx, "suspense",
		  arena_printf(a, I_TODAY_SUSPENSE, (long long)n, yuan(t, amount)), true, n, e) < 0)
		return -1;
	return coverage(t, e);
}

/* The entries whose clock started after after and not after before, and the first start. */
static int clocks(struct today *t, int64_t after, int64_t before, int64_t *ret_oldest,
		  int64_t *ret_entries, struct err *e)
{
	struct stmt *st = db_stmt(t->job->db, SQL_TODAY_EXPIRING, e);

	if (!st)
		return -1;
	stmt_int(st, ":after", after);
	stmt_int(st, ":before", before);
	if (stmt_step(st, e) < 0)
		return -1;
	*ret_entries = col_int(st, "entries");
	*ret_oldest = col_int(st, "oldest");
	stmt_done(st);
	return 0;
}

/* What is past its time stands a day at most where expire-unpaid and the statements come daily. */
static int expiring(struct today *t, struct err *e)
{
	struct arena *a = &t->job->arena;
	int64_t hours, over, n, oldest;

	if (policy_int(t->job->db, t->sitting.id, "", "expiry.hours", &hours, e) < 0)
		return -1;
	over = t->job->now - hours * 3600;
	if (clocks(t, INT64_MIN, over, &oldest, &n, e) < 0 ||
	    (n > 0 &&
	     t->fn(t->ctx, "overdue",
		   arena_printf(a, I_TODAY_OVERDUE, (long long)n, when(t, oldest + hours * 3600)),
		   oldest + DAY_SECONDS <= over, n, e) < 0) ||
	    clocks(t, over, over + SOON_HOURS * 3600, &oldest, &n, e) < 0)
		return -1;
	return n ? t->fn(t->ctx, "expiring",
			 arena_printf(a, I_TODAY_EXPIRING, (long long)n, (int)SOON_HOURS,
				      when(t, oldest + hours * 3600)),
			 false, n, e)
		 : 0;
}

static const char *phase_name(const char *phase)
{
	static const struct {
		const char *word, *zh, *en;
	} names[] = {
	    {"registration", "报名", "registration"},
	    {"payment", "缴费", "payment"},
	    {"confirmation", "现场确认", "confirmation"},
	    {"tickets", "打印准考证", "tickets"},
	    {"results", "查分", "results"},
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(names); i++)
		if (strcmp(names[i].word, phase) == 0)
			return T(names[i].zh, names[i].en);
	return phase;
}

static int windows(struct today *t, struct err *e)
{
	struct stmt *st = db_stmt(t->job->db, SQL_TODAY_WINDOWS, e);
	int rc;

	if (!st)
		return -1;
	stmt_int(st, ":sitting", t->sitting.id);
	stmt_int(st, ":until", t->job->now + WINDOWS_DAYS * DAY_SECONDS);
	while ((rc = stmt_step(st, e)) == 1) {
		const char *text = arena_printf(
		    &t->job->arena, I_TODAY_WINDOW, phase_name(col_text(st, "phase")),
		    *col_text(st, "site_code") ? col_text(st, "site_code")
					       : T("（全部考点）", "(every site)"),
		    when(t, col_int(st, "opens_at")), when(t, col_int(st, "closes_at")));

		if (t->fn(t->ctx, "window", text, false, -1, e) < 0)
			return -1;
	}
	return rc;
}

/* Rows that schools have not sent again. */
static int open_rows(struct today *t, struct err *e)
{
	struct stmt *st = db_stmt(t->job->db, SQL_TODAY_OPEN_ROWS, e);
	int rc;

	if (!st)
		return -1;
	stmt_int(st, ":sitting", t->sitting.id);
	while ((rc = stmt_step(st, e)) == 1) {
		int64_t n = col_int(st, "n");
		const char *text =
		    arena_printf(&t->job->arena, I_TODAY_OPEN_ROWS, col_text(st, "kind"),
				 (long long)n, when(t, col_int(st, "oldest")));

		if (t->fn(t->ctx, "open_rows", text, false, n, e) < 0)
			return -1;
	}
	return rc;
}

/* Who has not appeared on site, once the window is about to close or has closed. */
static int unconfirmed(struct today *t, struct err *e)
{
	struct stmt *st = db_stmt(t->job->db, SQL_COUNTER_UNCONFIRMED_COUNT, e);
	int64_t n, late;
	const char *closes;

	if (!st)
		return -1;
	stmt_int(st, ":sitting", t->sitting.id);
	stmt_int(st, ":soon", 2 * DAY_SECONDS);
	if (stmt_step(st, e) < 0)
		return -1;
	n = col_int(st, "candidates");
	late = col_int(st, "late");
	closes = when(t, col_int(st, "closes_at"));
	stmt_done(st);
	return n ? t->fn(t->ctx, "unconfirmed",
			 arena_printf(&t->job->arena, I_TODAY_UNCONFIRMED, (long long)n,
				      (long long)late, closes),
			 true, n, e)
		 : 0;
}

static int rest(struct today *t, struct err *e)
{
	struct stmt *st;
	int64_t n;

	if (open_rows(t, e) < 0 || one_row(t, SQL_TODAY_UNPLACED, true, &st, e) < 0)
		return -1;
	n = col_int(st, "entries");
	stmt_done(st);
	if (n &&
	    t->fn(t->ctx, "unplaced", arena_printf(&t->job->arena, I_TODAY_UNPLACED, (long long)n),
		  false, n, e) < 0)
		return -1;
	if (one_row(t, SQL_TODAY_OUTBOX, false, &st, e) < 0)
		return -1;
	n = col_int(st, "messages");
	stmt_done(st);
	return n ? t->fn(t->ctx, "outbox",
			 arena_printf(&t->job->arena, I_TODAY_OUTBOX, (long long)n), false, n, e)
		 : 0;
}

int today_each(struct job *job, today_line_fn *fn, void *ctx, struct err *e)
{
	struct today t = {.job = job, .fn = fn, .ctx = ctx};

	if (sitting_find(job->db, &job->arena, NULL, &t.sitting, e) < 0)
		return -1;
	if (fn(ctx, "sitting",
	       arena_printf(&job->arena, I_TODAY_SITTING, t.sitting.code, t.sitting.name,
			    when(&t, job->now)),
	       false, -1, e) < 0 ||
	    waiting(&t, e) < 0 || money(&t, e) < 0 || expiring(&t, e) < 0 ||
	    unconfirmed(&t, e) < 0 || rest(&t, e) < 0)
		return -1;
	return windows(&t, e) < 0 ? -1 : runs(&t, e);
}
