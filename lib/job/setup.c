#include "job/setup.h"

#include "base/messages.h"
#include "base/text.h"
#include "job/import_kind.h"
#include "job/setup_sheet.h"

#include <stdlib.h>
#include <string.h>

/* In the order in which they are loaded: what is named comes before what names it. */
static const struct setup_sheet setup_sheets[] = {
    {"sitting", true, NULL, setup_load_sitting, setup_end_sitting, SQL_COUNT},
    {"sites", false, NULL, setup_load_site, setup_know_sites, SQL_SETUP_SITE_KEYS},
    {"windows", false, NULL, setup_load_window, NULL, SQL_SETUP_WINDOW_KEYS},
    {"subjects", false, NULL, setup_load_subject, NULL, SQL_COUNT},
    {"offerings", false, setup_know_offerings, setup_load_offering, NULL, SQL_SETUP_OFFERINGS},
    {"caps", false, setup_know_offerings, setup_load_cap, NULL, SQL_SETUP_CAP_KEYS},
    {"rooms", false, NULL, setup_load_room, NULL, SQL_SETUP_ROOMS},
    {"sessions", false, setup_know_rooms, setup_load_session, setup_end_sessions,
     SQL_SETUP_SESSION_KEYS},
    {"wish-days", false, setup_know_offerings, setup_load_wish, NULL, SQL_SETUP_WISH_KEYS},
    {"policy", false, NULL, setup_load_policy, NULL, SQL_COUNT},
    {NULL, false, NULL, NULL, NULL, SQL_COUNT},
};

const char *const *setup_kinds(void)
{
	static const char *kinds[ARRAY_LEN(setup_sheets)];
	size_t i;

	for (i = 0; i < ARRAY_LEN(setup_sheets); i++)
		kinds[i] = setup_sheets[i].kind;
	return kinds;
}

/* ---- what the loaders use ---- */

static size_t index_of(const struct setup *s, const char *field)
{
	int i = layout_index(s->map.layout, field);

	BUG_ON(i < 0);
	return (size_t)i;
}

void setup_wrong(struct setup *s, const char *field, const char *rule, const char *text,
		 const char *suggestion)
{
	field_finding(&s->map, index_of(s, field), &s->row, s->findings, SEV_ERROR, rule, text,
		      suggestion);
}

void setup_key_add(struct setup *s, const char *key)
{
	struct setup_key k = {arena_strdup(&s->job->arena, key), s->row.number};

	VEC_PUSH(&s->keys, k);
}

const struct field_value *setup_value(struct setup *s, const char *field)
{
	return &s->v[index_of(s, field)];
}

const char *setup_text(struct setup *s, const char *field)
{
	return setup_value(s, field)->text;
}

int64_t setup_int(struct setup *s, const char *field)
{
	return setup_value(s, field)->number;
}

/* ---- one sheet ---- */

static int by_key(const void *a, const void *b)
{
	const struct setup_key *x = a, *y = b;
	int d = strcmp(x->key, y->key);

	if (d)
		return d;
	return x->row < y->row ? -1 : x->row > y->row;
}

static int by_key_alone(const void *a, const void *b)
{
	return strcmp(((const struct setup_key *)a)->key, ((const struct setup_key *)b)->key);
}

static void sheet_finding(struct setup *s, enum severity severity, int64_t row, const char *subject,
			  const char *text)
{
	struct finding f = {.rule = "ROW",
			    .severity = severity,
			    .subject = subject,
			    .file = s->file,
			    .sheet = s->map.sheet,
			    .row = row,
			    .text = text};

	findings_add(s->findings, &f);
}

static void find_doubles(struct setup *s)
{
	size_t i;

	if (s->keys.len == 0)
		return;
	qsort(s->keys.items, s->keys.len, sizeof *s->keys.items, by_key);
	for (i = 1; i < s->keys.len; i++) {
		const struct setup_key *a = &s->keys.items[i - 1], *b = &s->keys.items[i];

		if (strcmp(a->key, b->key) == 0)
			sheet_finding(s, SEV_ERROR, b->row, b->key,
				      arena_printf(&s->job->arena, F_ROW_TWICE, (long long)a->row));
	}
}

/* A row of the database that the sheet no longer names stays, and is said. */
static int find_missing(struct setup *s, enum sql_id keys, struct err *e)
{
	struct stmt *st = db_stmt(s->job->db, keys, e);
	int rc;

	if (!st)
		return -1;
	stmt_int(st, ":sitting", s->sitting_id);
	while ((rc = stmt_step(st, e)) == 1) {
		struct setup_key k = {col_text(st, "key"), 0};

		if (s->keys.len == 0 ||
		    !bsearch(&k, s->keys.items, s->keys.len, sizeof k, by_key_alone))
			sheet_finding(s, SEV_WARN, 0, k.key, F_SETUP_MISSING);
	}
	return rc;
}

static const char *row_name(struct arena *out, int64_t number)
{
	return arena_printf(out, "%lld", (long long)number);
}

static int load_row(struct setup *s, const struct setup_sheet *sheet, struct arena *row_mem,
		    struct err *e)
{
	int64_t before = db_changes(s->job->db);
	bool good = true;
	uint32_t skipped;
	size_t i;

	if (s->skip && strmap_get(s->skip, row_name(row_mem, s->row.number), &skipped))
		return 0;
	for (i = 0; i < s->map.layout->field_count; i++)
		good &= field_read(row_mem, &s->map, i, &s->row, s->findings, &s->v[i]);
	s->rows++;
	if (good && sheet->load(s, e) < 0)
		return -1;
	s->changed += db_changes(s->job->db) > before;
	return 0;
}

static int load_rows(struct setup *s, const struct setup_sheet *sheet, struct err *e)
{
	struct arena row_mem = {0};
	int rc;

	BUG_ON(s->map.layout->field_count > SETUP_FIELDS);
	s->keys.len = 0;
	if (sheet->begin && sheet->begin(s, e) < 0)
		return -1;
	while ((rc = tab_next(s->src, &s->row, e)) > 0) {
		rc = load_row(s, sheet, &row_mem, e);
		if (rc < 0)
			break;
		arena_reset(&row_mem);
	}
	arena_free(&row_mem);
	if (rc < 0)
		return -1;
	find_doubles(s);
	return sheet->end && sheet->end(s, e) < 0 ? -1 : 0;
}

static bool has_sheet(struct setup *s, const char *name)
{
	const struct tab_sheet *sheets;
	size_t count, i;

	sheets = tab_sheets(s->src, &count);
	for (i = 0; i < count; i++)
		if (strcmp(text_fold(&s->job->arena, sheets[i].name), name) == 0)
			return true;
	return false;
}

static int load_sheet(struct setup *s, const struct setup_sheet *sheet, struct err *e)
{
	const struct layout *layout;
	size_t errors = s->findings->errors;

	if (layout_find(&s->job->arena, sheet->kind, job_office_path(s->job, "layout"), &layout,
			e) < 0)
		return -1;
	if (!has_sheet(s, layout->sheet)) {
		if (sheet->required)
			return err_set(e, ERR_INPUT, E_SETUP_NO_SHEET, s->file, layout->sheet);
		return 0;
	}
	if (layout_bind(&s->job->arena, layout, s->src, s->file, s->findings, &s->map, e) < 0)
		return err_in(e, "%s", layout->sheet);
	/* a sheet without its header: the columns of some other sheet are not meant */
	if (!s->map.sheet || strcmp(text_fold(&s->job->arena, s->map.sheet), layout->sheet) != 0)
		return err_set(e, ERR_INPUT, E_SETUP_NO_HEADER, s->file, layout->sheet,
			       layout->fields[0].title);
	if (s->findings->errors > errors)
		return 0; /* columns are missing: every row would say so */
	if (load_rows(s, sheet, e) < 0 ||
	    (sheet->keys != SQL_COUNT && find_missing(s, sheet->keys, e) < 0))
		return -1;
	if (sheet->required && s->sitting_id == 0 && s->findings->errors == errors)
		return err_set(e, ERR_INPUT, E_SETUP_EMPTY_SHEET, s->file, layout->sheet);
	return 0;
}

/* A sheet we know nothing of is said, so that a misspelt name is noticed. */
static int note_other_sheets(struct setup *s, struct err *e)
{
	const struct tab_sheet *sheets;
	const struct layout *layout;
	size_t count, i, k;

	s->map = (struct layout_map){.file = s->file};
	sheets = tab_sheets(s->src, &count);
	for (i = 0; i < count; i++) {
		for (k = 0; setup_sheets[k].kind; k++) {
			if (layout_find(&s->job->arena, setup_sheets[k].kind,
					job_office_path(s->job, "layout"), &layout, e) < 0)
				return -1;
			if (strcmp(text_fold(&s->job->arena, sheets[i].name), layout->sheet) == 0)
				break;
		}
		if (!setup_sheets[k].kind && !sheets[i].hidden &&
		    strncmp(sheets[i].name, LIST_SHEET_PREFIX, strlen(LIST_SHEET_PREFIX)) != 0)
			sheet_finding(s, SEV_WARN, 0, sheets[i].name, F_SETUP_OTHER_SHEET);
	}
	return 0;
}

static int load_sheets(struct setup *s, struct err *e)
{
	size_t i;

	if (note_other_sheets(s, e) < 0)
		return -1;
	for (i = 0; setup_sheets[i].kind; i++) {
		if (load_sheet(s, &setup_sheets[i], e) < 0)
			return -1;
		/* without the sitting the other sheets hang in the air */
		if (s->sitting_id == 0)
			break;
	}
	if (s->findings->errors > 0)
		return err_set(e, ERR_RULE, E_SETUP_REFUSED, (unsigned long)s->findings->errors,
			       s->file);
	return 0;
}

static void setup_free(struct setup *s)
{
	VEC_FREE(&s->keys);
	VEC_FREE(&s->offerings);
	VEC_FREE(&s->rooms);
	VEC_FREE(&s->sites);
}

int setup_load(struct job *job, const char *path, struct setup_result *ret, struct err *e)
{
	struct setup s = {.job = job, .findings = &job->findings, .file = path};
	int rc;

	if (job_input(job, path, NULL, e) < 0 || tab_open(&s.src, path, e) < 0)
		return -1;
	rc = tab_format_of(s.src) == TAB_CSV ? err_set(e, ERR_INPUT, E_SETUP_CSV, path)
					     : load_sheets(&s, e);
	tab_close(s.src);
	setup_free(&s);
	if (rc < 0)
		return -1;
	job_count(job, "rows", s.rows);
	*ret = (struct setup_result){s.code, s.name, s.rows};
	return 0;
}

/* ---- one of the tables by itself, as a kind of import ---- */

/* What import_judge asks to be written once the file has been judged. */
struct setup_import {
	struct setup s;
	struct import *im;
	const struct setup_sheet *sheet;
	struct strmap bad; /* numbers of the rows with an error */
	bool written;	   /* already, while they were judged */
};

/* Errors by row; those of no row (two sessions in one room) are errors of every row. */
static int64_t count_refused(struct setup_import *x)
{
	const struct findings *f = x->s.findings;
	size_t i;

	for (i = 0; i < f->list.len; i++) {
		const struct finding *one = &f->list.items[i];

		if (one->severity != SEV_ERROR)
			continue;
		if (one->row == 0)
			return x->s.rows;
		strmap_add(&x->bad, row_name(&x->s.job->arena, one->row), 0, NULL);
	}
	return (int64_t)x->bad.len;
}

/* The good rows again, after those with errors have been found and everything taken back. */
static int write_good_rows(struct setup_import *x, struct err *e)
{
	struct setup *s = &x->s;
	struct findings said = {0}; /* once is enough */
	struct row header;
	int rc;

	s->findings = &said;
	s->skip = &x->bad;
	s->rows = s->changed = 0;
	rc = layout_rewind(&s->map, s->src, &header, e) < 0 ? -1 : load_rows(s, x->sheet, e);
	BUG_ON(rc == 0 && said.errors > 0);
	findings_free(&said);
	return rc;
}

static int keep_rows(void *ctx, struct err *e)
{
	struct setup_import *x = ctx;
	int rc = x->written ? db_release(x->s.job->db, e) : write_good_rows(x, e);

	if (rc == 0)
		import_count_rows(x->im, x->s.changed, x->s.rows - x->s.changed);
	return rc;
}

static int judge_table(struct setup_import *x, const char *sha256, struct err *e)
{
	struct setup *s = &x->s;
	struct import_verdict v = {.path = s->file,
				   .sha256 = sha256,
				   .map = &s->map,
				   .src = s->src,
				   .findings = s->findings,
				   .write = keep_rows,
				   .ctx = x};

	if (setup_know_sites(s, e) < 0 ||
	    layout_bind(&s->job->arena, x->im->layout, s->src, s->file, s->findings, &s->map, e) <
		0 ||
	    db_savepoint(s->job->db, e) < 0)
		return -1;
	if (s->findings->errors == 0 && load_rows(s, x->sheet, e) < 0)
		return -1;
	x->written = s->findings->errors == 0;
	if (!x->written && db_rollback_to(s->job->db, e) < 0)
		return -1;
	v.rows = s->rows;
	v.refused_rows = count_refused(x);
	return import_judge(x->im, &v, e);
}

int import_setup(struct import *im, struct tab_src *src, const char *path, const char *sha256,
		 struct err *e)
{
	struct findings findings = {0};
	struct setup_import x = {.im = im, .sheet = setup_sheets};
	int rc;

	x.s = (struct setup){.job = im->job,
			     .findings = &findings,
			     .file = path,
			     .src = src,
			     .programme = im->sitting.programme_id,
			     .code = im->sitting.code,
			     .name = im->sitting.name,
			     .first_on = im->sitting.first_on,
			     .last_on = im->sitting.last_on,
			     .sitting_id = im->sitting.id};
	while (strcmp(x.sheet->kind, im->opts->kind) != 0)
		x.sheet++;
	rc = judge_table(&x, sha256, e);
	strmap_free(&x.bad);
	setup_free(&x.s);
	findings_free(&findings);
	return rc;
}
