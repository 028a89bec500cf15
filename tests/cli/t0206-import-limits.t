#!/bin/sh
# R-CAP where caps overlap; --max-findings and --max-changes, 0 too; progress on a terminal only.
. "${0%/*}/../tap/tap.sh"
. "$T_TOP/tests/data/registrations.sh"
t_office
"$NCRE" setup -q "$T_SAMPLES/setup.xlsx" || t_bail setup
printf '限制名称,考点代码,科目代码,容量\n甲合计,990101,24 65,2\n乙合计,990101 990102,65 66,2\n' >caps.csv
"$NCRE" import -q --as caps caps.csv || t_bail caps
load() { t_sql "SELECT group_concat(name || ' ' || taken || '/' || capacity, ', ') FROM
	(SELECT name, taken, capacity FROM cap JOIN cap_load ON cap_id = id WHERE name LIKE '_合计' ORDER BY name)"; }

# Each of the caps has a place left after these three; 65 at 990101 counts in both.
{
	reg_header
	reg_row 990101 900001 林一 男 20040101 001 24
	reg_row 990102 900002 林二 男 20040102 003 66
} >first.csv
t_run ncre import --as registrations first.csv
t_exit 0
t_out ''
t_err_has '新增报考 2 科'
t_is "$(load)" '乙合计 1/2, 甲合计 1/2' 'counted'
{
	reg_header
	reg_row 990101 900003 林三 男 20040103 005 65 # the last of both
	reg_row 990101 900004 林四 男 20040104 001 65 # both are full
	reg_row 990102 900005 林五 男 20040105 003 66 # 乙 is full
	reg_row 990101 900006 林六 男 20040106 003 24 # 甲 is full
	reg_row 990101 900007 林七 男 20040107 003 14 # in neither
	reg_row 990102 900008 林八 男 20040108 003 24 # 甲 is not of this site
} >more.csv
t_run ncre import --as registrations more.csv --format csv
t_exit 4
t_out_has 'R-CAP,error,more.csv,,3,M,考试科目代码,900004 林四,容量限制“甲合计”已满'
t_out_has 'R-CAP,error,more.csv,,3,M,考试科目代码,900004 林四,容量限制“乙合计”已满'
t_out_has 'R-CAP,error,more.csv,,4,M,考试科目代码,900005 林五,容量限制“乙合计”已满'
t_out_has 'R-CAP,error,more.csv,,5,M,考试科目代码,900006 林六,容量限制“甲合计”已满'
t_is "$(grep -c R-CAP "$T_OUT")" 4 'each full cap of each row, and no other'
t_err_has '有 4 个问题，一行也没有导入'
t_unchanged
t_run ncre import --as registrations --partial more.csv
t_exit 1
t_out_has R-CAP
t_err_has '新增报考 3 科，已有 0 科；未导入 3 行'
t_is "$(load)" '乙合计 2/2, 甲合计 2/2' 'full to the last place'
# One of the two is raised: still the other holds; then both are, for one place each.
printf '限制名称,考点代码,科目代码,容量\n甲合计,990101,24 65,3\n' >caps2.csv
"$NCRE" import -q --as caps caps2.csv || t_bail caps2
t_run ncre import --as registrations --partial more.csv --format csv
t_exit 1
t_out_has '3,M,考试科目代码,900004 林四,容量限制“乙合计”已满'
t_out_lacks 甲合计
t_err_has '新增报考 1 科，已有 3 科；未导入 2 行；补上退回的 1 行，还有 2 行待改'
t_is "$(load)" '乙合计 2/2, 甲合计 3/3' 'the row of 甲 alone is in'
t_run ncre check --rules
t_exit 0
t_out ''
t_err ''

# ---- --max-findings: as many are fine, one more refuses all, also with --partial; 0 is none at all.
{
	reg_header
	reg_row 990102 900011 王一 男 20030101 001 14
	reg_row 990102 900012 '王 二' 男 20030102 003 14
	reg_row 990102 900013 王三 男 20030103 005 98
} >two.csv
for max in 0 1; do
	t_run ncre import --as registrations --partial two.csv --max-findings $max --format csv
	t_exit 4
	t_out_has R-NAME
	t_out_has R-OFFER
	t_err_has "有 2 个问题，超过 --max-findings $max；未作任何更改"
	t_unchanged
done
t_run ncre import --as registrations two.csv --partial --max-findings 2 --dry-run
t_exit 1
t_out_has '新增'
t_err_has 试运行
t_run ncre import --as registrations two.csv --partial --max-findings 2
t_exit 1
t_out_has R-OFFER
t_err_has '新增考生 1 人'
t_run ncre import --as registrations two.csv --max-findings 一
t_exit 2
t_out ''
t_err_has '--max-findings'
t_unchanged

# ---- --max-changes: two people of one entry are five rows (the file is one); 0 changes nothing.
{
	reg_header
	reg_row 990102 900021 钱一 男 20030111 001 14
	reg_row 990102 900022 钱二 男 20030112 003 14
} >five.csv
for max in 0 4; do
	t_run ncre import --as registrations five.csv --max-changes $max
	t_exit 4
	t_out ''
	t_err_has "将更改 5 行，超过 --max-changes $max；未作任何更改"
	t_unchanged
done
t_run ncre import --as registrations five.csv --max-changes 4 --dry-run
t_exit 4
t_out ''
t_err_has '--max-changes 4'
t_unchanged
t_run ncre import --as registrations five.csv --max-changes 5
t_exit 0
t_out ''
t_err_has '新增 5 行'
t_run ncre import --as registrations five.csv --max-changes 0 --max-findings 0
t_exit 0
t_out_has '已在第'
t_err_has '新增 0 行'

# ---- progress: rows read, then the steps; on a terminal, not with -q, not into a file.
if command -v script >/dev/null; then
	awk 'BEGIN { print "报名号,用途"; for (i = 0; i < 30000; i++) printf "8399010190%04d,x\n", i }' >long.csv
	t_run script -qec "'$NCRE' import --as needs long.csv --max-findings 1 --format csv" tty.log
	t_exit 4
	t_out_has '已读 1000 行'
	t_out_has '核对各项规则'
	t_err ''
	t_run script -qec "'$NCRE' check" tty.log
	t_exit 0
	t_out_like '核对各项规则 \[[#.]{20}\] [0-9]+ / [0-9]+'
	t_err ''
	t_run script -qec "'$NCRE' import -q --as needs long.csv --format csv" tty.log
	t_exit 4
	t_out_lacks 已读
	t_err ''
	t_run ncre import --as needs long.csv --format csv
	t_exit 4
	t_out_lacks 已读
	t_err_lacks 核对各项规则
fi
t_done
