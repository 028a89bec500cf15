#include "base/finding.h"

#include "base/err.h"

#include <stdlib.h>
#include <string.h>

static const char *copy(struct findings *f, const char *s)
{
	return s && *s ? arena_strdup(&f->arena, s) : NULL;
}

void findings_add(struct findings *f, const struct finding *one)
{
	struct finding kept = *one;

	switch (one->severity) {
	case SEV_NOTE: f->notes++; break;
	case SEV_WARN: f->warnings++; break;
	case SEV_ERROR: f->errors++; break;
	}
	if (f->limit && f->list.len >= f->limit)
		return;
	kept.rule = copy(f, one->rule);
	kept.subject = copy(f, one->subject);
	kept.file = copy(f, one->file);
	kept.sheet = copy(f, one->sheet);
	kept.field = copy(f, one->field);
	kept.value = copy(f, one->value);
	kept.text = copy(f, one->text);
	kept.suggestion = copy(f, one->suggestion);
	VEC_PUSH(&f->list, kept);
}

void findings_free(struct findings *f)
{
	VEC_FREE(&f->list);
	arena_free(&f->arena);
	f->errors = f->warnings = f->notes = 0;
}

static int compare_text(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "");
}

static int compare_findings(const void *pa, const void *pb)
{
	const struct finding *a = pa, *b = pb;
	int c;

	if ((c = compare_text(a->file, b->file)) != 0)
		return c;
	if ((c = compare_text(a->sheet, b->sheet)) != 0)
		return c;
	if (a->row != b->row)
		return a->row < b->row ? -1 : 1;
	if (a->column != b->column)
		return a->column < b->column ? -1 : 1;
	if ((c = compare_text(a->rule, b->rule)) != 0)
		return c;
	if ((c = compare_text(a->subject, b->subject)) != 0)
		return c;
	return compare_text(a->text, b->text);
}

void findings_sort(struct findings *f)
{
	if (f->list.len > 1)
		qsort(f->list.items, f->list.len, sizeof *f->list.items, compare_findings);
}

const char *severity_word(enum severity s)
{
	switch (s) {
	case SEV_NOTE: return "note";
	case SEV_WARN: return "warning";
	case SEV_ERROR: return "error";
	}
	BUG_ON(1);
}

void column_letters(int column, char out[8])
{
	char reversed[8];
	int n = 0, i;

	BUG_ON(column < 1);
	for (; column > 0 && n < 7; column = (column - 1) / 26)
		reversed[n++] = (char)('A' + (column - 1) % 26);
	for (i = 0; i < n; i++)
		out[i] = reversed[n - 1 - i];
	out[n] = '\0';
}
