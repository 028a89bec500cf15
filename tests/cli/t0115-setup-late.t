#!/bin/sh
# ncre setup when candidates are placed already: what they hold cannot be taken from under them.
. "${0%/*}/../tap/tap.sh"

"$T_TOP/scripts/demo" "$T_DIR/w/demo" >demo.out 2>&1 || t_bail "demo: $(tail -n 3 demo.out)"
NCRE_OFFICE=$T_DIR/w/demo/office
NCRE_NOW=2027-09-01T09:00:00+08:00
edit() { "$T_TOP/tests/data/edit-xlsx" "$T_SAMPLES/setup.xlsx" "$@" || t_bail edit-xlsx; }
refuses() { # FINDING CHANGE...
	t_want=$1
	shift
	edit bad.xlsx "$@"
	t_run ncre setup --json bad.xlsx
	t_exit 4
	t_out_has '"severity":"error"'
	t_err_has '未作任何更改'
	t_unchanged
	t_is "$("$T_TOP/tests/data/findings" <"$T_OUT")" "$t_want" "finding for $*"
}

# the same workbook still fits
t_run ncre setup "$T_SAMPLES/setup.xlsx"
t_exit 0
t_out ''
t_err_has '新增 0 行、修改 0 行、删除 0 行'

seat=$(t_sql "SELECT max(p.seat) FROM placement p JOIN room r ON r.id = p.room_id WHERE r.site_code = '990101' AND r.code = '01'")
refuses "R-DATE|error|考场|2|D|已有考生排到第 $seat 号座位" '考场!D2=1'
placed=$(t_sql "SELECT count(*) FROM placement p JOIN session s ON s.id = p.session_id WHERE s.site_code = '990101' AND s.number = 1")
refuses "R-DATE|error|场次|2|C|该场次已编排 $placed 科，时间不能改" '场次!C2=2027-09-25 08:00'
in_room=$(t_sql "SELECT count(*) FROM placement p JOIN session s ON s.id = p.session_id JOIN room r ON r.id = p.room_id
	WHERE s.site_code = '990101' AND s.number = 1 AND r.code = '01'")
refuses "R-DATE|error|场次|2|E|考场 01 在该场次已编排 $in_room 科，不能取消" '场次!E2=02、03'
taken=$(t_sql "SELECT taken FROM cap c JOIN cap_load l ON l.cap_id = c.id WHERE c.name = '全省Python'")
refuses "R-CAP|error|容量限制|3|D|容量小于已报考数：全省Python 已报考 $taken" '容量限制!D3=3'

# what nobody holds can change: more seats, another name, an empty session of another time
edit fits.xlsx '考场!D2=31' '考场!E2=6' '考场!C2=实验楼401' "容量限制!D3=$taken"
t_run ncre setup fits.xlsx
t_exit 0
t_out ''
t_err_has '新增 0 行、修改'
t_is "$(t_sql "SELECT count(*) FROM session_room sr JOIN room r ON r.id = sr.room_id
	WHERE r.site_code = '990101' AND r.code = '01' AND sr.seats <> 31")" 0 'the sessions have the new seats'
t_run ncre check
t_exit 0
t_out ''
t_err ''
t_done
