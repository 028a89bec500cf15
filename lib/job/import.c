#include "job/import.h"

#include "base/messages.h"
#include "job/import_kind.h"
#include "job/open_rows.h"
#include "job/plain.h"

#include <string.h>

/* In the order of the office's work. */
static const struct {
	const char *name;
	import_kind_fn *import;
	const char *zh, *en; /* what its rows are, counted */
} kinds[] = {
    {"registrations", import_registrations, "", ""},
    {"accounts", import_plain, "登记通行证", "accounts"},
    {"roster", import_plain, "登记学籍", "students"},
    {"roster-sites", import_plain, "学籍报考设置", "permissions"},
    {"decisions", import_plain, "审核", "decisions"},
    {"orders", import_orders, "开订单", "orders opened"},
    {"confirmations", import_plain, "现场确认", "confirmations"},
    {"wishes", import_plain, "登记意向", "wishes set"},
    {"needs", import_plain, "登记特殊需要", "needs set"},
    {"placements", import_plain, "指定编排", "placements"},
    {"scores", import_plain, "登记成绩", "scores"},
    {"held-certificates", import_plain, "登记证书", "certificates"},
    {"notices", import_plain, "考点通告", "notices"},
    {"sites", import_setup, "考点", "sites"},
    {"windows", import_setup, "时间窗口", "windows"},
    {"subjects", import_setup, "科目", "subjects"},
    {"offerings", import_setup, "开考科目", "offerings"},
    {"caps", import_setup, "容量限制", "caps"},
    {"rooms", import_setup, "考场", "rooms"},
    {"sessions", import_setup, "场次", "sessions"},
    {"wish-days", import_setup, "意向名额", "wish days"},
    {"policy", import_setup, "参数", "parameters"},
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

/* The kind's place in the table, or its end. */
static size_t kind_index(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(kinds); i++)
		if (strcmp(kinds[i].name, name) == 0)
			break;
	return i;
}

static int prepare(struct import *im, struct err *e)
{
	struct job *job = im->job;

	if (kind_index(im->opts->kind) == ARRAY_LEN(kinds))
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
	if (!clean && im->reject && reject_file(im->reject, v, e) < 0)
		return -1;
	if (!clean && (!im->opts->partial || v->rows == v->refused_rows)) {
		im->refused++;
		job_count(im->job, "files_refused", 1);
		return 0;
	}
	im->taken++;
	job_progress(im->job, I_PROGRESS_WRITING, 0, 0);
	if (v->write(v->ctx, e) < 0 || open_rows_settle(im, v, e) < 0)
		return -1;
	/* a file with rows still open is worth loading again after something else was put right */
	return clean ? remember(im, v, e) : 0;
}

bool import_is_runaway(const struct findings *f, const char *path, struct err *e)
{
	if (f->errors <= IMPORT_ERRORS_MAX)
		return false;
	(void)err_set(e, ERR_RULE, E_IMPORT_RUNAWAY, path, (unsigned long)f->errors);
	return true;
}

void import_count_rows(struct import *im, int64_t set, int64_t known)
{
	job_count(im->job, arena_printf(&im->job->arena, "%s_set", im->opts->kind), set);
	job_count(im->job, arena_printf(&im->job->arena, "%s_known", im->opts->kind), known);
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
	rc = kinds[kind_index(im->opts->kind)].import(im, src, path, sha256, e);
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

bool import_is_setup(const char *kind)
{
	size_t i = kind_index(kind);

	return i < ARRAY_LEN(kinds) && kinds[i].import == import_setup;
}

/* ---- in words ---- */

static long long count_of(const struct job *job, const char *key)
{
	size_t i;

	for (i = 0; i < job->counts.len; i++)
		if (strcmp(job->counts.items[i].key, key) == 0)
			return job->counts.items[i].value;
	return 0;
}

static const char *taken_in_words(struct job *job, const char *kind)
{
	struct arena *a = &job->arena;
	long long rows = count_of(job, "rows"), refused = count_of(job, "rows_refused");
	size_t i = kind_index(kind);

	if (strcmp(kind, "registrations") != 0)
		return arena_printf(a, I_IMPORTED_ROWS, rows, T(kinds[i].zh, kinds[i].en),
				    count_of(job, arena_printf(a, "%s_set", kind)),
				    count_of(job, arena_printf(a, "%s_known", kind)), refused);
	return arena_printf(a, I_IMPORTED, rows, count_of(job, "candidates_added"),
			    count_of(job, "candidates_changed"), count_of(job, "entries_added"),
			    count_of(job, "entries_known"), refused);
}

const char *import_in_words(struct job *job, const char *kind)
{
	const char *words = taken_in_words(job, kind);
	long long closed = count_of(job, "rows_closed"), open = count_of(job, "rows_open");
	long long known = count_of(job, "files_known");

	if (known && count_of(job, "rows") == 0)
		return arena_printf(&job->arena, I_IMPORTED_KNOWN, known);
	if (known)
		words = arena_printf(&job->arena, I_IMPORTED_REST, words, known);
	if (closed || open)
		words = arena_printf(&job->arena, I_IMPORTED_OPEN, words, closed, open);
	return words;
}
