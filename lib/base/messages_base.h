/* Messages: failures of files, text and numbers, the database, command lines. Included by
 * base/messages.h, which says how they are written. */
/* clang-format off */
#ifndef NCRE_BASE_MESSAGES_BASE_H
#define NCRE_BASE_MESSAGES_BASE_H

/* ---- base: files, text, numbers ---- */
#define E_LINE T("%s 第 %d 行：%s", "%s line %d: %s")
#define E_LINE_NOT_UTF8 T("不是 UTF-8 文字", "not UTF-8 text")
#define E_FILE_OPEN T("打不开 %s：%s", "cannot open %s: %s")
#define E_FILE_READ T("读取 %s 出错：%s", "cannot read %s: %s")
#define E_FILE_WRITE T("写入 %s 出错：%s", "cannot write %s: %s")
#define E_FILE_MISSING T("没有这个文件：%s", "no such file: %s")
#define E_FILE_NOT_REGULAR T("不是普通文件：%s", "not a regular file: %s")
#define E_FILE_EMPTY T("文件是空的：%s（请核对是否选错文件，或请对方重发）", "the file is empty: %s (is it the right one? have it sent again)")
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

/* ---- db: the database, runs, undo ---- */
#define E_DB_MISSING                                                                               \
	T("没有数据库：%s（用 ncre init 建立办公文件夹）",                                         \
	  "there is no database: %s (make an office with ncre init)")
#define E_DB_OPEN T("打不开数据库 %s：%s", "cannot open the database %s: %s")
#define E_DB_NOT_OURS                                                                              \
	T("这不是 ncre 的数据库：%s（如果本来是，它已损坏：请用 ncre restore 恢复最近的备份）",    \
	  "this is not a database of ncre: %s (if it was, it is damaged: restore the newest backup "   \
	  "with ncre restore)")
#define E_DB_OLDER                                                                                 \
	T("数据库 %s 是旧版本（%d，程序为 %d）；请先运行 ncre migrate",                            \
	  "the database %s is of an older version (%d, the program has %d): run ncre migrate")
#define E_DB_NEWER                                                                                 \
	T("数据库 %s 的版本（%d）比程序（%d）新；请升级程序（如果没有用过更新的程序，数据库已"     \
	  "损坏：请用 ncre restore 恢复最近的备份）",                                              \
	  "the database %s is of a newer version (%d) than the program (%d): upgrade the program " \
	  "(if no newer one was ever used, it is damaged: restore the newest backup with ncre "    \
	  "restore)")
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
#define E_UNDO_NO_RUN T("没有第 %lld 号操作记录（用 ncre log 查看）", "there is no run %lld: see ncre log")
#define E_UNDO_VERSION                                                                             \
	T("第 %lld 号操作发生在数据库升级之前，不能撤销",                                          \
	  "run %lld was made before the database was upgraded and cannot be undone")
#define W_CHAIN_MISSING T("前一号操作记录缺失", "the run before it is missing")
#define W_CHAIN_LINK T("与前一条记录的散列不符", "its link to the run before does not fit")
#define W_CHAIN_RECORD T("记录内容被改动", "the record has been changed")
#define W_CHAIN_CHANGESET T("更改集被改动或损坏", "its changeset has been changed or damaged")

#define E_OUTPUT_LATER                                                                             \
	T("第 %lld 号操作已记录，文件留待下一个写入命令放到原位",                                  \
	  "run %lld is recorded; the next command that writes puts its files in place")
#define E_RUN_DATA_CHANGED                                                                         \
	T("表 %s 在 ncre 之外被改动过，未作更改；请先运行 ncre check",                              \
	  "table %s has been changed outside ncre, nothing changed: see ncre check first")
#define W_SCHEMA_MISSING T("结构：%s “%s” 缺失", "schema: the %s \"%s\" is missing")
#define W_SCHEMA_CHANGED T("结构：%s “%s” 被改动", "schema: the %s \"%s\" has been changed")
#define W_SCHEMA_STRANGE                     \
	T("结构：%s “%s” 不属于本程序", \
	  "schema: the %s \"%s\" is not the program's")

/* ---- cli: command lines, runs ---- */
#define I_PROGRESS_LEFT T("，每秒 %.0f，还需 %.0f 秒", ", %.0f a second, %.0f s left")
#define I_PROGRESS_ROWS T("%s 已读 %lld 行", "%s: %lld rows read")
#define I_PROGRESS_RULES T("核对各项规则", "checking the rules")
#define I_PROGRESS_WRITING T("写入数据库", "writing")
#define I_PROGRESS_DATA T("核对数据", "checking the data")
#define I_PROGRESS_FILE T("核对数据库文件", "checking the database file")
#define I_PROGRESS_JOURNAL T("核对操作记录链", "checking the chain of runs")
#define I_PROGRESS_ORDERS T("开订单", "opening orders")
#define I_PROGRESS_PURGE T("清除个人信息", "purging")
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
#define E_ARGS_NONE T("%s 不带参数（用法：ncre help %s）", "%s takes no arguments (see ncre help %s)")
#define E_ARGS_MANY                                                                                \
	T("%s 的参数太多；应为：%s（用法：ncre help %s）",                                         \
	  "too many arguments for %s; wanted: %s (see ncre help %s)")
#define E_OPERATOR                                                                                 \
	T("查不到运行命令的是哪个用户：%s；未作更改，请稍后再试",                                  \
	  "cannot find out which user runs this: %s; nothing changed, try again later")
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
#define I_HELP_WORD T(" 子命令 ...", " SUBCOMMAND ...")
#define I_HELP_OR_WORD T(" | 子命令 ...", " | SUBCOMMAND ...")
#define I_HELP_WORDS T("子命令：", "subcommands:")
#define I_HELP_OPTIONS T("选项：", "options:")
#define I_HELP_HELP T("显示本说明", "show this help")
#define I_HELP_MORE T("详见 man ncre-%s", "more: man ncre-%s")
#define I_HELP_INTRO                                                                               \
	T("用法：ncre [-C 办公文件夹] 命令 [选项] [文件…]",                                        \
	  "usage: ncre [-C OFFICE] COMMAND [options] [FILES...]")
#define I_HELP_OUTRO                                                                               \
	T("一个命令的用法：ncre help 命令；手册：man ncre",                                        \
	  "one command: ncre help COMMAND; manual: man ncre")

#endif
