#!/bin/sh
# ncre audit: submit, list, sheet out and back, approve, reject; clocks and history.
. "${0%/*}/../tap/tap.sh"
t_office
sqlite3 "$NCRE_OFFICE/ncre.db" <"$T_TOP/tests/data/office.sql" || t_bail fixture
clocks() {
	t_sql "SELECT datetime(clock_at, 'unixepoch', '+8 hours') FROM entry WHERE candidate_id = $1"
}

# R-REVIEW: the office's own rule on who can be submitted.
t_run ncre audit submit 82830002000001
t_exit 0
t_out ''
t_err '已提交审核 1 人，未提交 0 人
操作记录 1：新增 1 行、修改 2 行、删除 0 行'
t_is "$(clocks 5)" '' 'a pending review stops the clock'
t_run ncre audit submit 82830001000001 82830001000003 82830002000002 82830002000001 --format jsonl
t_exit 1
t_out_like '"R-REVIEW".*"subject":"82830001000001","text":"该考点不要求信息审核"'
t_out_like '"R-REVIEW".*"subject":"82830002000001","text":"已提交，待审核"'
t_out_like '"R-REVIEW".*"subject":"82830002000002","text":"已审核通过"'
t_err '已提交审核 0 人，未提交 4 人
操作记录 2：新增 0 行、修改 0 行、删除 0 行'

# A photo is needed.
t_sql "UPDATE sitting_site SET review = 1 WHERE site_code = '830001'"
t_sql "UPDATE photo SET verdict = 'refuse' WHERE sha256 LIKE '%04'"
t_run ncre audit submit --site 830001 --format jsonl
t_exit 1
t_out_like '"R-PAY-PHOTO".*"subject":"82830001000003"'
t_out_like '"R-PAY-PHOTO".*"subject":"82830001000004"'
t_err '已提交审核 2 人，未提交 2 人
操作记录 3：新增 2 行、修改 5 行、删除 0 行'

t_run ncre audit list --format csv
t_exit 0
t_out 'reg_no,site_code,name,source,review,review_at,times,subjects,last_reason,changed
82830001000001,830001,样**,self,pending,2027-06-15T09:00:00+08:00,1,14 24,,
82830001000002,830001,样**,self,pending,2027-06-15T09:00:00+08:00,1,65,,
82830002000001,830002,样**,self,pending,2027-06-15T09:00:00+08:00,1,14,,'
t_err ''

# R-LOCK: pending locks.
t_not 'R-LOCK by trigger: pending' t_sql "UPDATE candidate SET name = '别人' WHERE id = 5"

# A rejection needs a reason, is kept, and restarts the clock.
NCRE_NOW=2027-06-15T10:00:00+08:00
t_run ncre audit reject 82830002000001
t_exit 2
t_out ''
t_err_has '--reason'
t_run ncre audit reject 82830002000001 --reason 照片不是本人
t_exit 0
t_out ''
t_err_has '修改 2 行'
t_is "$(clocks 5)" '2027-06-15 10:00:00' 'a rejection restarts the clock'
t_ok 'R-LOCK: a rejected candidate can be corrected' \
	t_sql "UPDATE candidate SET name = '样例戊戊' WHERE id = 5"
t_run ncre audit approve 82830002000001 --format jsonl
t_exit 1
t_out_like '"R-REVIEW".*"text":"已被退回'
t_err_has '修改 0 行'

# Submitted again: the last reason is shown; approval restarts the clock.
t_run ncre audit submit 990101200601050057
t_exit 0
t_out ''
t_err_has '新增 1 行'
t_run ncre audit list --site 830002 --format csv
t_exit 0
t_out_has '82830002000001,830002,样***,self,pending,2027-06-15T10:00:00+08:00,2,14,照片不是本人'
t_err ''
NCRE_NOW=2027-06-15T11:00:00+08:00
t_run ncre audit approve 82830002000001
t_exit 0
t_out ''
t_err_has '修改 3 行' # candidate, entry, what was seen
t_is "$(clocks 5)" '2027-06-15 11:00:00' 'approval restarts the clock'
t_is "$(t_sql 'SELECT group_concat(decision) FROM (SELECT decision FROM review_decision WHERE candidate_id = 5 ORDER BY id)')" \
	submitted,rejected,submitted,approved 'the history is kept'
t_not 'R-REVIEW by trigger: history cannot be changed' \
	t_sql "UPDATE review_decision SET reason = '' WHERE candidate_id = 5"
t_sql "UPDATE photo SET verdict = 'pass' WHERE sha256 LIKE '%04'"
t_run ncre check --rules
t_exit 0
t_out ''
t_err ''

# The sheet goes out and comes back.
t_run ncre audit sheet -o sheet.xlsx
t_exit 1
t_out_has 照片读不出
t_err '审核表：2 名考生，已写到 sheet.xlsx'
printf '报名号,审核结果,退回原因\n82830001000001,通过,\n82830001000002,也许,\n' >wrong.csv
t_run ncre audit decide wrong.csv --format jsonl
t_exit 4
t_out_like '"R-REVIEW".*"row":3,"column":"B","field":"审核结果".*应为通过、退回之一'
t_err_has '有 1 个问题，一行也没有导入'
t_unchanged
printf '报名号,审核结果,退回原因\n82830001000002,退回,\n' >wrong.csv
t_run ncre audit decide wrong.csv --format jsonl
t_exit 4
t_out_like '"column":"C".*退回必须写原因'
t_err_has '一行也没有导入'
t_unchanged
printf '报名号,审核结果,退回原因\n82830001000001,通过,\n82830001000002,退回,姓名不符\n82830002000002,,\n' >right.csv
t_run ncre audit decide right.csv
t_exit 0
t_out ''
t_err_has '读取 3 行：审核 2 项，已有 1 项，未导入 0 行'
t_is "$(t_sql 'SELECT count(*) FROM review_decision WHERE run_id = (SELECT max(id) FROM run)')" 2 'both are in the history'
t_is "$(t_sql 'SELECT summary FROM run ORDER BY id DESC LIMIT 1')" \
	'{"rows":3,"rows_refused":0,"decisions_set":2,"decisions_known":1,"approved":1,"rejected":1}' 'counts'
t_run ncre audit decide right.csv
t_exit 0
t_out_has '已在第 8 号操作中导入'
t_err_has '新增 0 行、修改 0 行'
t_run ncre audit decide right.csv sheet.xlsx
t_exit 2
t_out ''
t_err_has 'audit decide 的参数太多；应为：FILE'
t_run ncre audit decide missing.xlsx
t_exit 3
t_out ''
t_err_has 'missing.xlsx'
t_run ncre audit approve 12345678901234
t_exit 3
t_out ''
t_err_has '没有这个考生'
t_run ncre audit mend
t_exit 2
t_out ''
t_err_has 'submit'
t_run ncre audit sheet
t_exit 2
t_out ''
t_err_has FILE.xlsx
t_done
