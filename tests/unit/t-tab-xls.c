/* The XLS source: records of BIFF8 and BIFF5 in a compound file, and what is refused. */
#include "tab/tab.h"
#include "tap/tap.h"

#include "unit/mkzip.h"

enum { SECTOR = 512, NAME_UNITS = 32 };
#define END    0xfffffffeu
#define FREE   0xffffffffu
#define IS_FAT 0xfffffffdu

/* ---- records ---- */

static void record(struct buf *b, unsigned id, const void *body, size_t len)
{
	mkzip_le(b, id, 2);
	mkzip_le(b, (uint32_t)len, 2);
	buf_add(b, body, len);
}

static void bof(struct buf *b, unsigned version, unsigned type)
{
	struct buf r = {0};

	mkzip_le(&r, version, 2);
	mkzip_le(&r, type, 2);
	mkzip_le(&r, 0, 4);
	record(b, 0x809, r.data, r.len);
	buf_free(&r);
}

static void cell_head(struct buf *r, unsigned row, unsigned column, unsigned xf)
{
	mkzip_le(r, row, 2);
	mkzip_le(r, column, 2);
	mkzip_le(r, xf, 2);
}

static void cell(struct buf *b, unsigned id, unsigned row, unsigned column, unsigned xf,
		 const void *rest, size_t len)
{
	struct buf r = {0};

	cell_head(&r, row, column, xf);
	buf_add(&r, rest, len);
	record(b, id, r.data, r.len);
	buf_free(&r);
}

/* A number format for XF i: general, then day. */
static void formats(struct buf *b)
{
	static const unsigned char general[20], day[20] = {0, 0, 14, 0};

	record(b, 0xe0, general, sizeof general);
	record(b, 0xe0, day, sizeof day);
}

/* BOUNDSHEET with a position to be filled in; returns where. */
static size_t boundsheet(struct buf *b, unsigned state, const char *name8, size_t name_len)
{
	struct buf r = {0};
	size_t at = b->len + 4;

	mkzip_le(&r, 0, 4);
	mkzip_le(&r, state, 1);
	mkzip_le(&r, 0, 1);
	buf_add(&r, name8, name_len);
	record(b, 0x85, r.data, r.len);
	buf_free(&r);
	return at;
}

static void patch(struct buf *b, size_t at, uint32_t n)
{
	int i;

	for (i = 0; i < 4; i++)
		b->data[at + (size_t)i] = (char)(n >> 8 * i);
}

/* SST: 甲乙 as UTF-16 cut by a CONTINUE, then "abc" in bytes, then one with rich runs. */
static void strings(struct buf *b)
{
	static const unsigned char first[] = {3, 0, 0, 0, 3, 0, 0, 0, 2, 0, 1, 0x32, 0x75};
	static const unsigned char more[] = {1, 0x59, 0x4e, 3, 0,   0,	 'a', 'b', 'c', 2,
					     0, 8,    1,    0, 'd', 'e', 0,   0,   5,	0};

	record(b, 0xfc, first, sizeof first);
	record(b, 0x3c, more, sizeof more);
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

	bof(b, 0x600, 5);
	formats(b);
	first = boundsheet(b, 0, "\2\1\x68\x88\x31", 6);
	second = boundsheet(b, 1, "\1\0z", 3);
	strings(b);
	record(b, 0x0a, "", 0);
	patch(b, first, (uint32_t)b->len);
	bof(b, 0x600, 0x10);
	cell(b, 0xfd, 0, 0, 0, index0, 4);
	cell(b, 0xfd, 0, 1, 0, index1, 4);
	cell(b, 0xfd, 0, 2, 0, index2, 4);
	cell(b, 0x203, 1, 0, 0, one_half, 8);
	cell(b, 0x27e, 1, 1, 0, rk_12, 4);
	cell(b, 0x27e, 1, 2, 1, serial, 4);
	cell(b, 0x205, 1, 3, 0, is_true, 2);
	cell(b, 0x205, 1, 4, 0, is_na, 2);
	/* a chart inside the sheet: its cells are not the sheet's */
	bof(b, 0x600, 0x20);
	cell(b, 0x27e, 0, 0, 0, rk_12, 4);
	record(b, 0x0a, "", 0);
	cell(b, 0x06, 4, 0, 0, text_result, sizeof text_result);
	record(b, 0x4bc, "xx", 2); /* a shared formula stands before the text */
	record(b, 0x207, text, sizeof text);
	record(b, 0xbd, mulrk, sizeof mulrk); /* row 3, out of order */
	cell(b, 0x27e, 4, 1, 0, rk_12, 4);
	cell(b, 0x27e, 4, 1, 0, rk_cents, 4); /* the same place again */
	record(b, 0x0a, "", 0);
	patch(b, second, (uint32_t)b->len);
	bof(b, 0x600, 0x10);
	cell(b, 0x27e, 0, 0, 0, rk_12, 4);
	record(b, 0x0a, "", 0);
}

/* BIFF5 in code page 936. */
static void book5(struct buf *b)
{
	size_t sheet;

	bof(b, 0x500, 5);
	record(b, 0x42, "\xa8\x03", 2);
	sheet = boundsheet(b, 0, "\4\xb1\xed\xb8\xf1", 5);
	record(b, 0x0a, "", 0);
	patch(b, sheet, (uint32_t)b->len);
	bof(b, 0x500, 0x10);
	cell(b, 0x204, 0, 0, 0, "\4\0\xd5\xc5\xc8\xfd", 6);
	record(b, 0x0a, "", 0);
}

/* ---- the container ---- */

static void entry(struct buf *b, const char *name, unsigned type, uint32_t child, uint32_t start,
		  uint32_t size)
{
	size_t i, n = strlen(name);

	for (i = 0; i < NAME_UNITS; i++)
		mkzip_le(b, i < n ? (unsigned char)name[i] : 0, 2);
	mkzip_le(b, n ? (uint32_t)(n + 1) * 2 : 0, 2);
	mkzip_le(b, type, 1);
	mkzip_le(b, 1, 1);
	mkzip_le(b, FREE, 4);
	mkzip_le(b, FREE, 4);
	mkzip_le(b, child, 4);
	for (i = 0; i < 36; i++)
		buf_putc(b, 0);
	mkzip_le(b, start, 4);
	mkzip_le(b, size, 4);
	mkzip_le(b, 0, 4);
}

/* FAT in sector 0, directory in 1, the stream from 2 on; padded, so that no mini stream is needed.
 */
static void compound(struct buf *out, const char *name, struct buf *stream)
{
	uint32_t sectors, i;

	while (stream->len < 4096 || stream->len % SECTOR)
		buf_putc(stream, 0);
	sectors = (uint32_t)(stream->len / SECTOR);
	buf_add(out, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8);
	for (i = 0; i < 16; i++)
		buf_putc(out, 0);
	mkzip_le(out, 0x3e, 2);
	mkzip_le(out, 3, 2);
	mkzip_le(out, 0xfffe, 2);
	mkzip_le(out, 9, 2);
	mkzip_le(out, 6, 2);
	for (i = 0; i < 10; i++)
		buf_putc(out, 0);
	mkzip_le(out, 1, 4); /* FAT sectors */
	mkzip_le(out, 1, 4); /* directory */
	mkzip_le(out, 0, 4);
	mkzip_le(out, 4096, 4);
	mkzip_le(out, END, 4);
	mkzip_le(out, 0, 4);
	mkzip_le(out, END, 4);
	mkzip_le(out, 0, 4);
	mkzip_le(out, 0, 4); /* DIFAT: the FAT is sector 0 */
	for (i = 1; i < 109; i++)
		mkzip_le(out, FREE, 4);
	for (i = 0; i < SECTOR / 4; i++) {
		uint32_t next = i + 1 < sectors + 2 ? i + 1 : END;

		mkzip_le(out, i == 0 ? IS_FAT : i == 1 ? END : i < sectors + 2 ? next : FREE, 4);
	}
	entry(out, "Root Entry", 5, 1, END, 0);
	entry(out, name, 2, FREE, 2, (uint32_t)stream->len);
	entry(out, "", 0, FREE, 0, 0);
	entry(out, "", 0, FREE, 0, 0);
	buf_add(out, stream->data, stream->len);
	buf_free(stream);
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
	compound(&file, "workbook", &stream);
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
	compound(&file, "Book", &stream);
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

static void refused(struct buf *file, const char *want, const char *name)
{
	struct tab_src *src = NULL;
	struct buf b = {0};
	struct err e = {0};

	if (tab_open_memory(&src, "a.xls", file->data, file->len, &e) == 0)
		dump(src, &b, &e);
	is_int(e.code, ERR_INPUT, "%s: refused", name);
	has_str(e.text, want, "%s: reason", name);
	tab_close(src);
	buf_free(&b);
	buf_free(file);
}

static void test_refused(void)
{
	struct buf stream = {0}, file = {0};

	buf_puts(&stream, "x");
	compound(&file, "EncryptedPackage", &stream);
	refused(&file, "密码", "an encrypted .xlsx");
	buf_puts(&stream, "x");
	compound(&file, "WordDocument", &stream);
	refused(&file, "Word", "a Word document");
	bof(&stream, 0x600, 5);
	record(&stream, 0x2f, "\1\0", 2);
	compound(&file, "Workbook", &stream);
	refused(&file, "密码", "FILEPASS");
	record(&stream, 0x409, "\0\4\x10\0\0\0", 6);
	compound(&file, "Workbook", &stream);
	refused(&file, "Excel 4.0", "BIFF4");
	book8(&stream);
	compound(&file, "Workbook", &stream);
	patch(&file, SECTOR + 8, 2); /* the chain of sectors runs in a circle */
	refused(&file, "已损坏", "a circle in the FAT");
	book8(&stream);
	compound(&file, "Workbook", &stream);
	file.len = 2048;
	refused(&file, "已损坏", "cut off");
}

int main(void)
{
	test_biff8();
	test_biff5();
	test_refused();
	return tap_done();
}
