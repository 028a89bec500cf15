/*
 * The XLSX source: what producers write, each case once as the fast scanner takes it and once
 * behind a comment that makes expat read the sheet. What is refused: tables.cases.
 */
#include "tab/clean.h"
#include "tab/tab.h"
#include "tap/tap.h"

#include "unit/mkxlsx.h"

struct xlsx_case {
	const char *name;
	const char *rows;    /* inside sheetData */
	const char *strings; /* inside sst; NULL: no such part */
	const char *want;    /* row number: kind letter, column, text, with flags as !n */
};

static const struct xlsx_case cases[] = {
    {"shared strings",
     "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"C1\" s=\"0\" t=\"s\"><v>1</v></c></row>",
     "<si><t>甲</t></si><si><t xml:space=\"preserve\"> 乙 </t></si>", "1 sA甲 sC 乙 \n"},
    {"rich text without its phonetics", "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>",
     "<si><r><rPr><b/></rPr><t>欧</t></r><r><t>阳</t></r><rPh sb=\"0\" eb=\"1\"><t>おう</t></rPh>"
     "<phoneticPr fontId=\"1\"/></si>",
     "1 sA欧阳\n"},
    {"inline strings",
     "<row r=\"2\"><c r=\"B2\" t=\"inlineStr\"><is><t>a&lt;b&#x5f20;&amp;</t></is></c>"
     "<c r=\"C2\" t=\"inlineStr\"><is><r><t>x</t></r><r><t>y</t></r></is></c></row>",
     NULL, "2 sBa<b张& sCxy\n"},
    {"numbers",
     "<row r=\"1\"><c r=\"A1\"><v>12</v></c><c r=\"B1\"><v>-0.5</v></c><c r=\"C1\"><v>1E3</v></c>"
     "<c r=\"D1\"><v>110101199001011234</v></c><c r=\"E1\"><v>0.1</v></c></row>",
     NULL, "1 nA12 nB-0.5 nC1000 nD110101199001011230 nE0.1\n"},
    {"dates and formats",
     "<row r=\"1\"><c r=\"A1\" s=\"1\"><v>37622</v></c><c r=\"B1\" s=\"2\"><v>37622.5</v></c>"
     "<c r=\"C1\" s=\"3\"><v>1234</v></c><c r=\"D1\" s=\"4\"><v>5</v></c>"
     "<c r=\"E1\" s=\"5\"><v>60</v></c><c r=\"F1\" s=\"1\"><v>0.75</v></c></row>",
     NULL, "1 dA2003-01-01 dB2003-01-01 12:00:00 nC001234 nD5 dE1900-02-29 dF18:00:00\n"},
    {"ISO dates, booleans, errors",
     "<row r=\"1\"><c r=\"A1\" t=\"d\"><v>2026-09-24</v></c><c r=\"B1\" t=\"b\"><v>1</v></c>"
     "<c r=\"C1\" t=\"e\"><v>#N/A</v></c></row>",
     NULL, "1 dA2026-09-24!8 bBTRUE eC#N/A\n"},
    {"formulas",
     "<row r=\"1\"><c r=\"A1\"><f>1+1</f><v>2</v></c><c r=\"B1\" t=\"str\"><f t=\"shared\" "
     "si=\"0\"/>"
     "<v>x</v></c><c r=\"C1\"><f>NOW()</f></c><c r=\"D1\" t=\"str\"><f>A</f><v></v></c></row>",
     NULL, "1 nA2 sBx  C!1\n"},
    {"no references",
     "<row><c><v>1</v></c><c/><c><v>3</v></c></row><row/><row><c><v>4</v></c></row>", NULL,
     "1 nA1 nC3\n3 nA4\n"},
    {"cells out of order, one twice",
     "<row r=\"5\"><c r=\"C5\"><v>3</v></c><c r=\"A5\"><v>1</v></c><c r=\"C5\"><v>4</v></c></row>",
     NULL, "5 nA1 nC4\n"},
    {"escaped characters",
     "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>a_x000A_b_x005F_x0041_</v></c></row>", NULL,
     "1 sAa\nb_x0041_\n"},
    {"line ends", "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>a\r\nb</v></c></row>", NULL, "1 sAa\nb\n"},
    {"no number", "<row r=\"1\"><c r=\"A1\"><v>NaN</v></c></row>", NULL, "1 eANaN\n"},
    {"empty texts",
     "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"str\"><v/></c></row>"
     "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>1</v></c></row>",
     "<si/><si><t>x</t></si>", "2 sAx\n"},
    {"a comment in between",
     "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><!-- x -->"
     "<row r=\"2\"><c r=\"A2\"><v>2</v></c></row>",
     NULL, "1 nA1\n2 nA2\n"},
    {"white space", "\n <row r=\"1\" spans=\"1:2\" >\n <c r='A1' ><v>1</v></c>\n </row>\n", NULL,
     "1 nA1\n"},
    {"columns of two and three letters, with and without style",
     "<row r=\"12\"><c r=\"A12\" s=\"1\"><v>2</v></c><c r=\"Z12\"><v>1</v></c>"
     "<c r=\"AA12\" t=\"str\"><v>x</v></c><c r=\"XFD12\" s=\"0\" t=\"inlineStr\"><is><t>y</t></is>"
     "</c></row>",
     NULL, "12 dA1900-01-02 nZ1 s[27]x s[16384]y\n"},
    {"a reference of another row counts by its column",
     "<row r=\"5\"><c r=\"A5\"><v>1</v></c><c r=\"B6\"><v>2</v></c><c r=\"C\"><v>3</v></c></row>",
     NULL, "5 nA1 nB2 nC3\n"},
    {"private-use character", "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>\xee\xa0\x9e</v></c></row>",
     NULL, "1 sA\xe9\xbe\xb4!4\n"},
    {"private-use character that grows",
     "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>x\xee\xa0\x96y</v></c></row>", NULL,
     "1 sAx\xf0\xa0\x82\x87y!4\n"},
};

static void dump(struct tab_src *src, struct buf *b, struct err *e)
{
	static const char kinds[] = {[CELL_EMPTY] = ' ', [CELL_TEXT] = 's', [CELL_NUMBER] = 'n',
				     [CELL_DATE] = 'd',	 [CELL_BOOL] = 'b', [CELL_ERROR] = 'e'};
	struct row r;
	size_t i;

	while (tab_next(src, &r, e) > 0) {
		buf_printf(b, "%lld", (long long)r.number);
		for (i = 0; i < r.count; i++) {
			const struct cell *c = &r.cells[i];

			if (c->column <= 26)
				buf_printf(b, " %c%c%s", kinds[c->kind], 'A' + c->column - 1,
					   c->text);
			else
				buf_printf(b, " %c[%d]%s", kinds[c->kind], c->column, c->text);
			if (c->flags)
				buf_printf(b, "!%u", c->flags);
			if (c->len != strlen(c->text))
				buf_puts(b, "?");
		}
		buf_putc(b, '\n');
	}
}

static void read_zip(struct mkzip *z, struct buf *b, struct err *e)
{
	struct tab_src *src = NULL;

	mkzip_end(z);
	if (tab_open_memory(&src, "a.xlsx", z->out.data, z->out.len, e) == 0)
		dump(src, b, e);
	tab_close(src);
	buf_free(&z->out);
}

static void check_case(const struct xlsx_case *c, const char *head, const char *how)
{
	struct mkzip z = {0};
	struct buf b = {0};
	struct err e = {0};

	mkxlsx_book(&z, "<sheet name=\"表\" sheetId=\"1\" r:id=\"r1\"/>");
	mkxlsx_sheet(&z, "xl/worksheets/sheet1.xml", head, c->rows);
	if (c->strings)
		mkxlsx_strings(&z, c->strings);
	read_zip(&z, &b, &e);
	is_str(e.text, "", "%s (%s) is read", c->name, how);
	is_str(buf_str(&b), c->want, "%s (%s)", c->name, how);
	buf_free(&b);
}

static void test_sheets(void)
{
	struct mkzip z = {0};
	struct tab_src *src = NULL;
	const struct tab_sheet *sheets;
	struct buf b = {0};
	struct err e = {0};
	size_t count;

	mkxlsx_book(&z, "<sheet name=\"暗\" sheetId=\"1\" state=\"hidden\" r:id=\"r1\"/>"
			"<sheet name=\"图\" sheetId=\"3\" r:id=\"r3\"/>"
			"<sheet name=\"明\" sheetId=\"2\" r:id=\"r2\"/>");
	mkxlsx_sheet(&z, "xl\\Worksheets\\sheet1.xml", "", "<row><c><v>1</v></c></row>");
	mkxlsx_sheet(&z, "xl/worksheets/sheet2.xml", "", "<row><c><v>2</v></c></row>");
	mkzip_end(&z);
	if (succeeds(tab_open_memory(&src, "a.xlsx", z.out.data, z.out.len, &e), &e, "opens")) {
		sheets = tab_sheets(src, &count);
		is_int(count, 2, "chart sheets are left out");
		is_str(sheets[0].name, "暗", "in the workbook's order");
		ok(sheets[0].hidden && !sheets[1].hidden, "hidden is told");
		dump(src, &b, &e);
		is_str(buf_str(&b), "1 nA2\n", "the first visible sheet is selected");
		buf_reset(&b);
		succeeds(tab_select(src, 0, &e), &e, "the hidden one can be selected");
		dump(src, &b, &e);
		is_str(buf_str(&b), "1 nA1\n", "and read, backslashes and letter case aside");
		buf_reset(&b);
		succeeds(tab_select(src, 0, &e), &e, "and again");
		dump(src, &b, &e);
		is_str(buf_str(&b), "1 nA1\n", "from its start");
		tab_close(src);
	}
	buf_free(&b);
	buf_free(&z.out);
}

/* 60000 rows over many windows with something in front of row 40000; want: how many are read. */
static void test_long(const char *middle, int64_t want_rows)
{
	struct mkzip z = {0};
	struct tab_src *src = NULL;
	struct buf rows = {0};
	struct err e = {0};
	struct row r;
	int64_t n = 0, right = 0;
	int i;

	for (i = 1; i <= 60000; i++) {
		if (i == 40000)
			buf_puts(&rows, middle);
		buf_printf(&rows,
			   "<row r=\"%d\"><c r=\"A%d\"><v>%d</v></c>"
			   "<c r=\"B%d\" t=\"str\"><v>a&amp;b%d</v></c></row>",
			   i, i, i, i, i);
	}
	mkxlsx_book(&z, "<sheet name=\"表\" sheetId=\"1\" r:id=\"r1\"/>");
	mkxlsx_sheet(&z, "xl/worksheets/sheet1.xml", "", buf_str(&rows));
	mkzip_end(&z);
	if (succeeds(tab_open_memory(&src, "a.xlsx", z.out.data, z.out.len, &e), &e, "opens")) {
		while (tab_next(src, &r, &e) > 0) {
			char want[32];

			n++;
			snprintf(want, sizeof want, "a&b%lld", (long long)n);
			right +=
			    r.number == n && r.count == 2 && strcmp(r.cells[1].text, want) == 0;
		}
		is_int(e.code, want_rows == 60000 ? ERR_NONE : ERR_INPUT, "read as far as it goes");
		is_int(n, want_rows, "all rows");
		is_int(right, want_rows, "all right");
	}
	tab_close(src);
	buf_free(&rows);
	buf_free(&z.out);
}

/* Text in pieces of every length is judged as in one. */
static void test_clean(void)
{
	static const struct {
		const char *text;
		bool bad;
	} texts[] = {
	    {"plain text of more than sixteen bytes\t\r\n", false},
	    {"hanzi 张三 and 𠮷 over any cut, also at the end 欧阳", false},
	    {"a control \x01 character among sixteen and more bytes", true},
	    {"short \x02", true},
	    {"a cut \xe5\xbc character, and then more", true},
	    {"a byte \xff that never is", true},
	    {"half of a pair \xed\xa0\x80 of surrogates", true},
	};
	size_t i, step, at, len, wrong = 0;

	for (i = 0; i < ARRAY_LEN(texts); i++) {
		len = strlen(texts[i].text);
		for (step = 1; step <= len; step++) {
			struct clean c = {0};

			for (at = 0; at < len; at += step)
				clean_feed(&c, texts[i].text + at,
					   len - at < step ? len - at : step);
			wrong += c.bad != texts[i].bad;
		}
	}
	is_int(wrong, 0, "forbidden characters and bytes that are not UTF-8 are seen over any cut");
}

int main(void)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		check_case(&cases[i], "", "scanned");
		check_case(&cases[i], "<!-- -->", "parsed");
	}
	test_clean();
	test_sheets();
	test_long("", 60000);
	test_long("<!-- now expat -->", 60000);
	test_long("<row><c t=\"str\"><v>\xff</v></c></row>", 39999);
	return tap_done();
}
