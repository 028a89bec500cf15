#!/bin/sh
# ncre import --as registrations: each rule with a row that passes and one that fails, all or
# nothing, partial, reject workbook, the same file again, changes, locks, undo.
. "${0%/*}/../tap/tap.sh"
. "$T_TOP/tests/data/registrations.sh"
t_office
"$NCRE" setup -q "$T_SAMPLES/setup.xlsx" || t_bail setup

# ---- what cannot be read
t_run ncre import --as registrations missing.csv
t_exit 3
t_out ''
t_err 'ncre: 没有这个文件：missing.csv'
t_unchanged
: >empty.csv
t_run ncre import --as registrations empty.csv
t_exit 3
t_out ''
t_err_has 'empty.csv'
t_unchanged
t_run ncre import empty.csv
t_exit 2
t_out ''
t_err_has '--as registrations'
t_run ncre import --as nothing empty.csv
t_exit 2
t_out ''
t_err 'ncre: 不能导入 nothing；可导入 registrations, accounts, roster, roster-sites, decisions, orders, confirmations, wishes, needs, placements, scores, held-certificates, notices, sites, windows, subjects, offerings, caps, rooms, sessions, wish-days, policy'
printf 'a,b\n1,2\n' >other.csv
t_run ncre import --as registrations other.csv
t_exit 3
t_out ''
t_err_has 'other.csv'
t_unchanged
t_run ncre import --as registrations --sitting 11 other.csv
t_exit 3
t_out ''
t_err_has '没有代码为 11 的考次'

# ---- good rows: one person with two subjects, one with ·
reg_header >good.csv
reg_row 990101 900001 林一 男 20040102 001 14 >>good.csv
reg_row 990101 900001 林一 男 20040102 001 24 >>good.csv
reg_row 990101 900002 '阿依•买买提' 女 20040103 002 14 >>good.csv
t_run ncre import --as registrations good.csv --format jsonl
t_exit 0
t_out_like '"rule":"R-NAME","severity":"note".*"row":4.*阿依·买买提'
t_err '读取 3 行：新增考生 2 人，修改 0 人；新增报考 3 科，已有 0 科；未导入 0 行
操作记录 2：新增 6 行、修改 0 行、删除 0 行'
t_is "$(t_sql "SELECT reg_no, name, source, agreed_by FROM candidate ORDER BY reg_no")" \
'83990101900001|林一|group|school
83990101900002|阿依·买买提|group|school' 'R-NAME, R-AGR: kept as they should be'
t_is "$(t_sql "SELECT count(*) FROM entry WHERE clock_at IS NULL")" 3 'R-EXP: a group has no clock'

# ---- the same file again, and looked at again
t_run ncre import --as registrations good.csv
t_exit 0
t_out_like '^FILE  提示  good.csv .*已在第 2 号操作中导入，未作更改'
t_err '1 个文件以前已导入，没有再读取
操作记录 3：新增 0 行、修改 0 行、删除 0 行'
{ reg_header; reg_row 990101 900850 林八 女 20050809 188 14; } >more.csv
t_run ncre import --as registrations good.csv more.csv --dry-run
t_exit 0
t_out_like "^新增 +考生 +83990101900850 林\*"
t_err_has '读取 1 行：新增考生 1 人，修改 0 人；新增报考 1 科，已有 0 科；未导入 0 行；另有 1 个文件以前已导入'
t_unchanged
t_run ncre import --as registrations --again good.csv
t_exit 0
t_out_has '阿依·买买提'
t_err_has '已有 3 科'
t_is "$(t_sql 'SELECT count(*) FROM entry')" 3 'nothing twice'

# ---- GB18030, UTF-16: the same rows are known
iconv -f UTF-8 -t GB18030 good.csv >gb.csv
t_run ncre import --as registrations gb.csv
t_exit 0
t_out_has '阿依·买买提'
t_err_has '已有 3 科'

# ---- each rule
fails() { # RULE TEXT: imports bad.csv, which has one bad row
	t_run ncre import --as registrations bad.csv --format jsonl
	t_exit 4
	t_out_like "\"rule\":\"$1\",\"severity\":\"error\".*$2"
	t_err_has '一行也没有导入'
	t_unchanged
}
bad() { # reg_row arguments
	reg_header >bad.csv
	reg_row "$@" >>bad.csv
}
bad 990101 900003 '林 三' 男 20040104 003 14
fails R-NAME '姓名中间有空格'
bad 990101 900003 '林?' 男 20040104 003 14
fails R-NAME '问号'
bad 990101 900003 林三 男 20040104 003 14
sed -i 's/\(659900[0-9]*\)[0-9X],1,30/\1Y,1,30/' bad.csv
fails R-ID '不该有的字符'
bad 990101 900003 林三 女 20040104 003 14
fails R-ID '与性别不符'
reg_header >bad.csv
reg_row 990101 900003 林三 男 20040104 003 14 | sed 's/,20040104,/,20040105,/' >>bad.csv
fails R-ID '与出生日期不符'
bad 990101 900003 林三 男 20040104 003 99
fails R-OFFER '不开考科目 99'
bad 990109 900003 林三 男 20040104 003 14
fails R-OFFER '考点 990109 不在考次'
bad 990101 900003 林一 男 20040102 001 14
fails R-ONE-SITE '已报名：83990101900001 林一'
bad 990102 900003 林一 男 20040102 001 14
fails R-ONE-SITE '已报名：83990101900001 林一（考点 990101）'
bad 990101 900001 林五 男 20040106 005 14
fails R-ONE-SITE '流水号已被占用：83990101900001 是 林一'
reg_header >bad.csv
reg_row 990101 900003 林三 男 20040104 003 14 >>bad.csv
reg_row 990101 900003 林三 男 20040104 003 14 >>bad.csv
fails R-ONE-ENTRY '科目 14 重复报考：与第 2 行相同'
bad 990201 900003 林三 男 20040104 003 14 考生注册
fails R-AGR '没有接受协议的版本和时间'
limit=$(t_sql "SELECT subject_limit FROM sitting_site WHERE site_code = '990101'")
reg_header >bad.csv
for subject in $(t_sql "SELECT subject_code FROM offering WHERE site_code = '990101' LIMIT $limit + 1"); do
	reg_row 990101 900003 林三 男 20040104 003 "$subject" >>bad.csv
done
fails R-MAX "超过考点的科目上限（$limit 科）"
t_sql "UPDATE offering SET capacity = (SELECT taken FROM offering_load WHERE offering_id = id) WHERE site_code = '990101' AND subject_code = '15'"
bad 990101 900003 林三 男 20040104 003 15
fails R-CAP '科目 15 容量已满'
t_sql "UPDATE offering SET capacity = 50 WHERE site_code = '990101' AND subject_code = '15';
	INSERT INTO cap (sitting_id, name, capacity, run_id) VALUES (1, '两处合计', 0, 0);
	INSERT INTO cap_member (cap_id, offering_id, run_id) SELECT (SELECT max(id) FROM cap), id, 0 FROM offering WHERE subject_code = '15'"
fails R-CAP '容量限制“两处合计”已满'
t_not 'R-CAP by trigger' t_sql "INSERT INTO entry (candidate_id, offering_id, fee_fen, created_at, run_id)
	SELECT 1, id, 0, 0, 0 FROM offering WHERE site_code = '990101' AND subject_code = '15'"
t_sql "UPDATE cap SET capacity = 100"
t_sql "INSERT INTO roster (home_site_code, id_type, id_number, name, run_id)
	VALUES ('990102', '1', '$(id_number 20040104 003)', '林三', 0);
	INSERT INTO roster_site (home_site_code, site_code, run_id) VALUES ('990102', '990102', 0)"
fails R-ROSTER '学籍所在考点 990102 不允许'
t_sql "INSERT INTO roster_site (home_site_code, site_code, run_id) VALUES ('990102', '990101', 0)"
NCRE_NOW=2027-09-01T09:00:00+08:00
fails R-WINDOW '不在报名时间内'
NCRE_NOW=2027-06-15T09:00:00+08:00
t_run ncre import --as registrations bad.csv
t_exit 0
t_out ''
t_err_has '新增考生 1 人'
reg_counters="SELECT (SELECT sum(taken) FROM offering_load JOIN offering ON id = offering_id WHERE subject_code = '15'),
	(SELECT taken FROM cap_load ORDER BY cap_id DESC LIMIT 1), (SELECT count(*) FROM entry JOIN offering o ON o.id = offering_id WHERE subject_code = '15')"
t_is "$(t_sql "$reg_counters")" '1|1|1' 'R-CAP: one file is counted at once'
reg_header >one.csv
reg_row 990101 900021 钱一 男 20040121 021 15 >>one.csv
reg_header >two.csv
reg_row 990102 900022 钱二 男 20040122 023 15 >>two.csv
t_run ncre import --as registrations one.csv two.csv
t_exit 0
t_out ''
t_err_has '新增考生 2 人'
t_is "$(t_sql "$reg_counters")" '3|3|3' 'R-CAP: several files are counted row by row'
"$NCRE" undo -q "$(t_sql 'SELECT max(id) FROM run')" || t_bail undo
t_is "$(t_sql "$reg_counters")" '1|1|1' 'R-CAP: counted back by the undo'

# ---- two rows of one person: what one leaves empty the other says, what differs is refused
reg_header >rest.csv
reg_row 990101 900025 孙一 男 20040125 025 14 >>rest.csv
reg_row 990101 900025 孙一 男 20040125 025 24 | sed 's/\.jpg,,/.jpg,100000,/' >>rest.csv
t_run ncre import --as registrations rest.csv
t_exit 0
t_out ''
t_err_has '新增考生 1 人'
t_is "$(t_sql "SELECT postcode FROM candidate WHERE reg_no = '83990101900025'")" 100000 'of the second row'
reg_header >bad.csv
reg_row 990101 900026 孙二 男 20040126 027 14 | sed 's/\.jpg,,/.jpg,100000,/' >>bad.csv
reg_row 990101 900026 孙二 男 20040126 027 24 | sed 's/\.jpg,,/.jpg,200000,/' >>bad.csv
fails ROW '第 2 行 孙二（900026）'

# ---- a self registration with its agreement starts its clock
reg_header >self.csv
reg_row 990201 900001 林九 男 20040110 009 14 考生注册 2023-06 '2027-06-15 08:00' >>self.csv
t_run ncre import --as registrations self.csv
t_exit 0
t_out ''
t_err_has '新增考生 1 人'
t_is "$(t_sql "SELECT source, agreement, agreed_by, clock_at FROM candidate JOIN entry ON candidate_id = candidate.id WHERE name = '林九'")" \
	'self|2023-06|candidate|1813021200' 'R-AGR: version, whose, and the clock'

# ---- changes, and what is locked (R-LOCK)
sed 's/林一,男/林壹,男/' good.csv >changed.csv
t_run ncre import --as registrations changed.csv --dry-run --format jsonl --reveal
t_exit 0
t_out_has '{"op":"update","table":"candidate","who":"83990101900001 林壹","field":"name","old":"林一","new":"林壹"}'
t_err_like '试运行：将新增 1 行、修改 1 行.*--apply [0-9a-f]{16}'
t_unchanged
plan=$(sed -n 's/.*--apply //p' "$T_ERR")
t_run ncre import --as registrations changed.csv --apply "$plan" -q
t_exit 0
t_out ''
t_err ''
t_is "$(t_sql "SELECT name FROM candidate WHERE reg_no = '83990101900001'")" 林壹 'changed'
t_run ncre import --as registrations good.csv --again --apply "$plan"
t_exit 4
t_out ''
t_err_has '数据库或命令已变'
t_unchanged
t_sql "UPDATE candidate SET review = 'pending' WHERE reg_no = '83990101900001';
	INSERT INTO review_decision (candidate_id, decision, decided_by, decided_at, run_id)
	SELECT id, 'submitted', 'x', 0, 0 FROM candidate WHERE reg_no = '83990101900001'"
t_run ncre import --as registrations --again good.csv
t_exit 4
t_out_like 'R-LOCK +错误.*83990101900001 的报名信息已锁定'
t_err_has '一行也没有导入'
t_unchanged

# ---- partial, and the workbook of what failed
reg_header >mixed.csv
reg_row 990102 900001 王一 男 20030102 011 14 >>mixed.csv
reg_row 990102 900002 '王 二' 女 20030103 012 14 >>mixed.csv
reg_row 990102 900003 王三 男 20030104 013 98 >>mixed.csv
t_run ncre import --as registrations mixed.csv --reject failed.xlsx
t_exit 4
t_out_has '王 二'
t_err_has '一行也没有导入'
t_unchanged
t_ok 'the failing rows are handed back also when nothing is taken' test -s failed.xlsx
rm failed.xlsx
t_run ncre import --as registrations --partial mixed.csv --reject failed.xlsx --receipt receipt.json
t_exit 1
t_out_has 'R-OFFER'
t_err_has '未导入 2 行'
t_ok 'receipt has the counts' grep -q '"rows_refused":2' receipt.json
t_ok 'receipt has the exit code' grep -q '"exit_code":1' receipt.json
t_run ncre debug-rows failed.xlsx
t_exit 0
t_out_has '王 二'
t_err ''
t_ok 'reasons stand beside the rows' grep -q 'R-NAME.*姓名中间有空格' "$T_OUT"
t_not 'good rows are not in it' grep -q 王一 "$T_OUT"
# the corrected workbook closes exactly those rows
"$NCRE" debug-rows failed.xlsx | tr '\t' ',' | sed 's/王 二/王二/; s/,98,/,14,/' >corrected.csv
t_run ncre import --as registrations corrected.csv
t_exit 0
t_out ''
t_err_has '新增考生 2 人，修改 0 人；新增报考 2 科，已有 0 科；未导入 0 行；补上退回的 2 行，还有 0 行待改'

# ---- thresholds
reg_header >more.csv
reg_row 990102 900011 赵一 男 20020102 021 14 >>more.csv
t_run ncre import --as registrations more.csv --max-changes 1
t_exit 4
t_out ''
t_err_has '--max-changes 1'
t_unchanged

# ---- all of it is consistent, and can be taken back
t_run ncre check --rules --format jsonl
t_exit 0
t_out ''
t_err ''
t_run ncre import --as registrations more.csv
t_exit 0
t_out ''
t_err_has 新增考生
run=$(t_sql 'SELECT max(id) FROM run')
t_run ncre undo "$run"
t_exit 0
t_out ''
t_err_has "已撤销第 $run 号操作"
t_is "$(t_sql "SELECT count(*) FROM candidate WHERE name = '赵一'")" 0 'undone'
t_run ncre import --as registrations more.csv
t_exit 0
t_out ''
t_err_has '新增考生 1 人'
t_done
