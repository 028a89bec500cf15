/*
 * The kind `orders`: orders that the portal opened, with numbers of its own, so that statements can
 * be matched with them. R-PAY-PHOTO, R-REVIEW and R-MONEY as for `bill open`; a number that is here
 * already with the same candidate and amount is known, with others it is an error. The order of a
 * school, which export writes without a candidate, can only be known.
 */
#include "base/messages.h"
#include "exam/find.h"
#include "exam/order.h"
#include "job/import_kind.h"

#include <string.h>

enum field { F_ORDER_NO, F_REG_NO, F_AMOUNT, F_SUBJECTS, F_CHANNEL, F_OPENED, FIELDS };

static const char *const names[FIELDS] = {"order_no",	   "reg_no",  "amount",
					  "subject_codes", "channel", "opened_at"};

struct orders {
	struct import *im;
	struct layout_map map;
	struct arena mem, row_mem;
	struct findings findings;
	int64_t rows, refused, opened, known;
};

struct order_row {
	const struct row *row;
	struct field_value v[FIELDS];
};

static void refuse(struct orders *o, const struct order_row *r, enum field f, const char *rule,
		   const char *text, const char *suggestion)
{
	int i = layout_index(o->map.layout, names[f]);

	field_finding(&o->map, (size_t)i, r->row, &o->findings, SEV_ERROR, rule, text, suggestion);
	o->refused++;
}

/* 1 where an order of this number is here already: known, or refused. */
static int known_order(struct orders *o, const struct order_row *r, struct err *e)
{
	struct stmt *st = db_stmt(o->im->job->db, SQL_ORDER_KNOWN, e);
	bool same;
	int rc;

	if (!st)
		return -1;
	stmt_text(st, ":order_no", r->v[F_ORDER_NO].text);
	if ((rc = stmt_step(st, e)) != 1)
		return rc;
	same = strcmp(col_text(st, "reg_no"), r->v[F_REG_NO].text) == 0 &&
	       col_int(st, "amount_fen") == r->v[F_AMOUNT].number;
	stmt_done(st);
	if (same)
		o->known++;
	else
		refuse(o, r, F_ORDER_NO, "R-DUP-PAY", F_ORDER_TAKEN, NULL);
	return 1;
}

static int open_row(struct orders *o, const struct order_row *r, int64_t candidate,
		    const char *site_code, struct err *e)
{
	const struct order_new new = {
	    .sitting_id = o->im->sitting.id,
	    .sitting_code = o->im->sitting.code,
	    .site_code = site_code,
	    .candidate_id = candidate,
	    .channel = *r->v[F_CHANNEL].text ? r->v[F_CHANNEL].text : NULL,
	    .amount = fen_of(r->v[F_AMOUNT].number),
	    .order_no = r->v[F_ORDER_NO].text,
	    .opened_at = *r->v[F_OPENED].text ? r->v[F_OPENED].number : 0,
	};
	int64_t id;

	o->opened++;
	if (order_open(o->im->job->db, &new, &id, e) < 0)
		return -1;
	return order_take_subjects(o->im->job->db, id, candidate, r->v[F_SUBJECTS].text, e);
}

/* What the candidate owes for these subjects, and whether they may pay. */
static int judge_case(struct orders *o, const struct order_row *r, int64_t candidate, struct err *e)
{
	struct stmt *st = db_stmt(o->im->job->db, SQL_ORDER_CASE, e);
	const char *site, *why = NULL, *what_to_do = NULL, *rule = "R-MONEY";
	enum field field = F_REG_NO;
	char due[FEN_TEXT];
	int rc;

	if (!st)
		return -1;
	stmt_int(st, ":candidate", candidate);
	stmt_text_or_null(st, ":subjects", r->v[F_SUBJECTS].text);
	if ((rc = stmt_step(st, e)) < 0)
		return -1;
	BUG_ON(rc == 0);
	site = arena_strdup(&o->row_mem, col_text(st, "site_code"));
	fen_format(fen_of(col_int(st, "amount_fen")), due);
	if (!col_int(st, "photo_fine")) {
		rule = "R-PAY-PHOTO";
		why = F_PAY_NO_PHOTO;
		what_to_do = S_PRINT_NO_PHOTO;
	} else if (col_int(st, "site_reviews") && strcmp(col_text(st, "review"), "approved") != 0) {
		rule = "R-REVIEW";
		why = F_PAY_NOT_APPROVED;
		what_to_do = S_PAY_NOT_APPROVED;
	} else if (col_int(st, "entries") == 0) {
		why = F_ORDER_NOTHING;
	} else if (col_int(st, "amount_fen") != r->v[F_AMOUNT].number) {
		field = F_AMOUNT;
		why = arena_printf(&o->row_mem, F_ORDER_AMOUNT, due);
	}
	stmt_done(st);
	if (why)
		refuse(o, r, field, rule, why, what_to_do);
	return why ? 0 : open_row(o, r, candidate, site, e);
}

static int judge_row(struct orders *o, struct order_row *r, struct err *e)
{
	struct err none = {0};
	int64_t candidate;
	int rc;

	rc = known_order(o, r, e);
	if (rc != 0)
		return rc < 0 ? -1 : 0;
	if (!*r->v[F_REG_NO].text) {
		refuse(o, r, F_REG_NO, "ROW", F_ORDER_NO_CANDIDATE, S_ORDER_NO_CANDIDATE);
		return 0;
	}
	if (find_candidate(o->im->job->db, o->im->sitting.id, r->v[F_REG_NO].text, &candidate,
			   &none) == 0)
		return judge_case(o, r, candidate, e);
	if (none.code != ERR_INPUT) {
		*e = none;
		return -1;
	}
	refuse(o, r, F_REG_NO, "ROW", F_REVIEW_NOBODY, NULL);
	return 0;
}

static int read_rows(struct orders *o, struct tab_src *src, struct err *e)
{
	struct row row;
	int rc, i;

	while ((rc = tab_next(src, &row, e)) == 1) {
		struct order_row r = {.row = &row};
		bool fine = true;

		arena_reset(&o->row_mem);
		o->rows++;
		for (i = 0; i < FIELDS; i++) {
			size_t at = (size_t)layout_index(o->map.layout, names[i]);

			fine &= field_read(&o->row_mem, &o->map, at, &row, &o->findings, &r.v[i]);
		}
		o->refused += !fine;
		if (fine && judge_row(o, &r, e) < 0)
			return -1;
		if (import_is_runaway(&o->findings, o->map.file, e))
			return -1;
		if (o->rows % 1000 == 0)
			job_progress(o->im->job, file_name(o->map.file), o->rows, 0);
	}
	return rc;
}

/* Already written row by row inside the savepoint. */
static int keep(void *ctx, struct err *e)
{
	struct orders *o = ctx;

	import_count_rows(o->im, o->opened, o->known);
	return db_release(o->im->job->db, e);
}

static int read_and_judge(struct orders *o, struct tab_src *src, const char *path,
			  const char *sha256, struct err *e)
{
	struct import_verdict v = {.path = path,
				   .sha256 = sha256,
				   .map = &o->map,
				   .src = src,
				   .findings = &o->findings,
				   .write = keep,
				   .ctx = o};
	size_t refused_files = o->im->refused;

	if (layout_bind(&o->mem, o->im->layout, src, path, &o->findings, &o->map, e) < 0 ||
	    db_savepoint(o->im->job->db, e) < 0)
		return -1;
	if (o->findings.errors == 0 && read_rows(o, src, e) < 0)
		return -1;
	v.rows = o->rows;
	v.refused_rows = o->refused;
	if (import_judge(o->im, &v, e) < 0)
		return -1;
	if (o->im->refused > refused_files)
		return db_rollback_to(o->im->job->db, e);
	return 0;
}

int import_orders(struct import *im, struct tab_src *src, const char *path, const char *sha256,
		  struct err *e)
{
	struct orders o = {.im = im};
	int rc = read_and_judge(&o, src, path, sha256, e);

	findings_free(&o.findings);
	arena_free(&o.row_mem);
	arena_free(&o.mem);
	return rc;
}
