/* Registrations, row by row: shape, codes, R-ID, R-NAME, R-AGR. */
#include "base/messages.h"
#include "base/text.h"
#include "job/import_kind.h"
#include "job/person_words.h"
#include "job/registration.h"

#include <string.h>

const char *const reg_field_names[REG_FIELDS] = {
    "name",	 "sex",		 "born_on",    "id_type",   "id_number", "nation",     "occupation",
    "education", "training",	 "postcode",   "address",   "email",	 "phone",      "college",
    "major",	 "class",	 "student_no", "custom",    "remark",	 "photo_name", "site_code",
    "serial",	 "subject_code", "source",     "agreement", "agreed_at",
};

const char *const reg_code_kinds[REG_CODE_KINDS] = {"id_type", "nation", "occupation", "education",
						    "training"};

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

static void refuse(struct row_reading *x, enum reg_field field, const char *rule, const char *text,
		   const char *suggestion)
{
	field_finding(&x->f->map, x->f->field_at[field], x->row, &x->f->findings, SEV_ERROR, rule,
		      text, suggestion);
	x->ok = false;
}

static void note(struct row_reading *x, enum reg_field field, enum severity severity,
		 const char *rule, const char *text, const char *suggestion)
{
	field_finding(&x->f->map, x->f->field_at[field], x->row, &x->f->findings, severity, rule,
		      text, suggestion);
}

/* The field as text that lives as long as the row; "" where it is empty. */
static const char *read_text(struct row_reading *x, enum reg_field field, int64_t *number)
{
	size_t i = x->f->field_at[field];
	struct field_value v;

	if (!field_read(&x->f->row_mem, &x->f->map, i, x->row, &x->f->findings, &v))
		x->ok = false;
	if (number)
		*number = v.number;
	return v.text;
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
		value = read_text(x, fields[i], NULL);
		p->fields[fields[i]] = *value ? code_find(&x->f->codes[i], value) : NULL;
		if (*value && !p->fields[fields[i]])
			refuse(x, fields[i], "R-CODE",
			       arena_printf(&x->f->row_mem, F_CODE_UNKNOWN, value), S_CODE_UNKNOWN);
	}
	value = read_text(x, REG_SEX, NULL);
	p->fields[REG_SEX] = sex_find(value);
	if (*value && !p->fields[REG_SEX])
		refuse(x, REG_SEX, "R-CODE", arena_printf(&x->f->row_mem, F_CODE_UNKNOWN, value),
		       S_SEX);
}

static void check_name(struct row_reading *x, struct reg_person *p)
{
	const char *raw = read_text(x, REG_NAME, NULL), *name;
	struct person_words words;
	bool folded;

	name = name_fold(&x->f->row_mem, raw, &folded);
	p->fields[REG_NAME] = name;
	if (folded)
		note(x, REG_NAME, SEV_NOTE, "R-NAME",
		     arena_printf(&x->f->row_mem, F_NAME_FOLDED, name), NULL);
	if (name_words(&x->f->row_mem, name_check(name, x->f->name_max), x->f->name_max, &words))
		refuse(x, REG_NAME, "R-NAME", words.text, words.suggestion);
}

static void compare_id(struct row_reading *x, const struct reg_person *p, char sex, struct day born)
{
	char day[DAY_TEXT];

	if (p->fields[REG_SEX] && p->fields[REG_SEX][0] != sex)
		refuse(x, REG_SEX, "R-ID", sex == 'M' ? F_ID_SEX_MALE : F_ID_SEX_FEMALE,
		       S_ID_COMPARE);
	day_format(born, day);
	if (p->fields[REG_BORN_ON] && strcmp(p->fields[REG_BORN_ON], day) != 0)
		refuse(x, REG_BORN_ON, "R-ID", arena_printf(&x->f->row_mem, F_ID_BORN, day),
		       S_ID_COMPARE);
}

static void check_id(struct row_reading *x, struct reg_person *p)
{
	const char *number = read_text(x, REG_ID_NUMBER, NULL);
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
	if (!id_words(&x->f->row_mem, problem, number, &words))
		return;
	if (words.severity == SEV_ERROR)
		refuse(x, REG_ID_NUMBER, "R-ID", words.text, words.suggestion);
	else
		note(x, REG_ID_NUMBER, words.severity, "R-ID", words.text, words.suggestion);
}

static bool is_one_of(const char *value, const char *const *words, size_t count)
{
	size_t i;

	for (i = 0; *value && i < count; i++)
		if (text_same(value, words[i]))
			return true;
	return false;
}

static void read_agreement(struct row_reading *x, struct reg_person *p)
{
	static const char *const self[] = {"考生注册", "个人", "个人网报", "self"};
	static const char *const group[] = {"集体报名", "集体", "group"};
	const char *source = read_text(x, REG_SOURCE, NULL);

	p->agreement = read_text(x, REG_AGREEMENT, NULL);
	(void)read_text(x, REG_AGREED_AT, &p->agreed_at);
	p->self = is_one_of(source, self, ARRAY_LEN(self));
	if (*source && !p->self && !is_one_of(source, group, ARRAY_LEN(group)))
		refuse(x, REG_SOURCE, "R-CODE",
		       arena_printf(&x->f->row_mem, F_CODE_UNKNOWN, source), S_SOURCE);
	if (p->self && (!*p->agreement || p->agreed_at == 0))
		refuse(x, REG_AGREEMENT, "R-AGR", F_AGREEMENT, S_AGREEMENT);
	if (!p->self) {
		/* the school that sends the workbook declares for its candidates */
		p->agreement = x->f->sitting.agreement;
		p->agreed_at = x->f->job->now;
	}
}

static void check_phone(struct row_reading *x, const struct reg_person *p)
{
	const char *phone = p->fields[REG_PHONE] ? p->fields[REG_PHONE] : "";
	struct person_words words;

	if (phone_words(phone, &words))
		note(x, REG_PHONE, words.severity, "ROW", words.text, words.suggestion);
}

static void read_rest(struct row_reading *x, struct reg_person *p)
{
	static const enum reg_field fields[] = {
	    REG_POSTCODE, REG_ADDRESS,	  REG_EMAIL,  REG_PHONE,  REG_COLLEGE,	 REG_MAJOR,
	    REG_CLASS,	  REG_STUDENT_NO, REG_CUSTOM, REG_REMARK, REG_PHOTO_NAME};
	size_t i;

	for (i = 0; i < ARRAY_LEN(fields); i++)
		p->fields[fields[i]] = empty_to_null(read_text(x, fields[i], NULL));
	check_phone(x, p);
}

static void read_person(struct row_reading *x, struct reg_person *p)
{
	p->site_code = read_text(x, REG_SITE_CODE, NULL);
	p->serial = read_text(x, REG_SERIAL, NULL);
	check_name(x, p);
	read_codes(x, p);
	p->fields[REG_BORN_ON] = empty_to_null(read_text(x, REG_BORN_ON, NULL));
	check_id(x, p);
	read_agreement(x, p);
	read_rest(x, p);
}

/* ---- the persons of the file ---- */

static const char *keep(struct reg_file *f, const char *text)
{
	return text ? arena_strdup(&f->mem, text) : NULL;
}

/* The text, or the one before it where they are equal: a file is mostly one site's. */
static const char *keep_same(struct reg_file *f, const char *before, const char *text)
{
	return before && strcmp(before, text) == 0 ? before : keep(f, text);
}

/* Three texts one after the other: what arena_printf is too slow for at a million rows. */
static char *join(struct arena *out, const char *a, const char *b, const char *c)
{
	size_t la = strlen(a), lb = strlen(b), lc = strlen(c);
	char *s = arena_alloc(out, la + lb + lc + 1);

	memcpy(s, a, la);
	memcpy(s + la, b, lb);
	memcpy(s + la + lb, c, lc + 1);
	return s;
}

/* The person as one that lives as long as the file. */
static uint32_t add_person(struct reg_file *f, const struct reg_person *p, const char *reg_no)
{
	uint32_t at = (uint32_t)f->persons.len;
	const struct reg_person *before = at ? &f->persons.items[at - 1] : NULL;
	struct reg_person kept = *p;
	size_t i;

	kept.reg_no = keep(f, reg_no);
	kept.serial = kept.reg_no + strlen(reg_no) - strlen(p->serial);
	kept.site_code = keep_same(f, before ? before->site_code : NULL, p->site_code);
	kept.agreement = keep_same(f, before ? before->agreement : NULL, p->agreement);
	kept.document =
	    keep(f, join(&f->row_mem, p->fields[REG_ID_TYPE], "|", p->fields[REG_ID_NUMBER]));
	for (i = 0; i < REG_TEXTS; i++)
		if (i != REG_ID_NUMBER)
			kept.fields[i] = keep(f, p->fields[i]);
	kept.fields[REG_ID_NUMBER] = strchr(kept.document, '|') + 1;
	kept.first_row = (uint32_t)f->rows.len;
	VEC_PUSH(&f->persons, kept);
	strmap_add(&f->person_map, kept.reg_no, at, NULL);
	return at;
}

/* What one row leaves empty the other may say. False where they differ, at *ret_field. */
static bool add_to_person(struct reg_file *f, struct reg_person *to, const struct reg_person *p,
			  const char **ret_field)
{
	size_t i;

	for (i = 0; i < REG_TEXTS; i++) {
		*ret_field = reg_field_names[i];
		if (!to->fields[i])
			to->fields[i] = keep(f, p->fields[i]);
		else if (p->fields[i] && strcmp(to->fields[i], p->fields[i]) != 0)
			return false;
	}
	return true;
}

/* Adds the row, under the person its site and serial name. */
static void add_row(struct row_reading *x, const struct reg_person *p, const char *subject)
{
	struct reg_file *f = x->f;
	const char *reg_no = join(&f->row_mem, f->sitting.code, p->site_code, p->serial), *field;
	struct reg_row r = {.number = x->row->number, .subject = keep(f, subject)};
	bool known = strmap_get(&f->person_map, reg_no, &r.person);
	uint32_t at = (uint32_t)f->rows.len;

	if (!known)
		r.person = add_person(f, p, reg_no);
	VEC_PUSH(&f->rows, r);
	if (known && !add_to_person(f, &f->persons.items[r.person], p, &field)) {
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

	arena_reset(&f->row_mem);
	read_person(&x, &p);
	subject = read_text(&x, REG_SUBJECT_CODE, NULL);
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
