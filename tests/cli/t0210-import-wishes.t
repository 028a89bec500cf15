#!/bin/sh
# ncre import --as wishes: R-WISH, each reason with a row that passes and one that fails; all or
# nothing, the same file again, a changed mind, undo.
. "${0%/*}/../tap/tap.sh"
. "$T_TOP/tests/data/registrations.sh"
t_office
"$NCRE" setup -q "$T_SAMPLES/setup.xlsx" || t_bail setup
reg_header >people.csv
for i in 1 2 3; do
	reg_row 990201 90000$i 林甲 男 2004011$i 00$((2 * i + 1)) 14 考生注册 2023-06 '2027-06-15 08:00' >>people.csv
done
reg_row 990201 900004 林乙 男 20040114 009 14 >>people.csv # of a school
"$NCRE" import -q --as registrations people.csv || t_bail import
t_sql "UPDATE entry SET state = 'paid', paid_at = 1, clock_at = NULL WHERE candidate_id <> 3"
wishes() { # REG_NO SUBJECT DAY...: writes w.csv
	echo '报名号,科目代码,意向考试日期' >w.csv
	while [ $# -ge 3 ]; do
		echo "$1,$2,$3" >>w.csv
		shift 3
	done
}
fails() { # RULE TEXT
	t_run ncre import --as wishes w.csv --format jsonl
	t_exit 4
	t_out_like "\"rule\":\"$1\",\"severity\":\"error\".*\"row\":2.*$2"
	t_err_has '一行也没有导入'
	t_unchanged
}

wishes 83990201900001 14 2027-09-25
t_run ncre import --as wishes w.csv
t_exit 0
t_out ''
t_err '读取 1 行：登记意向 1 项，已有 0 项，未导入 0 行
操作记录 3：新增 2 行、修改 0 行、删除 0 行'
t_is "$(t_sql 'SELECT on_date FROM wish')" 2027-09-25 'R-WISH: kept'
t_run ncre import --as wishes w.csv
t_exit 0
t_out_has '已在第 3 号操作中导入'
t_err_has '新增 0 行、修改 0 行、删除 0 行'

wishes 83990201900003 14 2027-09-25
fails R-WISH 未缴费的科目不能选择意向日期
wishes 83990201900004 14 2027-09-25
fails R-WISH 集体报名的考生不能选择意向日期
wishes 83990201900002 14 2027-09-30
fails R-WISH '2027-09-30 不是该科目可选的意向日期'
wishes 83990201900002 24 2027-09-25
fails R-WISH '没有报名号 83990201900002 科目 24 的有效报考'
wishes 83990201900002 14 soon
fails R-WISH 不是有效日期
t_sql "UPDATE wish_day SET capacity = 1 WHERE on_date = '2027-09-25'"
wishes 83990201900002 14 2027-09-25
fails R-WISH '2027-09-25 的意向名额已满'
t_sql "UPDATE sitting_site SET wishes = 0 WHERE site_code = '990201'"
fails R-WISH 考点未开放意向日期
t_sql "UPDATE sitting_site SET wishes = 1 WHERE site_code = '990201'; UPDATE wish_day SET capacity = 9"
NCRE_NOW=2027-09-01T09:00:00+08:00
fails R-WINDOW 不在规定时间内
NCRE_NOW=2027-06-15T09:00:00+08:00

# a bad row takes the good one with it, unless --partial
wishes 83990201900003 14 2027-09-25 83990201900002 14 2027-09-25
fails R-WISH 未缴费
t_run ncre import --as wishes --partial w.csv
t_exit 1
t_out_has 未缴费
t_err_has '登记意向 1 项，已有 0 项，未导入 1 行'
t_is "$(t_sql 'SELECT count(*) FROM wish')" 2 'the good row is taken'

# another day instead, and back
wishes 83990201900001 14 2027-09-26
t_run ncre import --as wishes w.csv
t_exit 0
t_out ''
t_err_has '登记意向 1 项'
t_is "$(t_sql 'SELECT group_concat(on_date) FROM (SELECT on_date FROM wish ORDER BY entry_id)')" '2027-09-26,2027-09-25' 'a changed mind'
run=$(t_sql 'SELECT max(id) FROM run')
t_run ncre undo "$run"
t_exit 0
t_out ''
t_err_has "已撤销第 $run 号操作"
t_is "$(t_sql 'SELECT group_concat(on_date) FROM (SELECT on_date FROM wish ORDER BY entry_id)')" '2027-09-25,2027-09-25' 'undone'
t_done
