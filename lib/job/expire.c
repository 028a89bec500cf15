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
	return 0;
}

/* The first that waits, the longest overdue, and how many there are. */
struct kept {
	const struct due_entry *first;
	int64_t count;
};

static const char *entry_text(struct job *job, const struct due_entry *d)
{
	return arena_printf(&job->arena, "%s %s", d->reg_no, d->subject_code);
}

static void note_kept(struct job *job, const struct expire *what, const struct due_entry *d,
		      struct kept *kept)
{
	job_count(job, "entries_kept", 1);
	if (kept->count++ == 0)
		kept->first = d;
	if (what->each_kept)
		job_finding(job, "R-EXP-COVER", SEV_NOTE, entry_text(job, d), F_EXPIRE_UNCOVERED);
}

/* Those of the entries due that may end now. */
static int choose(struct job *job, const struct expire *what, const struct due_entries *due,
		  struct due_entries *ret, struct err *e)
{
	struct kept kept = {0};
	bool fine = true;
	size_t i;

	for (i = 0; i < due->list.len; i++) {
		if (what->limit && (int64_t)ret->list.len >= what->limit)
			break;
		if (!what->without_statement && may_end(job, &due->list.items[i], &fine, e) < 0)
			return -1;
		if (fine)
			VEC_PUSH(&ret->list, due->list.items[i]);
		else
			note_kept(job, what, &due->list.items[i], &kept);
	}
	if (kept.count > 0 && !what->each_kept)
		job_finding(
		    job, "R-EXP-COVER", SEV_NOTE, entry_text(job, kept.first),
		    arena_printf(&job->arena, F_EXPIRE_UNCOVERED_ALL, (long long)kept.count));
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
