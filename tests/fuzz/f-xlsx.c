/*
 * XLSX. Bytes that begin as a ZIP are read as they are. Others are the parts of a workbook, each
 * ended by NUL, in the order of `parts`: a ZIP is made around them, because no mutation gets past
 * its checksums. The parts are read twice, the second time with a comment in front of the sheet and
 * the strings that keeps the fast scanner from them: what expat reads it must have read the same.
 */
#include "fuzz/fuzz.h"
#include "unit/mkzip.h"

static const char *const parts[] = {"xl/workbook.xml", "xl/_rels/workbook.xml.rels",
				    "xl/sharedStrings.xml", "xl/styles.xml",
				    "xl/worksheets/sheet1.xml"};

static const char types[] =
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
    "<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/"
    "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>";
static const char rels[] =
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/"
    "relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";

static const struct layout *layout;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	static struct arena perm;
	struct err e = {0};

	(void)argc;
	(void)argv;
	HOLDS(layout_find(&perm, "registrations", NULL, &layout, &e) == 0);
	return 0;
}

static void read_all(const void *data, size_t size)
{
	struct tab_src *src;
	struct err e = {0};

	if (tab_open_memory(&src, "fuzz.xlsx", data, size, &e) < 0)
		return;
	fuzz_table(src, layout);
	tab_close(src);
}

enum { STRINGS = 2, SHEET = 4 };

/* Where a comment may stand: behind the byte order mark and the XML declaration. */
static size_t prolog_end(const char *text, size_t len)
{
	size_t at = len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

	if (len - at >= 5 && memcmp(text + at, "<?xml", 5) == 0)
		for (; at + 2 <= len; at++)
			if (memcmp(text + at, "?>", 2) == 0)
				return at + 2;
	return at;
}

static void add_part(struct mkzip *z, size_t i, const char *text, size_t len, bool slowly)
{
	static const char comment[] = "<!---->";
	size_t at = prolog_end(text, len);
	struct buf b = {0};

	if (len == 0)
		return;
	buf_add(&b, text, at);
	if (slowly && (i == STRINGS || i == SHEET))
		buf_puts(&b, comment);
	buf_add(&b, text + at, len - at);
	mkzip_add_crc(z, parts[i], b.data, b.len, mkzip_crc(b.data, b.len));
	buf_free(&b);
}

static void make_book(struct mkzip *z, const uint8_t *data, size_t size, bool slowly)
{
	size_t i;

	mkzip_add(z, "[Content_Types].xml", types);
	mkzip_add(z, "_rels/.rels", rels);
	for (i = 0; i < ARRAY_LEN(parts); i++) {
		const uint8_t *end = size ? memchr(data, '\0', size) : NULL;
		size_t len = end ? (size_t)(end - data) : size;

		add_part(z, i, size ? (const char *)data : "", len, slowly);
		data += end ? len + 1 : len;
		size -= end ? len + 1 : len;
	}
	mkzip_end(z);
}

/* Every cell of every sheet into b; false where something was refused. */
static bool dump(const struct buf *zip, struct buf *b)
{
	struct tab_src *src;
	struct err e = {0};
	struct row r;
	size_t n, s, i;

	if (tab_open_memory(&src, "fuzz.xlsx", zip->data, zip->len, &e) < 0)
		return false;
	tab_sheets(src, &n);
	for (s = 0; s < n && !e.code; s++) {
		if (tab_select(src, s, &e) < 0)
			break;
		while (tab_next(src, &r, &e) == 1) {
			buf_printf(b, "%lld %d\n", (long long)r.number, r.width);
			for (i = 0; i < r.count; i++) {
				const struct cell *c = &r.cells[i];

				buf_printf(b, "%d %d %u %.17g ", c->column, (int)c->kind, c->flags,
					   c->number);
				buf_add(b, c->text, c->len + 1);
			}
		}
	}
	tab_close(src);
	return e.code == ERR_NONE;
}

static void read_both_ways(const struct buf *fast_zip, const uint8_t *data, size_t size)
{
	struct mkzip slow_zip = {0};
	struct buf fast = {0}, slow = {0};

	make_book(&slow_zip, data, size, true);
	if (dump(&slow_zip.out, &slow)) {
		HOLDS(dump(fast_zip, &fast));
		HOLDS(fast.len == slow.len);
		HOLDS(fast.len == 0 || memcmp(fast.data, slow.data, fast.len) == 0);
	}
	buf_free(&slow_zip.out);
	buf_free(&fast);
	buf_free(&slow);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct mkzip z = {0};

	if (size >= 2 && data[0] == 'P' && data[1] == 'K') {
		read_all(data, size);
		return 0;
	}
	make_book(&z, data, size, false);
	read_all(z.out.data, z.out.len);
	read_both_ways(&z.out, data, size);
	buf_free(&z.out);
	return 0;
}
