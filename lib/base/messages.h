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
/* A table in columns of its own: */
/* clang-format off */
#ifndef NCRE_BASE_MESSAGES_H
#define NCRE_BASE_MESSAGES_H

/* Set once at start from NCRE_LANG: 0 Chinese, 1 English. Read through T() only. */
extern int msg_english;
#define T(zh, en) (msg_english ? (en) : (zh))

/* A table: laid out by hand, so that adding a message does not move its neighbours. */
/* clang-format off */

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
#define E_KEY_CHANCE T("libsodium 不能启动", "libsodium does not start")
#define E_KEY_FILE                                                                                 \
	T("不是签名密钥文件：%s（由 ncre init 建立）", "not a signing key: %s (made by ncre init)")
#define E_WORKER_START T("不能启动工作进程：%s", "cannot start a worker process: %s")
#define I_SYS_ENOENT	   T("文件或文件夹不存在", "no such file or folder")
#define I_SYS_EACCES	   T("没有权限", "permission denied")
#define I_SYS_ENOSPC	   T("磁盘已满", "the disk is full")
#define I_SYS_EDQUOT	   T("磁盘配额已用完", "the disk quota is used up")
#define I_SYS_EROFS	   T("磁盘只读", "the disk is read-only")
#define I_SYS_EISDIR	   T("是文件夹，不是文件", "it is a folder, not a file")
#define I_SYS_ENOTDIR	   T("路径中有一段不是文件夹", "a part of the path is not a folder")
#define I_SYS_EEXIST	   T("已经存在", "it exists already")
#define I_SYS_EIO	   T("磁盘读写出错", "the disk failed")
#define I_SYS_ENAMETOOLONG T("文件名太长", "the name is too long")
#define I_SYS_EMFILE	   T("打开的文件太多", "too many open files")
#define I_SYS_EPIPE	   T("接收方已关闭", "the reader has gone")
#define I_SYS_ELOOP	   T("符号链接循环", "a loop of links")
#define E_NO_MEMORY T("内存不足", "out of memory")

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
#define E_LAYOUT_LINE	    T("%s 第 %d 行：%s", "%s line %d: %s")
#define E_LAYOUT_EMPTY_NAME T("缺少名称", "a name is missing")
#define E_LAYOUT_ALIAS_TWICE \
	T("这个表头已属于另一个字段", "this header belongs to another field already")
#define E_LAYOUT_OPTION                                                         \
	T("不认识的选项（可用：required、max=N、len=N、code=表、rule=规则号）", \
	  "unknown option (there are: required, max=N, len=N, code=TABLE, rule=ID)")
#define E_LAYOUT_COLON	     T("缺少冒号（冒号后面写表头）", "a colon is missing (headers follow it)")
#define E_LAYOUT_FIELD_TWICE T("字段重复", "the field is there twice")
#define E_LAYOUT_TYPE                                                                          \
	T("不认识的类型（可用：text、digits、id、name、day、instant、int、fen、code、yesno）", \
	  "unknown type (there are: text, digits, id, name, day, instant, int, fen, code, yesno)")
#define E_LAYOUT_CODE \
	T("code 类型要写明代码表：code=表", "a field of type code needs its table: code=TABLE")
#define E_LAYOUT_NO_FIELD T("没有这个字段", "there is no such field")
#define E_LAYOUT_ALIAS_ONLY                                                                    \
	T("考办自己的版式文件只能写 alias 行", "an office's layout file may have alias lines " \
					       "only")
#define E_LAYOUT_WORD                                              \
	T("不认识的行（可用：kind、sheet、key、field、sample、alias、#）", \
	  "unknown line (there are: kind, sheet, key, field, sample, alias, #)")
#define E_LAYOUT_NOT_UTF8 T("不是 UTF-8 文字", "not UTF-8 text")
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
/* ---- img: photos ---- */
#define F_PHOTO_EMPTY T("文件是空的", "the file is empty")
#define F_PHOTO_KIND T("不是 JPEG，而是 %s，只是改了后缀", "not a JPEG but %s under another suffix")
#define F_PHOTO_FEW_BYTES T("文件 %lld 字节，少于 %lld", "%lld bytes, fewer than %lld")
#define F_PHOTO_MANY_BYTES T("文件 %lld 字节，多于 %lld", "%lld bytes, more than %lld")
#define F_PHOTO_FEW_PIXELS                      \
	T("图像 %d×%d（宽×高），小于 %d×%d", \
	  "%d x %d pixels (width x height), less than %d x %d")
#define F_PHOTO_ASPECT                           \
	T("高宽比 %.2f，应在 %.2f 至 %.2f 之间", \
	  "height to width is %.2f, wanted between %.2f and %.2f")
#define F_PHOTO_NO_PICTURE T("文件里没有图像", "there is no picture in the file")
#define F_PHOTO_CUT T("文件不完整，后部缺失", "the file is cut off: its end is missing")
#define F_PHOTO_DAMAGED T("图像数据损坏（%s）", "the picture's data is damaged (%s)")
#define F_PHOTO_NO_TABLES                           \
	T("文件缺少解码表，各种软件显示的颜色会不同", \
	  "tables needed to decode it are missing: programs will show it differently")
#define F_PHOTO_MPO                                       \
	T("是 MPO：一个文件里有几张图像", "an MPO: several pictures in one file")
#define F_PHOTO_CMYK                                                \
	T("颜色有 %d 个分量（CMYK 印刷格式等），应为彩色或黑白照片", \
	  "%d colour components (CMYK or the like); wanted are colour or gray")
#define F_PHOTO_CODING                               \
	T("采用其他软件打不开的编码（算术、无损或 12 位）", \
	  "coded so that other programs cannot show it (arithmetic, lossless or 12 bits)")
#define F_PHOTO_PIXELS                             \
	T("图像 %d×%d 像素过大，没有解码", "%d x %d pixels are too many; not decoded")
#define F_PHOTO_SCANS T("有 %d 次扫描，属异常文件，没有解码", "%d scans are too many; not decoded")
#define F_PHOTO_TRAILING                         \
	T("图像之后还有 %lld 字节其他数据（%s）", "%lld bytes of something else (%s) after the picture")
#define F_PHOTO_ODD T("文件有异常（%s）", "the file is odd (%s)")
#define F_PHOTO_SUFFIX T("后缀不是 .jpg", "the suffix is not .jpg")
#define F_PHOTO_EXIF_TURN                                                 \
	T("照片是横着存的，靠 EXIF 方向 %d 转正，有的软件会显示成侧置", \
	  "stored turned; EXIF orientation %d turns it upright, which some programs ignore")
#define F_PHOTO_AI T("照片带有人工智能生成标识", "the photo is labelled as made by AI")
#define F_PHOTO_EDITED T("用 %s 处理过", "edited with %s")
#define F_PHOTO_BLANK T("图像是空白的", "the picture is blank")
#define F_PHOTO_SIDEWAYS T("照片侧置，需顺时针转 %d 度", "the photo lies sideways: turn it %d degrees clockwise")
#define F_PHOTO_UPSIDE_DOWN T("照片倒置", "the photo is upside down")
#define F_PHOTO_TURN_UNSURE T("不能确定照片是否正置", "cannot tell whether the photo is upright")
#define F_PHOTO_NO_FACE T("没有找到正面人脸", "no frontal face found")
#define F_PHOTO_FACES T("找到 %d 张人脸，应为一人", "%d faces found; one is wanted")
#define F_PHOTO_LAYOUT_UNKNOWN                           \
	T("背景杂乱，量不出头部位置", "the background does not let the head be measured")
#define F_PHOTO_HEAD_TOP                     \
	T("头顶上方空 %.0f%%，应约为 10%%", "%.0f %% above the head; about 10 %% is wanted")
#define F_PHOTO_HEAD                             \
	T("头部占高度 %.0f%%，应约为 70%%", "the head is %.0f %% of the height; about 70 %% is wanted")
#define F_PHOTO_CENTRE                         \
	T("人脸中心在宽度 %.0f%% 处，应居中", "the face is at %.0f %% of the width; it should be in the middle")
#define F_PHOTO_EYES T("眼睛在高度 %.0f%% 处，位置不合", "the eyes are at %.0f %% of the height, which is not right")
#define F_PHOTO_BLUR T("照片模糊（清晰度 %.2f）", "blurred (sharpness %.2f)")
#define F_PHOTO_BRIGHT T("曝光过度，脸部 %.0f%% 已发白", "overexposed: %.0f %% of the face is white")
#define F_PHOTO_DARK T("太暗，脸部亮度 %.0f%%", "too dark: brightness of the face %.0f %%")
#define F_PHOTO_FLAT T("对比度太低（%.0f%%）", "too little contrast (%.0f %%)")
#define F_PHOTO_GRAY T("黑白照片", "a gray photo")
#define F_PHOTO_BACKGROUND T("背景颜色 #%06x，应为%s", "the background is #%06x; wanted is %s")
#define F_PHOTO_BACKGROUND_MIXED                       \
	T("背景不纯或杂乱（颜色一致的部分 %.0f%%）", \
	  "the background is not plain (%.0f %% of it has one colour)")
#define F_PHOTO_FIXED T("已自动修正：%s", "put right: %s")
#define F_PHOTO_STORE_CHANGED                                              \
	T("办公文件夹里的照片文件被改动过", \
	  "the file in the office's photos folder has been changed")
#define S_PHOTO_STORE_CHANGED T("从备份恢复，或重新提交照片", "restore it from the backup, or hand the photo in again")
#define F_PHOTO_CRASHED T("检查这张照片时解码程序崩溃", "the decoder crashed on this photo")
#define F_PHOTO_NOBODY                                           \
	T("文件名对不上任何考生（报名号、证件号或表格中的照片文件名）", \
	  "the name is no candidate's registration number, ID number or photo file")
#define F_PHOTO_AMBIGUOUS T("文件名对上不止一名考生", "the name fits more than one candidate")
#define F_PHOTO_RIVAL T("考生 %s 还有另一张不同的照片：%s", "candidate %s has another, different photo: %s")
#define F_PHOTO_TWICE T("与 %s 是同一张照片", "the same picture as %s")
#define F_PHOTO_LOCKED T("考生 %s 已锁定，照片不能更换", "candidate %s is locked: the photo cannot change")
#define F_PHOTO_SHARED                               \
	T("%s %s 与 %s %s 使用同一张照片", "%s %s has the same photo as %s %s")
#define F_PHOTO_TWIN                                     \
	T("%s %s 与 %s %s 的照片几乎相同", "%s %s has nearly the same photo as %s %s")
#define S_PHOTO_NOBODY T("把文件改名为考生的报名号", "name the file by the candidate's registration number")
#define S_PHOTO_RIVAL T("只留下正确的一张", "keep only the right one")
#define S_PHOTO_SHARED T("核对两人的照片", "compare both persons with the photo")
#define S_PHOTO_FEW_BYTES T("换用清晰度更高的原照片", "use the original in better quality")
#define S_PHOTO_MANY_BYTES T("缩小尺寸或降低质量后另存", "save it smaller or in lower quality")
#define S_PHOTO_FEW_PIXELS T("换用像素更高的原照片", "use the original with more pixels")
#define S_PHOTO_ASPECT T("按高 48、宽 33 的比例裁剪", "crop it to 48 high by 33 wide")
#define S_PHOTO_AGAIN T("重新复制或重新上传原照片", "copy or upload the original again")
#define S_PHOTO_SAVE_JPEG T("用看图软件打开，另存为普通 JPEG", "open it in an image program and save it as a plain JPEG")
#define S_PHOTO_EXIF_TURN T("用看图软件转正后保存", "turn it upright in an image program and save it")
#define S_PHOTO_TURN T("转正后重新提交", "turn it upright and hand it in again")
#define S_PHOTO_FRONTAL T("请人工查看；应为本人正面免冠照", "have a look: a frontal portrait without hat is wanted")
#define S_PHOTO_ONE_PERSON T("换用单人照片", "use a photo of one person")
#define S_PHOTO_CROP T("重新裁剪：头部占 7/10，上方空 1/10，左右居中", "crop it again: head 7/10, 1/10 above, in the middle")
#define S_PHOTO_RETAKE T("重新拍摄", "take it again")
#define S_PHOTO_BACKGROUND T("用符合要求的纯色背景重新拍摄", "take it again before a plain background as wanted")

/* ---- print: tickets, forms ---- */
#define E_PRINT_NO_TARGET                                                                          \
	T("请用 -o 指定输出的文件夹，或以 .pdf 结尾的文件",                                        \
	  "say with -o where to print: a folder, or a file that ends in .pdf")
#define E_PRINT_ONE_FILE                                                                           \
	T("%s 是一个文件；分多个文件打印时 -o 要给文件夹",                                         \
	  "%s is one file; to print several, give -o a folder")
#define E_PRINT_NOT_DIR T("%s 已存在，但不是文件夹", "%s exists and is no folder")
#define E_PRINT_REFUSED                                                                            \
	T("%lld 份（共 %lld 份）不能打印，全部未打印；见所列问题，或用 --skip-unprintable 跳过",  \
	  "%lld of %lld cannot be printed, so none was; see the list, or use --skip-unprintable")
#define E_PRINT_NO_CANDIDATE                                                                       \
	T("没有这名考生可打印的内容（按报名号、证件号或准考证号查找）",                            \
	  "nothing to print for this candidate (registration, document or ticket number)")
#define E_TICKET_NOTHING                                                                           \
	T("没有已缴费并排座的报考，无准考证可打印",                                                \
	  "no paid and seated entry: there are no tickets to print")
#define E_TICKET_WINDOW                                                                            \
	T("不在准考证打印时间内，未打印（R-TICKET）",                                              \
	  "outside the window for printing tickets; nothing printed (R-TICKET)")
#define F_TICKET_WINDOW T("不在准考证打印时间内：%s", "outside the window for tickets: %s")
#define F_TICKET_UNPAID T("未缴费，没有准考证", "not paid: no ticket")
#define S_TICKET_UNPAID T("先缴费并对账（reconcile-payments）", "pay and reconcile first")
#define F_TICKET_NO_SEAT T("未排座或没有准考证号", "no seat or no ticket number")
#define S_TICKET_NO_SEAT                                                                           \
	T("先运行 assign-dates 和 assign-seats", "run assign-dates and assign-seats first")
#define F_TICKET_EARLY                                                                             \
	T("考前 %lld 日起才可打印（考试日期 %s）",                                                 \
	  "may be printed from %lld days before the exam (on %s)")
#define F_PRINT_NO_PHOTO T("没有照片", "no photo")
#define S_PRINT_NO_PHOTO                                                                           \
	T("用 validate-photos 补上合格的照片", "attach an accepted photo with validate-photos")
#define F_PRINT_PHOTO_BAD T("照片文件已损坏：%s", "the photo file is damaged: %s")
#define F_PRINT_GLYPH T("没有字体能打印的字：%s", "no font can print: %s")
#define S_PRINT_GLYPH                                                                              \
	T("核对证件上的字，改正后再打印",                                                          \
	  "compare with the document, correct the text and print again")
#define W_TICKET_FALSE                                                                             \
	T("有的二维码不是本考务处签发的，或已被改动",                                              \
	  "some codes were not signed by this office, or were changed")
#define F_FORM_UNPAID T("未缴费，登记表缴费后才打印", "not paid: the form is printed after payment")
#define E_FORM_NOTHING T("没有可打印的登记表", "there are no forms to print")
#define E_PROOF_NOTHING T("没有含生僻字的姓名，不需核对", "no name has rare characters: nothing to proof")
#define E_PRINT_WORKER T("打印 %s.pdf 的工作进程意外结束", "the process that drew %s.pdf died")
#define I_PRINTING T("正在打印", "printing")
#define I_PRINTED                                                                                  \
	T("已打印 %lld 份，%lld 页，%lld 个文件：%s", "printed %lld, %lld pages, %lld files: %s")
#define W_PRINT_LEFT_OUT T("%lld 份未打印，见所列问题", "%lld were left out, see the list")
#define I_PRINT_UNCHANGED                                                                          \
	T("%lld 份自第 %lld 次操作以来没有变化，未重印",                                           \
	  "%lld have not changed since run %lld and were not printed again")
/* ---- job: photos ---- */
#define E_PHOTOS_NONE T("%s 里没有照片", "there are no photos in %s")
#define E_PHOTOS_WHICH                                                    \
	T("请给出照片所在的文件夹、ZIP 或文件，例：ncre validate-photos 照片/", \
	  "name the folders, ZIPs or files: ncre validate-photos photos/")
#define E_PHOTOS_EXPLAIN T("--explain 只看一张照片，不能再给其他路径", "--explain takes one photo and no other paths")
#define E_PHOTOS_ALL                                        \
	T("--all 检查已收下的照片，不能再给路径，也不能与 --check-only、--fix 合用", \
	  "--all checks what is attached: no paths, no --check-only, no --fix")
#define E_PHOTOS_FIX_WHERE                                        \
	T("--check-only 与 --fix 合用时，请用 --fixed-to DIR 指定存放修正后照片的文件夹", \
	  "--check-only with --fix needs --fixed-to DIR for the copies put right")
#define E_PHOTO_CHANGED T("%s 在检查之后被改动了，请重新运行", "%s changed while it was checked; run again")

/* ---- pdf: fonts, pages ---- */
#define E_FONT_UNUSABLE                                                                            \
	T("不是可用的 TrueType 字体：%s", "not a usable TrueType font: %s")
#define E_FONT_MAIN                                                                                \
	T("打印用的主字体（软件包 fonts-lxgw-wenkai）", "the main font for printing (package fonts-lxgw-wenkai)")
#define E_FONT_SUBSET T("不能从字体 %s 取出字形", "cannot take the glyphs out of the font %s")
#define E_PDF_BASE T("libharu 出错：0x%04lX", "libharu failed: 0x%04lX")
#define E_PDF_UNPRINTABLE                                                                          \
	T("没有字体能打印 U+%04X（R-GLYPH），文件未生成",                                          \
	  "no font can print U+%04X (R-GLYPH); the file was not made")
#define E_PDF_TOO_LONG                                                                             \
	T("文字太长，格内放不下（不截断）：%s", "the text does not fit its box (nothing is cut off): %s")
#define E_PDF_CODE T("文字太长，不能做成二维码：%s", "the text is too long for a QR code: %s")

/* ---- db: the database, runs, undo ---- */
#define E_DB_MISSING                                                                               \
	T("没有数据库：%s（用 ncre init 建立办公文件夹）",                                         \
	  "there is no database: %s (make an office with ncre init)")
#define E_DB_OPEN T("打不开数据库 %s：%s", "cannot open the database %s: %s")
#define E_DB_NOT_OURS T("这不是 ncre 的数据库：%s", "this is not a database of ncre: %s")
#define E_DB_OLDER                                                                                 \
	T("数据库 %s 是旧版本（%d，程序为 %d）；请先运行 ncre migrate",                            \
	  "the database %s is of an older version (%d, the program has %d): run ncre migrate")
#define E_DB_NEWER                                                                                 \
	T("数据库 %s 的版本（%d）比程序（%d）新；请升级程序",                                      \
	  "the database %s is of a newer version (%d) than the program (%d): upgrade the program")
#define E_DB_DAMAGED                                                                               \
	T("数据库 %s 已损坏（%s）；请用 ncre restore 恢复最近的备份",                              \
	  "the database %s is damaged (%s): restore the newest backup with ncre restore")
#define E_DB_NETWORK                                                                               \
	T("数据库 %s 在网络文件系统上，锁不可靠；请把办公文件夹放在本机磁盘上",                    \
	  "the database %s is on a network file system, whose locks cannot be trusted: put the "   \
	  "office folder on a local disk")
#define E_DB_WRITE T("写数据库 %s 失败：%s", "cannot write the database %s: %s")
#define E_DB_BUSY T("数据库 %s 正被占用，请稍后再试", "the database %s is busy, try again later")
#define E_DB_RULE T("违反规则，未作任何更改：%s", "refused by a rule, nothing changed: %s")
#define E_LOCK_BUSY                                                                                \
	T("另一个命令正在写入（已等 %d 秒）；请稍后再试，或用 --lock-wait 加长等待",               \
	  "another command is writing (waited %d s): try again later, or wait longer with "        \
	  "--lock-wait")
#define E_RUN_DAMAGED T("操作记录 %lld 的更改集已损坏", "the changeset of run %lld is damaged")
#define E_RUN_TOO_BIG                                                                              \
	T("一次操作的更改太多（超过 2 GB）；请分几个文件导入",                                     \
	  "one run changes too much (more than 2 GB): import in several files")
#define E_UNDO_NO_RUN T("没有第 %lld 号操作记录", "there is no run %lld")
#define E_UNDO_VERSION                                                                             \
	T("第 %lld 号操作发生在数据库升级之前，不能撤销",                                          \
	  "run %lld was made before the database was upgraded and cannot be undone")
#define W_CHAIN_MISSING T("前一号操作记录缺失", "the run before it is missing")
#define W_CHAIN_LINK T("与前一条记录的散列不符", "its link to the run before does not fit")
#define W_CHAIN_RECORD T("记录内容被改动", "the record has been changed")
#define W_CHAIN_CHANGESET T("更改集被改动或损坏", "its changeset has been changed or damaged")

/* ---- cli: command lines, runs ---- */
#define I_PROGRESS_LEFT                              \
	T("%s%s %lld / %lld，每秒 %.0f，还需 %.0f 秒", \
	  "%s%s %lld / %lld, %.0f a second, %.0f s left")
#define E_CMD_NONE                                                                                 \
	T("请给出命令；ncre help 列出所有命令", "which command? ncre help lists them")
#define E_CMD_UNKNOWN                                                                              \
	T("没有 %s 这个命令；ncre help 列出所有命令",                                              \
	  "there is no command %s: ncre help lists them")
#define E_CMD_NEAR                                                                                 \
	T("没有 %s 这个命令；是不是 %s？", "there is no command %s: did you mean %s?")
#define E_OPT_UNKNOWN                                                                              \
	T("不认识的选项：%s（用 --help 查看用法）", "unknown option: %s (see --help)")
#define E_OPT_VALUE                                                                                \
	T("选项 --%s 的值不对：%s（应为 %s）", "option --%s has a wrong value: %s (wanted: %s)")
#define E_OPT_NO_VALUE T("选项 --%s 不带值", "option --%s takes no value")
#define E_OPT_NEEDS_VALUE T("选项 --%s 后面要有值：%s", "option --%s needs a value: %s")
#define E_OPT_ENCODING T("选项 --%s 的值不是 UTF-8 文字", "the value of --%s is not UTF-8 text")
#define E_FORMAT_XLSX                                                                              \
	T("这个命令不能输出 xlsx；可用 table、csv、jsonl",                                         \
	  "this command does not write xlsx: use table, csv or jsonl")
#define E_ARGS_FEW                                                                                 \
	T("%s 需要参数：%s（用法：ncre help %s）", "%s needs arguments: %s (see ncre help %s)")
#define E_ARGS_MANY                                                                                \
	T("%s 的参数太多；应为：%s（用法：ncre help %s）",                                         \
	  "too many arguments for %s; wanted: %s (see ncre help %s)")
#define E_OFFICE_MISSING                                                                           \
	T("没有这个文件夹：%s（用 -C 或 NCRE_OFFICE 指定办公文件夹）",                             \
	  "no such folder: %s (name the office folder with -C or NCRE_OFFICE)")
#define E_OFFICE_NOT_ONE                                                                           \
	T("%s 不是办公文件夹（没有 ncre.db）；用 -C 指定，或用 ncre init 新建",                    \
	  "%s is not an office folder (no ncre.db): name one with -C, or make one with ncre init")
#define E_OFFICE_OPEN_TO_ALL                                                                       \
	T("%s 对所有用户开放，含个人信息，拒绝使用；请执行 chmod o-rwx",                           \
	  "%s is open to every user and holds personal data: refused; run chmod o-rwx on it")
#define E_STDOUT T("标准输出写不出去：%s", "cannot write to standard output: %s")
#define E_MAX_CHANGES                                                                              \
	T("将更改 %lld 行，超过 --max-changes %lld；未作任何更改",                                 \
	  "%lld rows would change, more than --max-changes %lld: nothing changed")
#define E_MAX_FINDINGS                                                                             \
	T("有 %lld 个问题，超过 --max-findings %lld；未作任何更改",                                \
	  "there are %lld errors, more than --max-findings %lld: nothing changed")
#define E_PLAN_CHANGED                                                                             \
	T("试运行 %s 之后数据库或命令已变，未作任何更改；请重新试运行",                            \
	  "the database or the command has changed since dry run %s, nothing changed: dry-run again")
#define E_SQL_UNKNOWN T("没有名为 %s 的语句", "there is no statement %s")
#define I_DRY_RUN                                                                                  \
	T("试运行：将新增 %lld 行、修改 %lld 行、删除 %lld 行，未作更改；照此执行用 --apply %s",   \
	  "dry run: %lld rows added, %lld changed, %lld removed, nothing done; to do it: --apply %s")
#define I_RUN_DONE                                                                                 \
	T("操作记录 %lld：新增 %lld 行、修改 %lld 行、删除 %lld 行",                               \
	  "run %lld: %lld rows added, %lld changed, %lld removed")
#define I_HELP_USAGE T("用法：", "usage:")
#define I_HELP_OPTIONS_WORD T(" [选项]", " [options]")
#define I_HELP_OPTIONS T("选项：", "options:")
#define I_HELP_HELP T("显示本说明", "show this help")
#define I_HELP_MORE T("详见 man ncre-%s", "more: man ncre-%s")
#define I_HELP_INTRO                                                                               \
	T("用法：ncre [-C 办公文件夹] 命令 [选项] [文件…]",                                        \
	  "usage: ncre [-C OFFICE] COMMAND [options] [FILES...]")
#define I_HELP_OUTRO                                                                               \
	T("一个命令的用法：ncre help 命令；手册：man ncre",                                        \
	  "one command: ncre help COMMAND; manual: man ncre")

/* ---- job: office, undo ---- */
#define E_OFFICE_USED                                                                              \
	T("%s 不是空文件夹，未作更改；请给一个新名字",                                             \
	  "%s is not an empty folder, nothing changed: give a new name")
#define I_OFFICE_MADE                                                                              \
	T("办公文件夹已建立：%s（下一步：ncre -C 该文件夹 setup 考次工作簿.xlsx）",                \
	  "office made: %s (next: ncre -C it setup WORKBOOK.xlsx)")
#define E_RUN_NUMBER T("不是操作记录号：%s", "not the number of a run: %s")
#define E_UNDO_TWICE                                                                               \
	T("第 %lld 号操作已被第 %lld 号撤销", "run %lld has been undone already by run %lld")
#define E_UNDO_CONFLICT                                                                            \
	T("第 %lld 号操作不能撤销：之后的操作动过 %lu 处（见列表）；请先撤销那些操作",             \
	  "run %lld cannot be undone: later runs touched %lu of its rows (listed); undo those first")
#define I_UNDONE T("已撤销第 %lld 号操作", "run %lld is undone")

/* ---- money: review, orders, statements, expiry ---- */
#define E_SUBCOMMAND T("没有 %s 这个子命令；可用：%s", "no subcommand %s: there are %s")
#define E_FIND_NO_CANDIDATE                                                                        \
	T("没有这个考生：%s（应为报名号或本考次的证件号码）",                                      \
	  "no such candidate: %s (a registration number, or a document number of the sitting)")
#define E_ORDER_SERIALS                                                                            \
	T("考点 %s 的订单号已用完（每考次 999999 个）",                                            \
	  "the order numbers of site %s are used up (999999 a sitting)")
#define E_ORDER_NONE T("没有这个订单：%s，未作任何更改", "no such order: %s; nothing changed")
#define E_ORDER_NOT_OPEN                                                                           \
	T("订单 %s 已缴费或已关闭，未作任何更改", "order %s is paid or closed; nothing changed")
#define E_BILL_CLOSE_WHAT                                                                          \
	T("请给出要关闭的订单号，或只用 --timed-out",                                              \
	  "give the numbers of the orders to close, or --timed-out alone")
#define E_BILL_NOTICE                                                                              \
	T("用法：bill notice 订单号 -o 文件.xlsx", "usage: bill notice ORDER -o FILE.xlsx")
#define E_BILL_ONE_OR_GROUP                                                                        \
	T("--candidate 和 --group 不能同时用", "--candidate and --group cannot go together")
#define F_PAY_NO_PHOTO                                                                             \
	T("没有合格照片，不能缴费", "no accepted photo, so there can be no order")
#define F_PAY_REVIEW_PENDING                                                                       \
	T("信息审核尚未完成，不能缴费", "the review is not decided yet, so there can be no order")
#define F_PAY_NOT_APPROVED                                                                         \
	T("考点要求信息审核，考生未提交或被退回，不能缴费",                                        \
	  "the site reviews and this candidate is not submitted or was rejected: no order")
#define F_PAY_WINDOW                                                                               \
	T("不在缴费时间内（%s），该考点未开单", "outside the payment window (%s): no orders opened")
#define I_ORDERS_OPENED T("已开订单 %lld 张", "%lld orders opened")

/* ---- job: setup ---- */
#define E_SETUP_CSV                                                              \
	T("%s 是 CSV 文件；setup 要一个含“考次”工作表的工作簿（.xlsx 或 .xls）", \
	  "%s is a CSV file; setup wants a workbook with the sheet 考次 (.xlsx or .xls)")
#define E_SETUP_NO_SHEET \
	T("%s 里没有工作表“%s”，这不是考次工作簿", "%s has no sheet %s: it is no setup workbook")
#define E_SETUP_NO_HEADER                              \
	T("%s 的工作表“%s”没有表头（第一列应为“%s”）", \
	  "%s: the sheet %s has no header row (its first column is %s)")
#define E_SETUP_EMPTY_SHEET T("%s 的工作表“%s”里没有数据", "%s: the sheet %s has no row")
#define E_SETUP_REFUSED                                                \
	T("有 %lu 处错误（已列出），未作任何更改：请改正 %s 后再装入", \
	  "%lu errors (listed), nothing changed: mend %s and load it again")
#define I_SETUP_DONE  T("考次 %s %s：已核对 %lld 行", "sitting %s %s: %lld rows checked")
#define F_SETUP_TWICE T("与第 %lld 行重复", "the same as row %lld")
#define F_SETUP_MISSING                         \
	T("数据库里有而工作表里没有，保留不动", \
	  "in the database but not in the sheet: left as it is")
#define F_SETUP_OTHER_SHEET \
	T("用不到的工作表，未读取", "a sheet that setup does not know: not read")
#define F_SETUP_RANGE	    T("应在 %lld 到 %lld 之间", "must be from %lld to %lld")
#define F_SETUP_ONE_SITTING T("一个工作簿只能有一个考次", "a workbook holds one sitting only")
#define F_SETUP_PROGRAMME   T("没有这个考试项目", "no such programme")
#define S_SETUP_PROGRAMME   T("ncre 为全国计算机等级考试，job 为职业技能岗位考试", "ncre or job")
#define F_SETUP_DAYS	    T("结束日期早于开始日期", "the last day is before the first")
#define F_SETUP_SITE	    T("本考次没有考点 %s", "the sitting has no site %s")
#define S_SETUP_SITE	    T("先在工作表“考点”中列出", "list it in the sheet 考点 first")
#define F_SETUP_BACKGROUND                            \
	T("照片背景应为浅色、白色、蓝色、红色或不限", \
	  "the background is one of 浅色, 白色, 蓝色, 红色, 不限")
#define F_SETUP_PHASE                                           \
	T("阶段应为报名、缴费、现场确认、打印准考证或成绩查询", \
	  "the phase is one of 报名, 缴费, 现场确认, 打印准考证, 成绩查询")
#define F_SETUP_ORDER                   \
	T("结束应晚于开始，场次不跨日", \
	  "the end must be after the start, of a session on the same day")
#define F_SETUP_OUTSIDE T("不在考试日期内（%s 到 %s）", "outside the exam days (%s to %s)")
#define F_SETUP_SUBJECT T("没有科目 %s", "no such subject: %s")
#define S_SETUP_SUBJECT \
	T("新科目先在工作表“科目”中列出", "list a new subject in the sheet 科目 first")
#define F_SETUP_SUBJECT_ENDED \
	T("科目 %s 在考试日期已停用或尚未启用", "subject %s is not valid on the exam days")
#define F_SETUP_SUBJECTS_ALL \
	T("开考科目应逐个列出，不能写“全部”", "list the subjects one by one, not 全部")
#define F_SETUP_NOT_OFFERED T("没有开考科目用到 %s", "nothing is offered for %s")
#define F_SETUP_TAKEN \
	T("容量小于已报考数：%s 已报考 %lld", "fewer places than entries: %s has %lld")
#define F_SETUP_GRID	  T("排数乘列数小于座位数", "rows times columns are fewer than the seats")
#define F_SETUP_SEAT_USED T("已有考生排到第 %lld 号座位", "somebody sits on seat %lld already")
#define F_SETUP_PLACED                        \
	T("该场次已编排 %lld 科，时间不能改", \
	  "the session has %lld entries placed, its times cannot change")
#define S_SETUP_PLACED T("先撤销编排（ncre undo），再改", "undo the arrangement first (ncre undo)")
#define F_SETUP_ROOM   T("考点 %s 没有考场 %s", "site %s has no room %s")
#define F_SETUP_ROOM_USED                             \
	T("考场 %s 在该场次已编排 %lld 科，不能取消", \
	  "room %s has %lld entries placed in the session and cannot go")
#define F_SETUP_CLASH                               \
	T("考场 %s 同时用于第 %lld 场和第 %lld 场", \
	  "room %s is used by sessions %lld and %lld at the same time")
#define F_SETUP_POLICY T("没有这个参数", "no such parameter")
#define S_SETUP_POLICY T("参数一览见 ncre-schema(7)", "the parameters are listed in ncre-schema(7)")
#define F_SETUP_SCOPE  T("范围应为“考次”或“项目”", "the scope is 考次 (sitting) or 项目 (programme)")
#define F_SETUP_BOOL   T("应为 是 或 否", "must be 是 or 否 (1 or 0)")
#define F_SETUP_NUMBER T("应为不小于零的整数", "must be a whole number, not negative")
#define I_IMPORTED_ORDERS                                                                          \
	T("读取 %lld 行：开订单 %lld 张，已有 %lld 张，未导入 %lld 行",                            \
	  "%lld rows: %lld orders opened, %lld known, %lld rows not taken")
#define F_ORDER_TAKEN                                                                              \
	T("订单号已属于别的考生或金额不同", "the number belongs to another candidate or amount")
#define F_ORDER_NOTHING T("没有要缴费的科目", "nothing to pay")
#define F_ORDER_AMOUNT T("金额与应缴不符，应为 %s 元", "the amount should be %s yuan")
#define F_ORDER_CHANNEL                                                                            \
	T("不认识的渠道（微信、支付宝、银联、其他）",                                              \
	  "an unknown channel (wechat, alipay, unionpay, generic)")
#define F_REVIEW_SITE_DOES_NOT T("该考点不要求信息审核", "the site does not review")
#define F_REVIEW_PENDING T("已提交，待审核", "submitted already, waiting for a decision")
#define F_REVIEW_APPROVED T("已审核通过", "approved already")
#define F_REVIEW_REJECTED                                                                          \
	T("已被退回，考生重新提交后才能再审核", "rejected; it must be submitted again first")
#define F_REVIEW_UNSUBMITTED T("尚未提交审核", "not submitted for review yet")
#define F_REVIEW_NO_ENTRY T("没有报考科目，不能提交审核", "no entry, so nothing to review")
#define F_REVIEW_NO_PHOTO T("没有合格照片，不能提交审核", "no accepted photo, so no review")
#define F_REVIEW_NOBODY T("没有这个考生", "no such candidate")
#define F_REVIEW_WORD T("不认识的审核结果", "not a decision")
#define S_REVIEW_WORD T("填“通过”或“退回”", "write approved or rejected")
#define F_REVIEW_NO_REASON T("退回必须写原因", "a rejection needs a reason")
#define S_REVIEW_NO_REASON T("在“退回原因”列填写", "fill in the reason column")
#define E_SHEET_REFUSED                                                                            \
	T("%s 有 %lu 处错误，未作任何更改；改正后重试，或用 --partial 跳过有误的行",               \
	  "%s has %lu errors, nothing changed: mend them, or leave those rows out with --partial")
#define E_AUDIT_REASON T("退回要写原因：--reason 原因", "a rejection needs --reason TEXT")
#define E_AUDIT_FILE T("请给出一个填好的审核表文件", "give one sheet with decisions filled in")
#define I_AUDIT_SHEET T("审核表：%lld 名考生，已写到 %s", "sheet of %lld candidates: %s")

#define E_STATEMENT_UNKNOWN                                                                        \
	T("%s：认不出是哪家的对账单（前 40 行没有已知的表头）；其他渠道用 --channel generic",      \
	  "%s: not a known statement (no known header within 40 rows); --channel generic for others")
#define E_STATEMENT_KIND T("%s：%s", "%s: %s")
#define E_STATEMENT_CHANNEL                                                                        \
	T("%s 是 %s 的对账单，不是 %s 的", "%s is a statement of %s, not of %s")
#define E_STATEMENT_COLUMNS T("%s：缺少列：%s", "%s: columns are missing: %s")
#define E_STATEMENT_MERCHANT                                                                       \
	T("%s 第 %lld 行：是别的商户（%s）的账单；本办的商户号：%s（参数 merchant.*）",            \
	  "%s row %lld: a bill of another merchant (%s); ours are%s(policy merchant.*)")
#define E_STATEMENT_MERCHANTS                                                                      \
	T("%s 第 %lld 行：一个文件里有两个商户（%s 和 %s）",                                       \
	  "%s row %lld: two merchants in one file (%s and %s)")
#define E_STATEMENT_COUNT                                                                          \
	T("%s：末尾的 %s 为 %lld，实有 %lld；文件不完整或被改动，请重新下载",                      \
	  "%s: its summary says %s %lld, but there are %lld: cut off or changed, download it again")
#define E_STATEMENT_SUM                                                                            \
	T("%s：末尾的 %s 为 %s 元，各行之和为 %s 元；文件不完整或被改动，请重新下载",              \
	  "%s: its summary says %s %s yuan, the rows add up to %s: cut off or changed, download "  \
	  "it again")
#define E_STATEMENT_CUT                                                                            \
	T("%s：末尾没有汇总，文件不完整，请重新下载",                                              \
	  "%s: the summary at its end is missing: it is cut off, download it again")
#define E_STATEMENT_TAIL                                                                           \
	T("%s 第 %lld 行：汇总之后还有内容；请一个文件一个账单",                                   \
	  "%s row %lld: more after the summary: one bill a file, please")
#define E_STATEMENT_ROWS                                                                           \
	T("%s 有 %lu 处读不出，整个文件未入账", "%s has %lu unreadable values: none of it was taken")
#define E_STATEMENT_DIFFERS                                                                        \
	T("%s 第 %lld 行：流水 %s 以前入账的金额不同；两个文件有一个是错的，未入账",               \
	  "%s row %lld: transaction %s was loaded before with another amount: one of the files is " \
	  "wrong, nothing was taken")
#define E_STATEMENT_ZIP                                                                            \
	T("%s：压缩包里应有一个业务明细（.csv），实有 %lu 个；请解压后分别载入",                   \
	  "%s: a ZIP should hold one bill (.csv), this has %lu: unpack it and load them one by one")
#define F_STATEMENT_TYPE T("不认识的业务类型", "an unknown type of business")
#define E_STATEMENT_ZM_NAME                                                                        \
	T("%s：银联文件里没有年份，要靠文件名 INN<年月日>88ZM_<商户号>；请不要改名",               \
	  "%s: a UnionPay file has no year inside, its name INN<YYMMDD>88ZM_<merchant> tells it: "  \
	  "keep the name")
#define E_STATEMENT_ZM_LINE                                                                        \
	T("%s 第 %lld 行：%lu 字节，应为 607 或 561；文件不完整，请重新下载",                      \
	  "%s line %lld: %lu bytes instead of 607 or 561: cut off, download it again")
#define S_STATEMENT_AGAIN                                                                          \
	T("不要用 Excel 打开再保存，请重新下载原文件",                                             \
	  "do not open and save it in Excel: download the file again")
#define F_STATEMENT_NEGATIVE T("收款金额是负数", "a payment with a negative amount")
#define F_STATEMENT_CURRENCY T("不是人民币", "not in yuan")
#define F_STATEMENT_NO_ID T("没有流水号", "a transaction without its number")
#define F_SETTLE_DOUBLE T("重复缴费，应退（元）：", "paid twice, to be paid back (yuan): ")
#define F_SETTLE_OVER T("多缴，应退（元）：", "paid too much, to be paid back (yuan): ")
#define F_SETTLE_UNDER T("少于订单金额，列为待查（元）：", "less than the order, held (yuan): ")
#define F_SETTLE_RESTORED                                                                          \
	T("过期后到账，名额尚在，已恢复报考（元）：",                                              \
	  "came after the entry expired; the place was free and it is back (yuan): ")
#define F_SETTLE_LATE                                                                              \
	T("到账时报考已取消或已无名额，应退（元）：",                                              \
	  "came when the entry was gone for good, to be paid back (yuan): ")
#define F_SETTLE_UNKNOWN T("没有这个订单，列为待查（元）：", "no such order, held (yuan): ")
#define F_SETTLE_OTHER                                                                             \
	T("订单属于别的或已结束的考次，列为待查（元）：",                                          \
	  "an order of another or a past sitting, held (yuan): ")
#define F_SETTLE_FAILED T("退款失败，仍为应退（元）：", "the refund failed, still owed (yuan): ")
#define F_SETTLE_GIVEN_BACK                                                                        \
	T("渠道退了款，但本系统并不应退；已缴费的报考仍然有效（元）：",                            \
	  "went back although nothing was owed; what is paid stays paid (yuan): ")
#define F_CONFIRM_SITE_DOES_NOT T("该考点不需要现场确认", "the site does not confirm")
#define F_CONFIRM_WINDOW T("不在现场确认时间内（%s）", "outside the confirmation window (%s)")
#define E_CONFIRM_WHAT                                                                             \
	T("请给出报名号或证件号，或 --file 表格，或 --list（三者取一）",                           \
	  "give numbers, or --file TABLE, or --list: one of the three")
#define I_CONFIRMED                                                                                \
	T("现场确认 %lld 名；已确认过的 %lld 名", "%lld confirmed; %lld were confirmed before")
#define E_CANCEL_REASON T("要写明原因：--reason 原因", "say why: --reason TEXT")
#define E_CANCEL_NO_ENTRY T("考生 %s 没有报考科目 %s", "candidate %s has no entry for subject %s")
#define E_CANCEL_PAID                                                                              \
	T("R-PAID：%s 科目 %s 已缴费，不能取消", "R-PAID: %s has paid subject %s: it stays")
#define E_CANCEL_PAID_ANY                                                                          \
	T("R-PAID：%s 有已缴费的科目，不能删除报名", "R-PAID: %s has a paid entry: it stays")
#define E_CANCEL_IN_PAYMENT                                                                        \
	T("R-LOCK：%s 有未关闭的订单；请先用 ncre bill close 关闭",                                \
	  "R-LOCK: %s has an open order: close it first with ncre bill close")
#define E_CANCEL_PENDING                                                                           \
	T("R-LOCK：%s 正在审核中，科目不能改", "R-LOCK: %s is under review, entries stand still")
#define E_CANCEL_WINDOW                                                                            \
	T("R-WINDOW：不在报名时间内（%s），不能取消科目（可以删除整个报名）",                      \
	  "R-WINDOW: outside the registration window (%s); only a whole registration can go")

#define E_MATCH_NOT_HELD                                                                           \
	T("待查款里没有这笔流水：%s（用 reconcile-payments suspense 列出）",                       \
	  "no payment %s is held: list them with reconcile-payments suspense")
#define E_MATCH_PAID T("订单 %s 已缴费，未作任何更改", "order %s is paid; nothing changed")
#define E_MATCH_ALREADY                                                                            \
	T("流水 %s 已对到一张订单；请先 reconcile-payments unmatch",                               \
	  "payment %s is matched already: unmatch it first")
#define E_MATCH_GONE                                                                               \
	T("订单 %s 里有已缴费、已取消或没有名额的科目，不能合并入账",                              \
	  "order %s has entries that are paid, cancelled or without a place: not matched")
#define E_MATCH_SUM                                                                                \
	T("金额不等于这些订单之和，未作任何更改", "the amount is not the sum of the orders; nothing changed")
#define E_MATCH_NONE                                                                               \
	T("流水 %s 没有手工对过订单；已入账的用 undo 撤销",                                        \
	  "payment %s is not matched; what has paid is taken back with undo")
#define E_MATCH_ARGS                                                                               \
	T("用法：reconcile-payments match 流水号 订单号… | unmatch 流水号 | suspense",             \
	  "usage: reconcile-payments match PAYMENT ORDER... | unmatch PAYMENT | suspense")
#define E_REFUND_NONE                                                                              \
	T("没有第 %lld 号应退款，或已退（用 refunds list 列出）",                                  \
	  "no refund %lld is owed: list them with refunds list")
#define E_REFUND_NUMBER T("不是应退款的编号：%s", "not the number of a refund: %s")
#define E_REFUND_REFERENCE                                                                         \
	T("要写明退款凭证：--reference 文字", "say how it was paid back: --reference TEXT")
#define I_REFUNDS_RECORDED T("已登记退款 %d 笔", "%d refunds recorded")

#define E_EXPIRE_CLOCK                                                                             \
	T("最近一次操作在 %s，而现在是 %s：时钟被调回过，拒绝过期；请先校正时钟",                  \
	  "the newest run was made at %s, and now it is %s: the clock was set back; mend it first")
#define F_EXPIRE_UNCOVERED                                                                         \
	T("已到期，但开过订单，要等覆盖到期时间的对账单载入",                                      \
	  "due, but it had an order: waits for a statement that covers its deadline")
#define I_EXPIRED                                                                                  \
	T("过期：%lld 科、%lld 名考生；等对账单的 %lld 科",                                        \
	  "expired: %lld entries, %lld candidates; %lld entries wait for a statement")
#define I_STATEMENT_SAME                                                                           \
	T("%s 已在第 %lld 号操作中载入，未重复入账", "%s was loaded by run %lld already: nothing to do")
#define I_RECONCILED                                                                               \
	T("载入 %lld 个对账单、%lld 行", "%lld statements with %lld rows loaded")

/* ---- exam: rules ---- */
#define E_POLICY_NUMBER                                                                            \
	T("政策项 %s 的值不是数字：%s（用 setup 改正）",                                           \
	  "the policy %s is not a number: %s (mend it with setup)")
#define E_SITTING_UNKNOWN                                                                          \
	T("没有代码为 %s 的考次（用 setup 载入考次）", "there is no sitting %s (load one with setup)")
#define E_SITTING_NONE                                                                             \
	T("还没有考次（先用 setup 载入考次工作簿）",                                               \
	  "there is no sitting yet (load one with setup first)")
#define E_CAP_OVER T("R-CAP：%s 的报考数将超过容量", "R-CAP: %s would have more entries than places")

/* ---- job: import ---- */
#define E_IMPORT_KIND                                                                              \
	T("请用 --as 说明表的种类，例如 --as registrations",                                       \
	  "which kind of table? name it with --as, for example --as registrations")
#define E_IMPORT_KIND_UNKNOWN                                                                      \
	T("不能导入 %s；可导入 registrations、wishes、needs",                                      \
	  "cannot import %s; there are registrations, wishes and needs")
#define E_IMPORT_RUNAWAY                                                                           \
	T("%s 的问题超过 %lu 个，不像是有错的表，而像是用错的表；未作任何更改",                    \
	  "%s has more than %lu errors: not a table with mistakes but the wrong one; nothing "     \
	  "changed")
#define E_IMPORT_REFUSED                                                                           \
	T("有 %lu 个问题，一行也没有导入；改正后重来，或用 --partial 先收下没有问题的行，"         \
	  "用 --reject 文件.xlsx 得到有问题的行",                                                  \
	  "%lu errors, nothing was imported: correct them, or take the good rows with --partial "  \
	  "and get the others with --reject FILE.xlsx")
#define I_IMPORTED                                                                                 \
	T("读取 %lld 行：新增考生 %lld 人，修改 %lld 人；新增报考 %lld 科，已有 %lld 科；"         \
	  "未导入 %lld 行",                                                                        \
	  "%lld rows read: %lld candidates added, %lld changed; %lld entries added, %lld known; "  \
	  "%lld rows refused")
#define F_FILE_KNOWN                                                                               \
	T("这个文件已在第 %lld 号操作中导入，未作更改",                                            \
	  "this file was imported by run %lld already: nothing changed")
#define S_FILE_KNOWN T("确要重新检查请加 --again", "to look at it again, add --again")
#define F_CODE_UNKNOWN T("不在代码表中：%s", "not in the code table: %s")
#define S_CODE_UNKNOWN                                                                             \
	T("填代码或名称；代码见 ncre template 生成的模板",                                         \
	  "write the code or its name; ncre template writes the tables")
#define S_SEX T("填“男”或“女”", "write 男 or 女")
#define S_SOURCE T("填“集体报名”或“考生注册”", "write 集体报名 (group) or 考生注册 (self)")
#define F_NAME_FOLDED T("间隔号已统一为“·”：%s", "the separator was made a ·: %s")
#define F_NAME_BLANKS T("姓名中间有空格", "blanks inside the name")
#define S_NAME_BLANKS                                                                              \
	T("去掉空格；少数民族姓名用“·”分隔", "take the blanks out; names of minorities use ·")
#define F_NAME_CONTROL                                                                             \
	T("姓名含有无法识别的字符（造字或控制字符）",                                              \
	  "the name has a character nobody can read (private use or control)")
#define S_NAME_CONTROL T("对照证件重新输入姓名", "type the name again from the document")
#define F_NAME_TOO_LONG T("姓名超过 %d 个字", "the name is longer than %d characters")
#define F_NAME_QUESTION                                                                            \
	T("姓名含有问号，可能丢了生僻字", "the name has a question mark: a rare character was lost")
#define S_NAME_QUESTION                                                                            \
	T("对照证件补上生僻字，并用 xlsx 或 UTF-8 保存",                                           \
	  "put the character back from the document, and save as xlsx or UTF-8")
#define F_NAME_DIGITS T("姓名含有数字", "the name has digits")
#define F_ID_LENGTH T("身份证号应为 18 位，这里是 %u 位", "the number must have 18 characters, not %u")
#define S_ID_LENGTH                                                                                \
	T("对照身份证改正；检查单元格是否为文本格式",                                              \
	  "correct it from the card; see that the cell has the text format")
#define F_ID_CHARS                                                                                 \
	T("身份证号含有不该有的字符（只能是数字，末位可为 X）",                                    \
	  "the number has other characters than digits and a last X")
#define F_ID_DATE                                                                                  \
	T("身份证号中的出生日期不存在或在将来", "the birth date in the number does not exist or lies ahead")
#define F_ID_CHECKSUM T("身份证号校验码不对，有数字写错", "the check digit is wrong: a digit was mistyped")
#define F_ID_OLD T("15 位旧身份证号已失效", "15-digit numbers of the old card are no longer valid")
#define S_ID_OLD T("请填 18 位身份证号", "give the 18-digit number")
#define F_ID_SHAPE                                                                                 \
	T("证件号的样子与证件类型不常见的相符，请核对",                                            \
	  "the number has an unusual shape for this kind of document: please check")
#define S_ID_COMPARE T("对照证件改正", "correct it from the document")
#define F_ID_SEX_MALE T("身份证号表明是男，与性别不符", "the number says male, the sex does not")
#define F_ID_SEX_FEMALE T("身份证号表明是女，与性别不符", "the number says female, the sex does not")
#define F_ID_BORN                                                                                  \
	T("身份证号表明出生于 %s，与出生日期不符", "the number says born on %s, the birth date does not")
#define F_AGREEMENT                                                                                \
	T("个人报名没有接受协议的版本和时间",                                                      \
	  "a self registration without version and time of the accepted agreement")
#define S_AGREEMENT                                                                                \
	T("补上“报名协议版本”和“接受协议时间”两列",                                                \
	  "add the columns 报名协议版本 (version) and 接受协议时间 (time)")
#define F_PERSON_DIFFERS                                                                           \
	T("同一流水号的两行资料不一致：另见%s", "two rows of one serial number differ: see %s")
#define S_PERSON_DIFFERS                                                                           \
	T("同一考生各行的个人资料须相同；不同考生须用不同流水号",                                  \
	  "rows of one person must agree; different persons need different serials")
#define F_PERSON_TWICE_FILE                                                                        \
	T("同一证件号已用于另一考生：%s", "the document number is used by another person: %s")
#define F_PERSON_TWICE                                                                             \
	T("该证件号本考次已报名：%s %s（考点 %s）",                                                \
	  "this document number is registered already: %s %s (site %s)")
#define S_PERSON_TWICE                                                                             \
	T("同考次同一考生只能在一个考点报名一次",                                                  \
	  "a person registers once and at one site in a sitting")
#define F_ENTRY_TWICE_FILE                                                                         \
	T("科目 %s 重复报考：与第 %lld 行相同", "subject %s twice: the same as row %lld")
#define S_ENTRY_TWICE T("删除其中一行", "remove one of the rows")
#define F_SITE_UNKNOWN T("考点 %s 不在考次“%s”中", "site %s is not in the sitting %s")
#define S_SITE_UNKNOWN T("核对考点代码和考次", "check the site code and the sitting")
#define F_WINDOW_REGISTRATION                                                                      \
	T("不在报名时间内（%s 至 %s）", "outside the registration window (%s to %s)")
#define F_OFFER_NONE T("考点 %s 本考次不开考科目 %s", "site %s does not offer subject %s")
#define S_OFFER_NONE T("核对科目代码", "check the subject code")
#define F_OFFER_INVALID T("科目 %s 在本考次已停考或尚未开考", "subject %s is not valid at this sitting")
#define F_NUMBER_TAKEN                                                                             \
	T("流水号已被占用：%s 是 %s", "the serial number is taken: %s is %s")
#define S_NUMBER_TAKEN T("换一个流水号", "use another serial number")
#define F_ROSTER                                                                                   \
	T("学籍所在考点 %s 不允许到本考点报名", "the student's own site %s does not allow this site")
#define F_LOCKED                                                                                   \
	T("%s 的报名信息已锁定，个人资料不能改",                                                   \
	  "the registration %s is locked: personal data cannot change")
#define S_LOCKED                                                                                   \
	T("先驳回审核或关闭订单；已缴费的不能改",                                                  \
	  "reject the review or close the order first; what is paid stays")
#define F_LOCKED_ENTRIES                                                                           \
	T("%s 正在审核或缴费，不能增报科目",                                                       \
	  "%s is under review or in payment: no entries can be added")
#define F_MAX T("超过考点的科目上限（%lld 科）", "more subjects than the site allows (%lld)")
#define F_CAP_OFFERING T("考点 %s 科目 %s 容量已满", "site %s, subject %s is full")
#define F_CAP_NAMED T("容量限制“%s”已满", "the cap %s is full")
#define S_CAP T("改报其他考点或科目，或由管理员增加容量", "choose another, or have the capacity raised")
/* ---- exam: assignment ---- */
#define E_ASSIGN_DAYS                                                                              \
	T("考试天数 %d 不在 1 到 %d 之间", "%d exam days: between 1 and %d are possible")
#define E_ASSIGN_SESSION                                                                           \
	T("场次 %lld 的日期或时长不对", "session %lld has a wrong day or length")
#define E_ASSIGN_OVERLAP                                                                           \
	T("考场 %lld 在场次 %lld 和 %lld 同时开放，而两场时间重叠；请关闭其一",                    \
	  "room %lld is open in sessions %lld and %lld, which overlap: close one of them")
#define E_ASSIGN_FIXED_ROOM                                                                        \
	T("报考 %lld 指定了考场却没有场次", "entry %lld has a fixed room but no fixed session")
#define E_ASSIGN_FIXED_SHORT                                                                       \
	T("报考 %lld 固定在场次 %lld，但该场时长不够",                                             \
	  "entry %lld is fixed to session %lld, which is too short for it")
#define E_ASSIGN_FIXED_SUBJECT                                                                     \
	T("报考 %lld 固定在场次 %lld 考场 %lld，但那里不考该科目，或考场用途不符",                 \
	  "entry %lld is fixed to session %lld, room %lld, which does not take its subject or need")
#define E_ASSIGN_FIXED_FULL                                                                        \
	T("场次 %lld 考场 %lld 的固定安排超出 %d 个座位",                                          \
	  "more is fixed to session %lld, room %lld than its %d seats")
#define E_ASSIGN_MANY                                                                              \
	T("考生 %lld 的报考科目多于 %d 个", "candidate %lld has more than %d entries")
#define E_ASSIGN_FIXED_CLASH                                                                       \
	T("考生 %lld 的两个固定场次时间冲突：报考 %lld 和 %lld",                                   \
	  "candidate %lld is fixed to two sessions that clash: entries %lld and %lld")
#define E_ASSIGN_LINE T("第 %lu 行：%s", "line %lu: %s")
#define E_ASSIGN_LINE_FORM                                                                         \
	T("字段的个数或数字不对", "wrong number of fields, or not a number in range")
#define E_ASSIGN_LINE_KIND T("不认识的行首", "this line starts with an unknown word")
#define E_ASSIGN_LINE_HEAD                                                                         \
	T("第一行应为 NCREASSIGN 1 考点", "the first line must be NCREASSIGN 1 SITE")
#define E_ASSIGN_LINE_TWICE T("编号重复", "this number is used twice")
#define E_ASSIGN_LINE_UNKNOWN                                                                      \
	T("提到的科目、场次或考场不存在", "names a subject, session or room that is not there")
#define E_CERT_FORM                                                                                \
	T("不是编排证明文件，或不完整", "not the certificate of an assignment, or cut off")
#define E_CERT_LINE T("证明文件中有不认识的一行：%.60s", "a line of the certificate is not understood: %.60s")
#define E_CERT_HASH                                                                                \
	T("证明文件的输入数据与其散列值不符：文件被改动过",                                        \
	  "the problem in the certificate does not have its hash: the file was changed")
#define E_CERT_WHOLE                                                                               \
	T("证明文件缺少报考的安排或总计，或有重复：文件被改动过",                                  \
	  "places or the summary are missing or twice in the certificate: the file was changed")
#define E_CERT_FALSE                                                                               \
	T("编排证明不成立：%lld 处不符（见列表）", "the certificate does not hold: %lld faults (listed)")
#define E_CERT_EMPTY T("证明文件里没有考点", "the certificate holds no site")
#define I_CERT_SITE                                                                                \
	T("考点 %s：可行，数值相符，三个界均得到证明",                                             \
	  "site %s: feasible, values right, all three bounds proven")
#define F_CERT_GONE T("证明中的报考在库中没有相同的安排", "the database does not place this entry so")
#define F_CERT_NEWER                                                                               \
	T("库中另有 %lld 个报考不在证明中（证明之后缴费或变动）",                                  \
	  "the database places %lld entries more than the certificate (paid or changed since)")
#define F_CERT_OTHER T("场次、考场或座位数与库中不同", "sessions, rooms or seats differ from the database")
#define F_VERIFY_FIXED T("不在固定的场次或考场", "is not where it is fixed")
#define F_VERIFY_LOCKED T("安排在锁定的场次", "is in a locked session")
#define F_VERIFY_CLOSED T("安排在不开放的考场", "is in a room that is closed")
#define F_VERIFY_SUBJECT T("该场次考场不考此科目", "the session and room do not run its subject")
#define F_VERIFY_TAG T("考场用途不符", "the room is for another need")
#define F_VERIFY_LENGTH T("场次时长不够", "the session is too short for it")
#define F_VERIFY_FULL T("考场人数超过座位数", "more people than seats in its room")
#define F_VERIFY_CLASH T("与本人另一科目时间冲突", "overlaps the same candidate's other session")
#define F_VERIFY_KIND T("意向是否满足与安排不符", "its wish is said to be kept or lost, and is not")
#define F_VERIFY_VALUES                                                                            \
	T("所称编排 %lld、满足意向 %lld、多出日数 %lld，实为 %lld、%lld、%lld",                    \
	  "claims %lld placed, %lld wishes kept, %lld extra days; it is %lld, %lld, %lld")
#define F_VERIFY_PRICES T("证明中的价格为负或过大", "a price of the proof is negative or too large")
#define F_VERIFY_PLACED_BOUND                                                                      \
	T("编排数的上界没有得到证明", "the bound of the entries placed is not proven by its prices")
#define F_VERIFY_WISH_BOUND                                                                        \
	T("满足意向数的上界没有得到证明", "the bound of the wishes kept is not proven by its prices")
#define F_VERIFY_DAY_BOUND                                                                         \
	T("多出日数的下界没有得到证明", "the bound of the extra days is not proven by its prices")
#define E_TICKET_CODE                                                                              \
	T("准考证号的组成不对：科目 %s、考次 %s、考点 %s、考场 %s 应为 2、2、6、2 位数字",         \
	  "a ticket number needs digits: subject %s 2, sitting %s 2, site %s 6, room %s 2")
#define E_TICKET_SERIAL                                                                            \
	T("考点 %s 考场 %s 的准考证流水 %lld 超出 0001–9999",                                      \
	  "site %s room %s: the ticket serial %lld is outside 0001 to 9999")

/* ---- job: dates and seats ---- */
#define E_ASSIGN_SEED                                                                              \
	T("抽签需要事先公布的数值：用 --seed 给出，或在政策 assign.seed 中设定",                   \
	  "the lottery needs the value announced beforehand: give --seed, or set policy assign.seed")
#define E_ASSIGN_NO_SITE                                                                           \
	T("本考次没有考点 %s", "this sitting has no site %s")
#define E_ASSIGN_SUBJECTS                                                                          \
	T("考点 %s 的科目多于 %d 个", "site %s has more than %d subjects")
#define E_ASSIGN_SITE T("考点 %s", "site %s")
#define E_ASSIGN_UNPLACED                                                                          \
	T("有 %lld 个已缴费报考排不下（缺口见列表），未作任何更改；增开场次或考场，或用 "          \
	  "--allow-unplaced",                                                                      \
	  "%lld paid entries have no place (listed), nothing changed: open sessions or rooms, or use " \
	  "--allow-unplaced")
#define E_ASSIGN_MOVES                                                                             \
	T("有 %lld 个已编排的报考须变动，超过 --max-moves %lld，未作任何更改（名单见列表）",       \
	  "%lld placed entries would move, more than --max-moves %lld, nothing changed (listed)")
#define E_ASSIGN_TICKETED                                                                          \
	T("考点 %s 已发准考证号，不能重新编排日期；先用 ncre undo 撤销 assign-seats",              \
	  "site %s has ticket numbers already: undo assign-seats first")
#define E_SEATS_AGAIN                                                                              \
	T("考点 %s 已有 %lld 人排定座位；补排其余 %lld 人用 --fill-only",                          \
	  "site %s has %lld people seated already: seat the other %lld with --fill-only")
#define E_SEATS_SHORT                                                                              \
	T("考点 %s 有 %lld 人在其场次排不进考场，未作任何更改；先运行 ncre assign-dates",          \
	  "site %s: %lld people find no seat in their session, nothing changed: run ncre assign-dates " \
	  "first")
#define E_SEATS_NO_DATES                                                                           \
	T("还没有编排日期（先运行 ncre assign-dates）", "there are no dates yet (run ncre assign-dates first)")
#define F_ASSIGN_SHORT                                                                             \
	T("科目 %s 共 %lld 个报考，只能排在场次 %s 的 %lld 个座位，还差 %lld 个",                  \
	  "subjects %s: %lld entries can sit only in sessions %s with %lld seats, %lld short")
#define F_ASSIGN_NOWHERE                                                                           \
	T("科目 %s 的 %lld 个报考没有任何可用的场次",                                              \
	  "subjects %s: %lld entries, and no session that takes them")
#define F_ASSIGN_ENTRY_SHORT T("未编排：座位不足", "not placed: too few seats")
#define F_ASSIGN_ENTRY_CLASH                                                                       \
	T("未编排：余下的座位都与本人其他科目时间冲突",                                            \
	  "not placed: every seat left clashes with the candidate's other subjects")
#define F_ASSIGN_MOVED                                                                             \
	T("原定场次 %lld 已不可用（不开考该科目、时长不够或座位减少），改在场次 %lld",             \
	  "session %lld is no longer possible (subject, length or seats): moved to session %lld")
#define F_ASSIGN_TICKET_VOID                                                                       \
	T("原准考证号 %s 作废，运行 ncre assign-seats --fill-only 后重新打印",                     \
	  "ticket number %s is void: run ncre assign-seats --fill-only and print again")
#define F_WISH_NO_SESSION                                                                          \
	T("意向日期 %s 该考点没有可考此科目的场次，此意向不计",                                    \
	  "no session of the site runs this subject on the wished day %s: the wish does not count")
#define S_ASSIGN_SHORT                                                                             \
	T("增开场次或考场，或让更多场次开考这些科目（setup 工作簿的 sessions、rooms 表）",         \
	  "open sessions or rooms, or let more sessions run these subjects (setup: sessions, rooms)")
#define E_ASSIGN_MAX_MOVES T("--max-moves 应为数字：%s", "--max-moves takes a number: %s")
#define E_ASSIGN_ASK                                                                               \
	T("--commit、--what-if、--sessions 只查询：每次一个，也不能写证明",                        \
	  "--commit, --what-if and --sessions only ask: one at a time, and not with --certificate")
#define E_WHAT_IF                                                                                  \
	T("看不懂 --what-if %s（例：+1 room 2026-09-24 AM，或 +30 seats 2026-09-24 PM）",          \
	  "--what-if %s is not understood (as in: +1 room 2026-09-24 AM, +30 seats 2026-09-24 PM)")
#define I_COMMIT                                                                                   \
	T("请在抽签前公布：考次 %s，程序 ncre %s，名单散列 %s，抽签数值取自“%s”",                  \
	  "publish before the draw: sitting %s, program ncre %s, roster hash %s, the value will be: %s")
#define I_WHAT_IF_WISH                                                                             \
	T("考点 %s：场次 %lld 多一个座位对满足意向最有用",                                         \
	  "site %s: one seat more in session %lld would help wishes most")
#define I_WHAT_IF_DAY                                                                              \
	T("考点 %s：场次 %lld 多一个座位对减少考试日最有用",                                       \
	  "site %s: one seat more in session %lld would save days most")
#define E_MOVE_NUMBER                                                                              \
	T("没有人持准考证号 %s（应为 16 位数字）", "nobody has the ticket number %s (16 digits)")
#define E_MOVE_TO                                                                                  \
	T("看不懂 --to %s（应为 考场-座位 或 场次-考场-座位，例：02-15）",                         \
	  "--to %s is not understood: ROOM-SEAT or SESSION-ROOM-SEAT, as in 02-15")
#define E_MOVE_BOTH T("--move 和 --to 要一起用", "--move and --to go together")
#define E_MOVE_PLACE                                                                               \
	T("不能调到 %s：没有这个场次或考场，或该考场在此场次不开放、座位号超出",                   \
	  "cannot move to %s: no such session or room, or not open then, or no such seat")
#define E_MOVE_SUBJECT                                                                             \
	T("不能调到 %s：那里不考科目 %s，或场次时长不够",                                          \
	  "cannot move to %s: subject %s does not run there, or the session is too short")
#define E_MOVE_TAKEN                                                                               \
	T("不能调到 %s：座位上已有准考证号 %s", "cannot move to %s: ticket number %s sits there")
#define E_MOVE_CLASH                                                                               \
	T("不能调到 %s：与本人其他科目时间冲突", "cannot move to %s: clashes with the other subjects")
#define F_MOVE_PRINTED                                                                             \
	T("准考证 %s 已打印；请收回，重新打印 %s",                                                 \
	  "ticket %s has been printed: take it back and print %s")
#define I_MOVED T("已调到 %s，准考证号 %s", "moved to %s, ticket number %s")
#define I_ASSIGN_SEED T("抽签种子：%s", "lottery seed: %s")
#define I_ASSIGN_OPTIMAL T("最优", "optimal")
#define I_ASSIGN_NOT_PROVEN T("未证明最优", "not proven optimal")
#define I_ASSIGN_PLACED                                                                            \
	T("已编排 %lld / %lld（上界 %lld：%s）", "placed %lld of %lld (bound %lld: %s)")
#define I_ASSIGN_WISHES                                                                            \
	T("满足意向 %lld / %lld（上界 %lld：%s）", "wishes kept %lld of %lld (bound %lld: %s)")
#define I_ASSIGN_DAYS                                                                              \
	T("多出的考试日 %lld（下界 %lld：%s）", "extra days %lld (bound %lld: %s)")
#define I_ASSIGN_VERDICT T("%s；%s；%s", "%s; %s; %s")
#define I_ASSIGN_DENIED                                                                            \
	T("考点 %s：%d 个抽中的意向因本人科目时间冲突未能满足",                                    \
	  "site %s: %d wishes that were drawn are denied, the candidate's subjects clash")
#define I_ASSIGN_NOTHING                                                                           \
	T("没有需要编排的已缴费报考", "there is no paid entry to place")
#define I_SEATS_NOTHING T("没有需要排座位的考生", "there is nobody to seat")
#define I_ASSIGN_PROGRESS T("编排", "assigning")
#define I_IMPORTED_WISHES                                                                          \
	T("读取 %lld 行：登记意向 %lld 项，已有 %lld 项，未导入 %lld 行",                          \
	  "%lld rows read: %lld wishes set, %lld known, %lld rows refused")
#define F_WINDOW_CLOSED T("不在规定时间内（%s）", "outside the window (%s)")
#define F_WISH_NO_ENTRY T("没有报名号 %s 科目 %s 的有效报考", "no live entry %s, subject %s")
#define F_NEED_NOBODY T("没有报名号 %s 的考生", "there is no candidate %s")
#define F_NEED_EXTRA                                                                               \
	T("延长时间应为 0 到 %d 的百分比整数", "longer time is a whole percentage, 0 to %d")
#define I_IMPORTED_NEEDS                                                                           \
	T("读入 %lld 行：登记特殊需要 %lld 个、已有 %lld 个；拒收 %lld 行",                        \
	  "%lld rows read: %lld needs set, %lld known, %lld rows refused")
#define F_WISH_UNPAID T("未缴费的科目不能选择意向日期", "a wish needs a paid entry")
#define F_WISH_GROUP T("集体报名的考生不能选择意向日期", "group candidates make no wishes")
#define F_WISH_SITE T("考点未开放意向日期", "the site takes no wishes")
#define F_WISH_DAY T("%s 不是该科目可选的意向日期", "%s is not a day this subject can be wished for")
#define F_WISH_FULL T("%s 的意向名额已满", "no wish places are left on %s")

/* ---- job: export and template ---- */
#define F_LAYOUT_NO_KIND                                                                           \
	T("文件名不是任何一种表，不会被读取（应为 种类.layout）",                                  \
	  "named like no kind of table, and so never read (it must be KIND.layout)")
#define E_EXPORT_KIND T("没有这种导出表：%s（可用：%s）", "no such table to export: %s (there are: %s)")
#define E_EXPORT_XLSX_STDOUT                                                                       \
	T("XLSX 要写入文件：请用 -o FILE.xlsx", "XLSX goes into a file: use -o FILE.xlsx")
#define I_EXPORTED T("已导出 %lld 行：%s", "%lld rows exported: %s")
#define I_EXPORT_MASKED                                                                            \
	T("个人信息已遮盖；需要原文请加 --reveal（会留下操作记录）",                               \
	  "personal data is masked; --reveal shows it (and is recorded)")
#define I_TEMPLATE_WRITTEN T("已写出空白表：%s", "blank workbook written: %s")
/* ---- job: today, why ---- */
#define E_WHY_NOBODY                                                                               \
	T("没有报名号或证件号为 %s 的考生", "nobody has the registration or document number %s")
#define I_WHY_PERSON T("%s %s，%s，考点 %s，%s", "%s %s, %s, site %s, %s")
#define I_TODAY_SITTING T("考次 %s %s，现在是 %s", "sitting %s %s, it is %s")
#define I_TODAY_REVIEW                                                                             \
	T("%lld 人等待审核，最早提交于 %s", "%lld candidates wait for review, the oldest since %s")
#define I_TODAY_ORDERS                                                                             \
	T("%lld 个订单待缴费，共 %s 元，最早开于 %s", "%lld orders open, %s yuan, the oldest since %s")
#define I_TODAY_REFUNDS                                                                            \
	T("%lld 笔应退款，共 %s 元，最早自 %s", "%lld refunds owed, %s yuan, the oldest since %s")
#define I_TODAY_SUSPENSE T("未明款项 %s 元待查", "%s yuan in suspense to be looked into")
#define I_TODAY_STATEMENT T("%s 对账单已到 %s", "statements of %s reach to %s")
#define I_TODAY_EXPIRING                                                                           \
	T("%lld 科将在 %d 小时内到期，最早 %s", "%lld entries expire within %d hours, the first at %s")
#define I_TODAY_UNPLACED T("%lld 科已缴费未编排座位", "%lld paid entries have no seat yet")
#define I_TODAY_OUTBOX T("%lld 条消息待发", "%lld messages wait to be sent")
#define I_TODAY_WINDOW T("%s时间 %s：%s 至 %s", "%s window %s: %s to %s")
#define I_TODAY_RUN T("操作记录 %lld：%s %s（%s）", "run %lld: %s %s (%s)")
#define I_TODAY_HEAD T("操作记录链首 %s", "head of the chain of runs %s")

/* ---- job: backup, restore, migrate ---- */
#define E_BACKUP_BAD                                                                               \
	T("备份 %s 有问题（见列表），不能使用", "the copy %s is not sound (see the list)")
#define E_KEEP                                                                                     \
	T("--keep 的写法不对：%s（例：7d,4w,12m）", "--keep cannot be read: %s (example: 7d,4w,12m)")
#define E_RESTORE_NEWER                                                                            \
	T("办公文件夹里有 %s 中没有的操作记录，恢复会丢掉它们；确要恢复请加 --force",              \
	  "the office has runs that are not in %s and would be lost: add --force to restore all "  \
	  "the same")
#define E_RESTORE_HALF                                                                             \
	T("恢复没有完成，原数据库在 %s", "the restore did not finish; the old database is %s")
#define I_BACKUP_DONE                                                                              \
	T("已备份：%s（%lld 条操作记录，链首 %s；新增照片 %lld 张），已打开验证",                  \
	  "copied: %s (%lld runs, head %s; %lld photos added), opened and verified")
#define I_BACKUP_REMOVED T("已移除过期备份 %lld 个", "%lld old copies removed")
#define I_RESTORED                                                                                 \
	T("已用 %s 恢复（%lld 条操作记录，链首 %s）", "restored from %s (%lld runs, head %s)")
#define I_RESTORED_ASIDE T("原数据库另存为 %s", "the old database is kept as %s")
#define I_MIGRATED                                                                                 \
	T("数据库已从版本 %d 升级到 %d；升级前的备份：%s",                                         \
	  "the database went from version %d to %d; copy from before: %s")
#define I_MIGRATED_ALREADY T("数据库已是版本 %d，无需升级", "the database is of version %d already")

#endif
