#include "tab/layout.h"

#include "base/embedded.h"
#include "base/lines.h"
#include "base/messages.h"
#include "base/text.h"
#include "tab/header.h"

#include <stdlib.h>
#include <string.h>

enum { LAYOUT_MAX_BYTES = 1024 * 1024 };

static const char *const type_words[] = {
    [FIELD_TEXT] = "text",   [FIELD_DIGITS] = "digits", [FIELD_ID] = "id",
    [FIELD_NAME] = "name",   [FIELD_DAY] = "day",	[FIELD_INSTANT] = "instant",
    [FIELD_INT] = "int",     [FIELD_FEN] = "fen",	[FIELD_CODE] = "code",
    [FIELD_YESNO] = "yesno", [FIELD_WORD] = "word",
};
_Static_assert(ARRAY_LEN(type_words) == FIELD_WORD + 1, "a word for every field type");

const char *field_type_word(enum field_type t)
{
	return type_words[t];
}

int layout_index(const struct layout *layout, const char *field)
{
	size_t i;

	for (i = 0; i < layout->field_count; i++)
		if (strcmp(layout->fields[i].name, field) == 0)
			return (int)i;
	return -1;
}

const char *layout_word_id(const struct layout_field *field, const char *text)
{
	size_t i, k;

	for (i = 0; i < field->word_count; i++)
		for (k = 0; k < field->words[i].alias_count; k++)
			if (text_same(field->words[i].aliases[k], text))
				return field->words[i].id;
	return NULL;
}

const char *layout_word_title(const struct layout_field *field, const char *id)
{
	size_t i;

	for (i = 0; i < field->word_count; i++)
		if (strcmp(field->words[i].id, id) == 0)
			return field->words[i].title;
	return id;
}

/* ---- parsing ---- */

/* An array of count items of size with room for one more, in perm; it doubles at powers of two. */
static void *grown(struct arena *perm, void *items, size_t count, size_t size)
{
	void *more;

	if (count & (count - 1))
		return items;
	more = arena_zalloc(perm, count ? count * 2 : 1, size);
	if (count)
		memcpy(more, items, count * size);
	return more;
}

struct parser {
	struct arena *perm;
	struct layout *layout;
	const struct line *at;
	bool aliases_only; /* an office's file: it adds names, nothing else */
};

static int wrong(const struct parser *p, struct err *e, const char *why)
{
	return line_wrong(p->at, e, why);
}

/* True where another field of the layout has this header already. */
static const struct layout_field *alias_owner(const struct layout *l, const char *folded)
{
	size_t i, k;

	for (i = 0; i < l->field_count; i++)
		for (k = 0; k < l->fields[i].alias_count; k++)
			if (strcmp(l->fields[i].aliases[k], folded) == 0)
				return &l->fields[i];
	return NULL;
}

static int add_alias(struct parser *p, struct layout_field *f, const char *text, struct err *e)
{
	const char *folded = header_fold(p->perm, text);
	const struct layout_field *owner = alias_owner(p->layout, folded);

	if (*folded == '\0')
		return wrong(p, e, E_LAYOUT_EMPTY_NAME);
	if (owner && owner != f)
		return wrong(p, e, E_LAYOUT_ALIAS_TWICE);
	if (!owner) {
		f->aliases = grown(p->perm, f->aliases, f->alias_count, sizeof *f->aliases);
		f->aliases[f->alias_count++] = folded;
	}
	return 0;
}

/* "header | alias | alias" into f; the first is the title where it has none yet. */
static int add_aliases(struct parser *p, struct layout_field *f, const char *list, struct err *e)
{
	while (list) {
		const char *bar = strchr(list, '|');
		char *one = line_text(p->at, list, bar ? (size_t)(bar - list) : strlen(list));

		if (!f->title)
			f->title = one;
		if (add_alias(p, f, one, e) < 0)
			return -1;
		list = bar ? bar + 1 : NULL;
	}
	return 0;
}

static bool take_type(const char *word, enum field_type *ret)
{
	size_t i;

	for (i = 0; word && i < ARRAY_LEN(type_words); i++) {
		if (strcmp(word, type_words[i]) == 0) {
			*ret = (enum field_type)i;
			return true;
		}
	}
	return false;
}

static int take_option(struct parser *p, struct layout_field *f, const char *word, struct err *e)
{
	int64_t n;

	if (strcmp(word, "required") == 0) {
		f->required = true;
	} else if (strncmp(word, "code=", 5) == 0 && word[5]) {
		f->code = word + 5;
	} else if (strncmp(word, "rule=", 5) == 0 && word[5]) {
		f->rule = word + 5;
	} else if (strncmp(word, "max=", 4) == 0 && text_to_int(word + 4, 1, 100000, &n)) {
		f->max_chars = (int)n;
	} else if (strncmp(word, "len=", 4) == 0 && text_to_int(word + 4, 1, 1000, &n)) {
		f->len_chars = (int)n;
	} else {
		return wrong(p, e, E_LAYOUT_OPTION);
	}
	return 0;
}

static int parse_field(struct parser *p, const char *rest, struct err *e)
{
	const char *colon = strchr(rest, ':'), *words;
	struct layout_field f = {.rule = "ROW"}, *added;
	char *word;

	if (!colon)
		return wrong(p, e, E_LAYOUT_COLON);
	words = arena_strndup(p->perm, rest, (size_t)(colon - rest));
	f.name = line_word(p->at, &words);
	if (!f.name)
		return wrong(p, e, E_LAYOUT_EMPTY_NAME);
	if (layout_index(p->layout, f.name) >= 0)
		return wrong(p, e, E_LAYOUT_FIELD_TWICE);
	if (!take_type(line_word(p->at, &words), &f.type))
		return wrong(p, e, E_LAYOUT_TYPE);
	while ((word = line_word(p->at, &words)) != NULL)
		if (take_option(p, &f, word, e) < 0)
			return -1;
	if (f.type == FIELD_CODE && !f.code)
		return wrong(p, e, E_LAYOUT_CODE);
	p->layout->fields =
	    grown(p->perm, p->layout->fields, p->layout->field_count, sizeof *p->layout->fields);
	added = &p->layout->fields[p->layout->field_count++];
	*added = f;
	/* machine output names its columns by field, so that it can be read back */
	if (add_aliases(p, added, colon + 1, e) < 0)
		return -1;
	return add_alias(p, added, f.name, e);
}

/* "NAME : " in front of *rest; NULL with e set where NAME is no field. */
static struct layout_field *take_field(struct parser *p, const char **rest, struct err *e)
{
	const char *name = line_word(p->at, rest);
	int i = name ? layout_index(p->layout, name) : -1;

	if (i < 0) {
		(void)wrong(p, e, E_LAYOUT_NO_FIELD);
		return NULL;
	}
	return line_colon(p->at, rest, E_LAYOUT_COLON, e) < 0 ? NULL : &p->layout->fields[i];
}

static int parse_alias(struct parser *p, const char *rest, struct err *e)
{
	struct layout_field *f = take_field(p, &rest, e);

	return f ? add_aliases(p, f, rest, e) : -1;
}

static int parse_sample(struct parser *p, const char *rest, struct err *e)
{
	struct layout_field *f = take_field(p, &rest, e);

	if (!f)
		return -1;
	f->sample = line_text(p->at, rest, strlen(rest));
	return 0;
}

/* ---- words of a field ---- */

static struct layout_word *find_word(const struct layout_field *f, const char *id)
{
	size_t i;

	for (i = 0; i < f->word_count; i++)
		if (strcmp(f->words[i].id, id) == 0)
			return &f->words[i];
	return NULL;
}

static int add_word_alias(struct parser *p, struct layout_field *f, struct layout_word *w,
			  const char *text, struct err *e)
{
	const char *folded = text_fold(p->perm, text);
	const char *owner = layout_word_id(f, folded);

	if (*folded == '\0')
		return wrong(p, e, E_LAYOUT_EMPTY_NAME);
	if (owner && strcmp(owner, w->id) != 0)
		return wrong(p, e, E_LAYOUT_WORD_TWICE);
	if (!owner) {
		w->aliases = grown(p->perm, w->aliases, w->alias_count, sizeof *w->aliases);
		w->aliases[w->alias_count++] = folded;
	}
	return 0;
}

/* "FIELD ID : word | word": how people write the word ID of the database. */
static int parse_word(struct parser *p, const char *rest, struct err *e)
{
	const char *name = line_word(p->at, &rest), *id = line_word(p->at, &rest), *list;
	int i = name ? layout_index(p->layout, name) : -1;
	struct layout_field *f = i < 0 ? NULL : &p->layout->fields[i];
	struct layout_word *w = f && id ? find_word(f, id) : NULL;

	if (!f || f->type != FIELD_WORD)
		return wrong(p, e, E_LAYOUT_NO_FIELD);
	list = strchr(rest, ':');
	if (!id || !list)
		return wrong(p, e, E_LAYOUT_COLON);
	if (!w && p->aliases_only)
		return wrong(p, e, E_LAYOUT_ALIAS_ONLY);
	if (!w) {
		f->words = grown(p->perm, f->words, f->word_count, sizeof *f->words);
		w = &f->words[f->word_count++];
		*w = (struct layout_word){.id = id};
	}
	for (list++; list;) {
		const char *bar = strchr(list, '|');
		char *one = line_text(p->at, list, bar ? (size_t)(bar - list) : strlen(list));

		if (!w->title)
			w->title = one;
		if (add_word_alias(p, f, w, one, e) < 0)
			return -1;
		list = bar ? bar + 1 : NULL;
	}
	return add_word_alias(p, f, w, w->id, e);
}

static void parse_key(struct parser *p, const char *rest)
{
	struct layout *l = p->layout;
	char *word;

	while ((word = line_word(p->at, &rest)) != NULL) {
		l->key = grown(p->perm, l->key, l->key_count, sizeof *l->key);
		l->key[l->key_count++] = word;
	}
}

/* "text | text": how rows at the end of a table begin. An office adds to those there are. */
static int parse_footer(struct parser *p, const char *rest, struct err *e)
{
	struct layout *l = p->layout;

	if (p->aliases_only && l->footer_count == 0)
		return wrong(p, e, E_LAYOUT_ALIAS_ONLY);
	if (line_colon(p->at, &rest, E_LAYOUT_COLON, e) < 0)
		return -1;
	while (rest) {
		const char *bar = strchr(rest, '|');
		char *one = line_text(p->at, rest, bar ? (size_t)(bar - rest) : strlen(rest));
		const char *folded = header_fold(p->perm, one);

		if (*folded == '\0')
			return wrong(p, e, E_LAYOUT_EMPTY_NAME);
		l->footers = grown(p->perm, l->footers, l->footer_count, sizeof *l->footers);
		l->footers[l->footer_count++] = folded;
		rest = bar ? bar + 1 : NULL;
	}
	return 0;
}

bool layout_is_footer(struct arena *row, const struct layout *layout, const struct row *r)
{
	const char *first;
	size_t i = 0;

	while (i < r->count && *r->cells[i].text == '\0')
		i++;
	if (i == r->count)
		return false;
	first = header_fold(row, r->cells[i].text);
	for (i = 0; i < layout->footer_count; i++)
		if (strncmp(first, layout->footers[i], strlen(layout->footers[i])) == 0)
			return true;
	return false;
}

static int parse_line(void *ctx, const struct line *at, const char *word, const char *rest,
		      struct err *e)
{
	struct parser *p = ctx;

	p->at = at;
	if (strcmp(word, "alias") == 0)
		return parse_alias(p, rest, e);
	if (strcmp(word, "word") == 0)
		return parse_word(p, rest, e);
	if (strcmp(word, "footer") == 0)
		return parse_footer(p, rest, e);
	if (p->aliases_only)
		return wrong(p, e, E_LAYOUT_ALIAS_ONLY);
	if (strcmp(word, "field") == 0)
		return parse_field(p, rest, e);
	if (strcmp(word, "sample") == 0)
		return parse_sample(p, rest, e);
	if (strcmp(word, "key") == 0) {
		parse_key(p, rest);
		return 0;
	}
	if (strcmp(word, "kind") == 0) {
		p->layout->kind = line_text(at, rest, strlen(rest));
		return 0;
	}
	if (strcmp(word, "sheet") == 0) {
		p->layout->sheet = line_text(at, rest, strlen(rest));
		return 0;
	}
	return wrong(p, e, E_LAYOUT_WORD);
}

int layout_parse(struct arena *perm, const char *file, const char *text, struct layout **ret,
		 struct err *e)
{
	struct parser p = {.perm = perm};
	size_t i;

	p.layout = arena_zalloc(perm, 1, sizeof *p.layout);
	p.layout->kind = p.layout->sheet = "";
	if (lines_each(perm, file, text, parse_line, &p, e) < 0)
		return -1;
	for (i = 0; i < p.layout->key_count; i++)
		if (layout_index(p.layout, p.layout->key[i]) < 0)
			return err_set(e, ERR_INPUT, "%s: %s", file, E_LAYOUT_NO_FIELD);
	if (*p.layout->kind == '\0' || p.layout->field_count == 0)
		return err_set(e, ERR_INPUT, "%s: %s", file, E_LAYOUT_NO_KIND);
	for (i = 0; i < p.layout->field_count; i++)
		if (p.layout->fields[i].type == FIELD_WORD && p.layout->fields[i].word_count == 0)
			return err_set(e, ERR_INPUT, "%s: %s", file, E_LAYOUT_NO_WORDS);
	*ret = p.layout;
	return 0;
}

static int add_office_names(struct arena *perm, struct layout *layout, const char *dir,
			    struct err *e)
{
	struct parser p = {.perm = perm, .layout = layout, .aliases_only = true};
	const char *file = arena_printf(perm, "%s/%s.layout", dir, layout->kind);
	size_t len;
	char *text;

	if (!file_exists(file))
		return 0;
	if (file_read(perm, file, LAYOUT_MAX_BYTES, &text, &len, e) < 0)
		return -1;
	return lines_each(perm, file, text, parse_line, &p, e);
}

static const char *kinds_text(struct arena *out)
{
	const struct embedded_text *t;
	const char *list = "";

	for (t = embedded_layouts; t->name; t++)
		list = arena_printf(out, "%s%s%s", list, *list ? ", " : "", t->name);
	return list;
}

int layout_find(struct arena *perm, const char *kind, const char *dir, const struct layout **ret,
		struct err *e)
{
	const struct embedded_text *t;
	struct layout *layout;

	for (t = embedded_layouts; t->name; t++) {
		if (strcmp(t->name, kind) != 0)
			continue;
		if (layout_parse(perm, arena_printf(perm, "%s.layout", kind), t->text, &layout, e) <
		    0)
			return -1;
		if (dir && add_office_names(perm, layout, dir, e) < 0)
			return -1;
		*ret = layout;
		return 0;
	}
	return err_set(e, ERR_USAGE, E_LAYOUT_NO_SUCH_KIND, kind, kinds_text(perm));
}

const char *const *layout_kinds(struct arena *out)
{
	const struct embedded_text *t;
	const char **kinds;
	size_t n = 0;

	for (t = embedded_layouts; t->name; t++)
		n++;
	kinds = arena_zalloc(out, n + 1, sizeof *kinds);
	for (n = 0, t = embedded_layouts; t->name; t++)
		kinds[n++] = t->name;
	return kinds;
}
