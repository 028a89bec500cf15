#include "job/page_layout.h"

#include "base/embedded.h"
#include "base/lines.h"
#include "base/messages.h"
#include "base/text.h"
#include "job/glyph_check.h"

#include <string.h>

enum { PAGE_MAX_BYTES = 256 * 1024, LOGO_MAX_BYTES = 1024 * 1024, ITEMS_MAX = 64 };

struct parser {
	struct job *job;
	struct page_layout *layout;
	bool office;   /* its file: it changes what is there */
	bool own_rows; /* the office's: its first row drops the built-in ones */
};

/* ---- finding by name ---- */

static int field_index(const struct page_layout *l, const char *name)
{
	for (size_t i = 0; i < l->field_count; i++)
		if (strcmp(l->fields[i].name, name) == 0)
			return (int)i;
	return -1;
}

static struct page_text *find_text(struct page_text *texts, size_t count, const char *key)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(texts[i].key, key) == 0)
			return &texts[i];
	return NULL;
}

static const char *join(struct arena *out, const char *list, const char *one)
{
	return arena_printf(out, "%s%s%s", list, *list ? ", " : "", one);
}

static int unknown_field(const struct parser *p, const struct line *at, const char *name,
			 struct err *e)
{
	const char *list = "";

	for (size_t i = 0; i < p->layout->field_count; i++)
		list = join(at->perm, list, p->layout->fields[i].name);
	return line_wrong(at, e, arena_printf(at->perm, E_PAGE_NO_FIELD, name, list));
}

/* ---- statements ---- */

/* "NAME : WORDS": the name, and the words behind the colon. */
static char *take_name(const struct line *at, const char **rest, struct err *e)
{
	char *name = line_word(at, rest);

	if (!name || *name == ':') {
		(void)line_wrong(at, e, E_PAGE_NAME);
		return NULL;
	}
	return line_colon(at, rest, E_PAGE_COLON, e) < 0 ? NULL : name;
}

static int parse_text(struct parser *p, const struct line *at, const char *rest, struct err *e)
{
	struct page_layout *l = p->layout;
	char *key = take_name(at, &rest, e);
	struct page_text *text = key ? find_text(l->texts, l->text_count, key) : NULL;
	const char *list = "";

	if (!key)
		return -1;
	if (!text && p->office) {
		for (size_t i = 0; i < l->text_count; i++)
			list = join(at->perm, list, l->texts[i].key);
		return line_wrong(at, e, arena_printf(at->perm, E_PAGE_NO_TEXT, key, list));
	}
	if (!text) {
		BUG_ON(l->text_count == ITEMS_MAX);
		text = &l->texts[l->text_count++];
		text->key = key;
	}
	text->words = line_text(at, rest, strlen(rest));
	return 0;
}

static void parse_option(struct page_field *f, const char *word)
{
	int64_t tenths;
	char digits[8] = {0};

	if (strcmp(word, "required") == 0) {
		f->required = true;
	} else if (strcmp(word, "bold") == 0) {
		f->style.bold = true;
	} else if (strcmp(word, "centre") == 0) {
		f->style.align = ALIGN_CENTRE;
	} else {
		/* "size=9.5": points, at most one decimal */
		const char *dot = strchr(word, '.');

		BUG_ON(strncmp(word, "size=", 5) != 0 || strlen(word) > 9);
		memcpy(digits, word + 5, dot ? (size_t)(dot - word) - 5 : strlen(word) - 5);
		strcat(digits, dot ? dot + 1 : "0"); /* permit: shorter than the word */
		BUG_ON(!text_to_int(digits, 30, 400, &tenths));
		f->style.size_pt = (double)tenths / 10;
	}
}

/* "NAME [required] [size=N] [bold] [centre] : LABEL": the built-in file's own. */
static int parse_field(struct parser *p, const struct line *at, const char *rest, struct err *e)
{
	struct page_layout *l = p->layout;
	struct page_field *f = &l->fields[l->field_count++];
	char *word;

	BUG_ON(l->field_count > ITEMS_MAX);
	f->name = line_word(at, &rest);
	while ((word = line_word(at, &rest)) != NULL && strcmp(word, ":") != 0)
		parse_option(f, word);
	BUG_ON(!word);
	f->label = line_text(at, rest, strlen(rest));
	(void)e;
	return 0;
}

static int parse_label(struct parser *p, const struct line *at, const char *rest, struct err *e)
{
	char *name = take_name(at, &rest, e);
	int i = name ? field_index(p->layout, name) : -1;

	if (!name)
		return -1;
	if (i < 0)
		return unknown_field(p, at, name, e);
	p->layout->fields[i].label = line_text(at, rest, strlen(rest));
	return 0;
}

static bool is_on_page(const struct page_layout *l, int field)
{
	for (size_t i = 0; i < l->row_count; i++)
		if (l->rows[i].fields[0] == field || l->rows[i].fields[1] == field)
			return true;
	return false;
}

static int parse_row(struct parser *p, const struct line *at, const char *rest, struct err *e)
{
	struct page_layout *l = p->layout;
	struct page_row row = {{-1, -1}};
	size_t n = 0;
	char *name;

	if (p->office && !p->own_rows)
		l->row_count = 0;
	p->own_rows = true;
	for (; (name = line_word(at, &rest)) != NULL; n++) {
		int i = field_index(l, name);

		if (i < 0)
			return unknown_field(p, at, name, e);
		if (n == l->across_max)
			return line_wrong(
			    at, e, arena_printf(at->perm, E_PAGE_ACROSS, (long long)l->across_max));
		if (is_on_page(l, i) || row.fields[0] == i)
			return line_wrong(at, e, arena_printf(at->perm, E_PAGE_TWICE, name));
		row.fields[n] = i;
	}
	if (n == 0)
		return line_wrong(at, e, E_PAGE_NAME);
	if (l->row_count == l->rows_max)
		return line_wrong(at, e,
				  arena_printf(at->perm, E_PAGE_ROWS, (long long)l->rows_max));
	l->rows[l->row_count++] = row;
	return 0;
}

/* "rows MAX ACROSS": what a page has room for, the built-in file's own. */
static int parse_room(struct parser *p, const struct line *at, const char *rest, struct err *e)
{
	int64_t rows = 0, across = 0;
	char *first = line_word(at, &rest), *second = line_word(at, &rest);

	(void)e;
	BUG_ON(!first || !second || !text_to_int(first, 1, ITEMS_MAX, &rows) ||
	       !text_to_int(second, 1, 2, &across));
	p->layout->rows_max = (size_t)rows;
	p->layout->across_max = (size_t)across;
	return 0;
}

static int parse_page(struct parser *p, const struct line *at, const char *rest, struct err *e)
{
	const char *kind = line_text(at, rest, strlen(rest));

	if (strcmp(kind, p->layout->kind) != 0)
		return line_wrong(at, e, arena_printf(at->perm, E_PAGE_KIND, kind));
	return 0;
}

/* ---- statements of print.page ---- */

static int parse_programme(struct parser *p, const struct line *at, const char *rest, struct err *e)
{
	struct page_layout *l = p->layout;
	char *id = take_name(at, &rest, e);
	struct page_text one = {id, line_text(at, rest, strlen(rest))};

	if (!id)
		return -1;
	if (l->programme_count == ITEMS_MAX || !*one.words)
		return line_wrong(at, e, E_PAGE_NAME);
	l->programmes[l->programme_count++] = one;
	return 0;
}

/* The file a statement names: beside the office's page files, or anywhere by its full path. */
static const char *take_file(const struct parser *p, const struct line *at, const char *rest,
			     struct err *e)
{
	const char *path = line_text(at, rest, strlen(rest));

	if (*path != '/')
		path = job_office_path(p->job, arena_printf(at->perm, "layout/%s", path));
	if (file_exists(path) && !file_is_dir(path))
		return path;
	(void)line_wrong(at, e, arena_printf(at->perm, E_PAGE_NO_FILE, path));
	return NULL;
}

static int parse_logo(struct parser *p, const struct line *at, const char *rest, struct err *e)
{
	const char *path = take_file(p, at, rest, e);
	struct picture *logo = arena_zalloc(at->perm, 1, sizeof *logo);
	char *data;
	size_t len;

	if (!path || file_read(at->perm, path, LOGO_MAX_BYTES, &data, &len, e) < 0 ||
	    job_input(p->job, path, NULL, e) < 0)
		return -1;
	if (picture_read(logo, data, len) != PICTURE_FINE)
		return line_wrong(at, e, arena_printf(at->perm, E_PAGE_LOGO, path));
	p->layout->logo = logo;
	return 0;
}

static int parse_font(struct parser *p, const struct line *at, const char *rest, struct err *e)
{
	const char *path = take_file(p, at, rest, e);
	int n = 0;

	if (!path)
		return -1;
	while (p->layout->fonts[n])
		n++;
	if (n == PRESS_FONTS_MAX)
		return line_wrong(at, e,
				  arena_printf(at->perm, E_PAGE_FONTS, (long long)PRESS_FONTS_MAX));
	p->layout->fonts[n] = path;
	return 0;
}

static const struct {
	const char *word;
	enum { OF_ALL, OF_PAGES, OF_PRINT, OF_OURSELVES } of;
	int (*parse)(struct parser *p, const struct line *at, const char *rest, struct err *e);
} statements[] = {
    {"page", OF_ALL, parse_page},	{"text", OF_PAGES, parse_text},
    {"label", OF_PAGES, parse_label},	{"row", OF_PAGES, parse_row},
    {"logo", OF_PRINT, parse_logo},	{"programme", OF_PRINT, parse_programme},
    {"font", OF_PRINT, parse_font},	{"field", OF_OURSELVES, parse_field},
    {"rows", OF_OURSELVES, parse_room},
};

static int parse_line(void *ctx, const struct line *at, const char *word, const char *rest,
		      struct err *e)
{
	struct parser *p = ctx;
	bool print = strcmp(p->layout->kind, "print") == 0;

	for (size_t i = 0; i < ARRAY_LEN(statements); i++) {
		if (strcmp(statements[i].word, word) != 0 ||
		    (statements[i].of == OF_OURSELVES && p->office) ||
		    (statements[i].of == OF_PAGES && print) ||
		    (statements[i].of == OF_PRINT && !print))
			continue;
		return statements[i].parse(p, at, rest, e);
	}
	return line_wrong(at, e, print ? E_PAGE_WORD_PRINT : E_PAGE_WORD);
}

/* ---- whole layouts ---- */

static int check_required(const struct page_layout *l, struct arena *mem, const char *file,
			  struct err *e)
{
	const char *missing = "";

	for (size_t i = 0; i < l->field_count; i++)
		if (l->fields[i].required && !is_on_page(l, (int)i))
			missing = join(mem, missing, l->fields[i].name);
	return *missing ? err_set(e, ERR_INPUT, E_PAGE_REQUIRED, file, missing) : 0;
}

static int read_office(struct parser *p, struct err *e)
{
	struct job *job = p->job;
	const char *file =
	    job_office_path(job, arena_printf(&job->arena, "layout/%s.page", p->layout->kind));
	char *text;
	size_t len;

	if (!file_exists(file))
		return 0;
	p->office = true;
	if (file_read(&job->arena, file, PAGE_MAX_BYTES, &text, &len, e) < 0 ||
	    job_input(job, file, NULL, e) < 0 ||
	    lines_each(&job->arena, file, text, parse_line, p, e) < 0)
		return -1;
	return check_required(p->layout, &job->arena, file, e);
}

const char *const *page_layout_kinds(struct arena *out)
{
	const char **kinds;
	size_t n = 0;

	while (embedded_pages[n].name)
		n++;
	kinds = arena_zalloc(out, n + 1, sizeof *kinds);
	for (n = 0; embedded_pages[n].name; n++)
		kinds[n] = embedded_pages[n].name;
	return kinds;
}

int page_layout_find(struct job *job, const char *kind, const struct page_layout **ret,
		     struct err *e)
{
	struct page_layout *l = arena_zalloc(&job->arena, 1, sizeof *l);
	struct parser p = {.job = job, .layout = l};
	const struct embedded_text *t = embedded_pages;

	while (t->name && strcmp(t->name, kind) != 0)
		t++;
	if (!t->name)
		return err_set(e, ERR_USAGE, E_PAGE_NO_KIND, kind);
	l->kind = t->name;
	l->fields = arena_zalloc(&job->arena, ITEMS_MAX, sizeof *l->fields);
	l->rows = arena_zalloc(&job->arena, ITEMS_MAX, sizeof *l->rows);
	l->texts = arena_zalloc(&job->arena, ITEMS_MAX, sizeof *l->texts);
	l->programmes = arena_zalloc(&job->arena, ITEMS_MAX, sizeof *l->programmes);
	if (lines_each(&job->arena, t->name, t->text, parse_line, &p, e) < 0)
		return err_in(e, "schemas/page");
	p.own_rows = false;
	*ret = l;
	return read_office(&p, e);
}

int page_layout_for(struct job *job, const char *kind, const char *const *names, size_t count,
		    const struct page_layout **ret, struct err *e)
{
	if (page_layout_find(job, kind, ret, e) < 0)
		return -1;
	BUG_ON((*ret)->field_count != count);
	for (size_t i = 0; i < count; i++)
		BUG_ON(strcmp((*ret)->fields[i].name, names[i]) != 0);
	return 0;
}

const char *page_text(const struct page_layout *layout, const char *key)
{
	const struct page_text *text = find_text(layout->texts, layout->text_count, key);

	BUG_ON(!text);
	return text->words;
}

const char *page_programme(const struct page_layout *print, const char *programme_id)
{
	const struct page_text *name =
	    find_text(print->programmes, print->programme_count, programme_id);

	return name ? name->words : NULL;
}

int page_press_open(struct job *job, struct press **ret, const struct page_layout **ret_print,
		    struct err *e)
{
	if (page_layout_find(job, "print", ret_print, e) < 0)
		return -1;
	return press_open(ret, (*ret_print)->fonts, e);
}

size_t page_layout_unprintable(struct job *job, struct press *press, const struct page_layout *l)
{
	const char *subject = arena_printf(&job->arena, "%s.page", l->kind);
	size_t n = 0;

	for (size_t i = 0; i < l->text_count; i++)
		n += glyph_check_text(job, press, subject, l->texts[i].key, l->texts[i].words);
	for (size_t i = 0; i < l->field_count; i++)
		n += glyph_check_text(job, press, subject, l->fields[i].name, l->fields[i].label);
	for (size_t i = 0; i < l->programme_count; i++)
		n += glyph_check_text(job, press, subject, l->programmes[i].key,
				      l->programmes[i].words);
	return n;
}

int page_layout_check(struct job *job, const char *kind, const struct page_layout **ret,
		      struct err *e)
{
	const struct page_layout *print;
	struct press *press;

	if (page_layout_find(job, kind, ret, e) < 0 || page_press_open(job, &press, &print, e) < 0)
		return -1;
	page_layout_unprintable(job, press, *ret);
	press_free(press);
	return 0;
}
