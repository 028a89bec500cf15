#include "job/review.h"

#include "base/messages.h"
#include "exam/find.h"
#include "tab/layout.h"

#include <string.h>

/* ---- submitting ---- */

/* What the registration table requires and the candidate lacks, in words; "" where nothing is. */
static int missing_fields(struct job *job, const struct layout *layout, int64_t id,
			  const char **ret, struct err *e)
{
	struct stmt *st = db_stmt(job->db, SQL_REVIEW_MISSING, e);
	int rc;

	*ret = "";
	if (!st)
		return -1;
	stmt_int(st, ":candidate", id);
	while ((rc = stmt_step(st, e)) == 1) {
		const char *field = col_text(st, "field");
		int i = layout_index(layout, field);

		/* the photo itself is asked for, not the name of its file */
		if (i < 0 || !layout->fields[i].required || strcmp(field, "photo_name") == 0)
			continue;
		*ret = arena_printf(&job->arena, "%s%s%s", *ret, **ret ? T("、", ", ") : "",
				    layout->fields[i].title);
	}
	return rc;
}

static int submit_one(struct job *job, const struct layout *layout, int64_t id, const char *number,
		      struct err *e)
{
	const char *missing = "";
	struct review_case c;
	const char *why = NULL, *rule = "R-REVIEW";

	if (review_case_of(job->db, id, &c, e) < 0 ||
	    missing_fields(job, layout, id, &missing, e) < 0)
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
	} else if (*missing) {
		why = arena_printf(&job->arena, F_REVIEW_INCOMPLETE, missing);
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

static int submit_site(struct job *job, const struct layout *layout, const struct sitting *s,
		       const char *site, struct err *e)
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
		rc = submit_one(job, layout, all.items[i].id, all.items[i].number, e);
	VEC_FREE(&all);
	return rc;
}

int review_submit(struct job *job, const struct sitting *s, const char *site, char *const *numbers,
		  int count, struct err *e)
{
	const struct layout *layout;
	int64_t id;
	int i;

	job_count(job, "submitted", 0);
	if (layout_find(&job->arena, "registrations", job_office_path(job, "layout"), &layout, e) <
	    0)
		return -1;
	if (count == 0)
		return submit_site(job, layout, s, site, e);
	for (i = 0; i < count; i++)
		if (find_candidate(job->db, s->id, numbers[i], &id, e) < 0 ||
		    submit_one(job, layout, id, numbers[i], e) < 0)
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

	job_count(job, review_word(to), 0);
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
