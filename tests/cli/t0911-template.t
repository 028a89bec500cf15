#!/bin/sh
# ncre template: the columns of the layout, code sheets, a sample row that is refused.
. "${0%/*}/../tap/tap.sh"
t_office
sqlite3 "$NCRE_OFFICE/ncre.db" <"$T_TOP/tests/data/office.sql" || t_bail fixture

t_run ncre template registrations
t_exit 0
t_out ''
t_err '已写出空白表：registrations.xlsx'
t_unchanged

t_run ncre debug-rows registrations.xlsx
t_exit 0
t_out_like '^考点代码	报名流水号	准考证号	考生姓名	性别	出生日期	证件类型	证件号	民族	职业	文化程度	培训类型	考试科目代码	照片文件名	邮编	地址	电子邮件	联系电话	自定义信息	备注	'
t_out_like '^000000	000001		样例'
t_err ''

t_run ncre debug-rows --sheet 文化程度码表 registrations.xlsx
t_exit 0
t_out '代码	名称
1	博士
2	硕士
3	本科
4	大专(专科)
5	高中(职高)
6	中专(中技)
7	初中
8	初中以下'
t_err ''

# The sample row must not become a candidate.
t_run ncre import --as registrations registrations.xlsx --format jsonl
t_exit 4
t_out_like '"rule":"R-OFFER"'
t_err_has '一行也没有导入'
t_unchanged

t_run ncre template registrations
t_exit 7
t_out ''
t_err_has 'registrations.xlsx'
t_run ncre template registrations -o registrations.xlsx
t_exit 0
t_out ''
t_err_has registrations.xlsx
t_run ncre template nonsense
t_exit 2
t_out ''
t_err_has registrations

# Every kind has its workbook: the layout's columns, its lists, a sample row that is refused.
for kind in registrations accounts roster roster-sites decisions orders confirmations wishes needs placements \
	scores held-certificates notices sites windows subjects offerings caps rooms sessions \
	wish-days policy; do
	"$NCRE" template -q "$kind" -o "blank-$kind.xlsx" || t_bail "template $kind"
	t_run ncre import --as "$kind" "blank-$kind.xlsx" --dry-run --format jsonl
	t_exit 4
	t_out_like '"severity":"error",.*"row":2,"column":"[A-E]"'
	t_out_lacks 不认识的列
	t_err_has '一行也没有导入'
	t_unchanged
done
# A number of full length and a sample can be seen whole; notes and text formats are there.
sheet() { unzip -p "blank-$1.xlsx" xl/worksheets/sheet1.xml; }
wide() { # KIND COLUMN CHARACTERS
	sheet "$1" | grep -o "<col min=\"$2\" max=\"[0-9]*\" width=\"[0-9]*" | grep -o '[0-9]*$' | awk -v n="$3" '{ exit !($1 >= n) }'
}
t_ok 'a document number fits' wide registrations 8 20
t_ok 'a registration number fits' wide wishes 1 16
t_ok 'the sample fits' wide sites 1 22
t_ok 'a note on each header' sh -c "unzip -p blank-orders.xlsx xl/comments1.xml | grep -q '可不填。金额\|必填。金额，单位元'"
t_ok 'numbers stay text' sh -c "unzip -p blank-orders.xlsx xl/styles.xml | grep -q 'numFmtId=\"49\"'"
t_ok 'the list of channels' sh -c "unzip -p blank-orders.xlsx xl/worksheets/sheet1.xml | grep -q 'type=\"list\".*sqref=\"E2:E1048576\"'"
t_run ncre debug-rows --sheet 列表-阶段 blank-windows.xlsx
t_exit 0
t_out '填写	程序中
报名	registration
缴费	payment
现场确认	confirmation
打印准考证	tickets
成绩查询	results'
t_err ''
t_run ncre template setup -o setup.xlsx
t_exit 0
t_out ''
t_err_has setup.xlsx
t_run ncre debug-rows setup.xlsx --sheet 考点
t_exit 0
t_out_lacks 样例
t_err ''
t_ok 'drop-down lists of words' sh -c "unzip -p setup.xlsx xl/worksheets/sheet3.xml | grep -q 'dataValidation.*阶段'"
t_done
