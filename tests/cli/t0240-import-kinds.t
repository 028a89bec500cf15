#!/bin/sh
# The plain kinds of import, rule by rule: a row that passes and one that fails for each, with the
# other record named; changes by dry run, the same again, undo.
. "${0%/*}/../tap/tap.sh"
t_office
sqlite3 "$NCRE_OFFICE/ncre.db" <"$T_TOP/tests/data/office.sql" || t_bail fixture
# Rooms and sessions of site 830001: 01 with 2 seats, 02 with 1 (only subject 24 there); two sessions
# on one day at the same time, a third later; candidate 1 (entries 1: 14, 2: 24) and 4 (5: 14) paid.
t_sql "INSERT INTO room VALUES (1, 1, '830001', '01', '一楼', 2, 1, 2, '', 0), (2, 1, '830001', '02', '二楼', 1, 1, 1, '', 0);
INSERT INTO session (id, sitting_id, site_code, number, on_date, starts_at, ends_at, run_id)
SELECT column1, 1, '830001', column1, '2027-09-18', unixepoch(column2, '-8 hours'), unixepoch(column2, '-6 hours'), 0
FROM (VALUES (1, '2027-09-18 08:30'), (2, '2027-09-18 09:30'), (3, '2027-09-18 14:00'));
INSERT INTO session_room VALUES (1, 1, 2, 0), (1, 2, 1, 0), (2, 2, 1, 0), (3, 1, 2, 0), (3, 2, 1, 0);
INSERT INTO session_subject VALUES (3, 2, '24', 0), (2, 0, '24', 0);
UPDATE entry SET state = 'paid', paid_at = 1, clock_at = NULL WHERE id IN (1, 2, 5);
INSERT INTO ticket VALUES ('1482830001010001', 2, 1)"

passes() { # KIND ROWS [KNOWN]: in.csv is taken
	t_run ncre import --as "$1" in.csv
	t_exit 0
	t_out_lacks error
	t_err_like " $2 项，已有 ${3:-0} 项，未导入 0 行"
}
fails() { # KIND RULE COLUMN TEXT: row 2 of in.csv is not
	t_run ncre import --as "$1" in.csv --format jsonl
	t_exit 4
	t_out_like "\"rule\":\"$2\",\"severity\":\"error\",.*\"row\":2,\"column\":\"$3\",.*\"text\":\"$4"
	t_err_has '一行也没有导入'
	t_unchanged
}
row() { # HEADER VALUES: a table of one row
	printf '%s\n%s\n' "$1" "$2"
}

# ---- placements
place='报名号,科目代码,场次,考场号,座位号,固定'
row $place 82830001000001,24,9,,, >in.csv
fails placements R-DATE C '考点 830001 没有场次 9'
row $place 82830001000009,24,1,,, >in.csv
fails placements R-DATE A '没有报名号 82830001000009 科目 24 的有效报考'
row $place 82830001000002,65,1,,, >in.csv
fails placements R-DATE A 未缴费的报考不能编排
row $place 82830001000001,14,2,,, >in.csv
fails placements R-DATE C '场次 2 不考科目 14'
row $place 82830001000001,14,2,01,, >in.csv
fails placements R-DATE D '场次 2 不开放考场 01'
row $place 82830001000001,14,3,02,, >in.csv
fails placements R-DATE D '考场 02 在场次 3 不考科目 14'
row $place 82830001000001,14,1,,1, >in.csv
fails placements R-DATE E 有座位号就要有考场号
row $place 82830001000001,14,1,01,3, >in.csv
fails placements R-DATE E '考场 01 在场次 1 的座位是 1 到 2'
row $place 82830001000001,14,1,01,0, >in.csv
fails placements R-DATE E '考场 01 在场次 1 的座位是 1 到 2'
row $place 82830001000001,14,1,01,2, >in.csv
passes placements 1
t_is "$(t_sql 'SELECT session_id, room_id, seat, fixed FROM placement WHERE entry_id = 1')" '1|1|2|1' 'placed and fixed'
row $place 82830001000004,14,1,01,2, >in.csv
fails placements R-DATE E '场次 1 考场 01 的 2 号座位已有 82830001000001 样例甲'
row $place 82830001000001,24,2,02,1, >in.csv
fails placements R-DATE C '与本人科目 14 的场次 1 时间冲突'
printf '%s\n' $place 82830001000004,14,1,01,1, 82830001000001,14,1,01,1, >in.csv
t_run ncre import --as placements in.csv --format jsonl
t_exit 4
t_out_like '"row":3,"column":"E".*1 号座位已给了第 2 行'
t_err_has 一行也没有导入
# two candidates change places in two steps, and it is said who and what
row $place 82830001000004,14,1,01,1, >in.csv
passes placements 1
printf '%s\n' $place 82830001000004,14,1,01,2, 82830001000001,14,1,01,1, >in.csv
fails placements R-DATE E '场次 1 考场 01 的 2 号座位已有 82830001000001'
row $place 82830001000001,14,3,01,2, >in.csv
t_run ncre import --as placements in.csv --dry-run
t_exit 0
t_out_like '^修改 +编排 +.*82830001000001.* +场次 +1 +3 *$'
t_err_has '将新增 1 行、修改 1 行、删除 0 行'
t_unchanged
passes placements 1
row $place 82830001000004,14,1,01,2, >in.csv
passes placements 1
t_is "$(t_sql 'SELECT group_concat(session_id || seat) FROM (SELECT * FROM placement ORDER BY entry_id)')" 32,12 'changed places'
t_run ncre undo 4
t_exit 0
t_out ''
t_err_has 已撤销
t_is "$(t_sql 'SELECT group_concat(session_id || seat) FROM (SELECT * FROM placement ORDER BY entry_id)')" 32,11 'and back'
printf '%s\n' $place 82830001000004,14,3,,, 82830001000001,14,3,,, 82830001000001,24,1,,, >in.csv
passes placements 2 1
row $place 82830001000001,24,3,,, >in.csv
fails placements R-DATE C '与本人科目 14 的场次 3 时间冲突'
printf '%s\n' $place 82830001000001,14,1,,, 82830001000001,24,1,01,1, >in.csv
t_run ncre import --as placements in.csv --format jsonl
t_exit 4
t_out_like '"row":3,"column":"C".*与第 2 行（同一考生）时间冲突'
t_err_has 一行也没有导入
t_sql "UPDATE session_room SET seats = 1 WHERE session_id = 1 AND room_id = 1; UPDATE session_room SET seats = 0 WHERE session_id = 1 AND room_id = 2"
row $place 82830001000004,14,1,,, >in.csv
fails placements R-DATE C '场次 1 的 1 个座位已满'
t_sql "UPDATE session_room SET seats = 1 WHERE session_id = 1 AND room_id = 2; UPDATE placement SET room_id = 1 WHERE entry_id = 2"
row $place 82830001000004,14,1,01,, >in.csv
fails placements R-DATE D '场次 1 考场 01 的 1 个座位已满'
t_sql "UPDATE placement SET seat = 1, ticket_no = '1482830001010001' WHERE entry_id = 2"
row $place 82830001000001,24,1,02,1, >in.csv
fails placements R-TICKET C '已发准考证号 1482830001010001，不能改编排'
row $place 82830001000001,24,1,,,是 >in.csv
passes placements 0 1
row $place 82830001000001,24,1,01,1,否 >in.csv
passes placements 1
t_is "$(t_sql 'SELECT fixed, seat FROM placement WHERE entry_id = 2')" '0|1' 'let go, and the seat stays'

# ---- scores
score='准考证号,报名号,科目代码,姓名,成绩,选择题,标志,等第'
row $score ,82830001000001,24,,85,,, >in.csv
fails scores R-SCORE A '该科目的考试还没有结束（2027-09-18 10:30）'
NCRE_NOW=2027-09-30T09:00:00+08:00
row $score 1482830001010009,,,,85,,, >in.csv
fails scores R-SCORE A '找不到这个报考（准考证号 1482830001010009'
row $score ,82830001000001,65,,85,,, >in.csv
fails scores R-SCORE A 找不到这个报考
row $score ,82830001000002,65,,85,,, >in.csv
fails scores R-SCORE A 未缴费的报考不能有成绩
row $score 1482830001010001,,,样例乙,85,,, >in.csv
fails scores R-SCORE D '准考证号、报名号、科目和姓名不是同一个报考：系统里是 82830001000001 样例甲 科目 24'
row $score 1482830001010001,,,,,,, >in.csv
fails scores R-SCORE E 没有成绩
row $score 1482830001010001,,,,60,,缺考, >in.csv
fails scores R-SCORE E 标为缺考的不能有成绩
row $score 1482830001010001,,,,101,,, >in.csv
fails scores R-SCORE E '成绩应在 0 到 100 之间'
row $score 1482830001010001,,,,-1,,, >in.csv
fails scores R-SCORE E '成绩应在 0 到 100 之间'
row $score 1482830001010001,,,,60,61,, >in.csv
fails scores R-SCORE F '部分成绩 61 不能小于 0 或大于总成绩 60'
row $score 1482830001010001,,,,79,,,良好 >in.csv
fails scores R-SCORE H '按成绩应为“及格”'
row $score 1482830001010001,,,,,,作弊,违纪 >in.csv
fails scores R-SCORE H '按成绩应为“作弊”'
row $score 1482830001010001,,,,85.5,,, >in.csv
fails scores R-SCORE E 不是整数
row $score 1482830001010001,,,样例甲,80,40,,良好 >in.csv
passes scores 1
row $score ,82830001000001,14,,0,,缺考,缺考 >in.csv
passes scores 1
row $score ,82830001000001,14,,0,,缺考,缺考 >again.csv
t_run ncre import --as scores again.csv --again
t_exit 0
t_out ''
t_err_has ' 0 项，已有 1 项'
t_is "$(t_sql 'SELECT points, part_points, mark, band FROM score ORDER BY entry_id')" '||absent|absent
80|40||good' 'kept'
printf '%s\n' $score 1482830001010001,,,,70,,, ,82830001000001,24,,71,,, >in.csv
t_run ncre import --as scores in.csv --format jsonl
t_exit 4
t_out_like '"row":3,.*与第 2 行重复'
t_err_has 一行也没有导入
# the programme's own limits decide
t_sql "INSERT INTO policy VALUES ('ncre', '82', '830001', 'score.good', '85', 0)"
row $score 1482830001010001,,,,84,,,良好 >in.csv
fails scores R-SCORE H '按成绩应为“及格”'
row $score 1482830001010001,,,,84,,, >in.csv
passes scores 1
t_is "$(t_sql 'SELECT points, part_points, band FROM score WHERE entry_id = 2')" '84|40|pass' 'changed; what the file leaves out stays'
t_sql "INSERT INTO certificate VALUES ('C1', 2, 1)"
row $score 1482830001010001,,,,90,,, >in.csv
fails scores R-CERT E '已发证书 C1，成绩不能再改'
row $score 1482830001010001,,,,84,,, >again.csv
t_run ncre import --as scores again.csv --again
t_exit 0
t_out ''
t_err_has ' 0 项，已有 1 项'

# ---- roster
t_sql "UPDATE candidate SET id_number = '659900200601030032' WHERE id = 3"
roster='学籍考点,证件类型,证件号,姓名,性别,出生日期,民族,班级'
row $roster 839999,5,E00000001,样例,,,, >in.csv
fails roster R-ROSTER A '没有考点 839999'
row $roster 830001,1,659900200601030030,样例,,,, >in.csv
fails roster R-ID C 身份证号校验码不对
row $roster 830001,1,659900200601030032,样例,女,,, >in.csv
fails roster R-ID E 身份证号表明是男
row $roster 830001,1,659900200601030032,样例,男,20060102,, >in.csv
fails roster R-ID F '身份证号表明出生于 2006-01-03'
row $roster '830001,5,E00000001,样 例,,,,' >in.csv
fails roster R-NAME D 姓名中间有空格
row $roster 830001,5,E00000001,样例,,,火星, >in.csv
fails roster R-CODE G '不在代码表中：火星'
row $roster 830001,身份证,659900200601030032,样例丙,男,2006/1/3,汉族,一班 >in.csv
passes roster 1
row $roster 830001,1,659900200601030032,样例丙,,,, >in.csv
passes roster 0 1
row $roster 830002,1,659900200601030032,样例丙,,,,二班 >in.csv
t_run ncre import --as roster in.csv --format jsonl
t_exit 0
t_out_like '"R-ROSTER","severity":"warning".*该学生原在考点 830001 的学籍库（样例丙），改到考点 830002'
t_err_has ' 1 项，已有 0 项'
t_is "$(t_sql 'SELECT home_site_code, sex, nation, class FROM roster')" '830002|M|1|二班' 'changed; what is empty stays'
row $roster 830002,1,659900200601030032,样例家,,,, >in.csv
t_run ncre import --as roster in.csv --format jsonl
t_exit 0
t_out_like 'warning.*本考次已以姓名 样例丙 报名（82830001000003），请核对'
t_err_has ' 1 项'

# ---- roster-sites
row 学籍考点,可报考点,允许 839999,830001, >in.csv
fails roster-sites R-ROSTER A '没有考点 839999'
row 学籍考点,可报考点,允许 830001,839999, >in.csv
fails roster-sites R-ROSTER B '没有考点 839999'
printf '%s\n' 学籍考点,可报考点,允许 830001,830001, 830001,830002,是 >in.csv
passes roster-sites 2
printf '%s\n' 学籍考点,可报考点,允许 830001,830001,否 830001,830002, >in.csv
passes roster-sites 1 1
t_is "$(t_sql 'SELECT home_site_code, site_code FROM roster_site')" '830001|830002' 'taken back'

# ---- held-certificates, notices, needs
held=证书编号,证件类型,证件号,姓名,科目代码,发证日期
row $held H1,5,E00000001,样例,99, >in.csv
fails held-certificates R-CERT E '没有科目 99'
row $held H1,5,E00000001,样例,24,2026-06-01 >in.csv
passes held-certificates 1
row $held H1,5,E00000002,样例,24, >in.csv
fails held-certificates R-CERT C '证书 H1 已登记在 样例（E00000001）名下'
row $held H1,5,E00000001,样例·二,24, >in.csv
passes held-certificates 1
t_is "$(t_sql 'SELECT name, issued_on FROM held_certificate')" '样例·二|2026-06-01' 'corrected'
row 考点代码,通告 839999,请早到 >in.csv
fails notices ROW A '本考次没有考点 839999'
row 考点代码,通告 830001,请早到 >in.csv
passes notices 1
row 报名号,用途,延时百分比 82830001009999,access, >in.csv
fails needs R-DATE A '没有报名号 82830001009999 的考生'
row 报名号,用途,延时百分比 82830001000001,access,201 >in.csv
fails needs R-DATE C '延长时间应为 0 到 200'
row 报名号,用途,延时百分比 82830001000001,access,200 >in.csv
passes needs 1

# ---- accounts
account=邮箱,手机号,证件类型,证件号
row $account a,,, >in.csv
fails accounts ROW A 不是电子邮箱
row $account ,,5, >in.csv
fails accounts ROW A 邮箱、手机号、证件号至少要有一个
row $account A@example.org,13900000001,5,E00000001 >in.csv
passes accounts 1
t_is "$(t_sql 'SELECT email, mobile, id_number FROM account')" 'a@example.org|13900000001|E00000001' 'made'
row $account b@example.org,13900000001,5,E00000002 >in.csv
fails accounts R-ONE-SITE D '这个手机或邮箱的通行证属于证件号 E00000001'
printf '%s\n' $account b@example.org,13900000002,5,E00000002 c@example.org,13900000002,5,E00000003 >in.csv
t_run ncre import --as accounts in.csv --format jsonl
t_exit 4
t_out_like '"row":3,"column":"B".*手机号与第 2 行相同'
t_err_has 一行也没有导入
row $account b@example.org,13900000002,5,E00000002 >in.csv
passes accounts 1
row $account a@example.org,,5,E00000002 >in.csv
fails accounts R-ONE-SITE A '邮箱已属于另一个通行证（证件号 E00000001）'
row $account ,13900000001,5,E00000002 >in.csv
fails accounts R-ONE-SITE B '手机号已属于另一个通行证（证件号 E00000001）'
row $account ,13900000003,5,E00000001 >in.csv
passes accounts 1
t_is "$(t_sql 'SELECT email, mobile FROM account WHERE id = 1')" 'a@example.org|13900000003' 'changed; what is empty stays'

# ---- decisions: a sheet knows which submission it is about
NCRE_NOW=2027-06-15T09:00:00+08:00
t_run ncre audit submit 82830002000001
t_exit 0
t_out ''
t_err_has 新增
row 报名号,审核结果,退回原因,提交时间 '82830002000001,退回,照片,2027-06-15 08:59:59' >in.csv
fails decisions R-REVIEW D '审核表做出后考生又提交过（2027-06-15 09:00:00）'
row 报名号,审核结果,退回原因 82830002009999,通过, >in.csv
fails decisions R-REVIEW A 没有这个考生
row 报名号,审核结果,退回原因 82830001000001,通过, >in.csv
fails decisions R-REVIEW B 尚未提交审核
row 报名号,审核结果,退回原因 82830002000002,退回,照片 >in.csv
fails decisions R-REVIEW B 已审核通过
row 报名号,审核结果,退回原因,提交时间 '82830002000001,退回,照片,2027-06-15 09:00:00' >in.csv
passes decisions 1
t_is "$(t_sql 'SELECT review, review_reason FROM candidate WHERE id = 5')" 'rejected|照片' 'decided'
row 报名号,审核结果,退回原因 82830002000001,通过, >in.csv
fails decisions R-REVIEW B 已被退回

# ---- confirmations
row 报名号,姓名 82830002000002,别人 >in.csv
fails confirmations R-NAME B '报名的姓名是 样例己（82830002000002）'
row 报名号 82830001000001 >in.csv
fails confirmations R-STATE A 该考点不需要现场确认
printf '%s\n' 报名号 82830002000002 990101200601060060 >in.csv
t_run ncre import --as confirmations in.csv --format jsonl
t_exit 4
t_out_like '"row":3.*与第 2 行重复'
t_err_has 一行也没有导入
row 证件号 990101200601060060 >in.csv
passes confirmations 1

# ---- all of it is undone, newest first, back to where places were tampered with
for run in $(t_sql "SELECT id FROM run WHERE command = 'import' AND argv NOT LIKE '%placements%' ORDER BY id DESC"); do
	"$NCRE" undo -q "$run" >undo.log 2>&1 || t_bail "undo $run: $(cat undo.log)"
done
t_is "$(t_sql "SELECT (SELECT count(*) FROM roster), (SELECT count(*) FROM roster_site), (SELECT count(*) FROM held_certificate),
	(SELECT group_concat(notice, '') FROM sitting_site), (SELECT count(*) FROM candidate_need)")" '0|0|0||0' undone
t_done
