#!/bin/sh
# Rows that --partial leaves out stay open until a file brings them right: the workbook that was
# handed back, by its ids, or any file of the kind, by key. import says how many are still open.
. "${0%/*}/../tap/tap.sh"
. "$T_TOP/tests/data/registrations.sh"
t_office
sqlite3 "$NCRE_OFFICE/ncre.db" <"$T_TOP/tests/data/office.sql" || t_bail fixture
cat >school.csv <<'END'
学籍考点,证件类型,证件号,姓名,班级
830001,5,E00000001,样例甲,一班
830009,5,E00000002,样例乙,一班
830001,5,E00000003,样例 丙,一班
830001,九,E00000004,样例丁,二班
END
t_run ncre import --as roster school.csv --partial --reject back.xlsx
t_exit 1
t_out_has R-CODE
t_err_has '登记学籍 1 项，已有 0 项，未导入 3 行；补上退回的 0 行，还有 3 行待改'
t_run ncre export open-rows --format csv
t_exit 0
t_out_like '^roster,school.csv,3,5 E00000002,.*没有考点 830009'
t_out_like '^roster,school.csv,4,5 E00000003,.*R-NAME'
t_out_like '^roster,school.csv,5,九 E00000004,.*R-CODE'
t_err_has '3 行'
t_run ncre today
t_exit 0
t_out_has '退回待改的行：roster 3 行'
t_err ''

# The workbook comes back: its key was at fault, so that only the id says which row it is; a row
# that is still wrong stays open, once.
"$NCRE" debug-rows back.xlsx | tr '\t' ',' >back.csv
t_ok 'ids stand in the last column' grep -q '^学籍考点,.*,问题（导入时不读）,退回编号（请勿改）$' back.csv
sed -e 's/九/5/; s/830009/830008/; /样例 丙/d' back.csv >first.csv
t_run ncre import --as roster first.csv --partial --reject again.xlsx
t_exit 1
t_out_has "没有考点 830008"
t_out_lacks 不认识的列
t_err_has '登记学籍 1 项，已有 0 项，未导入 1 行；补上退回的 1 行，还有 2 行待改'
t_is "$(t_sql 'SELECT group_concat(id_number) FROM (SELECT id_number FROM roster ORDER BY 1)')" E00000001,E00000004 'taken'
t_run ncre export open-rows --format csv --state roster
t_exit 0
t_out_like '^roster,first.csv,2,5 E00000002,.*830008.*-3$'
t_out_like '^roster,school.csv,4,'
t_err_has '2 行'

# The school sends its own file again instead, corrected: the key says which rows those are.
sed -e 's/830009/830002/; s/样例 丙/样例丙/; s/九/5/' school.csv >school-2.csv
t_run ncre import --as roster school-2.csv
t_exit 0
t_out ''
t_err_has '登记学籍 2 项，已有 2 项，未导入 0 行；补上退回的 2 行，还有 0 行待改'
t_run ncre export open-rows
t_exit 0
t_out kind,file,row,row_key,reason,refused_at,id
t_err_has '0 行'

# Undone, they are open again.
t_run ncre undo "$(t_sql 'SELECT max(id) FROM run')"
t_exit 0
t_out ''
t_err_has 已撤销
t_is "$(t_sql 'SELECT count(*) FROM open_row')" 2 'open again'
# A file that is refused as a whole leaves nothing open.
printf '学籍考点,证件类型,证件号,姓名\n830009,5,E9,样例戊\n830001,5,E8,样例己\n' >whole.csv
t_run ncre import --as roster whole.csv
t_exit 4
t_out_has 830009
t_err_has 一行也没有导入
t_is "$(t_sql 'SELECT count(*) FROM open_row')" 2 'as before'
# A row left out because the file says the same twice is not brought right by its twin, nor by the
# same file again; only by a file without it.
printf '学籍考点,证件类型,证件号,姓名\n830001,5,E00000021,样例子\n830001,5,E00000021,样例子\n' >twice.csv
before=$(t_sql 'SELECT count(*) FROM open_row')
for time in first again; do
	t_run ncre import --as roster twice.csv --partial
	t_exit 1
	t_out_has '与第 2 行重复'
	t_err_has "补上退回的 0 行，还有 $((before + 1)) 行待改"
	t_is "$(t_sql 'SELECT count(*) FROM open_row')" $((before + 1)) "the twin stays open: $time"
done
printf '学籍考点,证件类型,证件号,姓名\n830001,5,E00000021,样例子\n' >once.csv
t_run ncre import --as roster once.csv
t_exit 0
t_out ''
t_err_has "补上退回的 1 行，还有 $before 行待改"

# The same faulty file once more changes nothing, a week later too; what is open has its first time.
listed() { # what is open, but for when and by which run
	t_sql "SELECT file, row, row_key, reason, id FROM open_row ORDER BY file, row"
}
again() { # KIND FILE OPEN
	listed >before
	times=$(t_sql 'SELECT group_concat(refused_at || run_id) FROM open_row')
	for now in 2027-06-15T09:00:00+08:00 2027-06-22T09:00:00+08:00; do
		t_run env "NCRE_NOW=$now" "$NCRE" import --as "$1" "$2" --partial
		t_exit 1
		t_out_has 错误
		t_err_like "补上退回的 0 行，还有 $3 行待改"
		t_is "$(tail -1 "$T_ERR" | sed 's/.*：//')" '新增 0 行、修改 0 行、删除 0 行' "the same $1 again"
		listed >after
		t_same_file before after
		t_is "$(t_sql 'SELECT group_concat(refused_at || run_id) FROM open_row')" "$times" 'open since the same day'
	done
}
printf '学籍考点,证件类型,证件号,姓名\n830001,5,E00000031,样例丑\n830009,5,E00000032,样例寅\n830001,5,E00000031,样例丑\n' >faulty.csv
"$NCRE" import -q --as roster faulty.csv --partial >"$T_OUT"
t_is "$(listed | grep -c faulty.csv)" 2 'a site that is none, and a twin'
again roster faulty.csv "$(t_sql 'SELECT count(*) FROM open_row')"
reg_header >faulty-people.csv
reg_row 830001 900001 林一 男 20040102 001 14 >>faulty-people.csv
reg_row 830001 900002 林二 男 20040103 003 99 >>faulty-people.csv
reg_row 830001 900003 林三 男 20040104 005 14 >>faulty-people.csv
reg_row 830001 900003 林三 男 20040104 005 14 >>faulty-people.csv
"$NCRE" import -q --as registrations faulty-people.csv --partial >"$T_OUT"
t_is "$(t_sql "SELECT group_concat(row) FROM open_row WHERE kind = 'registrations'")" 3,5 'no such subject, and a twin'
again registrations faulty-people.csv 2

# Of a row that comes back wrong in another way the new reason is kept, and its day.
"$NCRE" import -q --as roster faulty.csv --partial --reject back.xlsx >"$T_OUT"
"$NCRE" debug-rows back.xlsx | tr '\t' ',' | grep -v E00000031 >back.csv
row() { t_sql "SELECT date(refused_at, 'unixepoch', '+8 hours'), reason LIKE '%$1%' FROM open_row WHERE row_key = '5 E00000032'"; }
day=15
for site in 830008 830007; do
	day=$((day + 1))
	{ sed s/830009/$site/ back.csv; printf '830001,5,E000000%s,样例卯\n' $day; } >returned.csv
	t_run env "NCRE_NOW=2027-06-${day}T09:00:00+08:00" "$NCRE" import --as roster returned.csv --partial
	t_exit 1
	t_out_has "没有考点 $site"
	t_err_like '修改 1 行、删除 0 行'
	t_is "$(row $site)" "2027-06-$day|1" "wrong in another way: $site"
done
t_done
