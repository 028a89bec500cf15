#!/bin/sh
# Text that a spreadsheet would run as a formula is kept as text, in CSV and in XLSX, and comes back
# as it was; the rows a school is handed back, and the workbook it corrects, too.
. "${0%/*}/../tap/tap.sh"
. "$T_TOP/tests/data/registrations.sh"
python=/usr/bin/python3 # Debian's own
"$python" -c 'import openpyxl' 2>/dev/null || t_skip_all 'python3-openpyxl is not installed'
t_office
"$NCRE" setup -q "$T_SAMPLES/setup.xlsx" || t_bail setup
cat >evil <<'END'
=1+1
=HYPERLINK("http://example.org","x")
+8613800000000
-1
@SUM(A1)
'=1
'+1
＝1+1
'quoted'
=cmd|' /C calc'!A0
END
{
	reg_header
	i=0
	while read -r text; do
		i=$((i + 1))
		reg_row 990101 9000$((10 + i)) 林甲 男 200401$((10 + i)) 001 14 |
			T=$(echo "$text" | sed 's/"/""/g') awk -F, -v OFS=, '{ $16 = "\"" ENVIRON["T"] "\""; $20 = $16; print }'
	done <evil
} >evil.csv
# As they stand in the file, a leading apostrophe guards: "'=1" is "=1" there.
t_run ncre import --as registrations evil.csv
t_exit 0
t_out_lacks error
t_err_has '新增考生 10 人'
held() { t_sql "SELECT address || ' / ' || remark FROM candidate ORDER BY reg_no"; }
held >before
t_is "$(sed -n 1p before)" '=1+1 / =1+1' 'kept as text'
t_is "$(sed -n 6p before)" '=1 / =1' 'what was guarded is what it was'
t_is "$(sed -n 9p before)" "'quoted' / 'quoted'" 'quotation marks stay'

for file in out.csv out.xlsx; do
	t_run ncre export registrations --reveal -o $file
	t_exit 0
	t_out ''
	t_err_has '已导出 10 行'
	t_run ncre import --as registrations $file
	t_exit 0
	t_out_lacks error
	t_err_has '新增考生 0 人，修改 0 人；新增报考 0 科，已有 10 科'
	held >after
	t_same_file before after
done
t_not 'no cell of the CSV begins like a formula' grep -qE '(^|,)"?([=+@-]|＝)' out.csv
t_is "$("$python" -c "
import openpyxl
ws = openpyxl.load_workbook('out.xlsx').active
print(sum(c.data_type == 'f' for r in ws.iter_rows() for c in r), ws['P2'].value, ws['P2'].data_type)")" '0 =1+1 s' 'no formula in the workbook'
"$NCRE" export -q candidates --reveal -o people.xlsx || t_bail candidates
t_is "$("$python" -c "
import openpyxl
ws = openpyxl.load_workbook('people.xlsx').active
at = {c.value: c.column - 1 for c in ws[1]}
row = ws[2]
print(ws.freeze_panes, ws.auto_filter.ref[:2], ws['A1'].font.b, row[at['证件号']].data_type, row[at['出生日期']].is_date,
	row[at['出生日期']].number_format, ws.column_dimensions['A'].width > 14)")" 'A2 A1 True s True yyyy-mm-dd True' \
	'header, frozen row, filter; numbers of documents as text, dates as dates'
# on a pipe, where a spreadsheet may read it, too
t_run ncre export registrations --reveal --format csv
t_exit 0
t_not 'guarded' grep -qE '(^|,)"?([=+@-]|＝)' "$T_OUT"
t_out_has "'=1+1"
t_err_has '已导出 10 行'

# ---- handed back: two rows fail, and one more is corrected wrongly
{
	reg_header
	reg_row 990102 900001 王一 男 20030101 001 14
	reg_row 990102 900002 '王 二' 男 20030102 003 14 | awk -F, -v OFS=, '{ $16 = "=1+1"; print }'
	reg_row 990102 900003 王三 男 20030103 005 98
	reg_row 990102 900004 王四 男 20030104 007 97
} >school.csv
t_run ncre import --as registrations --partial school.csv --reject back.xlsx
t_exit 1
t_out_has R-NAME
t_err_has '未导入 3 行；补上退回的 0 行，还有 3 行待改'
t_is "$("$python" - <<'END'
import openpyxl
ws = openpyxl.load_workbook('back.xlsx').active
head = [c.value for c in ws[1]]
marked = [''.join(c.coordinate for c in r if c.fill.fgColor.rgb == 'FFFFC7CE') for r in ws.iter_rows(min_row=2)]
print(ws.title, ws.max_row, ws['P2'].value, ws['P2'].data_type, ' '.join(marked))
print(head[0], head[3], head[-2], head[-1], ws.cell(2, len(head)).value[-2:], ws.freeze_panes)
END
)" "考生登记信息 4 =1+1 s D2X2 M3X3 M4X4
考点代码 考生姓名 问题（导入时不读） 退回编号（请勿改） -3 A2" 'three rows, the cells at fault and their reasons coloured, keys kept'
t_ok 'one right, one still wrong, one left out' "$python" - <<'END'
import openpyxl
wb = openpyxl.load_workbook('back.xlsx')
ws = wb.active
ws['D2'] = '王二'
ws['M3'] = '96'
ws.delete_rows(4)
wb.save('corrected.xlsx')
ws['M3'] = '14'
wb.save('corrected-2.xlsx')
END
t_run ncre import --as registrations --partial corrected.xlsx
t_exit 1
t_out_like 'R-OFFER.*不开考科目 96'
t_out_lacks 不认识的列
t_err_has '新增考生 1 人，修改 0 人；新增报考 1 科，已有 0 科；未导入 1 行；补上退回的 1 行，还有 2 行待改'
t_is "$(t_sql "SELECT address FROM candidate WHERE name = '王二'")" '=1+1' 'what was not at fault is as it was'
t_run ncre import --as registrations corrected-2.xlsx
t_exit 0
t_out ''
t_err_has '新增考生 1 人，修改 0 人；新增报考 1 科，已有 1 科；未导入 0 行；补上退回的 1 行，还有 1 行待改'
t_run ncre export open-rows --format csv
t_exit 0
t_out_like '^registrations,school.csv,5,.*R-OFFER.*97'
t_err_has '1 行'
t_done
