/*
 * What people send, the same for all readers of tables: the cases of tables.cases, one cell or one
 * file each, as CSV, XLSX and XLS.
 */
#include "base/text.h"
#include "tab/layout.h"
#include "tap/tap.h"

#include "unit/mkxls.h"
#include "unit/mkxlsx.h"

#include <sys/resource.h>
#include <zlib.h>

enum { FIELDS = 7, SECONDS_MAX = 20 };

static const char one_sheet[] = "<sheet name=\"表\" sheetId=\"1\" r:id=\"r1\"/>";
static const struct layout *layout;
static char label[256]; /* of the case: its line */

/* ---- one cell under its header, in each format ---- */

struct given {
	const char *field, *stored, *text;
};

static void csv_quoted(struct buf *b, const char *s)
{
	buf_putc(b, '"');
	for (; *s; s++) {
		if (*s == '"')
			buf_putc(b, '"');
		buf_putc(b, *s);
	}
	buf_puts(b, "\"\n");
}

static void cell_csv(struct buf *out, const char *title, const struct given *g)
{
	buf_puts(out, "班级,");
	csv_quoted(out, title);
	buf_puts(out, "样例,");
	csv_quoted(out, g->text);
}

static void xml_text(struct buf *b, const char *s)
{
	for (; *s; s++) {
		switch (*s) {
		case '&': buf_puts(b, "&amp;"); break;
		case '<': buf_puts(b, "&lt;"); break;
		case '_': buf_puts(b, "_x005F_"); break;
		default: buf_putc(b, *s);
		}
	}
}

static void xlsx_cell(struct buf *b, const char *ref, const char *stored, const char *text)
{
	bool is_text = strcmp(stored, "text") == 0;

	buf_printf(b, "<c r=\"%s\"%s>", ref,
		   is_text			  ? " t=\"inlineStr\""
		   : strcmp(stored, "date") == 0  ? " s=\"1\""
		   : strcmp(stored, "error") == 0 ? " t=\"e\""
						  : "");
	buf_puts(b, is_text ? "<is><t>" : strcmp(stored, "formula") == 0 ? "<f>A1</f>" : "<v>");
	xml_text(b, text);
	buf_puts(b, is_text			     ? "</t></is></c>"
		    : strcmp(stored, "formula") == 0 ? "</c>"
						     : "</v></c>");
}

static void cell_xlsx(struct buf *out, const char *title, const struct given *g)
{
	struct mkzip z = {0};
	struct buf rows = {0};

	buf_puts(&rows, "<row r=\"1\">");
	xlsx_cell(&rows, "A1", "text", "班级");
	xlsx_cell(&rows, "B1", "text", title);
	buf_puts(&rows, "</row><row r=\"2\">");
	xlsx_cell(&rows, "A2", "text", "样例");
	xlsx_cell(&rows, "B2", g->stored, g->text);
	buf_puts(&rows, "</row>");
	mkxlsx_book(&z, one_sheet);
	mkxlsx_sheet(&z, "xl/worksheets/sheet1.xml", "", buf_str(&rows));
	mkzip_end(&z);
	buf_free(&rows);
	*out = z.out;
}

static void xls_text(struct buf *b, unsigned row, unsigned column, const char *text)
{
	struct buf units = {0}, r = {0};
	const char *s = text;
	uint32_t cp;

	for (; *s; s += utf8_decode(s, strlen(s), &cp)) {
		if (utf8_decode(s, strlen(s), &cp) == 0)
			tap_bail(text);
		if (cp >= 0x10000) {
			mkzip_le(&units, 0xd800 + ((cp - 0x10000) >> 10), 2);
			cp = 0xdc00 + (cp & 0x3ff);
		}
		mkzip_le(&units, cp, 2);
	}
	mkzip_le(&r, (uint32_t)(units.len / 2), 2);
	mkzip_le(&r, 1, 1);
	buf_add(&r, units.data, units.len);
	mkxls_cell(b, 0x204, row, column, 0, r.data, r.len);
	buf_free(&r);
	buf_free(&units);
}

static void xls_number(struct buf *b, unsigned row, unsigned column, unsigned xf, double x)
{
	unsigned char le[8];
	uint64_t bits;
	int i;

	memcpy(&bits, &x, sizeof bits);
	for (i = 0; i < 8; i++)
		le[i] = (unsigned char)(bits >> 8 * i);
	mkxls_cell(b, 0x203, row, column, xf, le, sizeof le);
}

/* The globals of a workbook with one sheet, and that sheet's beginning. */
static void xls_begin(struct buf *b)
{
	size_t sheet;

	mkxls_bof(b, 0x600, 5);
	mkxls_formats(b);
	sheet = mkxls_boundsheet(b, 0, "\1\0z", 3);
	mkxls_record(b, 0x0a, "", 0);
	mkxls_patch(b, sheet, (uint32_t)b->len);
	mkxls_bof(b, 0x600, 0x10);
}

static void xls_end(struct buf *out, struct buf *stream)
{
	mkxls_record(stream, 0x0a, "", 0);
	mkxls_compound(out, "Workbook", stream);
}

static void cell_xls(struct buf *out, const char *title, const struct given *g)
{
	struct buf b = {0};

	xls_begin(&b);
	xls_text(&b, 0, 0, "班级");
	xls_text(&b, 0, 1, title);
	xls_text(&b, 1, 0, "样例");
	if (strcmp(g->stored, "text") == 0)
		xls_text(&b, 1, 1, g->text);
	else if (strcmp(g->stored, "error") == 0)
		mkxls_cell(&b, 0x205, 1, 1, 0, "\x2a\1", 2); /* #N/A */
	else
		xls_number(&b, 1, 1, strcmp(g->stored, "date") == 0, strtod(g->text, NULL));
	xls_end(out, &b);
}

/* ---- whole files ---- */

static void fill(struct buf *b, const char *piece, size_t bytes)
{
	while (b->len < bytes)
		buf_puts(b, piece);
}

/* A workbook whose sheet has these rows, and these shared strings unless they are NULL. */
static void book_of(struct buf *out, const char *head, const char *rows, const char *strings)
{
	struct mkzip z = {0};

	mkxlsx_book(&z, one_sheet);
	mkxlsx_sheet(&z, "xl/worksheets/sheet1.xml", head, rows);
	if (strings)
		mkxlsx_strings(&z, strings);
	mkzip_end(&z);
	*out = z.out;
}

static void web_page(struct buf *out, const char *reader)
{
	(void)reader;
	buf_puts(out,
		 "\r\n<html><head><meta charset=gbk></head><table><tr><td>1</td></tr></table>");
}

static void web_page_16(struct buf *out, const char *reader)
{
	const char *s = "<html><table><tr><td>1</td></tr></table></html>";

	(void)reader;
	buf_puts(out, "\xff\xfe");
	for (; *s; s++)
		mkzip_le(out, (unsigned char)*s, 2);
}

static void xml_2003(struct buf *out, const char *reader)
{
	(void)reader;
	buf_puts(out,
		 "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n<Workbook "
		 "xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"></Workbook>");
}

static void word(struct buf *out, const char *reader)
{
	struct mkzip z = {0};

	(void)reader;
	mkzip_add(&z, "[Content_Types].xml", "<Types/>");
	mkzip_add(&z, "word/document.xml", "<a/>");
	mkzip_end(&z);
	*out = z.out;
}

/* A compound file with one stream of this name. */
static void compound_of(struct buf *out, const char *name)
{
	struct buf stream = {0};

	buf_puts(&stream, "x");
	mkxls_compound(out, name, &stream);
}

static void old_word(struct buf *out, const char *reader)
{
	(void)reader;
	compound_of(out, "WordDocument");
}

static void pdf(struct buf *out, const char *reader)
{
	(void)reader;
	buf_puts(out, "%PDF-1.4\n");
}

static void picture(struct buf *out, const char *reader)
{
	(void)reader;
	buf_puts(out, "\xff\xd8\xff\xe0 JFIF");
}

static void archive(struct buf *out, const char *reader)
{
	(void)reader;
	buf_puts(out, "Rar!\x1a\x07");
}

static void nothing(struct buf *out, const char *reader)
{
	(void)reader;
	buf_puts(out, "");
}

static void encrypted(struct buf *out, const char *reader)
{
	(void)reader;
	compound_of(out, "EncryptedPackage");
}

static void encrypted_old(struct buf *out, const char *reader)
{
	struct buf stream = {0};

	(void)reader;
	mkxls_bof(&stream, 0x600, 5);
	mkxls_record(&stream, 0x2f, "\1\0", 2);
	mkxls_compound(out, "Workbook", &stream);
}

static void excel_4(struct buf *out, const char *reader)
{
	struct buf stream = {0};

	(void)reader;
	mkxls_record(&stream, 0x409, "\0\4\x10\0\0\0", 6);
	mkxls_compound(out, "Workbook", &stream);
}

static void make_cell(struct buf *out, const char *reader, const char *title, const struct given *g)
{
	if (strcmp(reader, "csv") == 0)
		cell_csv(out, title, g);
	else if (strcmp(reader, "xlsx") == 0)
		cell_xlsx(out, title, g);
	else
		cell_xls(out, title, g);
}

static void cut_off(struct buf *out, const char *reader)
{
	static const struct given g = {"name", "text", "样例"};

	make_cell(out, reader, "性别", &g);
	out->len = strcmp(reader, "csv") == 0 ? out->len - 2 : out->len / 2;
}

static void endless_row(struct buf *out, const char *reader)
{
	struct buf b = {0};
	int i;

	if (strcmp(reader, "csv") == 0) {
		buf_puts(out, "\"");
		fill(out, "一行没有完\n", (size_t)40 << 20);
	} else if (strcmp(reader, "xlsx") == 0) {
		buf_puts(&b, "<row>");
		fill(&b, "<c><v>1</v></c>", (size_t)20 << 20);
		book_of(out, "", buf_str(&b), NULL);
		buf_free(&b);
	} else {
		xls_begin(&b);
		for (i = 0; i < 1500; i++)
			mkxls_cell(&b, 0x27e, 0, (unsigned)i * 40, 0, "\0\0\0", 4);
		xls_end(out, &b);
	}
}

static void endless_columns(struct buf *out, const char *reader)
{
	if (strcmp(reader, "csv") == 0)
		fill(out, "1,", 40000);
	else
		book_of(out, "", "<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>", NULL);
}

static void giant_cell(struct buf *out, const char *reader)
{
	struct buf b = {0};

	if (strcmp(reader, "csv") == 0) {
		fill(out, "字", (size_t)2 << 20);
		return;
	}
	buf_puts(&b, "<row><c t=\"str\"><v>");
	fill(&b, "字", (size_t)2 << 20);
	buf_puts(&b, "</v></c></row>");
	book_of(out, "", buf_str(&b), NULL);
	buf_free(&b);
}

static void behind_quote(struct buf *out, const char *reader)
{
	(void)reader;
	buf_puts(out, "a,b\n1,\"c\"d\n");
}

static void another_encoding(struct buf *out, const char *reader)
{
	(void)reader;
	buf_puts(out, "name,town\ncaf\xe9,\xe0 la\nx,y\n");
}

static void binary(struct buf *out, const char *reader)
{
	(void)reader;
	buf_add(out, "\0\0\0\1\0\2\xff\xff\0\0\0\0\0\0", 14);
}

static void endless_rows(struct buf *out, const char *reader)
{
	(void)reader;
	book_of(out, "", "<row r=\"1048577\"><c><v>1</v></c></row>", NULL);
}

static void giant_string(struct buf *out, const char *reader)
{
	struct buf b = {0};

	(void)reader;
	buf_puts(&b, "<si><t>");
	fill(&b, "字", (size_t)20 << 20);
	buf_puts(&b, "</t></si>");
	book_of(out, "", "<row><c t=\"s\"><v>0</v></c></row>", buf_str(&b));
	buf_free(&b);
}

static void bomb(struct buf *out, const char *reader)
{
	static unsigned char packed[256 * 1024];
	struct mkzip z = {0};
	struct buf b = {0};
	struct mkzip_member m = {.name = "xl/worksheets/sheet1.xml", .deflated = true};
	z_stream s = {.next_out = packed, .avail_out = sizeof packed};

	(void)reader;
	buf_puts(&b, "<worksheet xmlns=\"" MKXLSX_MAIN "\"><sheetData>");
	fill(&b, "                ", (size_t)64 << 20);
	s.next_in = (unsigned char *)b.data;
	s.avail_in = (uInt)b.len;
	if (deflateInit2(&s, 9, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY) != Z_OK ||
	    deflate(&s, Z_FINISH) != Z_STREAM_END)
		tap_bail("deflate");
	m.data = (const char *)packed;
	m.len = s.total_out;
	m.size = b.len;
	deflateEnd(&s);
	mkxlsx_book(&z, one_sheet);
	mkzip_add_member(&z, &m);
	mkzip_end(&z);
	buf_free(&b);
	*out = z.out;
}

static void deep(struct buf *out, const char *reader)
{
	struct buf b = {0};

	(void)reader;
	fill(&b, "<a>", 3 * 5000000);
	book_of(out, "", buf_str(&b), NULL);
	buf_free(&b);
}

static void doctype(struct buf *out, const char *reader)
{
	(void)reader;
	book_of(out,
		"<!DOCTYPE x [<!ENTITY a \"bbbbbbbbbb\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>",
		"<row><c t=\"str\"><v>&b;</v></c></row>", NULL);
}

static void cut_inside(struct buf *out, const char *reader)
{
	(void)reader;
	book_of(out, "", "<row r=\"1\"><c r=\"A1\"><v>1</v>", NULL);
}

static void wrong_checksum(struct buf *out, const char *reader)
{
	static const char sheet[] = "<worksheet xmlns=\"" MKXLSX_MAIN "\"><sheetData/></worksheet>";
	struct mkzip z = {0};

	(void)reader;
	mkxlsx_book(&z, one_sheet);
	mkzip_add_crc(&z, "xl/worksheets/sheet1.xml", sheet, strlen(sheet), 1);
	mkzip_end(&z);
	*out = z.out;
}

static void two_parts(struct buf *out, const char *reader)
{
	struct mkzip z = {0};

	(void)reader;
	mkxlsx_book(&z, one_sheet);
	mkxlsx_sheet(&z, "xl/worksheets/sheet1.xml", "", "");
	mkxlsx_sheet(&z, "xl/worksheets/sheet1.xml", "", "<row><c><v>1</v></c></row>");
	mkzip_end(&z);
	*out = z.out;
}

static void no_such_text(struct buf *out, const char *reader)
{
	(void)reader;
	book_of(out, "", "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>7</v></c></row>",
		"<si><t>x</t></si>");
}

static void text_number(struct buf *out, const char *reader)
{
	(void)reader;
	book_of(out, "", "<row r=\"1\"><c r=\"A1\"><v>abc</v></c></row>", NULL);
}

static void not_utf8(struct buf *out, const char *reader)
{
	(void)reader;
	book_of(out, "", "<row r=\"1\"><c t=\"str\"><v>abc \xff abc</v></c></row>", NULL);
}

static void control(struct buf *out, const char *reader)
{
	(void)reader;
	book_of(out, "", "<row r=\"1\"><c t=\"str\"><v>abc \x01 abc</v></c></row>", NULL);
}

static void unknown_reference(struct buf *out, const char *reader)
{
	(void)reader;
	book_of(out, "", "<row r=\"1\"><c t=\"str\"><v>&x;</v></c></row>", NULL);
}

static void circle(struct buf *out, const char *reader)
{
	static const struct given g = {"name", "text", "样例"};

	cell_xls(out, "性别", &g);
	(void)reader;
	mkxls_patch(out, MKXLS_SECTOR + 8, 2);
}

static void long_string(struct buf *out, const char *reader)
{
	struct buf b = {0};

	(void)reader;
	xls_begin(&b);
	mkxls_cell(&b, 0x204, 0, 0, 0, "\xff\x7f\1ab", 5);
	xls_end(out, &b);
}

static const struct {
	const char *what;
	void (*make)(struct buf *out, const char *reader);
} files[] = {
    {"a web page", web_page},
    {"a web page in UTF-16", web_page_16},
    {"an XML spreadsheet of 2003", xml_2003},
    {"a Word document", word},
    {"an old Word document", old_word},
    {"a PDF", pdf},
    {"a picture", picture},
    {"an archive", archive},
    {"nothing", nothing},
    {"an encrypted workbook", encrypted},
    {"an encrypted old workbook", encrypted_old},
    {"a workbook of Excel 4", excel_4},
    {"cut off", cut_off},
    {"an endless row", endless_row},
    {"endless columns", endless_columns},
    {"a giant cell", giant_cell},
    {"text behind a quote", behind_quote},
    {"another encoding", another_encoding},
    {"binary", binary},
    {"endless rows", endless_rows},
    {"a giant shared string", giant_string},
    {"a bomb of blanks", bomb},
    {"deep nesting", deep},
    {"DOCTYPE", doctype},
    {"cut off inside", cut_inside},
    {"a wrong checksum", wrong_checksum},
    {"two parts of one name", two_parts},
    {"a text that is not there", no_such_text},
    {"a text for a number", text_number},
    {"bytes that are not UTF-8", not_utf8},
    {"a forbidden character", control},
    {"an unknown reference", unknown_reference},
    {"a chain of sectors in a circle", circle},
    {"a string longer than the file", long_string},
};

/* ---- the cases ---- */

/* Undoes \s and \n in place. */
static void unescape(char *s)
{
	char *to = s;

	for (; *s; s++) {
		if (*s == '\\' && (s[1] == 's' || s[1] == 'n'))
			*to++ = *++s == 's' ? ' ' : '\n';
		else
			*to++ = *s;
	}
	*to = '\0';
}

static void put_findings(struct buf *b, const struct findings *f)
{
	size_t i;

	for (i = 0; i < f->list.len; i++) {
		const struct finding *one = &f->list.items[i];

		if (one->row != 2)
			continue; /* of the header: columns that are not there */
		buf_printf(b, "%s%s%s%s", b->len ? " + " : "", one->text,
			   one->suggestion ? " > " : "", one->suggestion ? one->suggestion : "");
	}
}

static void cell_case(char *const field[FIELDS], const char *reader)
{
	const struct given g = {field[2], field[3], field[4]};
	int i = layout_index(layout, g.field);
	struct buf file = {0}, said = {0};
	struct arena mem = {0};
	struct findings findings = {0};
	struct layout_map map;
	struct field_value value = {.text = "?"};
	struct tab_src *src = NULL;
	struct row row;
	struct err e = {0};
	bool good = false;

	if (i < 0)
		tap_bail(g.field);
	make_cell(&file, reader, layout->fields[i].title, &g);
	if (tab_open_memory(&src, "f", file.data, file.len, &e) == 0 &&
	    layout_bind(&mem, layout, src, "f", &findings, &map, &e) == 0 &&
	    tab_next(src, &row, &e) == 1)
		good = field_read(&mem, &map, (size_t)i, &row, &findings, &value);
	put_findings(&said, &findings);
	is_str(e.text, "", "%s: %s: read", reader, label);
	is_str(good ? value.text : "-", field[5], "%s: %s: value", reader, label);
	is_str(buf_str(&said), field[6], "%s: %s: findings", reader, label);
	findings_free(&findings);
	tab_close(src);
	arena_free(&mem);
	buf_free(&said);
	buf_free(&file);
}

static int64_t cpu_seconds(void)
{
	struct rusage u;

	if (getrusage(RUSAGE_SELF, &u) != 0)
		tap_bail("getrusage");
	return (int64_t)u.ru_utime.tv_sec + (int64_t)u.ru_stime.tv_sec;
}

static void file_case(char *const field[FIELDS], const char *reader)
{
	struct buf file = {0};
	struct tab_src *src = NULL;
	struct err e = {0};
	struct row row;
	char name[8];
	int64_t before;
	size_t i = 0;

	while (i < ARRAY_LEN(files) && strcmp(files[i].what, field[2]) != 0)
		i++;
	if (i == ARRAY_LEN(files))
		tap_bail(field[2]);
	files[i].make(&file, reader);
	snprintf(name, sizeof name, "f.%s", reader);
	before = cpu_seconds();
	if (tab_open_memory(&src, name, file.data ? file.data : "", file.len, &e) == 0)
		while (tab_next(src, &row, &e) > 0)
			;
	is_int(e.code, ERR_INPUT, "%s: %s: refused", reader, label);
	has_str(e.text, field[3], "%s: %s: reason", reader, label);
	ok(cpu_seconds() - before < SECONDS_MAX, "%s: %s: soon", reader, label);
	tab_close(src);
	buf_free(&file);
}

static void run_case(char *line)
{
	char *field[FIELDS], *reader, *next, *end = line + strlen(line), *p = line;
	int n;

	snprintf(label, sizeof label, "%s", line);
	for (n = 0; label[n]; n++)
		if (label[n] == '\t')
			label[n] = ' ';
	for (n = 0; n < FIELDS; n++) { /* those that are left out are empty */
		field[n] = p;
		p += strcspn(p, "\t");
		if (p < end)
			*p++ = '\0';
		unescape(field[n]);
	}
	for (reader = field[1]; *reader; reader = next) {
		next = reader + strcspn(reader, " ");
		if (*next)
			*next++ = '\0';
		if (strcmp(field[0], "cell") == 0)
			cell_case(field, reader);
		else if (strcmp(field[0], "file") == 0)
			file_case(field, reader);
		else
			tap_bail(field[0]);
	}
}

int main(void)
{
	struct arena mem = {0};
	struct err e = {0};
	char *text, *line, *end;
	size_t len;

	if (layout_find(&mem, "registrations", NULL, &layout, &e) < 0 ||
	    file_read(&mem, "tests/unit/tables.cases", 1 << 20, &text, &len, &e) < 0)
		tap_bail(e.text);
	for (line = text; *line; line = end) {
		end = line + strcspn(line, "\n");
		if (*end)
			*end++ = '\0';
		if (*line && *line != '#')
			run_case(line);
	}
	arena_free(&mem);
	return tap_done();
}
