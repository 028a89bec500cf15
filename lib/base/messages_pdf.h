/* Messages: pages and what is printed. Included by base/messages.h, which says how they are
 * written. */
/* clang-format off */
#ifndef NCRE_BASE_MESSAGES_PDF_H
#define NCRE_BASE_MESSAGES_PDF_H

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
#define W_PRINT_OLD                                                                                \
	T("%s 里还有 %lld 个以前打印的文件，这次没有重印，请勿混用",                               \
	  "%s still has %lld files of earlier prints that were not replaced: do not mix them")
#define I_PRINT_UNCHANGED                                                                          \
	T("%lld 份自第 %lld 次操作以来没有变化，未重印",                                           \
	  "%lld have not changed since run %lld and were not printed again")

/* ---- page layouts ---- */
#define E_PAGE_NO_KIND T("没有这种版面：%s", "no such kind of page: %s")
#define E_PAGE_KIND T("page 行是另一种版面：%s", "the line page names another kind: %s")
#define E_PAGE_NAME T("缺少名称", "a name is missing")
#define E_PAGE_COLON T("缺少冒号（冒号后面写文字）", "a colon is missing (the words follow it)")
#define E_PAGE_NO_FIELD                                                                            \
	T("没有字段 %s（可用：%s）", "there is no field %s (there are: %s)")
#define E_PAGE_NO_TEXT T("没有文字项 %s（可用：%s）", "there is no text %s (there are: %s)")
#define E_PAGE_TWICE T("字段 %s 已在前面的行里", "the field %s is in a row already")
#define E_PAGE_ACROSS T("一行最多 %lld 个字段", "a row has at most %lld fields")
#define E_PAGE_ROWS T("这种版面最多 %lld 行", "this page has room for %lld rows")
#define E_PAGE_REQUIRED                                                                            \
	T("%s：row 行里缺少必须打印的字段：%s", "%s: the rows lack fields that must be printed: %s")
#define E_PAGE_NO_FILE T("没有这个文件：%s", "there is no such file: %s")
#define E_PAGE_LOGO T("不是可用的 JPEG 图片：%s", "not a usable JPEG picture: %s")
#define E_PAGE_FONTS T("最多 %lld 个字体", "at most %lld fonts")
#define E_PAGE_WORD                                                                                \
	T("不认识的行（可用：page、text、label、row、#）", "unknown line (there are: page, text, label, row, #)")
#define E_PAGE_WORD_PRINT                                                                          \
	T("不认识的行（可用：page、programme、logo、font、#）",                                    \
	  "unknown line (there are: page, programme, logo, font, #)")
#define E_PAGE_GLYPHS                                                                              \
	T("标题或版面文字里有不能打印的字，见所列问题", "a title or the words of a page cannot be printed, see the list")

/* ---- pdf: fonts, pages ---- */
#define E_FONT_UNUSABLE                                                                            \
	T("不是可用的 TrueType 字体：%s", "not a usable TrueType font: %s")
#define E_FONT_MAIN                                                                                \
	T("打印用的字体（默认字体在软件包 fonts-lxgw-wenkai）", "font for printing (the default one is in the package fonts-lxgw-wenkai)")
#define E_FONT_SUBSET T("不能从字体 %s 取出字形", "cannot take the glyphs out of the font %s")
#define E_PDF_BASE T("libharu 出错：0x%04lX", "libharu failed: 0x%04lX")
#define E_PDF_UNPRINTABLE                                                                          \
	T("没有字体能打印 U+%04X（R-GLYPH），文件未生成",                                          \
	  "no font can print U+%04X (R-GLYPH); the file was not made")
#define E_PDF_TOO_LONG                                                                             \
	T("文字太长，格内放不下（不截断）：%s", "the text does not fit its box (nothing is cut off): %s")
#define E_PDF_CODE T("文字太长，不能做成二维码：%s", "the text is too long for a QR code: %s")

#endif
