/* Sinks and workbooks: what is written is read back, and equal input gives equal bytes. */
#include "base/hash.h"
#include "tab/book.h"
#include "tap/tap.h"

#include <unistd.h>

static const struct column columns[] = {
    {"reg_no", "报名号", COL_ID, 0},	 {"name", "姓名", COL_TEXT, 0},
    {"fee_fen", "应缴", COL_FEN, 0},	 {"born_on", "出生日期", COL_DATE, 0},
    {"made_at", "时间", COL_INSTANT, 0}, {"count", "科数", COL_INT, 0},
};

static const char *const rows[][6] = {
    {"66110201000001", "欧阳·明", "8000", "2003-01-01", "1767225600", "2"},
    {"00110201000002", "=1+1", "-1", "1999-12-31", NULL, "0"},
    {"+8613800000000", "'=x", NULL, NULL, NULL, NULL},
    {"@a", "a,\"b\"\n𠮷", "123456789", "2024-02-29", "1700000000", "-5"},
    {"_x0041_", " 前后 ", "0", "1950-01-01", "1700000001", "7"},
};

static char path[64];

static void write_file(enum sink_format format, const char *name)
{
	struct outputs outs = {0};
	struct output *out;
	struct tab_sink *sink;
	struct err e = {0};
	size_t i;

	snprintf(path, sizeof path, "/tmp/t-tab-sink-%d-%s", (int)getpid(), name);
	if (!succeeds(output_begin(&outs, path, &out, &e), &e, "%s begun", name))
		return;
	succeeds(tab_sink_open(&sink, format, out, "表[1]", columns, 6, 1767225600, &e), &e,
		 "%s opened", name);
	for (i = 0; i < ARRAY_LEN(rows); i++)
		tab_sink_row(sink, rows[i]);
	succeeds(tab_sink_close(sink, &e), &e, "%s closed", name);
	succeeds(outputs_commit(&outs, &e), &e, "%s committed", name);
}

static void read_back(const char *name, const char *const want[][6])
{
	struct tab_src *src;
	struct err e = {0};
	struct row r;
	size_t i = 0;
	int c;

	if (!succeeds(tab_open(&src, path, &e), &e, "%s read", name))
		return;
	ok(tab_next(src, &r, &e) == 1, "%s has a header", name);
	is_str(row_cell(&r, 1)->text, "报名号", "title");
	for (i = 0; i < ARRAY_LEN(rows); i++) {
		ok(tab_next(src, &r, &e) == 1, "%s row %zu", name, i);
		for (c = 0; c < 6; c++)
			is_str(row_cell(&r, c + 1)->text, want[i][c], "%s %zu/%d", name, i, c);
	}
	ok(tab_next(src, &r, &e) == 0, "%s ends", name);
	tab_close(src);
}

static void test_csv(void)
{
	static const char *const want[][6] = {
	    {"66110201000001", "欧阳·明", "80.00", "2003-01-01", "2026-01-01 08:00:00", "2"},
	    {"00110201000002", "=1+1", "-0.01", "1999-12-31", "", "0"},
	    {"+8613800000000", "'=x", "", "", "", ""},
	    {"@a", "a,\"b\"\n𠮷", "1234567.89", "2024-02-29", "2023-11-15 06:13:20", "-5"},
	    {"_x0041_", " 前后 ", "0.00", "1950-01-01", "2023-11-15 06:13:21", "7"},
	};
	char head[4096] = "";
	FILE *f;

	write_file(SINK_CSV, "a.csv");
	read_back("csv", want);
	f = fopen(path, "rb");
	if (f) {
		ok(fread(head, 1, sizeof head - 1, f) > 0, "has bytes");
		fclose(f);
	}
	ok(strncmp(head, "\xef\xbb\xbf", 3) == 0, "begins with a byte order mark");
	has_str(head, "\"'=1+1\"", "a formula is guarded");
	has_str(head, "\r\n", "CRLF");
	ok(!strstr(head, "'-0.01"), "a number is not guarded");
	unlink(path);
}

static void test_jsonl(void)
{
	char text[4096] = "";
	FILE *f;

	write_file(SINK_JSONL, "a.jsonl");
	f = fopen(path, "rb");
	if (f) {
		ok(fread(text, 1, sizeof text - 1, f) > 0, "has bytes");
		fclose(f);
	}
	has_str(
	    text,
	    "{\"reg_no\":\"66110201000001\",\"name\":\"欧阳·明\",\"fee_fen\":8000,"
	    "\"born_on\":\"2003-01-01\",\"made_at\":\"2026-01-01T08:00:00+08:00\",\"count\":2}\n",
	    "a row");
	has_str(text, "\"fee_fen\":null", "none is null");
	unlink(path);
}

static void test_xlsx(void)
{
	static const char *const want[][6] = {
	    {"66110201000001", "欧阳·明", "80", "2003-01-01", "2026-01-01 08:00:00", "2"},
	    {"00110201000002", "=1+1", "-0.01", "1999-12-31", "", "0"},
	    {"+8613800000000", "'=x", "", "", "", ""},
	    {"@a", "a,\"b\"\n𠮷", "1234567.89", "2024-02-29", "2023-11-15 06:13:20", "-5"},
	    {"_x0041_", " 前后 ", "0", "1950-01-01", "2023-11-15 06:13:21", "7"},
	};
	char one[HASH_TEXT], two[HASH_TEXT];
	struct err e = {0};

	write_file(SINK_XLSX, "a.xlsx");
	read_back("xlsx", want);
	succeeds(hash_of_file(path, one, NULL, &e), &e, "hashed");
	sleep(1); /* no clock may get into the file */
	write_file(SINK_XLSX, "a.xlsx");
	succeeds(hash_of_file(path, two, NULL, &e), &e, "hashed again");
	is_str(one, two, "equal input, equal bytes");
	unlink(path);
}

int main(void)
{
	test_csv();
	test_jsonl();
	test_xlsx();
	return tap_done();
}
