/*
 * Every sentence the program says to people, in Chinese and English: the one message table.
 *
 * The prefix of an id is its severity: E_ a failure, W_ needs a person, I_ information,
 * F_ the text of a finding (with S_ the suggestion that goes with it). Both texts take the same
 * arguments in the same order; the compiler checks each against the call. Ids are grouped by the
 * room that says them. Chinese is the office's language; NCRE_LANG=en chooses the other.
 *
 * How a message is written: what is wrong, where, and what to do next; no full stop at the end of
 * a line that stands alone; names of commands and options as they are typed.
 */
#ifndef NCRE_BASE_MESSAGES_H
#define NCRE_BASE_MESSAGES_H

/* Set once at start from NCRE_LANG: 0 Chinese, 1 English. Read through T() only. */
extern int msg_english;
#define T(zh, en) (msg_english ? (en) : (zh))

/* ---- base: files, text, numbers ---- */
#define E_FILE_OPEN T("打不开 %s：%s", "cannot open %s: %s")
#define E_FILE_READ T("读取 %s 出错：%s", "cannot read %s: %s")
#define E_FILE_WRITE T("写入 %s 出错：%s", "cannot write %s: %s")
#define E_FILE_MISSING T("没有这个文件：%s", "no such file: %s")
#define E_FILE_NOT_REGULAR T("不是普通文件：%s", "not a regular file: %s")
#define E_FILE_EMPTY T("文件是空的：%s", "the file is empty: %s")
#define E_FILE_TOO_BIG                                                                             \
	T("文件太大：%s（%lld 字节，上限 %lld 字节）",                                             \
	  "the file is too big: %s (%lld bytes, at most %lld)")
#define E_OUT_EXISTS                                                                               \
	T("输出位置已存在：%s（请换一个名字，或先移走它）",                                        \
	  "the output exists already: %s (choose another name, or move it away first)")
#define E_DIR_MAKE T("不能建立文件夹 %s：%s", "cannot make the folder %s: %s")
#define E_TIME_OVERRIDE                                                                            \
	T("NCRE_NOW 不是时间：%s（例：2026-03-01T09:00:00+08:00）",                                \
	  "NCRE_NOW is not a time: %s (example: 2026-03-01T09:00:00+08:00)")
#define E_TIME_CLOCK T("读不到系统时间", "cannot read the system clock")
#define E_NO_MEMORY T("内存不足", "out of memory")

/* ---- tab: tables in and out ---- */
#define E_TAB_BINARY                                                                               \
	T("%s 不是表格文件（是二进制数据）。请用 Excel 或 WPS 另存为 .xlsx 或 CSV",                \
	  "%s is not a table (binary data). Save it as .xlsx or CSV from Excel or WPS")
#define E_TAB_ENCODING                                                                             \
	T("%s 第 %lld 行：文字编码既不是 UTF-8、UTF-16，也不是 GB18030。请用 Excel 另存为“CSV "     \
	  "UTF-8”或 .xlsx",                                                                        \
	  "%s line %lld: the text is neither UTF-8, UTF-16 nor GB18030. Save it as \"CSV UTF-8\" or " \
	  ".xlsx from Excel")
#define E_TAB_NO_ICONV                                                                             \
	T("本机的 C 库不会转换 %s 编码", "the C library of this machine cannot convert %s")
#define E_TAB_ROW_TOO_BIG                                                                          \
	T("%s 第 %lld 行：一行超过 %d MiB，可能是引号没有配对",                                    \
	  "%s line %lld: a row of more than %d MiB; a quote may not be closed")
#define E_TAB_COLUMNS                                                                              \
	T("%s 第 %lld 行：超过 %d 列", "%s row %lld: more than %d columns")
#define E_TAB_TEXT_TOO_LONG                                                                        \
	T("%s 第 %lld 行第 %d 列：一个单元格超过 %d 字节",                                         \
	  "%s row %lld column %d: a cell of more than %d bytes")
#define E_TAB_OPEN_QUOTE                                                                           \
	T("%s 第 %lld 行：双引号没有配对，后面的行无法辨认。请补上引号",                           \
	  "%s line %lld: a quote is never closed, so what follows cannot be told apart. Close it")
#define E_TAB_QUOTE_TAIL                                                                           \
	T("%s 第 %lld 行：双引号后面还有文字。字段里的双引号要写成两个（\"\"）",                   \
	  "%s line %lld: text after a closing quote. A quote inside a field is written twice (\"\")")
#define E_TAB_HTML                                                                                 \
	T("%s 其实是网页（HTML），只是名字像表格。请用 Excel 或 WPS 打开后“另存为”.xlsx，再导入",   \
	  "%s is a web page (HTML) named like a workbook. Open it in Excel or WPS, save it as .xlsx, " \
	  "and use that file")
#define E_TAB_XML2003                                                                              \
	T("%s 是 XML 表格 2003 格式。请用 Excel 或 WPS 打开后“另存为”.xlsx，再导入",               \
	  "%s is an XML Spreadsheet 2003. Open it in Excel or WPS, save it as .xlsx, and use that file")
#define E_TAB_OTHER_KIND                                                                           \
	T("%s 不是表格，而是 %s 文件。请给出 .xlsx、.xls 或 CSV 文件",                             \
	  "%s is not a table but %s. Give an .xlsx, .xls or CSV file")
#define E_TAB_LOCK_FILE                                                                            \
	T("%s 是 Excel 打开文件时的临时锁文件。请关闭 Excel，选用名字不带 ~$ 的文件",              \
	  "%s is a lock file that Excel keeps while a workbook is open. Close Excel and give the file " \
	  "without ~$ in its name")

#endif
