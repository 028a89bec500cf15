#!/bin/sh
# One table of a school as every program writes it (tests/data/producers.py), imported: the first
# file makes the registrations, every other finds them all and changes nothing. What a spreadsheet
# damaged, or is none, is refused with what to do.
. "${0%/*}/../tap/tap.sh"
. "$T_TOP/tests/data/registrations.sh"
python=/usr/bin/python3 # Debian's own, which has the writers
"$python" -c 'import xlsxwriter' 2>/dev/null || t_skip_all 'python3-xlsxwriter is not installed'
t_office
"$NCRE" setup -q "$T_SAMPLES/setup.xlsx" || t_bail setup
{
	reg_header
	reg_row 990101 900001 阿依·买买提 男 20040101 001 14
	reg_row 990101 900002 欧阳娜 女 20040102 002 14
	reg_row 990101 900002 欧阳娜 女 20040102 002 24
	reg_row 990101 900003 张𠮷 男 20040103 005 14 | awk -F, -v OFS=, '{ $16 = "学府路1号\"东\"<甲>&乙"; $18 = "013900000001"; print }'
} | sed 's/"东"/“东”/' >table.csv
"$python" "$T_TOP/tests/data/producers.py" table.csv made >files 2>producers.log || t_bail "producers: $(cat producers.log)"
[ "$(wc -l <files)" -ge 10 ] || t_bail "too few files: $(cat files)"
people() {
	t_sql "SELECT reg_no || ' ' || name || ' ' || sex || ' ' || born_on || ' ' || id_number || ' ' || coalesce(address, '-')
		|| ' ' || coalesce(phone, '-') || ' ' || (SELECT group_concat(o.subject_code) FROM entry e
		JOIN offering o ON o.id = e.offering_id WHERE e.candidate_id = c.id) FROM candidate c ORDER BY reg_no"
}
want="83990101900001 阿依·买买提 M 2004-01-01 $(id_number 20040101 001) - - 14
83990101900002 欧阳娜 F 2004-01-02 $(id_number 20040102 002) - - 14,24
83990101900003 张𠮷 M 2004-01-03 $(id_number 20040103 005) 学府路1号“东”<甲>&乙 013900000001 14"
while read -r file; do
	t_run ncre import --as registrations "made/$file" --format csv
	t_exit 0
	t_out_lacks error
	t_err_has '读取 4 行：新增考生 3 人，修改 0 人；新增报考 4 科，已有 0 科；未导入 0 行'
	t_is "$(people)" "$want" "$file: every field"
	"$NCRE" undo -q "$(t_sql 'SELECT max(id) FROM run')" || t_bail "undo $file"
done <files
t_is "$(people)" '' 'all undone'

if [ -f made/damaged.xlsx ]; then
	t_run ncre import --as registrations made/damaged.xlsx --format csv
	t_exit 4
	t_is "$(grep -c '^R-ID,error,made/damaged.xlsx,.*,H,证件号,,号码被表格软件变成了数字，末几位已丢失,把这一列设为“文本”格式' "$T_OUT")" 4 \
		'every damaged number is told'
	t_out_lacks R-NAME
	t_err_has '一行也没有导入'
	t_unchanged
fi

refused() { # FILE TEXT
	t_run ncre import --as registrations "$1"
	t_exit 3
	t_out ''
	t_err_like "$2"
	t_unchanged
}
# What is no table, whatever it is called.
printf '%%PDF-1.7\n' >pdf.xlsx
refused pdf.xlsx '不是表格，而是 PDF 文件'
"$python" -c "
import zipfile
z = zipfile.ZipFile('text.ods', 'w')
z.writestr('mimetype', 'application/vnd.oasis.opendocument.spreadsheet')
z.writestr('content.xml', '<a/>')
z.close()
z = zipfile.ZipFile('word.xlsx', 'w')
z.writestr('[Content_Types].xml', '<Types/>')
z.writestr('word/document.xml', '<a/>')
z.close()
z = zipfile.ZipFile('bomb.xlsx', 'w', zipfile.ZIP_DEFLATED)
old = zipfile.ZipFile('made/text.xlsx')
for i in old.infolist():
	data = old.read(i)
	if i.filename.startswith('xl/worksheets/'):
		data = data.replace(b'<sheetData>', b'<sheetData>' + b' ' * (1 << 30))
	z.writestr(i.filename, data)
z.close()
z = zipfile.ZipFile('entities.xlsx', 'w', zipfile.ZIP_DEFLATED)
for i in old.infolist():
	data = old.read(i)
	if i.filename == 'xl/sharedStrings.xml':
		data = b'<!DOCTYPE s [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>' + data.split(b'?>', 1)[1]
	z.writestr(i.filename, data)
z.close()
"
refused text.ods '不是表格，而是 OpenDocument'
refused word.xlsx 'Word'
refused entities.xlsx 'DOCTYPE'
refused bomb.xlsx 展开后大得不正常，可能是恶意文件
printf '<html><body><table><tr><td>1</td></tr></table>' >page.xls
refused page.xls '网页.*另存为'
head -c 3000 "made/text.xlsx" >cut.xlsx
refused cut.xlsx '已损坏'
t_done
