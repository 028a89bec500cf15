#!/bin/sh
# ncre confirm: by number, by file, who is missing; sites and windows.
. "${0%/*}/../tap/tap.sh"
t_office
sqlite3 "$NCRE_OFFICE/ncre.db" <"$T_TOP/tests/data/office.sql" || t_bail fixture

t_run ncre confirm 82830002000001 990101200601060060
t_exit 0
t_out ''
t_err '现场确认 2 名；已确认过的 0 名
操作记录 1：新增 0 行、修改 2 行、删除 0 行'
t_run ncre confirm 82830002000001 82830001000001 82830002009999 --format jsonl
t_exit 1
t_out_like '"subject":"82830001000001","text":"该考点不需要现场确认"'
t_out_like '"subject":"82830002009999","text":"没有这个考生"'
t_err_has '现场确认 0 名；已确认过的 1 名'
t_run ncre confirm --list --format csv
t_exit 0
t_out_has '82830002000003,830002,样**,,0,2027-06-30T00:00:00+08:00'
t_out_lacks 82830002000001
t_err ''

printf '报名号,姓名\n82830002000003,样例庚\n1,无名\n' >here.csv
t_run ncre confirm --file here.csv --format jsonl
t_exit 4
t_out_like '"file":"here.csv".*"row":3.*没有这个考生'
t_err_has '有 1 个问题，一行也没有导入'
t_unchanged
t_run ncre confirm --file here.csv --partial --format jsonl
t_exit 1
t_out_has 没有这个考生
t_err_has '现场确认 1 项，已有 0 项，未导入 1 行'

# R-WINDOW: the first second after it is too late.
NCRE_NOW=2027-06-30T00:00:00+08:00
t_run ncre confirm 82830002000004 --format jsonl
t_exit 1
t_out_like '"R-WINDOW".*不在现场确认时间内'
t_err_has '现场确认 0 名'
NCRE_NOW=2027-06-29T23:59:59+08:00
t_run ncre confirm 82830002000004
t_exit 0
t_out ''
t_err_has '现场确认 1 名'
t_run ncre undo 5
t_exit 0
t_out ''
t_err_has '已撤销'
t_is "$(t_sql 'SELECT count(confirmed_at) FROM candidate')" 3 'a mistake is taken back'
t_run ncre confirm
t_exit 2
t_out ''
t_err_has '--list'
t_run ncre confirm --list 82830002000004
t_exit 2
t_out ''
t_err_has '三者取一'
t_run ncre confirm --file missing.csv
t_exit 3
t_out ''
t_err_has missing.csv
t_done
