/* The parts of a workbook (Office Open XML) in a ZIP in memory, for tests that need exact content.
 */
#ifndef NCRE_TESTS_MKXLSX_H
#define NCRE_TESTS_MKXLSX_H

#include "unit/mkzip.h"

#include <stdio.h>

#define MKXLSX_MAIN   "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define MKXLSX_RELS   "http://schemas.openxmlformats.org/package/2006/relationships"
#define MKXLSX_OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

static const char mkxlsx_styles[] =
    "<styleSheet xmlns=\"" MKXLSX_MAIN "\"><numFmts>"
    "<numFmt numFmtId=\"164\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;\"/>"
    "<numFmt numFmtId=\"165\" formatCode=\"000000\"/>"
    "<numFmt numFmtId=\"166\" formatCode=\"#,##0.00 [$days]\"/></numFmts>"
    "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
    "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/>"
    "<xf numFmtId=\"165\"/><xf numFmtId=\"166\"/><xf numFmtId=\"31\"/></cellXfs></styleSheet>";

static inline void mkxlsx_book(struct mkzip *z, const char *sheets)
{
	char book[2048];

	mkzip_add(z, "_rels/.rels",
		  "<Relationships xmlns=\"" MKXLSX_RELS
		  "\"><Relationship Id=\"r1\" Type=\"" MKXLSX_OFFICE
		  "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
	snprintf(book, sizeof book,
		 "<workbook xmlns=\"" MKXLSX_MAIN "\" xmlns:r=\"" MKXLSX_OFFICE
		 "\"><sheets>%s</sheets></workbook>",
		 sheets);
	mkzip_add(z, "xl/workbook.xml", book);
	mkzip_add(
	    z, "xl/_rels/workbook.xml.rels",
	    "<Relationships xmlns=\"" MKXLSX_RELS "\"><Relationship Id=\"r1\" Type=\"" MKXLSX_OFFICE
	    "/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" "
	    "Type=\"" MKXLSX_OFFICE
	    "/worksheet\" Target=\"/xl/./worksheets/../worksheets/sheet2.xml\"/>"
	    "<Relationship Id=\"r3\" Type=\"" MKXLSX_OFFICE "/chartsheet\" Target=\"chart.xml\"/>"
	    "<Relationship Id=\"r8\" Type=\"" MKXLSX_OFFICE
	    "/sharedStrings\" Target=\"sharedStrings.xml\"/>"
	    "<Relationship Id=\"r9\" Type=\"" MKXLSX_OFFICE "/styles\" Target=\"styles.xml\"/>"
	    "</Relationships>");
	mkzip_add(z, "xl/styles.xml", mkxlsx_styles);
}

static inline void mkxlsx_sheet(struct mkzip *z, const char *name, const char *head,
				const char *rows)
{
	struct buf b = {0};

	buf_printf(&b,
		   "<?xml version=\"1.0\" encoding=\"UTF-8\"?>%s<worksheet xmlns=\"" MKXLSX_MAIN
		   "\"><dimension ref=\"A1:XFD1048576\"/><sheetData>%s</sheetData></worksheet>",
		   head, rows);
	mkzip_add(z, name, buf_str(&b));
	buf_free(&b);
}

static inline void mkxlsx_strings(struct mkzip *z, const char *strings)
{
	struct buf b = {0};

	buf_printf(&b,
		   "<sst xmlns=\"" MKXLSX_MAIN
		   "\" count=\"999999999\" uniqueCount=\"999999999\">%s</sst>",
		   strings);
	mkzip_add(z, "xl/sharedStrings.xml", buf_str(&b));
	buf_free(&b);
}

#endif
