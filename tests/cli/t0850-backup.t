#!/bin/sh
# ncre backup: a copy that can be opened, photos once each, rotation, bad places.
. "${0%/*}/../tap/tap.sh"
t_office
"$NCRE" setup -q "$T_SAMPLES/setup.xlsx" || t_bail setup
mkdir -p "$NCRE_OFFICE/photos/ab" && echo picture >"$NCRE_OFFICE/photos/ab/cd.jpg"

t_run ncre backup --prove
t_exit 0
t_out_has '不属于照片库的文件'
t_err_like '^已备份：.*/backup/ncre-20270615-090000.db（1 条操作记录，链首 [0-9a-f]{64}；新增照片 1 张），已打开验证$'
t_unchanged
copy=$NCRE_OFFICE/backup/ncre-20270615-090000.db
t_is "$(sqlite3 "$copy" 'SELECT count(*) FROM run')" 1 'the copy has the run'
t_is "$(sqlite3 "$copy" 'PRAGMA journal_mode')" delete 'the copy is one file'
t_is "$(stat -c %a "$copy")" 600 'for its owner only'
t_ok 'with the photo' cmp "$NCRE_OFFICE/photos/ab/cd.jpg" "$NCRE_OFFICE/backup/photos/ab/cd.jpg"
t_run ncre backup
t_exit 7
t_out ''
t_err_has '已存在'
NCRE_NOW=2027-06-15T10:00:00+08:00
t_run ncre backup
t_exit 0
t_out ''
t_err_has '新增照片 0 张'

# rotation: the newest of each day
mkdir old
for day in 20270401 20270402 20270510 20270610 20270613 20270614; do
	: >"old/ncre-$day-080000.db"
	: >"old/ncre-$day-200000.db"
done
: >old/notes.txt
t_run ncre backup -o old --keep 2d,2m
t_exit 0
t_out ''
t_err_has '已移除过期备份 10 个'
t_is "$(ls old | grep -v photos | tr '\n' ' ')" 'ncre-20270510-200000.db ncre-20270614-200000.db ncre-20270615-100000.db notes.txt ' 'what is kept'
NCRE_NOW=2027-06-15T11:00:00+08:00
t_run ncre backup -o old --keep 7x
t_exit 2
t_out ''
t_err_has '--keep 的写法不对：7x'
t_run ncre backup -o /proc/none
t_exit 7
t_out ''
t_err_has '/proc/none'
t_done
