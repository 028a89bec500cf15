/* Messages: tables in and out. Included by base/messages.h, which says how they are written. */
/* clang-format off */
#ifndef NCRE_BASE_MESSAGES_TAB_H
#define NCRE_BASE_MESSAGES_TAB_H

/* ---- tab: tables in and out ---- */
#define E_TAB_BINARY                                                                \
	T("%s 不是表格文件（是二进制数据）。请用 Excel 或 WPS 另存为 .xlsx 或 CSV", \
	  "%s is not a table (binary data). Save it as .xlsx or CSV from Excel or WPS")
#define E_TAB_ENCODING                                                                                                 \
	T("%s 第 %lld 行：文字编码既不是 UTF-8、UTF-16，也不是 GB18030。请用 Excel 另存为“CSV " \
	  "UTF-8”或 .xlsx",                                                                                            \
	  "%s line %lld: the text is neither UTF-8, UTF-16 nor GB18030. Save it as \"CSV UTF-8\" "                     \
	  "or "                                                                                                        \
	  ".xlsx from Excel")
#define E_TAB_NO_ICONV \
	T("本机的 C 库不会转换 %s 编码", "the C library of this machine cannot convert %s")
#define E_TAB_ROW_TOO_BIG                                       \
	T("%s 第 %lld 行：一行超过 %d MiB，可能是引号没有配对", \
	  "%s line %lld: a row of more than %d MiB; a quote may not be closed")
#define E_TAB_COLUMNS T("%s 第 %lld 行：超过 %d 列", "%s row %lld: more than %d columns")
#define E_TAB_TEXT_TOO_LONG                                \
	T("%s 第 %lld 行第 %d 列：一个单元格超过 %d 字节", \
	  "%s row %lld column %d: a cell of more than %d bytes")
#define E_TAB_OPEN_QUOTE                                                 \
	T("%s 第 %lld 行：双引号没有配对，后面的行无法辨认。请补上引号", \
	  "%s line %lld: a quote is never closed, so what follows cannot be told apart. Close it")
#define E_TAB_QUOTE_TAIL                                                                       \
	T("%s 第 %lld 行：双引号后面还有文字。字段里的双引号要写成两个（\"\"）",               \
	  "%s line %lld: text after a closing quote. A quote inside a field is written twice " \
	  "(\"\")")
#define E_TAB_HTML                                                                                \
	T("%s 其实是网页（HTML），只是名字像表格。请用 Excel 或 WPS 打开后“另存为”.xlsx，再导入", \
	  "%s is a web page (HTML) named like a workbook. Open it in Excel or WPS, save it as "   \
	  ".xlsx, "                                                                               \
	  "and use that file")
#define E_TAB_XML2003                                                                          \
	T("%s 是 XML 表格 2003 格式。请用 Excel 或 WPS 打开后“另存为”.xlsx，再导入",           \
	  "%s is an XML Spreadsheet 2003. Open it in Excel or WPS, save it as .xlsx, and use " \
	  "that file")
#define E_TAB_OTHER_KIND                                               \
	T("%s 不是表格，而是 %s 文件。请给出 .xlsx、.xls 或 CSV 文件", \
	  "%s is not a table but %s. Give an .xlsx, .xls or CSV file")
#define E_TAB_LOCK_FILE                                                                            \
	T("%s 是 Excel 打开文件时的临时锁文件。请关闭 Excel，选用名字不带 ~$ 的文件",              \
	  "%s is a lock file that Excel keeps while a workbook is open. Close Excel and give the " \
	  "file "                                                                                  \
	  "without ~$ in its name")

#define E_TAB_DAMAGED                                                                              \
	T("%s 已损坏（%s）。请用 Excel 或 WPS 打开修复后另存，或请对方重新发送",                   \
	  "%s is damaged (%s). Open and repair it in Excel or WPS, or ask for it again")
#define E_TAB_DOUBLE                                                                               \
	T("%s 已损坏：里面有两个不同的 %s。请用 Excel 或 WPS 打开后另存",                          \
	  "%s is damaged: it holds two different %s. Open it in Excel or WPS and save it again")
#define E_TAB_PARTS                                                                                \
	T("%s 里有 %lld 个部件，超过上限 %d，拒绝读取",                                            \
	  "%s has %lld parts, more than the %d allowed")
#define E_TAB_PASSWORD                                                                             \
	T("%s 有密码保护。请在 Excel 或 WPS 里去掉密码后另存，再导入",                             \
	  "%s is password-protected. Remove the password in Excel or WPS and save it again")
#define E_TAB_BOMB                                                                                 \
	T("%s 的 %s 展开后大得不正常，可能是恶意文件，拒绝读取",                                   \
	  "%s: %s unpacks to an abnormal size; it may be malicious and is not read")
#define E_TAB_DOCTYPE                                                                              \
	T("%s 的 %s 含有 DOCTYPE 声明，正常的工作簿没有它，可能是恶意文件，拒绝读取",              \
	  "%s: %s has a DOCTYPE, which no workbook needs; it may be malicious and is not read")
#define E_TAB_XML                                                                                  \
	T("%s 已损坏：%s 第 %lld 行，%s", "%s is damaged: %s line %lld, %s")
#define E_TAB_NO_SHEET T("%s 里没有工作表", "%s has no worksheet")
#define E_TAB_NO_SUCH_SHEET T("没有这张工作表：%s", "no such sheet: %s")
#define E_TAB_SHEET_GONE                                                                           \
	T("%s 已损坏：找不到工作表“%s”的内容", "%s is damaged: the content of sheet \"%s\" is missing")
#define E_TAB_SHARED                                                                               \
	T("%s 已损坏：第 %lld 行第 %d 列指向不存在的文字",                                         \
	  "%s is damaged: row %lld column %d points to a text that is not there")
#define E_TAB_NOT_NUMBER                                                                           \
	T("%s 已损坏：第 %lld 行第 %d 列标为数字，内容却是“%.40s”",                                \
	  "%s is damaged: row %lld column %d is marked as a number but holds \"%.40s\"")
#define E_TAB_OLD_EXCEL                                                                            \
	T("%s 是 Excel 4.0 或更早的格式。请用 Excel 或 WPS 打开后“另存为”.xlsx，再导入",           \
	  "%s is of Excel 4.0 or older. Open it in Excel or WPS, save it as .xlsx, and use that file")
#define E_TAB_ROWS T("%s：超过 %d 行", "%s: more than %d rows")
#define E_BOOK_TEXT                                                                                \
	T("%s 第 %lld 行第 %d 列：文字超过 %d 个字，Excel 单元格放不下",                           \
	  "%s row %lld column %d: more than %d characters, too many for a cell of Excel")
#define E_BOOK_LOST                                                          \
	T("%s 写出后读回不完整（磁盘可能已满），未采用：%s", \
	  "%s does not read back whole (is the disk full?), not kept: %s")
#define E_BOOK_ROWS                                                                                \
	T("%s：超过 %d 行，Excel 放不下，请改用 --format csv",                                     \
	  "%s: more than %d rows, too many for Excel: use --format csv")

/* ---- tab: ZIP archives ---- */
#define E_ZIP_OPEN T("%s 不是 ZIP 压缩包，或已损坏：%s", "%s is not a ZIP archive, or it is damaged: %s")
#define E_ZIP_MEMBERS T("%s 里的文件超过 %d 个", "%s has more than %d files")
#define E_ZIP_MEMBER T("%s 里的文件读不出：%s", "a file in %s cannot be read: %s")
#define E_ZIP_MEMBER_BIG \
	T("%s 里有文件 %lld 字节，超过上限 %lld", "a file in %s has %lld bytes, more than %lld")

/* ---- tab: layouts and fields ---- */
#define E_LAYOUT_EMPTY_NAME T("缺少名称", "a name is missing")
#define E_LAYOUT_ALIAS_TWICE \
	T("这个表头已属于另一个字段", "this header belongs to another field already")
#define E_LAYOUT_OPTION                                                         \
	T("不认识的选项（可用：required、max=N、len=N、code=表、rule=规则号）", \
	  "unknown option (there are: required, max=N, len=N, code=TABLE, rule=ID)")
#define E_LAYOUT_COLON	     T("缺少冒号（冒号后面写表头）", "a colon is missing (headers follow it)")
#define E_LAYOUT_FIELD_TWICE T("字段重复", "the field is there twice")
#define E_LAYOUT_TYPE                                                                          \
	T("不认识的类型（可用：text、digits、id、name、day、instant、int、fen、code、yesno、word）", \
	  "unknown type (there are: text, digits, id, name, day, instant, int, fen, code, yesno, word)")
#define E_LAYOUT_CODE \
	T("code 类型要写明代码表：code=表", "a field of type code needs its table: code=TABLE")
#define E_LAYOUT_WORD_TWICE T("这个词已属于另一个值", "the word belongs to another value")
#define E_LAYOUT_NO_WORDS                                                          \
	T("word 类型的字段没有 word 行", "a field of type word has no word lines")
#define E_LAYOUT_NO_FIELD T("没有这个字段", "there is no such field")
#define E_LAYOUT_ALIAS_ONLY                                                                    \
	T("考办自己的版式文件只能写 alias 行，和已有词的 word 行",                             \
	  "an office's layout file may have alias lines, and word lines of words there are")
#define E_LAYOUT_WORD                                              \
	T("不认识的行（可用：kind、sheet、key、field、sample、word、alias、#）", \
	  "unknown line (there are: kind, sheet, key, field, sample, word, alias, #)")
#define E_LAYOUT_NO_KIND \
	T("缺少 kind 行或 field 行", "the kind line or the field lines are missing")
#define E_LAYOUT_NO_SUCH_KIND \
	T("没有这种表：%s（可用：%s）", "no such kind of table: %s (there are: %s)")
#define E_LAYOUT_NO_HEADER                                                                       \
	T("%s：前 20 行里找不到表头（应有 %s、%s、%s 等列）。请用 ncre template %s 生成的表",    \
	  "%s: no header within the first 20 rows (columns such as %s, %s, %s are needed). Use " \
	  "the workbook that ncre template %s writes")
#define F_HEADER_UNKNOWN T("不认识的列，未读取", "unknown column, not read")
#define F_HEADER_TWICE	 T("同一字段出现两列", "two columns for the same field")
#define S_HEADER_TWICE	 T("删除或改名其中一列", "remove or rename one of them")
#define F_HEADER_MISSING T("缺少必需的列", "a required column is missing")
#define S_HEADER_MISSING                                             \
	T("补上这一列；如果只是表头写法不同，可在 layout/ 里加别名", \
	  "add it; if it is there under another name, add an alias in layout/")
#define F_FIELD_EMPTY	 T("必填项是空的", "required, but empty")
#define F_FIELD_TOO_LONG T("超过 %d 个字", "longer than %d characters")
#define F_FIELD_LENGTH	 T("应为 %d 位数字", "must have %d digits")
#define S_FIELD_ZEROS \
	T("如果丢了前面的零，应为 %0*d%s", "%0*d%s, where leading zeros were lost")
#define F_FIELD_DIGITS_LOST                         \
	T("号码被表格软件变成了数字，末几位已丢失", \
	  "the spreadsheet turned this number into a value and lost its last digits")
#define S_FIELD_DIGITS_LOST                       \
	T("把这一列设为“文本”格式，重新填写号码", \
	  "format the column as text and type the number again")
#define F_FIELD_DATE_IN_ID T("这里应是号码，却是日期", "a number is needed here, this is a date")
#define S_FIELD_AS_TEXT \
	T("把这一列设为“文本”格式，重新填写", "format the column as text and type it again")
#define F_FIELD_NOT_DIGITS T("应全部是数字", "must be digits only")
#define S_FIELD_MEANT \
	T("可能是 %s（字母 O、l 误作数字）", "perhaps %s (a letter O or l for a digit)")
#define F_FIELD_FOLDED \
	T("已去掉多余的空格、全角或前缀字符", "blanks, full-width forms or marks were removed")
#define F_FIELD_ZEROS                     \
	T("已补回被表格软件去掉的前导零", \
	  "leading zeros that the spreadsheet dropped were put back")
#define F_FIELD_SERIAL                                                                    \
	T("日期以序号形式保存，已换算", "the date was stored as a serial number and was " \
					"converted")
#define F_FIELD_NOT_DAY	    T("不是有效日期", "not a date")
#define S_FIELD_DAY	    T("写成 20030101 或 2003-01-01", "write 20030101 or 2003-01-01")
#define F_FIELD_NOT_INSTANT T("不是有效时间", "not a time")
#define S_FIELD_INSTANT	    T("写成 2026-03-01 09:00", "write 2026-03-01 09:00")
#define F_FIELD_NOT_INT	    T("不是整数", "not a whole number")
#define F_FIELD_NOT_YUAN    T("不是金额", "not an amount of money")
#define S_FIELD_YUAN                                    \
	T("以元为单位，最多两位小数，例如 80 或 80.00", \
	  "yuan with at most two decimals, such as 80 or 80.00")
#define F_FIELD_NOT_WORD   T("应为%s之一", "must be one of %s")
#define F_FIELD_MASKED	   T("遮盖过的内容（*）不能导入", "a masked value (*) cannot come in")
#define S_FIELD_MASKED                                                                \
	T("填写完整的内容；导出时加 --reveal", "write it in full; export with --reveal")
#define F_FIELD_NOT_YESNO  T("应写“是”或“否”", "must be yes or no")
#define F_FIELD_ERROR_CELL T("单元格是公式错误", "the cell is a formula error")
#define S_FIELD_ERROR_CELL T("改成正确的内容", "put the right value there")
#define F_FIELD_NO_RESULT  T("公式没有保存结果", "a formula without a stored result")
#define S_FIELD_NO_RESULT                        \
	T("用 Excel 打开并重新保存，或改成数值", \
	  "open and save it in Excel, or put the value there")
#define F_FIELD_BAD_BYTES \
	T("有无法辨认的字节，原样显示为 \\xNN", "bytes that cannot be decoded, shown as \\xNN")
#define S_FIELD_BAD_BYTES T("请对照原件重新填写", "type it again from the original")
#define F_FIELD_NUL	  T("含有空字符", "contains a NUL character")
#define F_FIELD_PUA                           \
	T("已把旧编码的私用区字换成正式编码", \
	  "a private-use character of an old code was replaced by the real one")

#endif
