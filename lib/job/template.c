/* The blank workbook of an import kind, made from its layout and the code tables. */
#include "base/messages.h"
#include "base/text.h"
#include "job/export.h"
#include "job/setup.h"
#include "tab/book.h"
#include "tab/layout.h"

#include <string.h>

enum { TABLES_MAX = 16 };

/* One code sheet: of a code table, or of a field's own words, and how many it has. */
struct code_sheet {
	const char *kind, *sheet;
	const struct layout_field *words; /* NULL: of the code table kind */
	int64_t codes;
};

struct template
{
	struct job *job;
	const struct layout **layouts; /* a sheet each */
	size_t layout_count;
	struct code_sheet sheets[TABLES_MAX];
	size_t sheet_count;
};

static const char *code_sheet_name(const char *kind)
{
	static const struct {
		const char *kind, *sheet;
	} names[] = {
	    {"id_type", "证件类型码表"},   {"nation", "民族码表"},	 {"occupation", "职业码表"},
	    {"education", "文化程度码表"}, {"training", "培训类型码表"}, {"sex", "性别"},
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(names); i++)
		if (strcmp(names[i].kind, kind) == 0)
			return names[i].sheet;
	return kind;
}

static struct code_sheet *sheet_of(struct template *t, const char *kind)
{
	size_t i;

	for (i = 0; i < t->sheet_count; i++)
		if (strcmp(t->sheets[i].kind, kind) == 0)
			return &t->sheets[i];
	BUG_ON(t->sheet_count == TABLES_MAX);
	t->sheets[t->sheet_count] = (struct code_sheet){kind, code_sheet_name(kind), NULL, 0};
	return &t->sheets[t->sheet_count++];
}

/* The sheet with what a field may have; NULL where that is anything. */
static struct code_sheet *list_of(struct template *t, const struct layout_field *f)
{
	static struct layout_word words[] = {{"1", "是", NULL, 0}, {"0", "否", NULL, 0}};
	static const struct layout_field yesno = {
	    .title = "是否", .words = words, .word_count = ARRAY_LEN(words)};
	struct code_sheet *s;

	if (f->type != FIELD_CODE && f->type != FIELD_WORD && f->type != FIELD_YESNO)
		return NULL;
	if (f->type == FIELD_CODE)
		return sheet_of(t, f->code);
	s = sheet_of(t, arena_printf(&t->job->arena, "%s%s", LIST_SHEET_PREFIX,
				     f->type == FIELD_WORD ? f->title : yesno.title));
	s->words = f->type == FIELD_WORD ? f : &yesno;
	s->codes = (int64_t)s->words->word_count;
	return s;
}

/* The layouts' code tables and how long they are: lists need their ranges before the sheets come.
 */
static int count_codes(struct template *t, struct err *e)
{
	struct stmt *st;
	size_t i, k;
	int rc;

	for (k = 0; k < t->layout_count; k++)
		for (i = 0; i < t->layouts[k]->field_count; i++)
			(void)list_of(t, &t->layouts[k]->fields[i]);
	for (i = 0; i < t->sheet_count; i++) {
		if (t->sheets[i].words)
			continue;
		if (strcmp(t->sheets[i].kind, "sex") == 0) {
			t->sheets[i].codes = 2;
			continue;
		}
		st = db_stmt(t->job->db, SQL_CODE_LIST, e);
		if (!st)
			return -1;
		stmt_text(st, ":kind", t->sheets[i].kind);
		while ((rc = stmt_step(st, e)) == 1)
			t->sheets[i].codes++;
		if (rc < 0)
			return -1;
	}
	return 0;
}

static const char *field_note(struct template *t, const struct layout_field *f)
{
	struct arena *mem = &t->job->arena;
	const char *what = "";

	switch (f->type) {
	case FIELD_DIGITS: what = T("数字，按文本填写", "digits, as text"); break;
	case FIELD_ID: what = T("号码，按文本填写", "a number, as text"); break;
	case FIELD_DAY: what = T("日期，例：20030101", "a day such as 20030101"); break;
	case FIELD_INSTANT:
		what = T("时间，例：2026-03-01 09:00", "a time such as 2026-03-01 09:00");
		break;
	case FIELD_INT: what = T("整数", "a whole number"); break;
	case FIELD_FEN: what = T("金额，单位元", "an amount in yuan"); break;
	case FIELD_YESNO: what = T("是或否", "yes or no"); break;
	case FIELD_WORD: what = T("从列表中选", "from the list"); break;
	case FIELD_CODE:
		what = arena_printf(mem, T("填代码，见工作表“%s”", "a code of the sheet %s"),
				    code_sheet_name(f->code));
		break;
	case FIELD_TEXT:
	case FIELD_NAME: what = T("文字", "text"); break;
	}
	if (f->len_chars)
		what = arena_printf(mem, T("%s，%d 位", "%s, %d characters"), what, f->len_chars);
	else if (f->max_chars)
		what = arena_printf(mem, T("%s，最多 %d 个字", "%s, at most %d characters"), what,
				    f->max_chars);
	return arena_printf(mem, "%s%s",
			    f->required ? T("必填。", "Required: ") : T("可不填。", "Optional: "),
			    what);
}

/* So that the sample, and a number of its full length, can be seen whole. */
static int column_width(const struct layout_field *f)
{
	enum { WIDTH_MIN = 12, ROOM = 2 };
	int width = f->sample ? (int)text_width(f->sample) + ROOM : 0;

	if (width < f->len_chars + ROOM)
		width = f->len_chars + ROOM;
	return width > WIDTH_MIN ? width : WIDTH_MIN;
}

static void write_main_sheet(struct template *t, const struct layout *l, struct book *b)
{
	const char **sample = arena_zalloc(&t->job->arena, l->field_count, sizeof *sample);
	struct column *columns = arena_zalloc(&t->job->arena, l->field_count, sizeof *columns);
	size_t i;

	for (i = 0; i < l->field_count; i++) {
		columns[i] = (struct column){l->fields[i].name, l->fields[i].title, COL_TEXT,
					     column_width(&l->fields[i])};
		sample[i] = l->fields[i].sample;
	}
	book_sheet(b, *l->sheet ? l->sheet : l->kind, columns, l->field_count);
	for (i = 0; i < l->field_count; i++) {
		const struct code_sheet *s;

		book_note(b, i, field_note(t, &l->fields[i]));
		s = list_of(t, &l->fields[i]);
		if (s && s->codes)
			book_list(b, i,
				  arena_printf(&t->job->arena, "='%s'!$A$2:$A$%lld", s->sheet,
					       (long long)s->codes + 1));
	}
	/* a setup workbook is many sheets: nobody is to hunt for samples in all of them */
	if (t->layout_count == 1)
		book_row(b, sample);
}

static int write_code_sheet(struct template *t, struct book *b, const struct code_sheet *s,
			    struct err *e)
{
	static const char *const sexes[][2] = {{"男", "男"}, {"女", "女"}};
	struct column *columns = arena_zalloc(&t->job->arena, 2, sizeof *columns);
	const char *values[2];
	struct stmt *st;
	size_t i;
	int rc;

	columns[0] =
	    (struct column){"code", s->words ? T("填写", "write") : T("代码", "code"), COL_ID, 10};
	columns[1] = (struct column){
	    "name", s->words ? T("程序中", "in the program") : T("名称", "name"), COL_TEXT, 40};
	book_sheet(b, s->sheet, columns, 2);
	for (i = 0; s->words && i < s->words->word_count; i++) {
		values[0] = s->words->words[i].title;
		values[1] = s->words->words[i].id;
		book_row(b, values);
	}
	if (s->words)
		return 0;
	if (strcmp(s->kind, "sex") == 0) {
		for (i = 0; i < ARRAY_LEN(sexes); i++)
			book_row(b, sexes[i]);
		return 0;
	}
	st = db_stmt(t->job->db, SQL_CODE_LIST, e);
	if (!st)
		return -1;
	stmt_text(st, ":kind", s->kind);
	while ((rc = stmt_step(st, e)) == 1) {
		values[0] = col_text(st, "code");
		values[1] = col_text(st, "name");
		book_row(b, values);
	}
	return rc;
}

/* One layout; or for "setup" those of all sheets of the setup workbook. */
static int find_layouts(struct template *t, const char *kind, struct err *e)
{
	const char *const one[] = {kind, NULL};
	const char *const *kinds = strcmp(kind, "setup") == 0 ? setup_kinds() : one;
	size_t n = 0;

	while (kinds[n])
		n++;
	t->layouts = arena_zalloc(&t->job->arena, n, sizeof(const struct layout *));
	for (; t->layout_count < n; t->layout_count++)
		if (layout_find(&t->job->arena, kinds[t->layout_count], NULL,
				&t->layouts[t->layout_count], e) < 0)
			return -1;
	return 0;
}

int template_write(struct job *job, const char *kind, const char *path, struct err *e)
{
	struct template t = {.job = job};
	struct output *out;
	struct book *b;
	struct err late = {0};
	size_t i;
	int rc = 0;

	if (find_layouts(&t, kind, e) < 0 || count_codes(&t, e) < 0 ||
	    output_begin(&job->outputs, path, &out, e) < 0 || book_open(&b, out, job->now, e) < 0)
		return -1;
	for (i = 0; i < t.layout_count; i++)
		write_main_sheet(&t, t.layouts[i], b);
	for (i = 0; i < t.sheet_count && rc == 0; i++)
		rc = write_code_sheet(&t, b, &t.sheets[i], e);
	if (book_close(b, rc < 0 ? &late : e) < 0)
		rc = -1;
	return rc;
}
