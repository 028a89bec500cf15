/* The CSV source: encodings, delimiters, quotes, ragged rows. What is refused: tables.cases. */
#include "base/buf.h"
#include "tab/csv_guard.h"
#include "tab/tab.h"
#include "tap/tap.h"

#define BYTES(s) s, sizeof(s) - 1

struct csv_case {
	const char *name;
	const char *bytes;
	size_t len;
	const char *want; /* fields with | between, rows with / between */
	const char *encoding;
	char delimiter;
};

static const struct csv_case cases[] = {
    {"comma", BYTES("a,b\n1,2\n"), "a|b/1|2/", "UTF-8", ','},
    {"CRLF", BYTES("a,b\r\n1,2\r\n"), "a|b/1|2/", "UTF-8", ','},
    {"CR alone", BYTES("a,b\r1,2\r"), "a|b/1|2/", "UTF-8", ','},
    {"no line end", BYTES("a,b\n1,2"), "a|b/1|2/", "UTF-8", ','},
    {"byte order mark",
     BYTES("\xef\xbb\xbf"
	   "a,b\n"),
     "a|b/", "UTF-8", ','},
    {"TAB", BYTES("a\tb,c\n1\t2\n"), "a|b,c/1|2/", "UTF-8", '\t'},
    {"semicolon", BYTES("a;b,c;d\n1;2;3\n"), "a|b,c|d/1|2|3/", "UTF-8", ';'},
    {"bar", BYTES("a|b\n1|2\n"), "a|b/1|2/", "UTF-8", '|'},
    {"sep line", BYTES("sep=;\na,b;c\n"), "a,b|c/", "UTF-8", ';'},
    {"one column", BYTES("a\nb\n"), "a/b/", "UTF-8", ','},
    {"quotes", BYTES("\"a\"\"b\",\"c,d\",\"e\nf\"\n"), "a\"b|c,d|e\nf/", "UTF-8", ','},
    {"empty quotes", BYTES("\"\",x,\"\"\"\"\n"), "|x|\"/", "UTF-8", ','},
    {"quote inside a plain field", BYTES("5\" disk,x\n"), "5\" disk|x/", "UTF-8", ','},
    {"TAB behind a closing quote", BYTES("\"123\"\t,\"a\"\"b\" ,x\n4,5,6\n"),
     "123\t|a\"b |x/4|5|6/", "UTF-8", ','},
    {"ragged rows", BYTES("a,b,c\n1\n1,2,3,4\n"), "a|b|c/1/1|2|3|4/", "UTF-8", ','},
    {"empty lines", BYTES("a,b\n\n,\n1,2\n\n"), "a|b/1|2/", "UTF-8", ','},
    {"NUL inside text", BYTES("name,x\na\0b,1\nlonger text here,2\n"),
     "name|x/a\\0b|1/longer text here|2/", "UTF-8", ','},
    {"guarded text", BYTES("'=1+1,' @x,'12,'','+86\n"), "=1+1| @x|'12|''|+86/", "UTF-8", ','},
    {"UTF-16LE with mark",
     BYTES("\xff\xfe"
	   "a\0,\0\x20\x5f\n\0"),
     "a|张/", "UTF-16LE", ','},
    {"UTF-16BE with mark",
     BYTES("\xfe\xff"
	   "\0a\0,\x5f\x20\0\n"),
     "a|张/", "UTF-16BE", ','},
    {"UTF-16LE without mark", BYTES("a\0,\0b\0\n\0"), "a|b/", "UTF-16LE", ','},
    {"UTF-32LE", BYTES("\xff\xfe\0\0a\0\0\0\x20\x5f\0\0"), "a张/", "UTF-32LE", ','},
    {"GBK", BYTES("\xd0\xd5\xc3\xfb,\xd0\xd4\xb1\xf0\n\xd5\xc5\xc8\xfd,\xc4\xd0\n"),
     "姓名|性别/张三|男/", "GB18030", ','},
    {"GBK that is UTF-8 by chance", BYTES("\xc1\xaa\xcd\xa8\n"), "联通/", "GB18030", ','},
    {"accented UTF-8 is not GBK", BYTES("Pitr\xc3\xa8,x\n"), "Pitrè|x/", "UTF-8", ','},
    {"GB18030 four bytes", BYTES("\xd0\xd5\xc3\xfb,\x95\x32\x82\x36\n"), "姓名|𠀀/", "GB18030",
     ','},
    {"GB18030 of 2022", BYTES("\xd0\xd5\xc3\xfb,\xfe\x9f\n"), "姓名|䶮/", "GB18030", ','},
    {"the euro of code page 936", BYTES("\xd0\xd5\xc3\xfb,\x80\n"), "姓名|€/", "GB18030", ','},
    {"private-use character", BYTES("\xee\xa0\x9e,\xe5\xbc\xa0\n"), "\xe9\xbe\xb4|张/", "UTF-8",
     ','},
    {"private-use character of the name U+4DAE, and one that grows",
     BYTES("\xe9\xbe\x91\xee\xa1\xa3,\xee\xa0\x96"
	   "a\n"),
     "\xe9\xbe\x91\xe4\xb6\xae|\xf0\xa0\x82\x87"
     "a/",
     "UTF-8", ','},
    {"private-use character without a meaning stays", BYTES("\xe5\xbc\xa0\xee\x80\x80,b\n"),
     "\xe5\xbc\xa0\xee\x80\x80|b/", "UTF-8", ','},
    {"damaged UTF-8",
     BYTES("\xe5\xbc\xa0\xe4\xb8\x89,\xe6\x9d\x8e\xff\n"
	   "\xe5\xbc\xa0\xe4\xb8\x89\xe5\xbc\xa0\xe4\xb8\x89\xe5\xbc\xa0\xe4\xb8\x89\xe5\xbc\xa0"
	   "\xe4\xb8\x89"
	   "\xe5\xbc\xa0\xe4\xb8\x89\xe5\xbc\xa0\xe4\xb8\x89\xe5\xbc\xa0\xe4\xb8\x89\xe5\xbc\xa0"
	   "\xe4\xb8\x89"
	   "\xe5\xbc\xa0\xe4\xb8\x89\xe5\xbc\xa0\xe4\xb8\x89\xe5\xbc\xa0\xe4\xb8\x89\xe5\xbc\xa0"
	   "\xe4\xb8\x89"
	   "\xe5\xbc\xa0\xe4\xb8\x89\xe5\xbc\xa0\xe4\xb8\x89\xe5\xbc\xa0\xe4\xb8\x89\xe5\xbc\xa0"
	   "\xe4\xb8\x89\n"),
     "张三|李\\xFF/张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三张三/", "UTF-8",
     ','},
};

static void dump(struct tab_src *src, struct buf *b, struct err *e)
{
	struct row r;
	size_t k;
	int i;

	while (tab_next(src, &r, e) > 0) {
		for (i = 1; i <= r.width; i++) {
			const struct cell *c = row_cell(&r, i);

			if (i > 1)
				buf_putc(b, '|');
			for (k = 0; k < c->len; k++) {
				if (c->text[k] == '\0')
					buf_puts(b, "\\0");
				else
					buf_putc(b, c->text[k]);
			}
		}
		buf_putc(b, '/');
	}
}

static void check_case(const struct csv_case *c)
{
	struct tab_src *src = NULL;
	struct buf b = {0};
	struct err e = {0};

	if (tab_open_memory(&src, "f.csv", c->bytes, c->len, &e) == 0)
		dump(src, &b, &e);
	is_str(e.text, "", "%s: read", c->name);
	is_str(buf_str(&b), c->want, "%s", c->name);
	if (src) {
		is_str(tab_encoding(src), c->encoding, "%s: encoding", c->name);
		is_int(tab_delimiter(src), c->delimiter, "%s: delimiter", c->name);
	}
	buf_free(&b);
	tab_close(src);
}

static void test_row_numbers(void)
{
	static const char text[] = "a,b\n\n\"x\ny\",2\n3,4\n";
	struct tab_src *src;
	struct err e = {0};
	struct row r;

	if (!succeeds(tab_open_memory(&src, "f.csv", BYTES(text), &e), &e, "opens"))
		return;
	ok(tab_next(src, &r, &e) == 1 && r.number == 1, "header is row 1");
	ok(tab_next(src, &r, &e) == 1 && r.number == 3, "an empty line counts");
	ok(tab_next(src, &r, &e) == 1 && r.number == 4, "a row of two lines counts once");
	ok(tab_next(src, &r, &e) == 0, "end");
	succeeds(tab_select(src, 0, &e), &e, "back to the start");
	ok(tab_next(src, &r, &e) == 1 && r.number == 1, "row 1 again");
	tab_close(src);
}

/* Rows longer than the window, and as many as to cut one at every place. */
static void test_window(void)
{
	struct buf b = {0};
	struct tab_src *src;
	struct err e = {0};
	struct row r;
	int64_t rows = 0, sum = 0;
	int i;

	for (i = 0; i < 200000; i++)
		buf_printf(&b, "%d,\"张\"\"三%d\",x\r\n", i, i % 977);
	if (succeeds(tab_open_memory(&src, "f.csv", b.data, b.len, &e), &e, "opens")) {
		while (tab_next(src, &r, &e) > 0) {
			char want[40];

			snprintf(want, sizeof want, "张\"三%d", (int)(rows % 977));
			if (r.count == 3 && strcmp(r.cells[1].text, want) == 0 &&
			    atoll(r.cells[0].text) == rows)
				sum++;
			rows++;
		}
		is_str(e.text, "", "read to the end");
		is_int(rows, 200000, "all rows");
		is_int(sum, 200000, "all right");
		tab_close(src);
	}
	buf_free(&b);
}

static void test_guard(void)
{
	static const char *const needed[] = {"=1",  " =1", "+1",  "-1",	 "@x",	"\tx",
					     "\rx", "＝1", "＠x", "'=1", "''-1"};
	static const char *const free_of[] = {"", "1", "a=1", "'", "'1", "张三", " x", "·"};
	size_t i;

	for (i = 0; i < ARRAY_LEN(needed); i++) {
		char guarded[32];

		ok(guard_is_needed(needed[i], strlen(needed[i])), "guard %s", needed[i]);
		snprintf(guarded, sizeof guarded, "'%s", needed[i]);
		ok(guard_is_guarded(guarded, strlen(guarded)), "guarded %s", needed[i]);
	}
	for (i = 0; i < ARRAY_LEN(free_of); i++)
		ok(!guard_is_needed(free_of[i], strlen(free_of[i])), "no guard for %s", free_of[i]);
	ok(!guard_is_guarded("=1", 2), "what we did not write is not stripped");
}

int main(void)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++)
		check_case(&cases[i]);
	test_row_numbers();
	test_window();
	test_guard();
	return tap_done();
}
