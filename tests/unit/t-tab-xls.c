/* The XLS source: records of BIFF8 and BIFF5 in a compound file. What is refused: tables.cases. */
#include "tab/tab.h"
#include "tap/tap.h"

#include "unit/mkxls.h"

/* SST: 甲乙 as UTF-16 cut by a CONTINUE, then "abc" in bytes, then one with rich runs. */
static void strings(struct buf *b)
{
	static const unsigned char first[] = {3, 0, 0, 0, 3, 0, 0, 0, 2, 0, 1, 0x32, 0x75};
	static const unsigned char more[] = {1, 0x59, 0x4e, 3, 0,   0,	 'a', 'b', 'c', 2,
					     0, 8,    1,    0, 'd', 'e', 0,   0,   5,	0};

	mkxls_record(b, 0xfc, first, sizeof first);
	mkxls_record(b, 0x3c, more, sizeof more);
}

static void book8(struct buf *b)
{
	static const unsigned char rk_12[] = {(12 << 2) | 2, 0, 0, 0};
	static const unsigned char rk_cents[] = {(308 << 2 & 0xff) | 3, 308 >> 6, 0, 0};
	static const unsigned char one_half[] = {0, 0, 0, 0, 0, 0, 0xe0, 0x3f};
	static const unsigned char index0[] = {0, 0, 0, 0}, index1[] = {1, 0, 0, 0},
				   index2[] = {2, 0, 0, 0};
	static const unsigned char is_true[] = {1, 0}, is_na[] = {0x2a, 1};
	static const unsigned char text_result[] = {0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, 0, 0, 0, 0};
	static const unsigned char text[] = {2, 0, 1, 0x20, 0x5f, 0x09, 0x4e};
	static const unsigned char mulrk[] = {
	    2, 0, 0, 0, 0, 0, (1 << 2) | 2, 0, 0, 0, 0, 0, (2 << 2) | 2, 0, 0, 0, 1, 0};
	static const unsigned char serial[] = {(37622 << 2 & 0xff) | 2, 37622 >> 6 & 0xff,
					       37622 >> 14, 0};
	size_t first, second;

	mkxls_bof(b, 0x600, 5);
	mkxls_formats(b);
	first = mkxls_boundsheet(b, 0, "\2\1\x68\x88\x31", 6);
	second = mkxls_boundsheet(b, 1, "\1\0z", 3);
	strings(b);
	mkxls_record(b, 0x0a, "", 0);
	mkxls_patch(b, first, (uint32_t)b->len);
	mkxls_bof(b, 0x600, 0x10);
	mkxls_cell(b, 0xfd, 0, 0, 0, index0, 4);
	mkxls_cell(b, 0xfd, 0, 1, 0, index1, 4);
	mkxls_cell(b, 0xfd, 0, 2, 0, index2, 4);
	mkxls_cell(b, 0x203, 1, 0, 0, one_half, 8);
	mkxls_cell(b, 0x27e, 1, 1, 0, rk_12, 4);
	mkxls_cell(b, 0x27e, 1, 2, 1, serial, 4);
	mkxls_cell(b, 0x205, 1, 3, 0, is_true, 2);
	mkxls_cell(b, 0x205, 1, 4, 0, is_na, 2);
	/* a chart inside the sheet: its cells are not the sheet's */
	mkxls_bof(b, 0x600, 0x20);
	mkxls_cell(b, 0x27e, 0, 0, 0, rk_12, 4);
	mkxls_record(b, 0x0a, "", 0);
	mkxls_cell(b, 0x06, 4, 0, 0, text_result, sizeof text_result);
	mkxls_record(b, 0x4bc, "xx", 2); /* a shared formula stands before the text */
	mkxls_record(b, 0x207, text, sizeof text);
	mkxls_record(b, 0xbd, mulrk, sizeof mulrk); /* row 3, out of order */
	mkxls_cell(b, 0x27e, 4, 1, 0, rk_12, 4);
	mkxls_cell(b, 0x27e, 4, 1, 0, rk_cents, 4); /* the same place again */
	mkxls_record(b, 0x0a, "", 0);
	mkxls_patch(b, second, (uint32_t)b->len);
	mkxls_bof(b, 0x600, 0x10);
	mkxls_cell(b, 0x27e, 0, 0, 0, rk_12, 4);
	mkxls_record(b, 0x0a, "", 0);
}

/* BIFF5 in code page 936. */
static void book5(struct buf *b)
{
	size_t sheet;

	mkxls_bof(b, 0x500, 5);
	mkxls_record(b, 0x42, "\xa8\x03", 2);
	sheet = mkxls_boundsheet(b, 0, "\4\xb1\xed\xb8\xf1", 5);
	mkxls_record(b, 0x0a, "", 0);
	mkxls_patch(b, sheet, (uint32_t)b->len);
	mkxls_bof(b, 0x500, 0x10);
	mkxls_cell(b, 0x204, 0, 0, 0, "\4\0\xd5\xc5\xc8\xfd", 6);
	mkxls_record(b, 0x0a, "", 0);
}

static void dump(struct tab_src *src, struct buf *b, struct err *e)
{
	static const char kinds[] = {[CELL_EMPTY] = ' ', [CELL_TEXT] = 's', [CELL_NUMBER] = 'n',
				     [CELL_DATE] = 'd',	 [CELL_BOOL] = 'b', [CELL_ERROR] = 'e'};
	struct row r;
	size_t i;

	while (tab_next(src, &r, e) > 0) {
		buf_printf(b, "%lld", (long long)r.number);
		for (i = 0; i < r.count; i++)
			buf_printf(b, " %c%c%s", kinds[r.cells[i].kind],
				   'A' + r.cells[i].column - 1, r.cells[i].text);
		buf_putc(b, '\n');
	}
}

static void test_biff8(void)
{
	struct buf stream = {0}, file = {0}, b = {0};
	const struct tab_sheet *sheets;
	struct tab_src *src = NULL;
	struct err e = {0};
	size_t count;

	book8(&stream);
	mkxls_compound(&file, "workbook", &stream);
	if (succeeds(tab_open_memory(&src, "a.xls", file.data, file.len, &e), &e, "BIFF8 opens")) {
		is_int(tab_format_of(src), TAB_XLS, "format");
		sheets = tab_sheets(src, &count);
		is_int(count, 2, "sheets");
		is_str(sheets[0].name, "表1", "name in UTF-16");
		ok(!sheets[0].hidden && sheets[1].hidden, "hidden");
		dump(src, &b, &e);
		is_str(e.text, "", "read");
		is_str(buf_str(&b),
		       "1 sA甲乙 sBabc sCde\n"
		       "2 nA0.5 nB12 dC2003-01-01 bDTRUE eE#N/A\n"
		       "3 nA1 nB2\n"
		       "5 sA张三 nB3.08\n",
		       "cells of every record, in order, the later of two");
		tab_close(src);
	}
	buf_free(&b);
	buf_free(&file);
}

static void test_biff5(void)
{
	struct buf stream = {0}, file = {0}, b = {0};
	const struct tab_sheet *sheets;
	struct tab_src *src = NULL;
	struct err e = {0};
	size_t count;

	book5(&stream);
	mkxls_compound(&file, "Book", &stream);
	if (succeeds(tab_open_memory(&src, "a.xls", file.data, file.len, &e), &e, "BIFF5 opens")) {
		sheets = tab_sheets(src, &count);
		is_str(sheets[0].name, "表格", "name in code page 936");
		dump(src, &b, &e);
		is_str(buf_str(&b), "1 sA张三\n", "text in code page 936");
		tab_close(src);
	}
	buf_free(&b);
	buf_free(&file);
}

int main(void)
{
	test_biff8();
	test_biff5();
	return tap_done();
}
