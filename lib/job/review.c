#include "job/review.h"

#include "base/messages.h"
#include "exam/find.h"

#include <string.h>

/* ---- submitting ---- */

static int submit_one(struct job *job, int64_t id, const char *number, struct err *e)
{
	struct review_case c;
	const char *why = NULL, *rule = "R-REVIEW";

	if (review_case_of(job->db, id, &c, e) < 0)
		return -1;
	if (!c.site_reviews) {
		why = F_REVIEW_SITE_DOES_NOT;
	} else if (c.state == REVIEW_PENDING || c.state == REVIEW_APPROVED) {
		why = c.state == REVIEW_PENDING ? F_REVIEW_PENDING : F_REVIEW_APPROVED;
	} else if (!c.has_entries) {
		why = F_REVIEW_NO_ENTRY;
	} else if (!c.photo_fine) {
		rule = "R-PAY-PHOTO";
		why = F_REVIEW_NO_PHOTO;
	}
	if (why) {
		job_finding(job, rule, SEV_ERROR, number, why);
		return 0;
	}
	job_count(job, "submitted", 1);
	return review_move(job->db, id, REVIEW_PENDING, NULL, job->operator, e);
}

struct person {
	int64_t id;
	const char *number;
};

static int submit_site(struct job *job, const struct sitting *s, const char *site, struct err *e)
{
	struct stmt *st = db_stmt(job->db, SQL_REVIEW_UNSUBMITTED, e);
	VEC_OF(struct person) all = {0};
	size_t i;
	int rc;

	if (!st)
		return -1;
	stmt_int(st, ":sitting", s->id);
	stmt_text_or_null(st, ":site", site);
	while ((rc = stmt_step(st, e)) == 1) {
		struct person p = {col_int(st, "id"),
				   arena_strdup(&job->arena, col_text(st, "reg_no"))};

		VEC_PUSH(&all, p);
	}
	for (i = 0; rc == 0 && i < all.len; i++)
		rc = submit_one(job, all.items[i].id, all.items[i].number, e);
	VEC_FREE(&all);
	return rc;
}

int review_submit(struct job *job, const struct sitting *s, const char *site, char *const *numbers,
		  int count, struct err *e)
{
	int64_t id;
	int i;

	job_count(job, "submitted", 0);
	if (count == 0)
		return submit_site(job, s, site, e);
	for (i = 0; i < count; i++)
		if (find_candidate(job->db, s->id, numbers[i], &id, e) < 0 ||
		    submit_one(job, id, numbers[i], e) < 0)
			return -1;
	return 0;
}

/* ---- deciding ---- */

static const char *why_not_pending(enum review_state s)
{
	if (s == REVIEW_APPROVED)
		return F_REVIEW_APPROVED;
	return s == REVIEW_REJECTED ? F_REVIEW_REJECTED : F_REVIEW_UNSUBMITTED;
}

int review_decide(struct job *job, const struct sitting *s, const char *reason,
		  char *const *numbers, int count, struct err *e)
{
	enum review_state to = reason ? REVIEW_REJECTED : REVIEW_APPROVED;
	struct review_case c;
	int64_t id;
	int i;

	for (i = 0; i < count; i++) {
		if (find_candidate(job->db, s->id, numbers[i], &id, e) < 0 ||
		    review_case_of(job->db, id, &c, e) < 0)
			return -1;
		if (c.state != REVIEW_PENDING) {
			job_finding(job, "R-REVIEW", SEV_ERROR, numbers[i],
				    why_not_pending(c.state));
			continue;
		}
		if (review_move(job->db, id, to, reason, job->operator, e) < 0)
			return -1;
		job_count(job, review_word(to), 1);
	}
	return 0;
}
