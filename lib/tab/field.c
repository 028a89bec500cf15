/*
 * One cell read as its field's type. The rule: a change that cannot lose anything is made and
 * noted; whatever a spreadsheet may have lost is an error that says so, never a guess.
 */
#include "base/fen.h"
#include "base/messages.h"
#include "base/text.h"
#include "base/time.h"
#include "tab/layout.h"

#include <math.h>
#include <string.h>

enum { SERIAL_1950 = 18264, SERIAL_2100 = 73051, EPOCH_1970 = 25569 };
#define DIGITS_KEPT 1e15 /* permit: format; a spreadsheet keeps 15 digits of a number */

/* One reading: what is read, and where what is found goes. */
struct reading {
	struct arena *mem;
	const struct layout_map *map;
	const struct layout_field *field;
	size_t index;
	const struct row *row;
	const struct cell *cell;
	struct findings *findings;
	bool ok;
};

void field_finding(const struct layout_map *map, size_t i, const struct row *r, struct findings *f,
		   enum severity severity, const char *rule, const char *text,
		   const char *suggestion)
{
	struct finding one = {.rule = rule,
			      .severity = severity,
			      .file = map->file,
			      .sheet = map->sheet,
			      .row = r->number,
			      .column = map->columns[i],
			      .field = map->headers[i],
			      .text = text,
			      .suggestion = suggestion};

	if (map->columns[i])
		one.value = row_cell(r, map->columns[i])->text;
	findings_add(f, &one);
}

static void say(struct reading *x, enum severity severity, const char *text, const char *suggestion)
{
	field_finding(x->map, x->index, x->row, x->findings, severity, x->field->rule, text,
		      suggestion);
	if (severity == SEV_ERROR)
		x->ok = false;
}

static const char *refuse(struct reading *x, const char *text, const char *suggestion)
{
	say(x, SEV_ERROR, text, suggestion);
	return "";
}

/* Without blanks at both ends (U+3000 and U+00A0 too); the middle stays. */
static const char *trim(struct arena *mem, const char *s)
{
	const char *start = s, *end = s + strlen(s);

	for (;;) {
		if (ascii_is_space((unsigned char)*start))
			start++;
		else if (strncmp(start, "\xe3\x80\x80", 3) == 0 ||
			 strncmp(start, "\xef\xbb\xbf", 3) == 0)
			start += 3;
		else if (strncmp(start, "\xc2\xa0", 2) == 0)
			start += 2;
		else
			break;
	}
	for (;;) {
		if (end > start && ascii_is_space((unsigned char)end[-1]))
			end--;
		else if (end - start >= 3 && memcmp(end - 3, "\xe3\x80\x80", 3) == 0)
			end -= 3;
		else if (end - start >= 2 && memcmp(end - 2, "\xc2\xa0", 2) == 0)
			end -= 2;
		else
			break;
	}
	return start == s && *end == '\0' ? s : arena_strndup(mem, start, (size_t)(end - start));
}

/* "4.4E+17", "1.1010119900101E17": a long number after a spreadsheet had it. */
static bool is_exponent(const char *s)
{
	size_t digits = 0;

	for (; ascii_is_digit((unsigned char)*s) || *s == '.'; s++)
		digits++;
	if (digits == 0 || (*s != 'E' && *s != 'e'))
		return false;
	s++;
	if (*s == '+')
		s++;
	return text_is_digits(s);
}

/* Without the marks that exports put before numbers to keep them text, and inner ASCII blanks. */
static const char *strip_marks(struct arena *mem, const char *s)
{
	char *copy, *p;

	while (*s == '\'' || *s == '`')
		s++;
	if (!strpbrk(s, " \t\r\n"))
		return s;
	copy = p = arena_strdup(mem, s);
	for (; *s; s++)
		if (!ascii_is_space((unsigned char)*s))
			*p++ = *s;
	*p = '\0';
	return copy;
}

/* The folded text of a number that is a name, or "" with a finding. */
static const char *read_label(struct reading *x)
{
	const struct cell *c = x->cell;
	const char *s;

	if (c->kind == CELL_DATE)
		return refuse(x, F_FIELD_DATE_IN_ID, S_FIELD_AS_TEXT);
	if (c->kind == CELL_NUMBER && fabs(c->number) >= DIGITS_KEPT)
		return refuse(x, F_FIELD_DIGITS_LOST, S_FIELD_DIGITS_LOST);
	s = strip_marks(x->mem, text_fold(x->mem, c->text));
	if (is_exponent(s))
		return refuse(x, F_FIELD_DIGITS_LOST, S_FIELD_DIGITS_LOST);
	if (strcmp(s, c->text) != 0)
		say(x, SEV_NOTE, F_FIELD_FOLDED, NULL);
	return s;
}

/* Letters that stand for digits in a text that is otherwise digits: the digits, or NULL. */
static const char *unmistake(struct arena *mem, const char *s)
{
	char *copy = arena_strdup(mem, s), *p;
	bool changed = false;

	for (p = copy; *p; p++) {
		if (*p == 'O' || *p == 'o') {
			*p = '0';
			changed = true;
		} else if (*p == 'l' || *p == 'I' || *p == '|') {
			*p = '1';
			changed = true;
		} else if (!ascii_is_digit((unsigned char)*p)) {
			return NULL;
		}
	}
	return changed ? copy : NULL;
}

static const char *read_digits(struct reading *x)
{
	const char *s = read_label(x), *meant;
	int want = x->field->len_chars;

	if (!*s)
		return s;
	if (!text_is_digits(s)) {
		meant = unmistake(x->mem, s);
		return refuse(x, F_FIELD_NOT_DIGITS,
			      meant ? arena_printf(x->mem, S_FIELD_MEANT, meant) : NULL);
	}
	/* a number cell shows no leading zeros: they are put back only where the length is known */
	if (x->cell->kind == CELL_NUMBER && want && (int)strlen(s) < want) {
		s = arena_printf(x->mem, "%0*d%s", want - (int)strlen(s), 0, s);
		say(x, SEV_NOTE, F_FIELD_ZEROS, NULL);
	}
	if (want && (int)strlen(s) != want)
		return refuse(x, arena_printf(x->mem, F_FIELD_LENGTH, want),
			      (int)strlen(s) < want
				  ? arena_printf(x->mem, S_FIELD_ZEROS, want - (int)strlen(s), 0, s)
				  : NULL);
	return s;
}

static const char *read_id(struct reading *x)
{
	const char *s = read_label(x), *meant = NULL;
	char *copy, *p;
	size_t n = strlen(s);

	if (strchr(s, '*'))
		return refuse(x, F_FIELD_MASKED, S_FIELD_MASKED);
	/* an order's number is what its channel repeats, letter by letter */
	if (strcmp(x->field->rule, "R-ID") != 0)
		return s;
	if (n == 18 && ascii_is_digit((unsigned char)s[0]) && !text_is_digits(s)) {
		const char *body = arena_strndup(x->mem, s, 17);

		if (!text_is_digits(body))
			meant = unmistake(x->mem, body);
		if (meant)
			return refuse(
			    x, F_FIELD_NOT_DIGITS,
			    arena_printf(x->mem, S_FIELD_MEANT,
					 arena_printf(x->mem, "%s%c", meant, ascii_upper(s[17]))));
	}
	copy = arena_strdup(x->mem, s);
	for (p = copy; *p; p++)
		*p = (char)ascii_upper((unsigned char)*p);
	if (strcmp(copy, s) != 0)
		say(x, SEV_NOTE, F_FIELD_FOLDED, NULL);
	return copy;
}

static const char *format_day(struct reading *x, struct day d)
{
	char text[DAY_TEXT];

	day_format(d, text);
	return arena_strdup(x->mem, text);
}

static const char *read_day(struct reading *x)
{
	const struct cell *c = x->cell;
	const char *s = text_fold(x->mem, c->text);
	char head[DAY_TEXT] = "";
	struct day d;
	int64_t serial;

	if (c->kind == CELL_DATE && strlen(s) >= 10) {
		memcpy(head, s, 10);
		s = head;
	}
	if (day_parse(s, &d))
		return format_day(x, d);
	/* the serial of a date cell that lost its format */
	if (text_to_int(s, SERIAL_1950, SERIAL_2100, &serial)) {
		say(x, SEV_NOTE, F_FIELD_SERIAL, NULL);
		return format_day(x, day_from_number(serial - EPOCH_1970));
	}
	return refuse(x, F_FIELD_NOT_DAY, S_FIELD_DAY);
}

static const char *read_instant(struct reading *x, struct field_value *v)
{
	const char *s = text_fold(x->mem, x->cell->text);
	char text[INSTANT_TEXT];
	instant t;

	if (!instant_parse(s, &t))
		return refuse(x, F_FIELD_NOT_INSTANT, S_FIELD_INSTANT);
	v->number = t;
	instant_format(t, text);
	return arena_strdup(x->mem, text);
}

static const char *read_int(struct reading *x, struct field_value *v)
{
	const char *s = text_fold(x->mem, x->cell->text);

	if (!text_to_int(s, INT64_MIN / 2, INT64_MAX / 2, &v->number))
		return refuse(x, F_FIELD_NOT_INT, NULL);
	return s;
}

static const char *read_fen(struct reading *x, struct field_value *v)
{
	const char *s = text_fold(x->mem, x->cell->text);
	struct fen fen;

	if (x->map->in_fen[x->index])
		return read_int(x, v);
	if (!fen_parse_yuan(s, &fen))
		return refuse(x, F_FIELD_NOT_YUAN, S_FIELD_YUAN);
	v->number = fen.v;
	return s;
}

static const char *read_yesno(struct reading *x, struct field_value *v)
{
	static const char *const yes[] = {"是", "1", "Y", "YES", "TRUE", "有", "√", "✓"};
	static const char *const no[] = {"否", "0", "N", "NO", "FALSE", "无", "×"};
	const char *s = text_fold(x->mem, x->cell->text);
	size_t i;

	for (i = 0; i < ARRAY_LEN(yes); i++) {
		if (text_same(s, yes[i])) {
			v->number = 1;
			return "1";
		}
	}
	for (i = 0; i < ARRAY_LEN(no); i++)
		if (text_same(s, no[i]))
			return "0";
	return refuse(x, F_FIELD_NOT_YESNO, NULL);
}

static const char *word_list(struct arena *mem, const struct layout_field *f)
{
	const char *list = f->words[0].title;
	size_t i;

	for (i = 1; i < f->word_count; i++)
		list = arena_printf(mem, "%s、%s", list, f->words[i].title);
	return list;
}

static const char *read_word(struct reading *x)
{
	const char *id = layout_word_id(x->field, text_fold(x->mem, x->cell->text));

	if (id)
		return id;
	return refuse(x, arena_printf(x->mem, F_FIELD_NOT_WORD, word_list(x->mem, x->field)), NULL);
}

static const char *read_text(struct reading *x)
{
	const char *s = trim(x->mem, x->cell->text);

	if (strcmp(s, x->cell->text) != 0)
		say(x, SEV_NOTE, F_FIELD_FOLDED, NULL);
	return s;
}

/* What a masked export shows of a name must not become one. */
static const char *read_name(struct reading *x)
{
	const char *s = read_text(x);

	return strchr(s, '*') ? refuse(x, F_FIELD_MASKED, S_FIELD_MASKED) : s;
}

static const char *read_typed(struct reading *x, struct field_value *v)
{
	switch (x->field->type) {
	case FIELD_TEXT: return read_text(x);
	case FIELD_NAME: return read_name(x);
	case FIELD_DIGITS: return read_digits(x);
	case FIELD_ID: return read_id(x);
	case FIELD_DAY: return read_day(x);
	case FIELD_INSTANT: return read_instant(x, v);
	case FIELD_INT: return read_int(x, v);
	case FIELD_FEN: return read_fen(x, v);
	case FIELD_CODE: return text_fold(x->mem, x->cell->text);
	case FIELD_YESNO: return read_yesno(x, v);
	case FIELD_WORD: return read_word(x);
	}
	return "";
}

/* What is wrong with a cell whatever its field is; true where its value can be read. */
static bool check_cell(struct reading *x)
{
	const struct cell *c = x->cell;

	if (c->kind == CELL_ERROR)
		refuse(x, F_FIELD_ERROR_CELL, S_FIELD_ERROR_CELL);
	else if (c->flags & CELL_NO_CACHED_VALUE)
		refuse(x, F_FIELD_NO_RESULT, S_FIELD_NO_RESULT);
	else if (c->flags & CELL_BAD_BYTES)
		refuse(x, F_FIELD_BAD_BYTES, S_FIELD_BAD_BYTES);
	else if (strlen(c->text) != c->len)
		refuse(x, F_FIELD_NUL, NULL);
	if (!x->ok)
		return false;
	if (c->flags & CELL_FOLDED_PUA)
		say(x, SEV_NOTE, F_FIELD_PUA, NULL);
	return true;
}

bool field_read(struct arena *mem, const struct layout_map *map, size_t i, const struct row *r,
		struct findings *f, struct field_value *ret)
{
	const struct layout_field *field = &map->layout->fields[i];
	struct reading x = {mem, map, field, i, r, row_cell(r, map->columns[i]), f, true};

	*ret = (struct field_value){.text = ""};
	if (map->columns[i] == 0)
		return true; /* the header's own finding says so once */
	if (x.cell->kind != CELL_EMPTY || x.cell->flags) {
		if (!check_cell(&x))
			return false;
		if (*trim(mem, x.cell->text))
			ret->text = read_typed(&x, ret);
	}
	if (x.ok && field->required && !*ret->text)
		say(&x, SEV_ERROR, F_FIELD_EMPTY, NULL);
	if (x.ok && field->max_chars && *ret->text &&
	    utf8_count(ret->text) > (size_t)field->max_chars)
		say(&x, SEV_ERROR, arena_printf(mem, F_FIELD_TOO_LONG, field->max_chars), NULL);
	return x.ok;
}
