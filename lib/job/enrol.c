#include "job/enrol.h"

#include "base/messages.h"
#include "base/text.h"
#include "exam/find.h"
#include "exam/person.h"
#include "job/registration.h"

#include <string.h>

enum { JSON_MAX = 1 << 20, SUBJECTS_MAX = 99 };

/* The fields of the form by their names in the layout. */
static const struct {
	const char *name;
	size_t offset;
} fields[] = {
    {"site_code", offsetof(struct enrol_form, site_code)},
    {"serial", offsetof(struct enrol_form, serial)},
    {"source", offsetof(struct enrol_form, source)},
    {"subject_code", offsetof(struct enrol_form, subject_code)},
    {"name", offsetof(struct enrol_form, name)},
    {"sex", offsetof(struct enrol_form, sex)},
    {"born_on", offsetof(struct enrol_form, born_on)},
    {"id_type", offsetof(struct enrol_form, id_type)},
    {"id_number", offsetof(struct enrol_form, id_number)},
    {"nation", offsetof(struct enrol_form, nation)},
    {"occupation", offsetof(struct enrol_form, occupation)},
    {"education", offsetof(struct enrol_form, education)},
    {"training", offsetof(struct enrol_form, training)},
    {"postcode", offsetof(struct enrol_form, postcode)},
    {"address", offsetof(struct enrol_form, address)},
    {"email", offsetof(struct enrol_form, email)},
    {"phone", offsetof(struct enrol_form, phone)},
    {"college", offsetof(struct enrol_form, college)},
    {"major", offsetof(struct enrol_form, major)},
    {"class", offsetof(struct enrol_form, class)},
    {"student_no", offsetof(struct enrol_form, student_no)},
    {"custom", offsetof(struct enrol_form, custom)},
    {"remark", offsetof(struct enrol_form, remark)},
    {"photo_name", offsetof(struct enrol_form, photo_name)},
    {"agreement", offsetof(struct enrol_form, agreement)},
    {"agreed_at", offsetof(struct enrol_form, agreed_at)},
};

static const char **at(struct enrol_form *form, size_t i)
{
	return (const char **)((char *)form + fields[i].offset);
}

/* The place of a field in the form; NULL where there is no such field. */
static const char **find_field(struct enrol_form *form, const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(fields); i++)
		if (strcmp(fields[i].name, name) == 0)
			return at(form, i);
	return NULL;
}

/* Fills what the form leaves open from rows (key, value) of a bound statement. */
static int fill(struct job *job, struct stmt *st, struct enrol_form *form, struct err *e)
{
	int rc;

	while ((rc = stmt_step(st, e)) == 1) {
		const char **field = find_field(form, col_text(st, "key"));

		if (field && !*field && !col_is_null(st, "value"))
			*field = arena_strdup(&job->arena, col_text(st, "value"));
	}
	return rc;
}

/* ---- JSON ---- */

static int check_json(struct job *job, const char *path, const char *json, struct err *e)
{
	struct stmt *st = db_stmt(job->db, SQL_REGISTRATION_JSON_TYPE, e);
	bool object;

	if (!st)
		return -1;
	stmt_text(st, ":json", json);
	if (stmt_step(st, e) < 0)
		return -1;
	object = strcmp(col_text(st, "type"), "object") == 0;
	stmt_done(st);
	return object ? 0 : err_set(e, ERR_INPUT, E_ENROL_NOT_JSON, path);
}

static int refuse_field(struct job *job, const char *path, const char *name, struct err *e)
{
	const char *names = fields[0].name;
	size_t i;

	for (i = 1; i < ARRAY_LEN(fields); i++)
		names = arena_printf(&job->arena, "%s, %s", names, fields[i].name);
	return err_set(e, ERR_INPUT, E_ENROL_FIELD, path, name, names);
}

static int check_keys(struct job *job, const char *path, struct stmt *st, struct err *e)
{
	struct enrol_form any;
	int rc;

	while ((rc = stmt_step(st, e)) == 1) {
		const char *key = arena_strdup(&job->arena, col_text(st, "key"));
		bool nested = strcmp(col_text(st, "type"), "object") == 0;

		if (find_field(&any, key) && !nested)
			continue;
		stmt_done(st);
		return nested ? err_set(e, ERR_INPUT, E_ENROL_VALUE, path, key)
			      : refuse_field(job, path, key, e);
	}
	return rc;
}

int enrol_read_json(struct job *job, const char *path, struct enrol_form *form, struct err *e)
{
	struct stmt *st;
	char *json;
	size_t len;

	if (job_input(job, path, NULL, e) < 0 ||
	    file_read(&job->arena, path, JSON_MAX, &json, &len, e) < 0)
		return -1;
	/* a NUL would hide what follows it, and other bytes than UTF-8 are none of JSON */
	if (strlen(json) != len || utf8_valid(json, len) != len)
		return err_set(e, ERR_INPUT, E_ENROL_NOT_JSON, path);
	if (check_json(job, path, json, e) < 0)
		return -1;
	st = db_stmt(job->db, SQL_REGISTRATION_JSON, e);
	if (!st)
		return -1;
	stmt_text(st, ":json", json);
	if (check_keys(job, path, st, e) < 0)
		return -1;
	st = db_stmt(job->db, SQL_REGISTRATION_JSON, e);
	if (!st)
		return -1;
	stmt_text(st, ":json", json);
	return fill(job, st, form, e);
}

/* ---- what the office knows itself ---- */

/* The number of an identity card says sex and birth date. */
static void fill_from_document(struct job *job, struct enrol_form *form)
{
	char *number, *p, *day = arena_alloc(&job->arena, DAY_TEXT), sex;
	enum id_problem problem;
	struct day born;

	if (!form->id_type || !form->id_number)
		return;
	number = arena_strdup(&job->arena, text_fold(&job->arena, form->id_number));
	for (p = number; *p; p++)
		*p = (char)ascii_upper((unsigned char)*p);
	problem = id_check(form->id_type, number, day_of_instant(job->now), &sex, &born);
	/* a wrong check digit is told; what is missing because of it would only hide that */
	if ((problem != ID_FINE && problem != ID_CHECKSUM) || !sex)
		return;
	day_format(born, day);
	if (!form->sex)
		form->sex = sex == 'M' ? "M" : "F";
	if (!form->born_on)
		form->born_on = day;
}

static int fill_from_roster(struct job *job, struct enrol_form *form, struct err *e)
{
	struct stmt *st;

	if (!form->id_type || !form->id_number)
		return 0;
	st = db_stmt(job->db, SQL_REGISTRATION_ROSTER, e);
	if (!st)
		return -1;
	stmt_text(st, ":id_type", form->id_type);
	stmt_text(st, ":id_number", form->id_number);
	return fill(job, st, form, e);
}

static int fill_serial(struct job *job, const struct sitting *s, struct enrol_form *form,
		       struct err *e)
{
	struct stmt *st;

	if (form->serial)
		return 0;
	st = db_stmt(job->db, SQL_REGISTRATION_NEXT_SERIAL, e);
	if (!st)
		return -1;
	stmt_int(st, ":sitting", s->id);
	stmt_text(st, ":site", form->site_code);
	if (stmt_step(st, e) < 0)
		return -1;
	form->serial = arena_strdup(&job->arena, col_text(st, "serial"));
	stmt_done(st);
	return strlen(form->serial) == 6 ? 0
					 : err_set(e, ERR_RULE, E_ENROL_SERIALS, form->site_code);
}

static void fill_agreement(struct job *job, const struct sitting *s, bool agreed,
			   struct enrol_form *form)
{
	char *now = arena_alloc(&job->arena, INSTANT_TEXT);

	if (!form->source)
		form->source = "self";
	if (!agreed)
		return;
	instant_format_people(job->now, now);
	if (!form->agreement)
		form->agreement = s->agreement;
	if (!form->agreed_at)
		form->agreed_at = now;
}

/* ---- through the rules of importing ---- */

/* The layout, but a photo is matched by its number, so its name need not be said. */
static int counter_layout(struct job *job, const struct layout **ret, struct err *e)
{
	struct layout *mine = arena_alloc(&job->arena, sizeof *mine);
	const struct layout *l;
	struct layout_field *copy;
	int photo;

	if (layout_find(&job->arena, "registrations", job_office_path(job, "layout"), &l, e) < 0)
		return -1;
	copy = arena_alloc(&job->arena, l->field_count * sizeof *copy);
	memcpy(copy, l->fields, l->field_count * sizeof *copy);
	photo = layout_index(l, "photo_name");
	BUG_ON(photo < 0);
	copy[photo].required = false;
	*mine = *l;
	mine->fields = copy;
	*ret = mine;
	return 0;
}

/* A table of one row that has every field of the layout, in its order. */
static struct cell *make_row(struct reg_file *f, struct enrol_form *form)
{
	size_t n = f->layout->field_count, i;
	struct cell *cells = arena_zalloc(&f->mem, n, sizeof *cells);
	int *columns = arena_alloc(&f->mem, n * sizeof *columns);
	const char **headers = arena_alloc(&f->mem, n * sizeof *headers);

	for (i = 0; i < n; i++) {
		const char **value = find_field(form, f->layout->fields[i].name);

		columns[i] = (int)i + 1;
		headers[i] = f->layout->fields[i].title;
		cells[i].column = columns[i];
		cells[i].text = value && *value ? *value : "";
		cells[i].len = strlen(cells[i].text);
		cells[i].kind = *cells[i].text ? CELL_TEXT : CELL_EMPTY;
	}
	f->map.layout = f->layout;
	f->map.columns = columns;
	f->map.headers = headers;
	return cells;
}

static bool is_separator(char c)
{
	return c == ' ' || c == ',' || c == ';' || c == '\t' || c == '\n';
}

/* Reads the row once for each subject, each subject once. */
static void read_subjects(struct reg_file *f, struct cell *cells, const char *subjects)
{
	size_t at = (size_t)layout_index(f->layout, "subject_code");
	const char *seen[SUBJECTS_MAX] = {0}, *s = text_fold(&f->mem, subjects);
	struct row row = {0, (int)f->layout->field_count, f->layout->field_count, cells};
	size_t count = 0, i, len;

	for (;; s += len) {
		while (*s && is_separator(*s))
			s++;
		for (len = 0; s[len] && !is_separator(s[len]); len++)
			;
		if (len == 0 || count == SUBJECTS_MAX)
			return;
		cells[at].text = arena_strndup(&f->mem, s, len);
		cells[at].len = len;
		cells[at].kind = CELL_TEXT;
		for (i = 0; i < count && strcmp(seen[i], cells[at].text) != 0; i++)
			;
		if (i < count)
			continue;
		seen[count++] = cells[at].text;
		reg_read_row(f, &row);
		/* the person's own faults are said once */
		if (f->findings.errors > 0 && f->persons.len == 0)
			return;
	}
}

/* The findings without the row and column of a table that nobody sees. */
static void hand_over(struct reg_file *f)
{
	size_t i;

	for (i = 0; i < f->findings.list.len; i++) {
		struct finding one = f->findings.list.items[i];

		one.column = 0;
		findings_add(&f->job->findings, &one);
	}
}

static void tell(const struct reg_file *f, struct enrol_result *ret)
{
	const struct reg_person *p = &f->persons.items[0];
	size_t i;

	ret->reg_no = arena_strdup(&f->job->arena, p->reg_no);
	ret->changed = p->changed;
	for (i = 0; i < f->rows.len; i++) {
		const struct reg_row *r = &f->rows.items[i];
		struct fen fee = fen_of(f->places->offerings.items[r->offering].fee_fen);

		if (r->known)
			continue;
		ret->entries++;
		BUG_ON(!fen_add(ret->fee, fee, &ret->fee));
	}
}

static int check_and_write(struct reg_file *f, struct enrol_form *form, int64_t candidate_id,
			   struct enrol_result *ret, struct err *e)
{
	read_subjects(f, make_row(f, form), form->subject_code);
	if (f->findings.errors == 0) {
		f->persons.items[0].candidate_id = candidate_id;
		if (reg_check(f, e) < 0)
			return -1;
	}
	hand_over(f);
	if (f->findings.errors > 0)
		return err_set(e, ERR_RULE, E_ENROL_REFUSED, (unsigned long)f->findings.errors);
	tell(f, ret);
	return reg_write(f, e);
}

/* candidate_id: whom it amends; 0: somebody new. */
static int enrol(struct job *job, const struct sitting *s, struct enrol_form *form,
		 int64_t candidate_id, struct enrol_result *ret, struct err *e)
{
	struct reg_places places = {0};
	struct reg_file f = {
	    .job = job, .sitting = *s, .places = &places, .amends = candidate_id != 0};
	int rc = counter_layout(job, &f.layout, e);

	memset(ret, 0, sizeof *ret);
	if (rc == 0)
		rc = reg_open(&f, e);
	if (rc == 0)
		rc = check_and_write(&f, form, candidate_id, ret, e);
	reg_close(&f);
	return rc;
}

int enrol_register(struct job *job, const struct sitting *s, const struct enrol_form *given,
		   bool agreed, struct enrol_result *ret, struct err *e)
{
	struct enrol_form form = *given;

	if (!form.site_code)
		return err_set(e, ERR_USAGE, "%s", E_ENROL_NO_SITE);
	if (!form.subject_code || !*form.subject_code)
		return err_set(e, ERR_USAGE, "%s", E_ENROL_NO_SUBJECT);
	fill_from_document(job, &form);
	fill_agreement(job, s, agreed, &form);
	if (fill_from_roster(job, &form, e) < 0 || fill_serial(job, s, &form, e) < 0)
		return -1;
	return enrol(job, s, &form, 0, ret, e);
}

static bool says_nothing(const struct enrol_form *form)
{
	static const struct enrol_form nothing;

	return memcmp(form, &nothing, sizeof nothing) == 0;
}

int enrol_amend(struct job *job, const struct sitting *s, const char *number,
		const struct enrol_form *given, struct enrol_result *ret, struct err *e)
{
	struct enrol_form form = *given;
	const char *more = form.subject_code;
	struct stmt *st;
	int64_t id;

	if (says_nothing(given))
		return err_set(e, ERR_USAGE, "%s", E_ENROL_NOTHING);
	if (form.site_code || form.serial || form.source)
		return err_set(e, ERR_USAGE, E_ENROL_FIXED,
			       form.site_code ? "site_code"
			       : form.serial  ? "serial"
					      : "source");
	if (find_candidate(job->db, s->id, number, &id, e) < 0)
		return -1;
	form.subject_code = NULL;
	st = db_stmt(job->db, SQL_REGISTRATION_CONTENT, e);
	if (!st)
		return -1;
	stmt_int(st, ":candidate", id);
	if (fill(job, st, &form, e) < 0)
		return -1;
	form.subject_code = arena_printf(
	    &job->arena, "%s %s", form.subject_code ? form.subject_code : "", more ? more : "");
	return enrol(job, s, &form, id, ret, e);
}
