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

#endif
