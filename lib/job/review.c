#include "job/review.h"

#include "base/messages.h"
#include "base/text.h"
#include "exam/find.h"
#include "tab/layout.h"

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

/* ---- the sheet ---- */

enum sheet_field { SHEET_REG_NO, SHEET_DECISION, SHEET_REASON, SHEET_FIELDS };

struct sheet {
	struct layout_map map;
	size_t field[SHEET_FIELDS]; /* indexes in the layout */
	struct tab_src *src;
	struct arena row;
};

/* False where the word is none of the known ones. */
static bool decision_of(const char *word, enum review_state *ret)
{
	static const char *const yes[] = {"通过", "同意", "合格", "approved", "approve"};
	static const char *const no[] = {"退回",   "不通过",   "未通过",
					 "不合格", "rejected", "reject"};
	size_t i;

	for (i = 0; i < ARRAY_LEN(yes); i++) {
		if (text_same(word, yes[i])) {
			*ret = REVIEW_APPROVED;
			return true;
		}
	}
	for (i = 0; i < ARRAY_LEN(no); i++) {
		if (text_same(word, no[i])) {
			*ret = REVIEW_REJECTED;
			return true;
		}
	}
	return false;
}

static void wrong(struct job *job, const struct sheet *sh, enum sheet_field f, const struct row *r,
		  const char *text, const char *suggestion)
{
	field_finding(&sh->map, sh->field[f], r, &job->findings, SEV_ERROR, "R-REVIEW", text,
		      suggestion);
}

/* The decision of one row that is well formed. */
static int apply_row(struct job *job, const struct sitting *s, const struct sheet *sh,
		     const struct row *r, const char *reg_no, enum review_state to,
		     const char *reason, struct err *e)
{
	struct review_case c;
	struct err none = {0};
	int64_t id;

	if (find_candidate(job->db, s->id, reg_no, &id, &none) < 0) {
		if (none.code != ERR_INPUT) {
			*e = none;
			return -1;
		}
		wrong(job, sh, SHEET_REG_NO, r, F_REVIEW_NOBODY, NULL);
		return 0;
	}
	if (review_case_of(job->db, id, &c, e) < 0)
		return -1;
	if (c.state == to) {
		job_count(job, "unchanged", 1);
		return 0;
	}
	if (c.state != REVIEW_PENDING) {
		wrong(job, sh, SHEET_DECISION, r, why_not_pending(c.state), NULL);
		return 0;
	}
	job_count(job, review_word(to), 1);
	return review_move(job->db, id, to, to == REVIEW_REJECTED ? reason : NULL, job->operator,
			   e);
}

static int read_row(struct job *job, const struct sitting *s, struct sheet *sh, const struct row *r,
		    struct err *e)
{
	struct field_value v[SHEET_FIELDS];
	enum review_state to;
	bool fine = true;
	int i;

	arena_reset(&sh->row);
	for (i = 0; i < SHEET_FIELDS; i++)
		fine &= field_read(&sh->row, &sh->map, sh->field[i], r, &job->findings, &v[i]);
	if (!fine)
		return 0;
	if (!*v[SHEET_DECISION].text) {
		job_count(job, "undecided", 1);
		return 0;
	}
	if (!decision_of(v[SHEET_DECISION].text, &to)) {
		wrong(job, sh, SHEET_DECISION, r, F_REVIEW_WORD, S_REVIEW_WORD);
		return 0;
	}
	if (to == REVIEW_REJECTED && !*v[SHEET_REASON].text) {
		wrong(job, sh, SHEET_REASON, r, F_REVIEW_NO_REASON, S_REVIEW_NO_REASON);
		return 0;
	}
	return apply_row(job, s, sh, r, v[SHEET_REG_NO].text, to, v[SHEET_REASON].text, e);
}

static int open_sheet(struct job *job, struct sheet *sh, const char *path, struct err *e)
{
	static const char *const names[] = {"reg_no", "decision", "reason"};
	const struct layout *layout;
	int i;

	if (layout_find(&job->arena, "review", job_office_path(job, "layout"), &layout, e) < 0 ||
	    tab_open(&sh->src, path, e) < 0)
		return -1;
	if (layout_bind(&job->arena, layout, sh->src, path, &job->findings, &sh->map, e) < 0)
		return -1;
	for (i = 0; i < SHEET_FIELDS; i++)
		sh->field[i] = (size_t)layout_index(layout, names[i]);
	return 0;
}

int review_read_sheet(struct job *job, const struct sitting *s, const char *path, bool partial,
		      struct err *e)
{
	struct sheet sh = {0};
	struct row r;
	int rc = job_input(job, path, NULL, e);

	job_count(job, review_word(REVIEW_APPROVED), 0);
	job_count(job, review_word(REVIEW_REJECTED), 0);
	if (rc == 0)
		rc = open_sheet(job, &sh, path, e);
	while (rc == 0 && (rc = tab_next(sh.src, &r, e)) == 1)
		rc = read_row(job, s, &sh, &r, e);
	tab_close(sh.src);
	arena_free(&sh.row);
	if (rc == 0 && job->findings.errors > 0 && !partial)
		rc = err_set(e, ERR_RULE, E_SHEET_REFUSED, path,
			     (unsigned long)job->findings.errors);
	return rc;
}
