#!/bin/sh
# ncre version, and the command line as such.
. "${0%/*}/../tap/tap.sh"

t_run ncre version
t_exit 0
t_out_like '^ncre [0-9]+\.[0-9]+\.[0-9]+ \(schema [0-9]+\)$'
t_err ''
t_run ncre --version
t_exit 0
t_out_has 'ncre '
t_err ''
t_run ncre
t_exit 2
t_out ''
t_err 'ncre: 请给出命令；ncre help 列出所有命令'
t_run ncre lgo
t_exit 2
t_out ''
t_err 'ncre: 没有 lgo 这个命令；是不是 log？'
t_run ncre xyzzy-nothing
t_exit 2
t_out ''
t_err_has '没有 xyzzy-nothing 这个命令'
t_run ncre lo
t_exit 2
t_out ''
t_err_has '是不是 log'
t_run ncre log --nonsense
t_exit 2
t_out ''
t_err 'ncre: 不认识的选项：--nonsense（用 --help 查看用法）'
t_run ncre log --limit
t_exit 2
t_out ''
t_err 'ncre: 选项 --limit 后面要有值：N'
t_run ncre log --limit=x
t_exit 2
t_out ''
t_err 'ncre: 选项 --limit 的值不对：x（应为 N）'
t_run ncre log --format xml
t_exit 2
t_out ''
t_err_has '应为 table|csv|jsonl'
t_run ncre log --quiet=yes
t_exit 2
t_out ''
t_err 'ncre: 选项 --quiet 不带值'
t_run ncre undo
t_exit 2
t_out ''
t_err 'ncre: undo 需要参数：RUN（用法：ncre help undo）'
t_run ncre undo 1 2
t_exit 2
t_out ''
t_err_has 'undo 的参数太多'

# ---- where the office is
t_run ncre -C nowhere log
t_exit 3
t_out ''
t_err 'ncre: 没有这个文件夹：nowhere（用 -C 或 NCRE_OFFICE 指定办公文件夹）'
mkdir plain
t_run ncre -C plain log
t_exit 3
t_out ''
t_err_has 'plain 不是办公文件夹'
t_run ncre -C
t_exit 2
t_out ''
t_err_has 'DIR'
t_office
t_run env NCRE_OFFICE= "$NCRE" -C "$NCRE_OFFICE" log
t_exit 0
t_out_has 记录
t_err ''

# ---- language, clock
t_run env NCRE_LANG=en "$NCRE" lgo
t_exit 2
t_out ''
t_err 'ncre: there is no command lgo: did you mean log?'
t_run env NCRE_NOW=yesterday "$NCRE" log
t_exit 2
t_out ''
t_err_has 'NCRE_NOW 不是时间：yesterday'

# ---- databases that cannot be used
printf 'this is not a database, only some text that is long enough to be looked at\n' >plain/ncre.db
chmod 600 plain/ncre.db
t_run ncre -C plain log
t_exit 6
t_out ''
t_err_like 'plain/ncre.db (已损坏|)'
rm plain/ncre.db
sqlite3 plain/ncre.db 'CREATE TABLE t (x)'
chmod 600 plain/ncre.db
t_run ncre -C plain log
t_exit 6
t_out ''
t_err_has '这不是 ncre 的数据库'
cp "$NCRE_OFFICE/ncre.db" plain/ncre.db
sqlite3 plain/ncre.db 'PRAGMA user_version = 99'
t_run ncre -C plain log
t_exit 6
t_out ''
t_err_has '比程序'
sqlite3 plain/ncre.db 'PRAGMA user_version = 1'
t_run ncre -C plain log
t_exit 6
t_out ''
t_err_has 'ncre migrate'
cp "$NCRE_OFFICE/ncre.db" plain/ncre.db
chmod 644 plain/ncre.db
t_run ncre -C plain log
t_exit 3
t_out ''
t_err_has 'chmod o-rwx'

# ---- a second writer waits, then says so
flock "$NCRE_OFFICE/ncre.lock" sleep 3 &
while flock -n "$NCRE_OFFICE/ncre.lock" true; do sleep 0.05; done
t_run ncre undo 1 --lock-wait 0
t_exit 5
t_out ''
t_err_has '另一个命令正在写入（已等 0 秒）'
t_run ncre undo 1 --lock-wait 20
t_exit 4
t_out ''
t_err_has '没有第 1 号操作记录'
wait

# ---- output that cannot be written
t_run sh -c '"$NCRE" help >/dev/full'
t_exit 7
t_out ''
t_err_has '标准输出写不出去'
t_done
