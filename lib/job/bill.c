#include "job/bill.h"

#include "base/messages.h"
#include "exam/order.h"
#include "exam/policy.h"

#include <string.h>

/* One candidate who has something to pay. */
struct payable {
	int64_t id;
	const char *reg_no, *site, *review;
	bool site_reviews, photo_fine;
	struct fen amount;
};

struct payables {
	VEC_OF(struct payable) list;
};

/* The sites and review states repeat: keep one text of each run of equal ones. */
static const char *shared(struct arena *a, const char *before, const char *text)
{
	return before && strcmp(before, text) == 0 ? before : arena_strdup(a, text);
}

static int read_payables(struct job *job, const struct bill_open *what, struct payables *ret,
			 struct err *e)
{
	enum sql_id id = what->candidate_id ? SQL_ORDER_PAYABLE_ONE : SQL_ORDER_PAYABLE;
	struct stmt *st = db_stmt(job->db, id, e);
	struct payable p = {0};
	int rc;

	if (!st)
		return -1;
	if (what->candidate_id) {
		stmt_int(st, ":candidate", what->candidate_id);
	} else {
		stmt_int(st, ":sitting", what->sitting->id);
		stmt_text_or_null(st, ":site", what->site);
		stmt_text(st, ":source", what->group ? "group" : NULL);
	}
	while ((rc = stmt_step(st, e)) == 1) {
		p.id = col_int(st, "id");
		p.reg_no = arena_strdup(&job->arena, col_text(st, "reg_no"));
		p.site = shared(&job->arena, p.site, col_text(st, "site_code"));
		p.review = shared(&job->arena, p.review, col_text(st, "review"));
		p.site_reviews = col_int(st, "site_reviews") != 0;
		p.photo_fine = col_int(st, "photo_fine") != 0;
		p.amount = fen_of(col_int(st, "amount_fen"));
		VEC_PUSH(&ret->list, p);
	}
	return rc;
}

static bool may_pay(struct job *job, const struct payable *p)
{
	struct finding why = {.severity = SEV_ERROR, .subject = p->reg_no};

	if (!p->photo_fine) {
		why.rule = "R-PAY-PHOTO";
		why.text = F_PAY_NO_PHOTO;
		why.suggestion = S_PRINT_NO_PHOTO;
	} else if (p->site_reviews && strcmp(p->review, "pending") == 0) {
		why.rule = "R-REVIEW";
		why.text = F_PAY_REVIEW_PENDING;
		why.suggestion = S_PAY_REVIEW_PENDING;
	} else if (p->site_reviews && strcmp(p->review, "approved") != 0) {
		why.rule = "R-REVIEW";
		why.text = F_PAY_NOT_APPROVED;
		why.suggestion = S_PAY_NOT_APPROVED;
	}
	if (why.rule)
		findings_add(&job->findings, &why);
	return !why.rule;
}

static int window_at(struct job *job, const struct bill_open *what, const char *site, bool *ret,
		     struct err *e)
{
	const char *when = "";

	if (window_is_open(job->db, &job->arena, what->sitting->id, site, "payment", ret, &when,
			   e) < 0)
		return -1;
	if (!*ret)
		job_finding(job, "R-WINDOW", SEV_ERROR, site,
			    arena_printf(&job->arena, F_PAY_WINDOW, when));
	return 0;
}

static int open_one(struct job *job, const struct bill_open *what, const struct payable *p,
		    size_t count, struct err *e)
{
	struct order_new o = {
	    .sitting_id = what->sitting->id,
	    .sitting_code = what->sitting->code,
	    .site_code = p->site,
	    .candidate_id = what->group ? 0 : p->id,
	    .channel = what->channel,
	    .amount = fen_of(0),
	};
	int64_t id;
	size_t i;

	for (i = 0; i < count; i++)
		BUG_ON(!fen_add(o.amount, p[i].amount, &o.amount));
	if (order_open(job->db, &o, &id, e) < 0)
		return -1;
	for (i = 0; i < count; i++)
		if (order_take(job->db, id, p[i].id, e) < 0)
			return -1;
	job_count(job, "orders", 1);
	job_count(job, "amount_fen", o.amount.v);
	return o.amount.v == 0 ? order_settle_free(job->db, id, e) : 0;
}

/* The payables of one site, all in one order or one each. */
static int open_site(struct job *job, const struct bill_open *what, struct payable *p, size_t count,
		     struct err *e)
{
	size_t fine = 0, i;

	for (i = 0; i < count; i++)
		if (may_pay(job, &p[i]))
			p[fine++] = p[i];
	if (what->group)
		return fine > 0 ? open_one(job, what, p, fine, e) : 0;
	for (i = 0; i < fine; i++)
		if (open_one(job, what, &p[i], 1, e) < 0)
			return -1;
	return 0;
}

static int open_all(struct job *job, const struct bill_open *what, struct payables *all,
		    struct err *e)
{
	size_t i, n;
	bool open = false;

	for (i = 0; i < all->list.len; i += n) {
		struct payable *first = &all->list.items[i];

		for (n = 1; i + n < all->list.len && strcmp(first[n].site, first->site) == 0; n++)
			;
		if (window_at(job, what, first->site, &open, e) < 0 ||
		    (open && open_site(job, what, first, n, e) < 0))
			return -1;
		job_progress(job, I_PROGRESS_ORDERS, (int64_t)(i + n), (int64_t)all->list.len);
	}
	return 0;
}

int bill_open(struct job *job, const struct bill_open *what, struct err *e)
{
	struct payables all = {0};
	int rc;

	job_count(job, "orders", 0);
	job_count(job, "amount_fen", 0);
	rc = read_payables(job, what, &all, e);
	if (rc == 0)
		rc = open_all(job, what, &all, e);
	VEC_FREE(&all.list);
	return rc;
}

int bill_close(struct job *job, char *const *numbers, int count, struct err *e)
{
	struct stmt *st;
	int64_t id;
	bool open;
	int i, rc;

	for (i = 0; i < count; i++) {
		st = db_stmt(job->db, SQL_ORDER_BY_NO, e);
		if (!st)
			return -1;
		stmt_text(st, ":order_no", numbers[i]);
		if ((rc = stmt_step(st, e)) < 0)
			return -1;
		if (rc == 0)
			return err_set(e, ERR_INPUT, E_ORDER_NONE, numbers[i]);
		id = col_int(st, "id");
		open = strcmp(col_text(st, "state"), "open") == 0;
		stmt_done(st);
		if (!open)
			return err_set(e, ERR_RULE, E_ORDER_NOT_OPEN, numbers[i]);
		if (order_close(job->db, id, e) < 0)
			return -1;
		job_count(job, "orders_closed", 1);
	}
	return 0;
}

int bill_time_out(struct job *job, const struct sitting *sitting, struct err *e)
{
	struct stmt *st = db_stmt(job->db, SQL_ORDER_OPEN_SINCE, e);
	VEC_OF(int64_t) due = {0};
	const char *site = NULL;
	int64_t minutes = 0;
	size_t i;
	int rc;

	job_count(job, "orders_closed", 0);
	if (!st)
		return -1;
	stmt_int(st, ":sitting", sitting->id);
	while ((rc = stmt_step(st, e)) == 1) {
		const char *here = shared(&job->arena, site, col_text(st, "site_code"));

		if (here != site && policy_int(job->db, sitting->id, here, "order.timeout.minutes",
					       &minutes, e) < 0) {
			stmt_done(st);
			rc = -1;
			break;
		}
		site = here;
		if (col_int(st, "opened_at") + minutes * 60 <= job->now)
			VEC_PUSH(&due, col_int(st, "id"));
	}
	for (i = 0; rc == 0 && i < due.len; i++)
		rc = order_close(job->db, due.items[i], e);
	if (rc == 0)
		job_count(job, "orders_closed", (int64_t)due.len);
	VEC_FREE(&due);
	return rc;
}
