/*
 * XLSX. Bytes that begin as a ZIP are read as they are. Others are the parts of a workbook, each
 * ended by NUL, in the order of `parts`: a ZIP is made around them, because no mutation gets past
 * its checksums.
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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct mkzip z = {{0}, {0}, 0};
	size_t i;

	if (size >= 2 && data[0] == 'P' && data[1] == 'K') {
		read_all(data, size);
		return 0;
	}
	mkzip_add(&z, "[Content_Types].xml", types);
	mkzip_add(&z, "_rels/.rels", rels);
	for (i = 0; i < ARRAY_LEN(parts); i++) {
		const uint8_t *end = size ? memchr(data, '\0', size) : NULL;
		size_t len = end ? (size_t)(end - data) : size;
		const char *text = size ? (const char *)data : "";

		if (len > 0)
			mkzip_add_crc(&z, parts[i], text, len, mkzip_crc(text, len));
		data += end ? len + 1 : len;
		size -= end ? len + 1 : len;
	}
	mkzip_end(&z);
	read_all(z.out.data, z.out.len);
	buf_free(&z.out);
	return 0;
}
