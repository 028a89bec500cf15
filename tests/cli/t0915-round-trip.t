#!/bin/sh
# Every table that can be imported: exported from an office in full work and imported again, as a
# file for people (XLSX, CSV) and as machine output, it changes nothing; the same office gives the
# same bytes; undone, what was imported is gone.
. "${0%/*}/../tap/tap.sh"
"$T_TOP/scripts/demo" demo >demo.log 2>&1 || t_bail 'the demo'
NCRE_OFFICE=$T_DIR/w/demo/office
NCRE_NOW=2027-09-30T09:00:00+08:00
cat >roster.csv <<'END'
学籍考点,证件类型,证件号,姓名,性别,出生日期,民族,院系,专业,班级,学号
990101,居民身份证,65990120050803166X,样例一,女,20050803,汉族,计算机学院,软件工程,软工2301,0230101
990102,5,E12345678,古丽•样例,,,,,,,
END
printf '学籍考点,可报考点\n990101,990101\n990101,990102\n' >roster-sites.csv
printf '证书编号,证件类型,证件号,姓名,科目代码,发证日期\n0123456789,1,65990120050803166X,样例一,24,2026-06-01\n' >held-certificates.csv
printf '考点代码,通告\n990101,"请走东门，\n带身份证"\n' >notices.csv
printf '报名号,用途,延时百分比\n%s,access,30\n' "$(t_sql 'SELECT min(reg_no) FROM candidate WHERE gone_at IS NULL')" >needs.csv
sqlite3 -csv "$NCRE_OFFICE/ncre.db" "SELECT '准考证号', '姓名', '成绩', '标志' UNION ALL SELECT * FROM (
SELECT p.ticket_no, e.name, iif(e.entry_id % 7, 40 + e.entry_id * 13 % 61, NULL),
	iif(e.entry_id % 7, NULL, '缺考')
FROM v_entry e JOIN placement p ON p.entry_id = e.entry_id ORDER BY p.ticket_no)" >scores.csv
sed -i 's/,""/,/' scores.csv
printf '邮箱,手机号,证件类型,证件号\na@example.org,13900000001,5,E00000001\nb@example.org,,,\n' >accounts.csv
for kind in accounts roster roster-sites held-certificates notices needs scores; do
	t_run ncre import --as "$kind" "$kind.csv"
	t_exit 0
	t_out_lacks error
	t_err_like '读取 [0-9]+ 行：.* [1-9][0-9]* 项，已有 0 项，未导入 0 行'
done
t_is "$(t_sql 'SELECT count(*) > 100, count(DISTINCT band) FROM score')" '1|5' 'every grade'
t_ok 'an office in order' sh -c '"$NCRE" check >out'
t_sql 'UPDATE candidate SET confirmed_at = review_at + 60 WHERE id % 3 = 0 AND gone_at IS NULL'
t_sql 'DELETE FROM open_row' # of the demo's bad rows

for kind in sites windows subjects offerings caps rooms sessions wish-days policy notices accounts roster \
	roster-sites registrations decisions confirmations orders wishes needs placements scores \
	held-certificates; do
	for file in "$kind.xlsx" "$kind.2.xlsx" "$kind.csv"; do
		"$NCRE" export -q "$kind" --reveal -o "$file" || t_bail "export $kind"
	done
	t_same_file "$kind.xlsx" "$kind.2.xlsx"
	"$NCRE" export -q "$kind" --reveal --format csv >"$kind.machine.csv" || t_bail "export $kind"
	rows=$(($(t_sql "SELECT json_extract(summary, '\$.rows') FROM run ORDER BY id DESC LIMIT 1")))
	t_not "$kind: something to export" [ "$rows" = 0 ]
	for file in "$kind.xlsx" "$kind.csv" "$kind.machine.csv"; do
		t_run ncre import --as "$kind" "$file" --dry-run --max-findings 1 --format csv
		t_exit 0
		t_out_lacks ',error,'
		t_err_has '将新增 1 行、修改 0 行、删除 0 行' # the file itself
	done
done

# What is masked does not come in as if it were a name.
"$NCRE" export -q roster -o masked.csv || t_bail 'masked'
t_run ncre import --as roster masked.csv --format jsonl
t_exit 4
t_out_like '"field":"姓名".*遮盖'
t_err_has '一行也没有导入'
t_unchanged
# A filter that means nothing for a table is refused, one that does is used.
t_run ncre export notices --subject 24
t_exit 2
t_out ''
t_err 'ncre: notices 不能按 --subject 筛选'
t_run ncre export roster --site 990102 --format csv --reveal
t_exit 0
t_out 'home_site_code,id_type,id_number,name,sex,born_on,nation,college,major,class,student_no
990102,5,E12345678,古丽·样例,,,,,,,'
t_err_has '已导出 1 行'
t_run ncre export scores --state absent --subject 24 --format jsonl --quiet
t_exit 0
t_out_lacks '"mark":null'
t_err ''
run=$(t_sql "SELECT id FROM run WHERE command = 'import' AND argv LIKE '%notices.csv%'")
t_run ncre export notices --changed-since "$run"
t_exit 0
t_out site_code,notice
t_err_has '已导出 0 行'

for run in $(t_sql "SELECT id FROM run WHERE command = 'import' AND started_at = unixepoch('2027-09-30 01:00:00') ORDER BY id DESC"); do
	"$NCRE" undo -q "$run" || t_bail "undo $run"
done
t_is "$(t_sql 'SELECT (SELECT count(*) FROM roster) + (SELECT count(*) FROM roster_site) + (SELECT count(*) FROM held_certificate)
	+ (SELECT count(*) FROM candidate_need) + (SELECT count(*) FROM score)')" 0 'undone'
t_done
