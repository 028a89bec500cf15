#include "job/expire.h"

#include "base/messages.h"
#include "exam/policy.h"

enum { HOUR_S = 3600 };

static int refuse_clock_set_back(struct job *job, struct err *e)
{
	char then[INSTANT_TEXT], now[INSTANT_TEXT];
	instant newest;

	if (expiry_newest_run(job->db, &newest, e) < 0)
		return -1;
	if (newest <= job->now)
		return 0;
	instant_format_people(newest, then);
	instant_format_people(job->now, now);
	return err_set(e, ERR_RULE, E_EXPIRE_CLOCK, then, now);
}

/* Money that was paid in time can be in a statement that is not here yet. */
static int may_end(struct job *job, const struct due_entry *d, bool *ret, struct err *e)
{
	int64_t lag = 0;

	*ret = true;
	if (!d->had_order)
		return 0;
	if (policy_int(job->db, d->sitting_id, d->site_code, "statement.lag.hours", &lag, e) < 0 ||
	    expiry_covered(job->db, d->id, d->deadline_at + lag * HOUR_S, ret, e) < 0)
		return -1;
	if (!*ret) {
		job_count(job, "entries_kept", 1);
		job_finding(job, "R-EXP-COVER", SEV_NOTE,
			    arena_printf(&job->arena, "%s %s", d->reg_no, d->subject_code),
			    F_EXPIRE_UNCOVERED);
	}
	return 0;
}

/* Those of the entries due that may end now. */
static int choose(struct job *job, const struct expire *what, const struct due_entries *due,
		  struct due_entries *ret, struct err *e)
{
	bool fine = true;
	size_t i;

	for (i = 0; i < due->list.len; i++) {
		if (what->limit && (int64_t)ret->list.len >= what->limit)
			break;
		if (!what->without_statement && may_end(job, &due->list.items[i], &fine, e) < 0)
			return -1;
		if (fine)
			VEC_PUSH(&ret->list, due->list.items[i]);
	}
	return 0;
}

int expire_unpaid(struct job *job, const struct expire *what, struct due_entries *ended,
		  struct err *e)
{
	struct due_entries due = {0};
	int64_t candidates = 0;
	int rc;

	job_count(job, "entries_expired", 0);
	job_count(job, "candidates_gone", 0);
	job_count(job, "entries_kept", 0);
	if (refuse_clock_set_back(job, e) < 0)
		return -1;
	rc = expiry_due(job->db, &job->arena, &due, e);
	if (rc == 0)
		rc = choose(job, what, &due, ended, e);
	if (rc == 0)
		rc = expiry_end(job->db, ended, &candidates, e);
	VEC_FREE(&due.list);
	job_count(job, "entries_expired", (int64_t)ended->list.len);
	job_count(job, "candidates_gone", candidates);
	return rc;
}
