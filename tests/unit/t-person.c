/* Identity documents, names and phones: the cases of person.cases, and the check digit. */
#include "tap/tap.h"

#include "base/file.h"
#include "base/text.h"
#include "exam/person.h"

static const char *const id_words[] = {
    [ID_FINE] = "fine", [ID_LENGTH] = "length",	    [ID_CHARS] = "chars", [ID_DATE] = "date",
    [ID_OLD] = "old",	[ID_CHECKSUM] = "checksum", [ID_SHAPE] = "shape",
};
static const char *const name_words[] = {
    [NAME_FINE] = "fine",	[NAME_EMPTY] = "empty",	  [NAME_BLANKS] = "blanks",
    [NAME_CONTROL] = "control", [NAME_TOO_LONG] = "long", [NAME_QUESTION] = "question",
    [NAME_DIGITS] = "digits",
};

static void id_case(const char *line)
{
	char type[8], number[64], want[16], sex_want[4] = "", born_want[16] = "", sex;
	const struct day today = {2027, 6, 15};
	char born_text[DAY_TEXT];
	struct day born = {0};
	enum id_problem got;
	int n;

	n = sscanf(line, "id %7s %63s %15s %3s %15s", type, number, want, sex_want, born_want);
	if (n < 3)
		tap_bail(line);
	got = id_check(type, number, today, &sex, &born);
	is_str(id_words[got], want, "%s", line);
	if (n == 5) {
		day_format(born, born_text);
		ok(sex == sex_want[0] && strcmp(born_text, born_want) == 0,
		   "%s: sex and birth date", number);
	}
}

/* The text between the next brackets of *pp. */
static char *bracketed(struct arena *a, const char **pp)
{
	const char *from = strchr(*pp, '['), *to = from ? strchr(from, ']') : NULL;

	if (!to)
		tap_bail(*pp);
	*pp = to + 1;
	return arena_strndup(a, from + 1, (size_t)(to - from - 1));
}

static void name_case(struct arena *a, const char *line)
{
	const char *p = line, *raw = bracketed(a, &p), *want = bracketed(a, &p), *folded;
	bool separators;

	folded = name_fold(a, raw, &separators);
	is_str(folded, want, "%s: folded", line);
	ok(separators == (strstr(want, "·") && !strstr(raw, "·")),
	   "%s: says whether a separator was folded", line);
	is_str(name_words[name_check(folded, 50)], p + strspn(p, " "), "%s", line);
}

static void phone_case(struct arena *a, const char *line)
{
	const char *p = line, *phone = bracketed(a, &p);

	is_str(phone_is_plausible(phone) ? "fine" : "odd", p + strspn(p, " "), "%s", line);
}

int main(void)
{
	struct arena a = {0};
	struct err e = {0};
	char *text, *line, *end;
	size_t len, cases = 0;

	if (file_read(&a, "tests/unit/person.cases", 1 << 20, &text, &len, &e) < 0)
		tap_bail(e.text);
	for (line = text; *line; line = end) {
		end = line + strcspn(line, "\n");
		if (*end)
			*end++ = '\0';
		cases += *line && *line != '#';
		if (strncmp(line, "id ", 3) == 0)
			id_case(line);
		else if (strncmp(line, "name ", 5) == 0)
			name_case(&a, line);
		else if (strncmp(line, "phone ", 6) == 0)
			phone_case(&a, line);
		else if (*line && *line != '#')
			tap_bail(line);
	}
	ok(cases > 40, "the cases were read");
	is_int(id_check_digit("11010519491231002"), 'X',
	       "the check digit of the standard's example");
	arena_free(&a);
	return tap_done();
}
