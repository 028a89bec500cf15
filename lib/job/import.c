#include "job/import.h"

#include "base/messages.h"
#include "job/import_kind.h"

#include <string.h>

static const struct {
	const char *name;
	import_kind_fn *import;
} kinds[] = {
    {"registrations", import_registrations},
    {"wishes", import_wishes},
    {"orders", import_orders},
    {"needs", import_needs},
};

/* "registrations, wishes ...", in out. */
static const char *kind_names(struct arena *out)
{
	const char *names = kinds[0].name;
	size_t i;

	for (i = 1; i < ARRAY_LEN(kinds); i++)
		names = arena_printf(out, "%s, %s", names, kinds[i].name);
	return names;
}

static import_kind_fn *find_kind(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(kinds); i++)
		if (strcmp(kinds[i].name, name) == 0)
			return kinds[i].import;
	return NULL;
}

static int prepare(struct import *im, struct err *e)
{
	struct job *job = im->job;

	if (!find_kind(im->opts->kind))
		return err_set(e, ERR_USAGE, E_IMPORT_KIND_UNKNOWN, im->opts->kind,
			       kind_names(&job->arena));
	if (sitting_find(job->db, &job->arena, im->opts->sitting, &im->sitting, e) < 0 ||
	    layout_find(&job->arena, im->opts->kind, job_office_path(job, "layout"), &im->layout,
			e) < 0)
		return -1;
	return im->opts->reject ? reject_open(&im->reject, job, im->opts->reject, e) : 0;
}

/* The run that loaded this very file; 0 where none did. */
static int find_earlier(struct import *im, const char *sha256, int64_t *ret, struct err *e)
{
	struct stmt *st = db_stmt(im->job->db, SQL_IMPORTED_FILE_FIND, e);

	*ret = 0;
	if (!st)
		return -1;
	stmt_text(st, ":sha256", sha256);
	stmt_text(st, ":kind", im->opts->kind);
	stmt_int(st, ":sitting", im->sitting.id);
	return stmt_one_int(st, ret, e) < 0 ? -1 : 0;
}

static int remember(struct import *im, const struct import_verdict *v, struct err *e)
{
	struct stmt *st = db_stmt(im->job->db, SQL_IMPORTED_FILE_INSERT, e);

	if (!st)
		return -1;
	stmt_text(st, ":sha256", v->sha256);
	stmt_text(st, ":kind", im->opts->kind);
	stmt_int(st, ":sitting", im->sitting.id);
	stmt_text(st, ":name", file_name(v->path));
	stmt_int(st, ":rows", v->rows);
	return stmt_exec(st, e);
}

static void add_findings(struct import *im, const struct findings *from)
{
	size_t i;

	for (i = 0; i < from->list.len; i++)
		findings_add(&im->job->findings, &from->list.items[i]);
}

int import_judge(struct import *im, const struct import_verdict *v, struct err *e)
{
	bool clean = v->findings->errors == 0;

	add_findings(im, v->findings);
	job_count(im->job, "rows", v->rows);
	job_count(im->job, "rows_refused", v->refused_rows);
	if (!clean && im->reject && reject_file(im->reject, v->map, v->src, v->findings, e) < 0)
		return -1;
	if (!clean && (!im->opts->partial || v->rows == v->refused_rows)) {
		im->refused++;
		job_count(im->job, "files_refused", 1);
		return 0;
	}
	im->taken++;
	if (v->write(v->ctx, e) < 0)
		return -1;
	/* a file with rows still open is worth loading again after something else was put right */
	return clean ? remember(im, v, e) : 0;
}

static int import_file(struct import *im, const char *path, struct err *e)
{
	const char *sha256;
	struct tab_src *src;
	int64_t earlier;
	int rc;

	if (job_input(im->job, path, &sha256, e) < 0 || find_earlier(im, sha256, &earlier, e) < 0)
		return -1;
	if (earlier && !im->opts->again) {
		struct finding known = {
		    .rule = "FILE",
		    .severity = SEV_NOTE,
		    .file = path,
		    .text = arena_printf(&im->job->arena, F_FILE_KNOWN, (long long)earlier),
		    .suggestion = S_FILE_KNOWN};

		findings_add(&im->job->findings, &known);
		job_count(im->job, "files_known", 1);
		im->taken++;
		return 0;
	}
	if (tab_open(&src, path, e) < 0)
		return -1;
	rc = find_kind(im->opts->kind)(im, src, path, sha256, e);
	tab_close(src);
	return rc;
}

static int import_all(struct import *im, char *const *paths, size_t count, struct err *e)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (import_file(im, paths[i], e) < 0)
			return -1;
	if (im->reject && reject_close(im->reject, e) < 0) {
		im->reject = NULL;
		return -1;
	}
	im->reject = NULL;
	im->job->keep_outputs = true;
	if (im->taken == 0)
		return err_set(e, ERR_RULE, E_IMPORT_REFUSED,
			       (unsigned long)im->job->findings.errors);
	return 0;
}

int import_files(struct job *job, const struct import_opts *opts, char *const *paths, size_t count,
		 struct err *e)
{
	struct import im = {.job = job, .opts = opts, .files = count};
	int rc = prepare(&im, e);

	if (rc == 0)
		rc = import_all(&im, paths, count, e);
	reject_abandon(im.reject);
	return rc;
}
