#!/bin/sh
# ncre undo: back and forth, later work in the way, dry run, counters, money numbers.
. "${0%/*}/../tap/tap.sh"
. "$T_TOP/tests/data/registrations.sh"
t_office
"$NCRE" setup -q "$T_SAMPLES/setup.xlsx" || t_bail setup
reg_header >a.csv
reg_row 990101 900001 林一 男 20040102 001 14 >>a.csv
reg_header >b.csv
reg_row 990101 900001 林壹 男 20040102 001 14 >>b.csv
state() { t_sql "SELECT name, (SELECT taken FROM offering_load JOIN offering ON id = offering_id
	WHERE site_code = '990101' AND subject_code = '14') FROM candidate" ; }
"$NCRE" import -q --as registrations a.csv || t_bail import
t_is "$(state)" '林一|1' imported

t_run ncre undo 2 --dry-run --format jsonl
t_exit 0
t_out_like '"op":"delete","table":"candidate"'
t_err_has '试运行'
t_unchanged
t_run ncre undo 2
t_exit 0
t_out ''
t_err '已撤销第 2 号操作
操作记录 3：新增 0 行、修改 0 行、删除 3 行'
t_is "$(state)" '' 'the candidate is gone, and the place is free'
t_is "$(t_sql 'SELECT sum(taken) FROM offering_load')" 0 'counters are rebuilt'
t_run ncre undo 2
t_exit 4
t_out ''
t_err 'ncre: 第 2 号操作已被第 3 号撤销'
t_unchanged
t_run ncre undo 3
t_exit 0
t_out ''
t_err_has '已撤销第 3 号操作'
t_is "$(state)" '林一|1' 'an undo can be undone'
t_run ncre check
t_exit 0
t_out ''
t_err ''

# later work on the same row
"$NCRE" import -q --as registrations b.csv || t_bail import
t_run ncre undo 4
t_exit 4
t_out_has 83990101900001
t_err_has '第 4 号操作不能撤销'
t_unchanged
t_run ncre undo 2
t_exit 4
t_out_like 'candidate.*83990101900001.*之后又被修改.*5'
t_err_has '请先撤销那些操作'
t_unchanged
t_run ncre undo 5
t_exit 0
t_out ''
t_err_has '已撤销第 5 号操作'
t_is "$(state)" '林一|1' 'the change is taken back'

# some rows of a range have been changed since: these are named, and the others stay too
many() { # NAME...: one file of five, where the second and the fourth have these names
	reg_header
	for i in 1 2 3 4 5; do
		case $i in 2) who=$1 ;; 4) who=$2 ;; *) who=周五 ;; esac
		reg_row 990102 90010$i "$who" 女 20040${i}02 0${i}2 14
	done
}
many 吴二 郑四 >five.csv
many 吴两 郑肆 >again.csv
"$NCRE" import -q --as registrations five.csv || t_bail import
first=$(t_sql 'SELECT max(id) FROM run')
"$NCRE" import -q --as registrations again.csv || t_bail import
t_run ncre undo "$first"
t_exit 4
t_is "$(grep -c 'candidate.*之后又被修改' "$T_OUT")" 2 'the two that were changed'
t_out_like 'candidate.*83990102900102'
t_out_like 'candidate.*83990102900104'
t_err_has '不能撤销'
t_unchanged
"$NCRE" undo -q "$((first + 1))" || t_bail undo
t_run ncre undo "$first"
t_exit 0
t_out ''
t_err_has '删除 11 行'
t_is "$(t_sql "SELECT count(*) FROM candidate WHERE reg_no LIKE '83990102%'")" 0 'all five are gone'
t_run ncre check
t_exit 0
t_out ''
t_err ''

# a place that was given away since cannot be taken back by an undo of an undo
"$NCRE" undo -q 4 || t_bail 'undo 4'
t_sql "UPDATE offering SET capacity = 0 WHERE site_code = '990101' AND subject_code = '14'"
t_run ncre undo "$(t_sql 'SELECT max(id) FROM run')"
t_exit 4
t_out ''
t_err_has 'R-CAP：990101 14'
t_unchanged
t_run ncre undo 77
t_exit 4
t_out ''
t_err 'ncre: 没有第 77 号操作记录（用 ncre log 查看）'
t_run ncre undo abc
t_exit 2
t_out ''
t_err 'ncre: 不是操作记录号：abc（用 ncre log 查看）'
t_done
