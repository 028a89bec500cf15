/* Registrations, row by row: shape, codes, R-ID, R-NAME, R-AGR. */
#include "base/messages.h"
#include "base/text.h"
#include "job/import_kind.h"
#include "job/person_words.h"
#include "job/registration.h"

#include <string.h>

const char *const reg_field_names[REG_FIELDS] = {
    "name",	 "sex",	     "born_on",	   "id_type", "id_number", "nation",	 "occupation",
    "education", "training", "postcode",   "address", "email",	   "phone",	 "college",
    "major",	 "class",    "student_no", "custom",  "remark",	   "photo_name",
};

const char *const reg_code_kinds[REG_CODE_KINDS] = {"id_type", "nation", "occupation", "education",
						    "training"};

/* The layout's index of a field that it is known to have. */
static size_t field_at(const struct reg_file *f, const char *field)
{
	uint32_t i = 0;

	BUG_ON(!strmap_get(&f->fields, field, &i));
	return i;
}

void reg_finding(struct reg_file *f, uint32_t row, const char *field, const char *rule,
		 enum severity severity, const char *value, const char *text,
		 const char *suggestion)
{
	int i = layout_index(f->layout, field);
	struct finding one = {
	    .rule = rule,
	    .severity = severity,
	    .file = f->map.file,
	    .sheet = f->map.sheet,
	    .row = f->rows.items[row].number,
	    .column = i >= 0 ? f->map.columns[i] : 0,
	    .field = i >= 0 ? f->map.headers[i] : field,
	    .value = value,
	    .text = text,
	    .suggestion = suggestion,
	};
	const struct reg_person *p = &f->persons.items[f->rows.items[row].person];

	one.subject = arena_printf(&f->mem, "%s %s", p->serial, p->fields[REG_NAME]);
	findings_add(&f->findings, &one);
}

const char *reg_who(struct reg_file *f, uint32_t row)
{
	const struct reg_row *r = &f->rows.items[row];
	const struct reg_person *p = &f->persons.items[r->person];

	return arena_printf(&f->mem, T("第 %lld 行 %s（%s）", "row %lld, %s (%s)"),
			    (long long)r->number, p->fields[REG_NAME], p->serial);
}

/* ---- one row ---- */

struct row_reading {
	struct reg_file *f;
	const struct row *row;
	bool ok;
};

static void refuse(struct row_reading *x, const char *field, const char *rule, const char *text,
		   const char *suggestion)
{
	size_t i = field_at(x->f, field);

	field_finding(&x->f->map, i, x->row, &x->f->findings, SEV_ERROR, rule, text, suggestion);
	x->ok = false;
}

static void note(struct row_reading *x, const char *field, enum severity severity, const char *rule,
		 const char *text, const char *suggestion)
{
	size_t i = field_at(x->f, field);

	field_finding(&x->f->map, i, x->row, &x->f->findings, severity, rule, text, suggestion);
}

/* The field as text that lives as long as the file; "" where it is empty. */
static const char *read_text(struct row_reading *x, const char *field, int64_t *number)
{
	size_t i = field_at(x->f, field);
	struct field_value v = {"", 0};

	if (x->f->map.columns[i] == 0)
		return "";
	if (!field_read(&x->f->mem, &x->f->map, i, x->row, &x->f->findings, &v))
		x->ok = false;
	if (number)
		*number = v.number;
	return *v.text ? arena_strdup(&x->f->mem, v.text) : "";
}

static const char *empty_to_null(const char *s)
{
	return *s ? s : NULL;
}

static void read_codes(struct row_reading *x, struct reg_person *p)
{
	static const enum reg_field fields[REG_CODE_KINDS] = {
	    REG_ID_TYPE, REG_NATION, REG_OCCUPATION, REG_EDUCATION, REG_TRAINING};
	const char *value;
	size_t i;

	for (i = 0; i < REG_CODE_KINDS; i++) {
		value = read_text(x, reg_field_names[fields[i]], NULL);
		p->fields[fields[i]] = *value ? code_find(&x->f->codes[i], value) : NULL;
		if (*value && !p->fields[fields[i]])
			refuse(x, reg_field_names[fields[i]], "R-CODE",
			       arena_printf(&x->f->mem, F_CODE_UNKNOWN, value), S_CODE_UNKNOWN);
	}
	value = read_text(x, "sex", NULL);
	p->fields[REG_SEX] = sex_find(value);
	if (*value && !p->fields[REG_SEX])
		refuse(x, "sex", "R-CODE", arena_printf(&x->f->mem, F_CODE_UNKNOWN, value), S_SEX);
}

static void check_name(struct row_reading *x, struct reg_person *p)
{
	const char *raw = read_text(x, "name", NULL), *name;
	struct person_words words;
	bool folded;

	name = name_fold(&x->f->mem, raw, &folded);
	p->fields[REG_NAME] = name;
	if (folded)
		note(x, "name", SEV_NOTE, "R-NAME", arena_printf(&x->f->mem, F_NAME_FOLDED, name),
		     NULL);
	if (name_words(&x->f->mem, name_check(name, x->f->name_max), x->f->name_max, &words))
		refuse(x, "name", "R-NAME", words.text, words.suggestion);
}

/* Upper case, so that x and X are one document. */
static const char *fold_id(struct arena *out, const char *number)
{
	char *copy = arena_strdup(out, number), *p;

	for (p = copy; *p; p++)
		*p = (char)ascii_upper((unsigned char)*p);
	return copy;
}

static void compare_id(struct row_reading *x, const struct reg_person *p, char sex, struct day born)
{
	char day[DAY_TEXT];

	if (p->fields[REG_SEX] && p->fields[REG_SEX][0] != sex)
		refuse(x, "sex", "R-ID", sex == 'M' ? F_ID_SEX_MALE : F_ID_SEX_FEMALE,
		       S_ID_COMPARE);
	day_format(born, day);
	if (p->fields[REG_BORN_ON] && strcmp(p->fields[REG_BORN_ON], day) != 0)
		refuse(x, "born_on", "R-ID", arena_printf(&x->f->mem, F_ID_BORN, day),
		       S_ID_COMPARE);
}

static void check_id(struct row_reading *x, struct reg_person *p)
{
	const char *number = fold_id(&x->f->mem, read_text(x, "id_number", NULL));
	struct person_words words;
	struct day born = {0};
	enum id_problem problem;
	char sex;

	p->fields[REG_ID_NUMBER] = number;
	if (!*number || !p->fields[REG_ID_TYPE])
		return;
	problem =
	    id_check(p->fields[REG_ID_TYPE], number, day_of_instant(x->f->job->now), &sex, &born);
	if (problem == ID_FINE && sex)
		compare_id(x, p, sex, born);
	if (!id_words(&x->f->mem, problem, number, &words))
		return;
	if (words.severity == SEV_ERROR)
		refuse(x, "id_number", "R-ID", words.text, words.suggestion);
	else
		note(x, "id_number", words.severity, "R-ID", words.text, words.suggestion);
}

static void read_agreement(struct row_reading *x, struct reg_person *p)
{
	const char *source = read_text(x, "source", NULL);

	p->agreement = read_text(x, "agreement", NULL);
	(void)read_text(x, "agreed_at", &p->agreed_at);
	p->self = strcmp(source, "考生注册") == 0 || strcmp(source, "个人") == 0 ||
		  strcmp(source, "个人网报") == 0 || text_same(source, "self");
	if (*source && !p->self && strcmp(source, "集体报名") != 0 && strcmp(source, "集体") != 0 &&
	    !text_same(source, "group"))
		refuse(x, "source", "R-CODE", arena_printf(&x->f->mem, F_CODE_UNKNOWN, source),
		       S_SOURCE);
	if (p->self && (!*p->agreement || p->agreed_at == 0))
		refuse(x, "agreement", "R-AGR", F_AGREEMENT, S_AGREEMENT);
	if (!p->self) {
		/* the school that sends the workbook declares for its candidates */
		p->agreement = x->f->sitting.agreement;
		p->agreed_at = x->f->job->now;
	}
}

static void read_rest(struct row_reading *x, struct reg_person *p)
{
	static const enum reg_field fields[] = {
	    REG_POSTCODE, REG_ADDRESS,	  REG_EMAIL,  REG_PHONE,  REG_COLLEGE,	 REG_MAJOR,
	    REG_CLASS,	  REG_STUDENT_NO, REG_CUSTOM, REG_REMARK, REG_PHOTO_NAME};
	size_t i;

	for (i = 0; i < ARRAY_LEN(fields); i++)
		p->fields[fields[i]] =
		    empty_to_null(read_text(x, reg_field_names[fields[i]], NULL));
}

static void read_person(struct row_reading *x, struct reg_person *p)
{
	p->site_code = read_text(x, "site_code", NULL);
	p->serial = read_text(x, "serial", NULL);
	check_name(x, p);
	read_codes(x, p);
	p->fields[REG_BORN_ON] = empty_to_null(read_text(x, "born_on", NULL));
	check_id(x, p);
	read_agreement(x, p);
	read_rest(x, p);
	p->reg_no = arena_printf(&x->f->mem, "%s%s%s", x->f->sitting.code, p->site_code, p->serial);
}

static bool same_person(const struct reg_person *a, const struct reg_person *b,
			const char **ret_field)
{
	size_t i;

	for (i = 0; i < REG_FIELDS; i++) {
		const char *x = a->fields[i] ? a->fields[i] : "",
			   *y = b->fields[i] ? b->fields[i] : "";

		*ret_field = reg_field_names[i];
		/* what one row leaves empty the other may say */
		if (strcmp(x, y) != 0 && *x && *y)
			return false;
	}
	return true;
}

/* Adds the row, under the person its site and serial name. */
static void add_row(struct row_reading *x, const struct reg_person *p, const char *subject)
{
	struct reg_file *f = x->f;
	struct reg_row r = {.number = x->row->number, .subject = subject};
	const char *key = arena_printf(&f->mem, "%s%s", p->site_code, p->serial), *field;
	bool is_new;

	r.person = strmap_add(&f->person_map, key, (uint32_t)f->persons.len, &is_new);
	if (is_new) {
		VEC_PUSH(&f->persons, *p);
		f->persons.items[r.person].first_row = (uint32_t)f->rows.len;
	}
	VEC_PUSH(&f->rows, r);
	if (!is_new && !same_person(&f->persons.items[r.person], p, &field)) {
		uint32_t at = (uint32_t)f->rows.len - 1;

		reg_finding(f, at, field, "ROW", SEV_ERROR, NULL,
			    arena_printf(&f->mem, F_PERSON_DIFFERS,
					 reg_who(f, f->persons.items[r.person].first_row)),
			    S_PERSON_DIFFERS);
		f->rows.items[at].refused = true;
	}
}

void reg_read_row(struct reg_file *f, const struct row *row)
{
	struct row_reading x = {f, row, true};
	struct reg_person p = {0};
	const char *subject;

	read_person(&x, &p);
	subject = read_text(&x, "subject_code", NULL);
	if (x.ok)
		add_row(&x, &p, subject);
	else
		VEC_PUSH(&f->unread_rows, row->number);
}

int reg_read(struct reg_file *f, struct tab_src *src, struct err *e)
{
	struct row row;
	int64_t n = 0;
	int rc;

	while ((rc = tab_next(src, &row, e)) == 1) {
		reg_read_row(f, &row);
		if (import_is_runaway(&f->findings, f->path, e))
			return -1;
		if (++n % 1000 == 0)
			job_progress(f->job, file_name(f->path), n, 0);
	}
	f->read_rows = n;
	return rc;
}
