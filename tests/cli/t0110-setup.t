#!/bin/sh
# ncre setup: a sitting from a workbook; again without effect; what is wrong, where.
. "${0%/*}/../tap/tap.sh"

book=$T_SAMPLES/setup.xlsx
edit() { "$T_TOP/tests/data/edit-xlsx" "$book" "$@" || t_bail edit-xlsx; }
# What is wrong, one line each: rule, severity, sheet, row, column, text. Warnings and errors only.
found() { "$T_TOP/tests/data/findings" <"$T_OUT"; }
# A workbook with one change is refused with exactly this finding; nothing changes.
refuses() { # FINDING CHANGE...
	t_want=$1
	shift
	edit bad.xlsx "$@"
	t_run ncre setup --json bad.xlsx
	t_exit 4
	t_out_has '"severity":"error"'
	t_err_has '未作任何更改：请改正 bad.xlsx 后再装入'
	t_unchanged
	t_is "$(found)" "$t_want" "finding for $*"
}

t_office
t_run ncre setup "$book"
t_exit 0
t_out ''
t_err '考次 83 2027年9月全国计算机等级考试：已核对 67 行
操作记录 1：新增 138 行、修改 0 行、删除 0 行'
t_changed
t_is "$(t_sql "SELECT programme_id, code, first_on, last_on, agreement FROM sitting")" \
	'ncre|83|2027-09-25|2027-09-27|2023-06' 'the sitting'
t_is "$(t_sql "SELECT site_code, review, subject_limit, wishes, datetime(group_deadline_at, 'unixepoch', '+8 hours')
	FROM sitting_site ORDER BY 1")" '990101|1|3|0|2027-06-24 17:00:00
990102|0|2|0|2027-06-24 17:00:00
990201|0|3|1|' 'the sites and their settings'
t_is "$(t_sql "SELECT datetime(closes_at, 'unixepoch', '+8 hours') FROM time_window WHERE phase = 'confirmation'")" \
	'2027-07-03 00:00:00' 'R-WINDOW: a closing day without a time is open to its end'
t_is "$(t_sql "SELECT fee_fen, capacity FROM offering WHERE site_code = '990101' AND subject_code = '35'")" \
	'10000|120' 'an offering, its fee in fen'
t_is "$(t_sql "SELECT c.name, count(*) FROM cap c JOIN cap_member m ON m.cap_id = c.id GROUP BY c.id ORDER BY c.id")" \
	'云岭大学二级合计|3
全省Python|3' 'R-CAP: caps over sets of offerings'
t_is "$(t_sql "SELECT count(*), sum(seats) FROM session_room")" '54|1314' 'rooms of the sessions'
t_is "$(t_sql "SELECT required_code FROM subject_requires WHERE code = '41' ORDER BY 1")" '35
37' 'what level 4 needs'

# again: nothing changes
t_run ncre setup "$book"
t_exit 0
t_out ''
t_err_has '新增 0 行、修改 0 行、删除 0 行'

# a dry run shows the difference and changes nothing
edit more.xlsx '考点!B2=云岭新大学' '开考科目!C2=#85' '开考科目!A18=990201' \
	'开考科目!B18=15' '开考科目!C18=80.00' '开考科目!D18=30'
t_run ncre setup --dry-run --json more.xlsx
t_exit 0
t_out_has '"old":"云岭大学"'
t_out_has '"new":"云岭新大学"'
t_err_has '试运行：将新增 4 行、修改 2 行、删除 0 行'
t_unchanged
t_run ncre setup more.xlsx
t_exit 0
t_out ''
t_err_has '新增 4 行、修改 2 行、删除 0 行'
t_is "$(t_sql "SELECT fee_fen FROM offering WHERE site_code = '990101' AND subject_code = '14'")" 8500 \
	'the fee changed'

# a row the sheet no longer names stays, with a warning
t_run ncre setup "$book"
t_exit 0
t_out_has '数据库里有而工作表里没有，保留不动'
t_err_has '新增 0 行、修改 2 行、删除 0 行'
t_is "$(t_sql "SELECT count(*) FROM offering")" 17 'the offering is still there'

# a cap's members follow the sheet
edit cap.xlsx '容量限制!C2=24、65'
t_run ncre setup cap.xlsx
t_exit 0
t_out_has 保留不动
t_err_has '新增 0 行、修改 0 行、删除 1 行'
t_run ncre undo 5
t_exit 0
t_out ''
t_err_has '已撤销第 5 号操作'
t_is "$(t_sql "SELECT count(*) FROM cap_member")" 6 'undo brings the member back'

# only some sheets
edit some.xlsx -科目 -开考科目 -容量限制 -考场 -场次 -意向日期 -参数
t_run ncre setup some.xlsx
t_exit 0
t_out ''
t_err_has '已核对 10 行'

# ---- what is wrong
refuses 'ROW|error|考次|2|A|没有这个考试项目' '考次!A2=cet'
refuses 'ROW|error|考次|2|E|结束日期早于开始日期' '考次!E2=2027-09-01'
refuses 'ROW|error|考次|3|B|一个工作簿只能有一个考次' '+考次|ncre|84|甲|2028-03-25|2028-03-26|1'
refuses 'R-WINDOW|error|时间窗口|2|A|应为报名、缴费、现场确认、打印准考证、成绩查询之一' '时间窗口!A2=抽签'
refuses 'R-WINDOW|error|时间窗口|3|D|结束应晚于开始，场次不跨日' '时间窗口!D3=2027-06-10 09:00'
refuses 'ROW|error|时间窗口|7|B|本考次没有考点 990999' '时间窗口!B7=990999'
refuses 'ROW|error|考点|5||与第 4 行重复' '+考点|990201|甲|乙|是|否|3|是|否|浅色||'
refuses 'ROW|error|考点|2|F|应在 1 到 99 之间' '考点!F2=0'
refuses 'ROW|error|考点|2|D|应写“是”或“否”' '考点!D2=也许'
refuses 'R-PHOTO|error|考点|2|I|应为浅色、白色、蓝色、红色、不限之一' '考点!I2=花色'
refuses 'R-OFFER|error|开考科目|2|B|没有科目 77' '开考科目!B2=77'
refuses 'R-OFFER|error|开考科目|2|B|科目 27 在考试日期已停用或尚未启用' '开考科目!B2=27'
refuses 'R-OFFER|error|开考科目|2|B|开考科目应逐个列出，不能写“全部”' '开考科目!B2=全部'
refuses 'R-OFFER|error|容量限制|2|C|没有开考科目用到 28' '容量限制!C2=28'
refuses 'ROW|error|考场|2|D|排数乘列数小于座位数' '考场!D2=31'
refuses 'R-DATE|error|场次|2|E|考点 990101 没有考场 09' '场次!E2=01、09'
refuses 'R-DATE|error|场次|2|C|不在考试日期内（2027-09-25 到 2027-09-27）' \
	'场次!C2=2027-09-24 08:30' '场次!D2=2027-09-24 10:30'
refuses 'R-DATE|error|场次|2|D|结束应晚于开始，场次不跨日' '场次!D2=2027-09-25 08:30'
refuses 'R-DATE|error|场次|||考场 01 同时用于第 1 场和第 2 场
R-DATE|error|场次|||考场 02 同时用于第 1 场和第 2 场
R-DATE|error|场次|||考场 03 同时用于第 1 场和第 2 场' '场次!C3=2027-09-25 10:00'
refuses 'R-WISH|error|意向日期|2|C|不在考试日期内（2027-09-25 到 2027-09-27）' '意向日期!C2=2027-10-01'
refuses 'ROW|error|参数|2|A|没有这个参数' '参数!A2=expiry.days'
refuses 'ROW|error|参数|2|B|应为不小于零的整数' '参数!B2=一天'
refuses 'ROW|error|参数|2|D|应为考次、项目之一' '参数!D2=全国'

# places cannot fall below what is taken
t_run ncre import --as registrations "$T_SAMPLES/group-990102.csv"
t_exit 0
t_out ''
t_err_has '新增考生 60 人'
taken=$(t_sql "SELECT taken FROM offering o JOIN offering_load l ON l.offering_id = o.id
	WHERE site_code = '990102' AND subject_code = '14'")
refuses "R-CAP|error|开考科目|9|D|容量小于已报考数：990102 14 已报考 $taken" '开考科目!D9=1'
edit fits.xlsx "开考科目!D9=$taken"
t_run ncre setup fits.xlsx
t_exit 0
t_out_has 保留不动
t_err_has '修改 1 行'

# ---- the blank workbook
t_run ncre template setup
t_exit 0
t_out ''
t_err_has setup.xlsx
t_run ncre debug-rows setup.xlsx --sheet 开考科目
t_exit 0
t_out '考点代码	科目代码	报名费（元）	容量'
t_err ''
t_run ncre setup setup.xlsx
t_exit 3
t_out ''
t_err 'ncre: setup.xlsx 的工作表“考次”里没有数据'
t_unchanged

# ---- files that are none
edit no-sitting.xlsx -考次
t_run ncre setup no-sitting.xlsx
t_exit 3
t_out ''
t_err 'ncre: no-sitting.xlsx 里没有工作表“考次”，这不是考次工作簿'
t_unchanged
edit headless.xlsx '考点!A1=' '考点!B1=' '考点!C1=' '考点!D1=' '考点!E1=' '考点!F1=' '考点!G1=' '考点!H1=' \
	'考点!I1=' '考点!J1=' '考点!K1='
t_run ncre setup headless.xlsx
t_exit 3
t_out ''
t_err_has 'ncre: 考点：headless.xlsx：前 20 行里找不到表头'
t_unchanged
edit other.xlsx '考场>教室'
t_run ncre setup other.xlsx
t_exit 0
t_out_has 用不到的工作表
t_err_has '操作记录'
: >empty.xlsx
t_run ncre setup empty.xlsx
t_exit 3
t_out ''
t_err_has 'empty.xlsx'
t_unchanged
t_run ncre setup absent.xlsx
t_exit 3
t_out ''
t_err_has 'absent.xlsx'
t_unchanged
t_run ncre setup "$T_SAMPLES/self-990201.csv"
t_exit 3
t_out ''
t_err_has 'setup 要一个含“考次”工作表的工作簿'
t_unchanged
printf 'not a table\0' >junk.xlsx
t_run ncre setup junk.xlsx
t_exit 3
t_out ''
t_err_has 'junk.xlsx'
t_unchanged
t_run ncre setup
t_exit 2
t_out ''
t_err_has 'WORKBOOK'
t_run ncre -C nowhere setup "$book"
t_exit 3
t_out ''
t_err_has 'nowhere'

# English
NCRE_LANG=en
export NCRE_LANG
t_run ncre setup no-sitting.xlsx
t_exit 3
t_out ''
t_err 'ncre: no-sitting.xlsx has no sheet 考次: it is no setup workbook'
t_done
