#include "job/plain.h"

#include "base/buf.h"
#include "base/messages.h"
#include "base/strmap.h"
#include "db/embedded.h"
#include "db/rows.h"
#include "exam/code.h"
#include "job/person_words.h"

#include <string.h>

struct plain_row {
	int64_t number;	       /* as a person sees it */
	int64_t id;	       /* the record it is about; 0: none, or not found yet */
	struct field_value *v; /* a value per field of the layout */
	bool known, refused;
};

/* One file on its way in. */
struct plain {
	struct import *im;
	const struct layout *layout;
	struct layout_map map;
	struct code_table *codes; /* per field: the table of a FIELD_CODE */
	struct arena mem;
	struct findings findings;
	VEC_OF(struct plain_row) rows; /* those that could be read */
	int64_t read, refused, known;

	/* the rows as a table of SQL */
	const char *table;
	const int *fields;	/* per column: a field's index, or an enum own_column */
	VEC_OF(uint32_t) shown; /* which rows it has now */
};

/* Columns of the SQL table that are no fields; -1 is what layout_index says of none. */
enum own_column { OWN_ID = -4, OWN_ROW, OWN_SEQ };

/* ---- findings ---- */

static void row_finding(struct plain *p, const struct plain_row *r, const char *field,
			const char *rule, const struct person_words *words)
{
	int i = layout_index(p->layout, field);
	struct finding one = {
	    .rule = rule,
	    .severity = words->severity,
	    .file = p->map.file,
	    .sheet = p->map.sheet,
	    .row = r->number,
	    .column = i >= 0 ? p->map.columns[i] : 0,
	    .field = i >= 0 ? p->map.headers[i] : field,
	    .value = i >= 0 ? r->v[i].text : NULL,
	    .text = words->text,
	    .suggestion = words->suggestion,
	};

	findings_add(&p->findings, &one);
}

static void refuse(struct plain *p, struct plain_row *r, const char *field, const char *rule,
		   const char *text, const char *suggestion)
{
	const struct person_words words = {SEV_ERROR, text, suggestion};

	row_finding(p, r, field, rule, &words);
	r->refused = true;
}

/* ---- one row by itself ---- */

static void check_name(struct plain *p, struct plain_row *r, size_t i)
{
	const struct layout_field *f = &p->layout->fields[i];
	struct person_words words;
	bool folded;

	r->v[i].text = name_fold(&p->mem, r->v[i].text, &folded);
	if (folded) {
		words = (struct person_words){
		    SEV_NOTE, arena_printf(&p->mem, F_NAME_FOLDED, r->v[i].text), NULL};
		row_finding(p, r, f->name, "R-NAME", &words);
	}
	if (name_words(&p->mem, name_check(r->v[i].text, f->max_chars), f->max_chars, &words))
		refuse(p, r, f->name, "R-NAME", words.text, words.suggestion);
}

static void find_code(struct plain *p, struct plain_row *r, size_t i)
{
	const struct layout_field *f = &p->layout->fields[i];
	bool is_sex = strcmp(f->code, "sex") == 0;
	const char *value = r->v[i].text;
	const char *code = is_sex ? sex_find(value) : code_find(&p->codes[i], value);

	if (code)
		r->v[i].text = code;
	else
		refuse(p, r, f->name, "R-CODE", arena_printf(&p->mem, F_CODE_UNKNOWN, value),
		       is_sex ? S_SEX : S_CODE_UNKNOWN);
}

static const char *value_of(const struct plain *p, const struct plain_row *r, const char *field)
{
	int i = layout_index(p->layout, field);

	return i < 0 ? "" : r->v[i].text;
}

/* R-ID, where the layout asks for it: the number by its type, and against sex and birth date. */
static void check_id(struct plain *p, struct plain_row *r)
{
	const char *type = value_of(p, r, "id_type"), *number = value_of(p, r, "id_number");
	const char *sex = value_of(p, r, "sex"), *born_on = value_of(p, r, "born_on");
	struct day today = day_of_instant(p->im->job->now), born = {0};
	int i = layout_index(p->layout, "id_number");
	struct person_words words;
	char in_number, day[DAY_TEXT];
	enum id_problem problem;

	if (!*type || !*number || strcmp(p->layout->fields[i].rule, "R-ID") != 0)
		return;
	problem = id_check(type, number, today, &in_number, &born);
	if (id_words(&p->mem, problem, number, &words)) {
		row_finding(p, r, "id_number", "R-ID", &words);
		r->refused |= words.severity == SEV_ERROR;
	}
	if (problem != ID_FINE || !in_number)
		return;
	day_format(born, day);
	if (*sex && *sex != in_number)
		refuse(p, r, "sex", "R-ID", in_number == 'M' ? F_ID_SEX_MALE : F_ID_SEX_FEMALE,
		       S_ID_COMPARE);
	if (*born_on && strcmp(born_on, day) != 0)
		refuse(p, r, "born_on", "R-ID", arena_printf(&p->mem, F_ID_BORN, day),
		       S_ID_COMPARE);
}

static void read_row(struct plain *p, const struct row *row)
{
	struct plain_row r = {.number = row->number};
	struct person_words words;
	size_t i;

	r.v = arena_zalloc(&p->mem, p->layout->field_count, sizeof *r.v);
	for (i = 0; i < p->layout->field_count; i++) {
		if (!field_read(&p->mem, &p->map, i, row, &p->findings, &r.v[i]))
			r.refused = true;
		r.v[i].text = *r.v[i].text ? arena_strdup(&p->mem, r.v[i].text) : "";
	}
	for (i = 0; i < p->layout->field_count; i++) {
		if (!*r.v[i].text)
			continue;
		if (p->layout->fields[i].type == FIELD_NAME)
			check_name(p, &r, i);
		else if (p->layout->fields[i].type == FIELD_CODE)
			find_code(p, &r, i);
	}
	check_id(p, &r);
	if (phone_words(value_of(p, &r, "phone"), &words))
		row_finding(p, &r, "phone", "ROW", &words);
	p->read++;
	if (r.refused)
		p->refused++;
	else
		VEC_PUSH(&p->rows, r);
}

static int read_rows(struct plain *p, struct tab_src *src, struct err *e)
{
	struct row row;
	int rc;

	while ((rc = tab_next(src, &row, e)) == 1) {
		read_row(p, &row);
		if (import_is_runaway(&p->findings, p->map.file, e))
			return -1;
		if (p->read % 1000 == 0)
			job_progress(p->im->job, file_name(p->map.file), p->read, 0);
	}
	return rc;
}

/* ---- rows against each other and the database ---- */

/* What makes the row unique: its record where it was found, else the layout's key; NULL: none. */
static const char *row_key(struct plain *p, const struct plain_row *r)
{
	const char *key = "", *value;
	bool empty = true;
	size_t i;

	if (r->id)
		return arena_printf(&p->mem, "%lld", (long long)r->id);
	for (i = 0; i < p->layout->key_count; i++) {
		value = value_of(p, r, p->layout->key[i]);
		key = arena_printf(&p->mem, "%s%s|", key, value);
		empty &= !*value;
	}
	return empty ? NULL : key;
}

static void check_doubles(struct plain *p)
{
	struct strmap seen = {0};
	uint32_t i, other;
	bool is_new;

	for (i = 0; i < p->rows.len; i++) {
		const char *key = row_key(p, &p->rows.items[i]);

		if (!key)
			continue;
		other = strmap_add(&seen, key, i, &is_new);
		if (!is_new)
			refuse(p, &p->rows.items[i], p->layout->key[0], "ROW",
			       arena_printf(&p->mem, F_ROW_TWICE,
					    (long long)p->rows.items[other].number),
			       NULL);
	}
	strmap_free(&seen);
}

static bool is_number(enum field_type t)
{
	return t == FIELD_INT || t == FIELD_FEN || t == FIELD_INSTANT || t == FIELD_YESNO;
}

static const char *row_cell_sql(const void *ctx, size_t at, int column, bool *is_int,
				int64_t *number)
{
	const struct plain *p = ctx;
	const struct plain_row *r = &p->rows.items[p->shown.items[at]];
	int i = p->fields[column];

	if (i < 0) {
		*is_int = i != OWN_ID || r->id;
		*number = i == OWN_SEQ ? p->shown.items[at] : i == OWN_ROW ? r->number : r->id;
		return NULL;
	}
	if (!*r->v[i].text)
		return NULL;
	*is_int = is_number(p->layout->fields[i].type);
	*number = r->v[i].number;
	return r->v[i].text;
}

/* The table of SQL has the rows that are neither known nor refused; with_refused: those too. */
static void show_rows(struct plain *p, bool with_refused)
{
	uint32_t i;

	p->shown.len = 0;
	for (i = 0; i < p->rows.len; i++)
		if (!p->rows.items[i].known && (with_refused || !p->rows.items[i].refused))
			VEC_PUSH(&p->shown, i);
	db_rows_set(p->im->job->db, p->table, p->shown.len, row_cell_sql, p);
}

static struct stmt *begin(struct plain *p, enum sql_id id, struct err *e)
{
	struct stmt *st = db_stmt(p->im->job->db, id, e);

	if (st && stmt_has(st, ":sitting"))
		stmt_int(st, ":sitting", p->im->sitting.id);
	if (st && stmt_has(st, ":programme"))
		stmt_text(st, ":programme", p->im->sitting.programme_id);
	if (st && stmt_has(st, ":operator"))
		stmt_text(st, ":operator", p->im->job->operator);
	return st;
}

/* What {name} stands for: a column of the result (st may be NULL), else a field of the row. */
static const char *named_value(struct plain *p, const struct plain_row *r, struct stmt *st,
			       const char *name)
{
	int field = layout_index(p->layout, name), i, n = st ? stmt_columns(st) : 0;
	const char *value = NULL;

	for (i = 0; i < n && !value; i++)
		if (strcmp(stmt_column_name(st, i), name) == 0)
			value = col_text(st, name);
	BUG_ON(!value && field < 0);
	if (!value)
		value = r->v[field].text;
	if (field >= 0 && p->layout->fields[field].type == FIELD_WORD)
		value = layout_word_title(&p->layout->fields[field], value);
	return value;
}

static const char *fill_text(struct plain *p, const struct plain_row *r, struct stmt *st,
			     const char *text)
{
	struct buf b = {0};
	const char *filled;

	while (*text) {
		size_t n = strcspn(text, "{");

		buf_add(&b, text, n);
		text += n;
		if (*text == '{') {
			n = strcspn(text, "}");
			buf_puts(&b,
				 named_value(p, r, st, arena_strndup(&p->mem, text + 1, n - 1)));
			text += n + 1;
		}
	}
	filled = arena_strdup(&p->mem, buf_str(&b));
	buf_free(&b);
	return filled;
}

static int find_records(struct plain *p, enum sql_id id, struct err *e)
{
	const struct embedded_sql *q = &embedded_sql[id];
	const char *text = T(q->title_zh, q->title_en);
	struct stmt *st = begin(p, id, e);
	size_t i;
	int rc;

	if (!st)
		return -1;
	while ((rc = stmt_step(st, e)) == 1)
		p->rows.items[col_int(st, "seq")].id = col_int(st, "id");
	for (i = 0; *text && i < p->rows.len; i++) {
		struct plain_row *r = &p->rows.items[i];

		if (r->id == 0)
			refuse(p, r, q->field, q->rule, fill_text(p, r, NULL, text), NULL);
	}
	return rc;
}

static int find_known(struct plain *p, enum sql_id id, struct err *e)
{
	struct stmt *st = begin(p, id, e);
	int rc;

	if (!st)
		return -1;
	while ((rc = stmt_step(st, e)) == 1) {
		struct plain_row *r = &p->rows.items[col_int(st, "seq")];

		p->known += !r->known && !r->refused;
		r->known = true;
	}
	return rc;
}

static int check_rule(struct plain *p, enum sql_id id, struct err *e)
{
	const struct embedded_sql *q = &embedded_sql[id];
	struct stmt *st = begin(p, id, e);
	int rc;

	if (!st)
		return -1;
	while ((rc = stmt_step(st, e)) == 1) {
		struct plain_row *r = &p->rows.items[col_int(st, "seq")];
		const struct person_words words = {
		    strcmp(q->severity, "error") == 0 ? SEV_ERROR : SEV_WARN,
		    fill_text(p, r, st, T(q->title_zh, q->title_en)), NULL};

		row_finding(p, r, q->field, q->rule, &words);
		r->refused |= words.severity == SEV_ERROR;
	}
	return rc;
}

static int put(struct plain *p, enum sql_id id, struct err *e)
{
	struct stmt *st = begin(p, id, e);

	if (!st || stmt_exec(st, e) < 0)
		return -1;
	if (*embedded_sql[id].count)
		job_count(p->im->job, embedded_sql[id].count, stmt_changes(st));
	return 0;
}

/* Runs the kind's statements of one sort, in their order. */
static int each_statement(struct plain *p, enum sql_kind sort,
			  int (*fn)(struct plain *p, enum sql_id id, struct err *e), struct err *e)
{
	int i;

	for (i = 0; i < SQL_COUNT; i++)
		if (embedded_sql[i].kind == sort &&
		    strcmp(embedded_sql[i].table, p->layout->kind) == 0 &&
		    fn(p, (enum sql_id)i, e) < 0)
			return -1;
	return 0;
}

static int check_rows(struct plain *p, struct err *e)
{
	size_t i;

	job_progress(p->im->job, I_PROGRESS_RULES, 0, 0);
	show_rows(p, true);
	if (each_statement(p, SQL_KIND_FIND, find_records, e) < 0)
		return -1;
	check_doubles(p);
	if (each_statement(p, SQL_KIND_KNOWN, find_known, e) < 0)
		return -1;
	show_rows(p, true);
	if (each_statement(p, SQL_KIND_RULE, check_rule, e) < 0)
		return -1;
	for (i = 0; i < p->rows.len; i++)
		p->refused += p->rows.items[i].refused;
	return 0;
}

static int write_rows(void *ctx, struct err *e)
{
	struct plain *p = ctx;

	show_rows(p, false);
	import_count_rows(p->im, (int64_t)p->shown.len, p->known);
	return p->shown.len ? each_statement(p, SQL_KIND_PUT, put, e) : 0;
}

/* ---- one file ---- */

/* "incoming_held_certificates", and which field each of its columns is. */
static void name_table(struct plain *p)
{
	char *name = arena_printf(&p->mem, "incoming_%s", p->layout->kind), *c;
	const char *const *columns;
	size_t n = 0, i;
	int *fields;

	for (c = name; *c; c++)
		if (*c == '-')
			*c = '_';
	columns = db_rows_columns(p->im->job->db, name, &p->mem);
	while (columns[n])
		n++;
	fields = arena_zalloc(&p->mem, n, sizeof *fields);
	for (i = 0; i < n; i++) {
		fields[i] = strcmp(columns[i], "seq") == 0   ? OWN_SEQ
			    : strcmp(columns[i], "row") == 0 ? OWN_ROW
			    : strcmp(columns[i], "id") == 0  ? OWN_ID
							     : layout_index(p->layout, columns[i]);
		BUG_ON(fields[i] == -1);
	}
	p->table = name;
	p->fields = fields;
}

static int load_codes(struct plain *p, struct err *e)
{
	size_t i;

	p->codes = arena_zalloc(&p->mem, p->layout->field_count, sizeof *p->codes);
	for (i = 0; i < p->layout->field_count; i++)
		if (p->layout->fields[i].type == FIELD_CODE &&
		    strcmp(p->layout->fields[i].code, "sex") != 0 &&
		    code_load(p->im->job->db, &p->mem, p->layout->fields[i].code, &p->codes[i], e) <
			0)
			return -1;
	return 0;
}

static int read_and_judge(struct plain *p, struct tab_src *src, const char *path,
			  const char *sha256, struct err *e)
{
	struct import_verdict v = {.path = path,
				   .sha256 = sha256,
				   .map = &p->map,
				   .src = src,
				   .findings = &p->findings,
				   .write = write_rows,
				   .ctx = p};

	name_table(p);
	if (load_codes(p, e) < 0 ||
	    layout_bind(&p->mem, p->layout, src, path, &p->findings, &p->map, e) < 0)
		return -1;
	/* without its required columns no row can be judged */
	if (p->findings.errors == 0 && (read_rows(p, src, e) < 0 || check_rows(p, e) < 0))
		return -1;
	v.rows = p->read;
	v.refused_rows = p->refused;
	return import_judge(p->im, &v, e);
}

int import_plain(struct import *im, struct tab_src *src, const char *path, const char *sha256,
		 struct err *e)
{
	struct plain p = {.im = im, .layout = im->layout};
	int rc = read_and_judge(&p, src, path, sha256, e);
	size_t i;

	db_rows_set(im->job->db, p.table, 0, NULL, NULL);
	for (i = 0; p.codes && i < p.layout->field_count; i++)
		code_free(&p.codes[i]);
	VEC_FREE(&p.rows);
	VEC_FREE(&p.shown);
	findings_free(&p.findings);
	arena_free(&p.mem);
	return rc;
}
