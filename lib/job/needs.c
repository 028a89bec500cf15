/*
 * The kind `needs`: candidates who need a room of their own or longer time, one row each. Both
 * empty takes the need away. assign-dates and assign-seats obey (R-DATE).
 */
#include "base/messages.h"
#include "base/text.h"
#include "job/import_kind.h"

#include <string.h>

enum { EXTRA_PERCENT_MAX = 200 };

struct needs {
	struct import *im;
	struct layout_map map;
	struct arena mem, row_mem;
	struct findings findings;
	int64_t rows, refused, set, known;
};

struct need_row {
	const char *reg_no, *tag, *extra;
	int64_t extra_percent;
};

static void refuse(struct needs *n, const struct row *row, const char *field, const char *text)
{
	size_t i = (size_t)layout_index(n->map.layout, field);

	field_finding(&n->map, i, row, &n->findings, SEV_ERROR, "R-DATE", text, NULL);
	n->refused++;
}

static bool read_one(struct needs *n, const struct row *row, const char *field, const char **ret)
{
	size_t i = (size_t)layout_index(n->map.layout, field);
	struct field_value v;
	bool ok = field_read(&n->row_mem, &n->map, i, row, &n->findings, &v);

	*ret = arena_strdup(&n->row_mem, v.text);
	return ok;
}

static int set_need(struct needs *n, int64_t candidate, const struct need_row *r, struct err *e)
{
	struct stmt *st = db_stmt(n->im->job->db, SQL_NEED_SET, e);

	if (!st)
		return -1;
	stmt_int(st, ":candidate", candidate);
	stmt_text(st, ":tag", r->tag);
	stmt_int(st, ":extra", r->extra_percent);
	n->set++;
	return stmt_exec(st, e);
}

static int judge_row(struct needs *n, const struct row *row, struct need_row *r, struct err *e)
{
	struct stmt *st;
	int64_t candidate;
	bool known;
	int rc;

	if (*r->extra && !text_to_int(r->extra, 0, EXTRA_PERCENT_MAX, &r->extra_percent)) {
		refuse(n, row, "extra_percent",
		       arena_printf(&n->row_mem, F_NEED_EXTRA, EXTRA_PERCENT_MAX));
		return 0;
	}
	st = db_stmt(n->im->job->db, SQL_NEED_CANDIDATE, e);
	if (!st)
		return -1;
	stmt_int(st, ":sitting", n->im->sitting.id);
	stmt_text(st, ":reg_no", r->reg_no);
	if ((rc = stmt_step(st, e)) < 0)
		return -1;
	if (rc == 0) {
		refuse(n, row, "reg_no", arena_printf(&n->row_mem, F_NEED_NOBODY, r->reg_no));
		return 0;
	}
	candidate = col_int(st, "id");
	known = strcmp(col_text(st, "tag"), r->tag) == 0 &&
		col_int(st, "extra_percent") == r->extra_percent;
	stmt_done(st);
	n->known += known;
	return known ? 0 : set_need(n, candidate, r, e);
}

static int read_rows(struct needs *n, struct tab_src *src, struct err *e)
{
	struct row row;
	int rc;

	while ((rc = tab_next(src, &row, e)) == 1) {
		struct need_row r = {0};
		bool ok;

		arena_reset(&n->row_mem);
		n->rows++;
		ok = read_one(n, &row, "reg_no", &r.reg_no);
		ok = read_one(n, &row, "tag", &r.tag) && ok;
		ok = read_one(n, &row, "extra_percent", &r.extra) && ok;
		n->refused += !ok;
		if (ok && judge_row(n, &row, &r, e) < 0)
			return -1;
	}
	return rc;
}

/* Already written row by row inside the savepoint. */
static int keep(void *ctx, struct err *e)
{
	struct needs *n = ctx;

	job_count(n->im->job, "needs_set", n->set);
	job_count(n->im->job, "needs_known", n->known);
	return db_release(n->im->job->db, e);
}

static int read_and_judge(struct needs *n, struct tab_src *src, const char *path,
			  const char *sha256, struct err *e)
{
	struct import_verdict v = {.path = path,
				   .sha256 = sha256,
				   .map = &n->map,
				   .src = src,
				   .findings = &n->findings,
				   .write = keep,
				   .ctx = n};
	size_t refused_files = n->im->refused;

	if (layout_bind(&n->mem, n->im->layout, src, path, &n->findings, &n->map, e) < 0 ||
	    db_savepoint(n->im->job->db, e) < 0)
		return -1;
	if (n->findings.errors == 0 && read_rows(n, src, e) < 0)
		return -1;
	v.rows = n->rows;
	v.refused_rows = n->refused;
	if (import_judge(n->im, &v, e) < 0)
		return -1;
	if (n->im->refused > refused_files)
		db_rollback_to(n->im->job->db);
	return 0;
}

int import_needs(struct import *im, struct tab_src *src, const char *path, const char *sha256,
		 struct err *e)
{
	struct needs n = {.im = im};
	int rc = read_and_judge(&n, src, path, sha256, e);

	findings_free(&n.findings);
	arena_free(&n.row_mem);
	arena_free(&n.mem);
	return rc;
}
