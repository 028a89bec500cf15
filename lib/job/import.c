#include "job/import.h"

#include "base/messages.h"
#include "exam/policy.h"
#include "job/registration.h"
#include "job/reject.h"

#include <string.h>

/* What one import has open over all its files. */
struct import {
	struct job *job;
	const struct import_opts *opts;
	struct sitting sitting;
	struct code_table codes[REG_CODE_KINDS];
	const struct layout *layout;
	int64_t name_max;
	struct reject *reject; /* NULL: not wanted */
	size_t taken, refused;
};

static int prepare(struct import *im, struct err *e)
{
	struct job *job = im->job;
	size_t i;

	if (sitting_find(job->db, &job->arena, im->opts->sitting, &im->sitting, e) < 0 ||
	    layout_find(&job->arena, im->opts->kind, job_office_path(job, "layout"), &im->layout, e) <
		0 ||
	    policy_int(job->db, im->sitting.id, "", "name.max", &im->name_max, e) < 0)
		return -1;
	for (i = 0; i < REG_CODE_KINDS; i++)
		if (code_load(job->db, &job->arena, reg_code_kinds[i], &im->codes[i], e) < 0)
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

static int remember(struct import *im, const char *sha256, const struct reg_file *f, struct err *e)
{
	struct stmt *st = db_stmt(im->job->db, SQL_IMPORTED_FILE_INSERT, e);

	if (!st)
		return -1;
	stmt_text(st, ":sha256", sha256);
	stmt_text(st, ":kind", im->opts->kind);
	stmt_int(st, ":sitting", im->sitting.id);
	stmt_text(st, ":name", file_name(f->path));
	stmt_int(st, ":rows", (int64_t)f->rows.len);
	return stmt_exec(st, e);
}

static void add_findings(struct import *im, const struct findings *from)
{
	size_t i;

	for (i = 0; i < from->list.len; i++)
		findings_add(&im->job->findings, &from->list.items[i]);
}

/* Takes the file, or refuses it; both are success here. */
static int judge(struct import *im, struct reg_file *f, struct tab_src *src, const char *sha256,
		 struct err *e)
{
	bool clean = f->findings.errors == 0;
	size_t good = f->rows.len + f->unread_rows.len - (size_t)f->refused_rows;

	add_findings(im, &f->findings);
	job_count(im->job, "rows_refused", f->refused_rows);
	if (!clean && im->reject && reject_file(im->reject, &f->map, src, &f->findings, e) < 0)
		return -1;
	if ((!clean && !im->opts->partial) || (good == 0 && !clean)) {
		im->refused++;
		job_count(im->job, "files_refused", 1);
		return 0;
	}
	im->taken++;
	if (reg_write(f, e) < 0)
		return -1;
	/* a file with rows still open is worth loading again after something else was put right */
	return clean ? remember(im, sha256, f, e) : 0;
}

static int import_opened(struct import *im, struct tab_src *src, const char *path,
			 const char *sha256, struct err *e)
{
	struct reg_places places = {0};
	struct reg_file f = {
	    .job = im->job,
	    .sitting = im->sitting,
	    .places = &places,
	    .codes = im->codes,
	    .layout = im->layout,
	    .path = path,
	    .name_max = (int)im->name_max,
	};
	int rc;

	rc = reg_places_load(im->job, im->sitting.id, &places, e);
	if (rc == 0)
		rc = layout_bind(&f.mem, im->layout, src, path, &f.findings, &f.map, e);
	/* without its required columns no row can be judged */
	if (rc == 0 && f.findings.errors == 0)
		rc = reg_read(&f, src, e) < 0 ? -1 : reg_check(&f, e);
	if (rc == 0)
		rc = judge(im, &f, src, sha256, e);
	reg_places_free(&places);
	strmap_free(&f.person_map);
	VEC_FREE(&f.persons);
	VEC_FREE(&f.rows);
	VEC_FREE(&f.unread_rows);
	findings_free(&f.findings);
	arena_free(&f.mem);
	return rc;
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
		struct finding known = {.rule = "FILE",
					.severity = SEV_NOTE,
					.file = path,
					.text = arena_printf(&im->job->arena, F_FILE_KNOWN,
							     (long long)earlier),
					.suggestion = S_FILE_KNOWN};

		findings_add(&im->job->findings, &known);
		job_count(im->job, "files_known", 1);
		im->taken++;
		return 0;
	}
	if (tab_open(&src, path, e) < 0)
		return -1;
	rc = import_opened(im, src, path, sha256, e);
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
		return err_set(e, ERR_RULE, E_IMPORT_REFUSED, (unsigned long)im->job->findings.errors);
	return 0;
}

int import_files(struct job *job, const struct import_opts *opts, char *const *paths, size_t count,
		 struct err *e)
{
	struct import im = {.job = job, .opts = opts};
	size_t i;
	int rc = prepare(&im, e);

	if (rc == 0)
		rc = import_all(&im, paths, count, e);
	for (i = 0; i < REG_CODE_KINDS; i++)
		code_free(&im.codes[i]);
	reject_abandon(im.reject);
	return rc;
}
