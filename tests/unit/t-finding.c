/* Findings are copied, counted past their limit, sorted by place; strmap and buf beside them. */
#include "tap/tap.h"

#include "base/buf.h"
#include "base/finding.h"
#include "base/strmap.h"

static void test_findings(void)
{
	struct findings f = {.limit = 3};
	char text[16] = "second";
	struct finding one = {
	    .rule = "R-ID", .severity = SEV_ERROR, .file = "b.csv", .row = 2, .text = text};

	findings_add(&f, &one);
	strcpy(text, "changed"); /* permit: the collector must have its own copy */
	one = (struct finding){
	    .rule = "R-ID", .severity = SEV_WARN, .file = "a.csv", .row = 9, .text = "w"};
	findings_add(&f, &one);
	one = (struct finding){
	    .rule = "ROW", .severity = SEV_NOTE, .file = "a.csv", .row = 3, .text = "n"};
	findings_add(&f, &one);
	one = (struct finding){
	    .rule = "ROW", .severity = SEV_ERROR, .file = "a.csv", .row = 1, .text = "late"};
	findings_add(&f, &one);
	is_int(f.list.len, 3, "no more are kept than the limit");
	is_int(f.errors, 2, "but all errors are counted");
	is_int(f.warnings, 1, "and warnings");
	is_int(f.notes, 1, "and notes");
	findings_sort(&f);
	is_str(f.list.items[0].text, "n", "sorted by file and row: first");
	is_str(f.list.items[1].text, "w", "second");
	is_str(f.list.items[2].text, "second", "third, and its text is a copy");
	findings_free(&f);
	is_int(f.list.len, 0, "freed");
	is_str(severity_word(SEV_WARN), "warning", "the word of machine output");
}

static void test_columns(void)
{
	char out[8];

	column_letters(1, out);
	is_str(out, "A", "column 1");
	column_letters(26, out);
	is_str(out, "Z", "column 26");
	column_letters(27, out);
	is_str(out, "AA", "column 27");
	column_letters(702, out);
	is_str(out, "ZZ", "column 702");
	column_letters(16384, out);
	is_str(out, "XFD", "the last column of a sheet");
}

static void test_strmap(void)
{
	enum { N = 5000 };
	struct strmap m = {0};
	struct arena a = {0};
	uint32_t i, v;
	bool is_new, good = true;

	for (i = 0; i < N; i++)
		good &= strmap_add(&m, arena_printf(&a, "key %u", (unsigned)i), i, &is_new) == i &&
			is_new;
	for (i = 0; i < N; i++) {
		good &= strmap_get(&m, arena_printf(&a, "key %u", (unsigned)i), &v) && v == i;
		good &= strmap_add(&m, arena_printf(&a, "key %u", (unsigned)i), 7, &is_new) == i &&
			!is_new;
	}
	ok(good, "every key is found, and a second adding finds the first");
	ok(!strmap_get(&m, "key", &v) && !strmap_get(&m, "", &v), "what is not there is not found");
	strmap_free(&m);
	arena_free(&a);
}

static void test_buf(void)
{
	struct buf b = {0};

	is_str(buf_str(&b), "", "an empty buffer is a text");
	buf_json(&b, "张\"\\\n\x01");
	is_str(buf_str(&b), "\"张\\\"\\\\\\n\\u0001\"", "a JSON string");
	buf_reset(&b);
	buf_printf(&b, "%d %s", 5, "x");
	buf_putc(&b, '!');
	is_str(buf_str(&b), "5 x!", "built in pieces");
	buf_free(&b);
	is_str(buf_str(&b), "", "freed");
}

int main(void)
{
	test_findings();
	test_columns();
	test_strmap();
	test_buf();
	return tap_done();
}
