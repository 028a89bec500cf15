/*
 * The kind `wishes` (R-WISH): paid entries of self candidates, in the registration window, where
 * the site allows it, on days of that subject with wish places left. Each row is judged and set
 * at once, so that the places count down; a file that is refused is rolled back.
 */
#include "base/messages.h"
#include "job/import_kind.h"

#include <string.h>

struct wishes {
	struct import *im;
	struct layout_map map;
	struct arena mem, row_mem;
	struct findings findings;
	int64_t rows, refused, set, known;
};

struct wish_row {
	const char *reg_no, *subject, *on;
};

static void refuse(struct wishes *w, const struct row *row, const char *field, const char *rule,
		   const char *text)
{
	int i = layout_index(w->map.layout, field);

	field_finding(&w->map, (size_t)i, row, &w->findings, SEV_ERROR, rule, text, NULL);
	w->refused++;
}

static bool read_one(struct wishes *w, const struct row *row, const char *field, const char **ret)
{
	struct field_value v;
	bool ok = field_read(&w->row_mem, &w->map, (size_t)layout_index(w->map.layout, field), row,
			     &w->findings, &v);

	*ret = arena_strdup(&w->row_mem, v.text);
	return ok;
}

/* What stands against the wish; NULL where nothing does. */
static const char *objection(struct wishes *w, struct stmt *st, const struct wish_row *r,
			     const char *window)
{
	if (strcmp(col_text(st, "state"), "paid") != 0)
		return F_WISH_UNPAID;
	if (strcmp(col_text(st, "source"), "self") != 0)
		return F_WISH_GROUP;
	if (!col_int(st, "wishes"))
		return F_WISH_SITE;
	if (window)
		return window;
	if (col_is_null(st, "capacity"))
		return arena_printf(&w->row_mem, F_WISH_DAY, r->on);
	if (col_int(st, "wished") >= col_int(st, "capacity"))
		return arena_printf(&w->row_mem, F_WISH_FULL, r->on);
	return NULL;
}

/* NULL in *ret where registration is open at the site of the entry. */
static int closed_window(struct wishes *w, const char *site_code, const char **ret, struct err *e)
{
	const char *when;
	bool open;

	if (window_is_open(w->im->job->db, &w->row_mem, w->im->sitting.id, site_code,
			   "registration", &open, &when, e) < 0)
		return -1;
	*ret = open ? NULL : arena_printf(&w->row_mem, F_WINDOW_CLOSED, when);
	return 0;
}

static int set_wish(struct wishes *w, int64_t entry, const char *on, struct err *e)
{
	struct stmt *st = db_stmt(w->im->job->db, SQL_WISH_SET, e);

	if (!st)
		return -1;
	stmt_int(st, ":entry", entry);
	stmt_text(st, ":on", on);
	w->set++;
	return stmt_exec(st, e);
}

static int judge_row(struct wishes *w, const struct row *row, const struct wish_row *r,
		     struct err *e)
{
	const char *window, *why;
	struct stmt *st;
	int64_t entry;
	bool known;
	int rc;

	if (closed_window(w, arena_strndup(&w->row_mem, r->reg_no + 2, 6), &window, e) < 0)
		return -1;
	st = db_stmt(w->im->job->db, SQL_WISH_ENTRY, e);
	if (!st)
		return -1;
	stmt_int(st, ":sitting", w->im->sitting.id);
	stmt_text(st, ":reg_no", r->reg_no);
	stmt_text(st, ":subject", r->subject);
	stmt_text(st, ":on", r->on);
	if ((rc = stmt_step(st, e)) < 0)
		return -1;
	if (rc == 0) {
		refuse(w, row, "reg_no", "R-WISH",
		       arena_printf(&w->row_mem, F_WISH_NO_ENTRY, r->reg_no, r->subject));
		return 0;
	}
	entry = col_int(st, "id");
	known = strcmp(col_text(st, "present"), r->on) == 0;
	why = known ? NULL : objection(w, st, r, window);
	stmt_done(st);
	if (why)
		refuse(w, row, "wish_on", why == window ? "R-WINDOW" : "R-WISH", why);
	w->known += known;
	return why || known ? 0 : set_wish(w, entry, r->on, e);
}

static int read_rows(struct wishes *w, struct tab_src *src, struct err *e)
{
	struct wish_row r;
	struct row row;
	int rc;

	while ((rc = tab_next(src, &row, e)) == 1) {
		bool ok;

		arena_reset(&w->row_mem);
		w->rows++;
		ok = read_one(w, &row, "reg_no", &r.reg_no);
		ok = read_one(w, &row, "subject_code", &r.subject) && ok;
		ok = read_one(w, &row, "wish_on", &r.on) && ok;
		w->refused += !ok;
		if (ok && judge_row(w, &row, &r, e) < 0)
			return -1;
	}
	return rc;
}

/* Already written row by row inside the savepoint. */
static int keep(void *ctx, struct err *e)
{
	struct wishes *w = ctx;

	job_count(w->im->job, "wishes_set", w->set);
	job_count(w->im->job, "wishes_known", w->known);
	return db_release(w->im->job->db, e);
}

static int read_and_judge(struct wishes *w, struct tab_src *src, const char *path,
			  const char *sha256, struct err *e)
{
	struct import_verdict v = {.path = path,
				   .sha256 = sha256,
				   .map = &w->map,
				   .src = src,
				   .findings = &w->findings,
				   .write = keep,
				   .ctx = w};
	size_t refused_files = w->im->refused;

	if (layout_bind(&w->mem, w->im->layout, src, path, &w->findings, &w->map, e) < 0 ||
	    db_savepoint(w->im->job->db, e) < 0)
		return -1;
	if (w->findings.errors == 0 && read_rows(w, src, e) < 0)
		return -1;
	v.rows = w->rows;
	v.refused_rows = w->refused;
	if (import_judge(w->im, &v, e) < 0)
		return -1;
	if (w->im->refused > refused_files)
		db_rollback_to(w->im->job->db);
	return 0;
}

int import_wishes(struct import *im, struct tab_src *src, const char *path, const char *sha256,
		  struct err *e)
{
	struct wishes w = {.im = im};
	int rc = read_and_judge(&w, src, path, sha256, e);

	findings_free(&w.findings);
	arena_free(&w.row_mem);
	arena_free(&w.mem);
	return rc;
}
