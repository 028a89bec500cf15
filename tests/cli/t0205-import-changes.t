#!/bin/sh
# A second file about the same people: what it leaves empty stays, what differs is an update that
# is shown first, what staff amended by hand is not overwritten; R-ROSTER fills and compares.
. "${0%/*}/../tap/tap.sh"
. "$T_TOP/tests/data/registrations.sh"
t_office
"$NCRE" setup -q "$T_SAMPLES/setup.xlsx" || t_bail setup
file() { # PHONE CLASS: one person
	reg_header | sed 's/$/,班级/'
	reg_row 990102 900001 王一 男 20030102 011 14 | sed "s/\$/,$2/" | awk -F, -v OFS=, -v p="$1" '{ $18 = p; print }'
}
printf '学籍考点,证件类型,证件号,姓名,院系,班级\n990102,1,%s,王一,计算机学院,一班\n' "$(id_number 20030102 011)" >roster.csv
"$NCRE" import -q --as roster roster.csv || t_bail roster

# R-ROSTER: filled from it where the file is silent.
file 13800000001 '' >a.csv
t_run ncre import --as registrations a.csv
t_exit 0
t_out ''
t_err_has '新增考生 1 人'
t_is "$(t_sql 'SELECT phone, college, class FROM candidate')" '13800000001|计算机学院|一班' 'R-ROSTER: filled'
# What is left empty, or has no column, says nothing.
file '' '' >b.csv
cut -d, -f1-20 a.csv | sed 's/13800000001//' >c.csv
for f in b.csv c.csv; do
	t_run ncre import --as registrations "$f"
	t_exit 0
	t_out ''
	t_err_has '新增考生 0 人，修改 0 人'
done
t_is "$(t_sql 'SELECT phone, college, class FROM candidate')" '13800000001|计算机学院|一班' 'nothing is lost'
# What differs is shown, then changed, then undone.
file 13800000002 二班 >d.csv
t_run ncre import --as registrations d.csv --dry-run
t_exit 0
t_out_like '^修改 +考生 +.*王.* +电话 +[0-9*]+ +[0-9*]+ *$'
t_out_like '^修改 +考生 +.* 一班 +二班 *$'
t_err_has '将新增 1 行、修改 1 行、删除 0 行'
t_unchanged
t_run ncre import --as registrations d.csv
t_exit 0
t_out ''
t_err_has '修改 1 人'
t_is "$(t_sql 'SELECT phone, class FROM candidate')" '13800000002|二班' 'changed'

# By hand, and then no file overwrites it; a file that agrees is fine.
t_run ncre amend 83990102900001 --phone 13900000009
t_exit 0
t_out_lacks error
t_err_has 操作记录
run=$(t_sql 'SELECT max(id) FROM run')
file 13800000003 二班 >e.csv
t_run ncre import --as registrations e.csv --format jsonl
t_exit 4
t_out_like "\"R-LOCK\",\"severity\":\"error\".*83990102900001 的资料已由工作人员在第 $run 号操作中手工改过"
t_err_has 一行也没有导入
t_unchanged
file 13900000009 '' >f.csv
t_run ncre import --as registrations f.csv
t_exit 0
t_out ''
t_err_has '修改 0 人'
t_run ncre undo "$run"
t_exit 0
t_out ''
t_err_has 已撤销
t_run ncre import --as registrations e.csv
t_exit 0
t_out ''
t_err_has '修改 1 人'
t_is "$(t_sql 'SELECT phone, amended_by_run IS NULL FROM candidate')" '13800000003|1' 'undone, the file counts again'

# R-ROSTER: another name under the same number.
printf '学籍考点,证件类型,证件号,姓名\n990102,1,%s,王壹\n' "$(id_number 20030102 011)" >roster.csv
"$NCRE" import -q --as roster roster.csv >out.log || t_bail 'roster again'
file 13800000004 二班 >g.csv
t_run ncre import --as registrations g.csv --format jsonl
t_exit 4
t_out_like '"R-ROSTER","severity":"error".*"field":"考生姓名".*学籍库中这个证件号的姓名是 王壹（考点 990102）'
t_err_has 一行也没有导入
t_done
