#!/bin/sh
# A bank's own table by the layout statement: total rows at its end are known by their first word, and
# the sums and counts they carry are verified. All numbers are invented.
. "${0%/*}/../tap/tap.sh"
t_office
sqlite3 "$NCRE_OFFICE/ncre.db" <"$T_TOP/tests/data/office.sql" || t_bail fixture
NCRE_NOW=2027-06-17T11:00:00+08:00
load() {
	t_run ncre reconcile-payments --channel generic "$@"
}
bank() { # LINES BEHIND THE ROWS...
	printf '交易时间,流水号,金额,附言\n2027-06-16 09:00:00,BK-1,"1,080.00",X-1\n2027-06-16 10:00:00,BK-2,-80.00,X-2\n'
	[ $# = 0 ] || printf '%s\n' "$@"
}

bank '合 计：,共2笔,"1,000.00",' '打印日期：2027-06-17,,,' >bank.csv
load bank.csv
t_exit 3
t_out ''
t_err_has '第 5 行：汇总之后还有内容'
t_unchanged
mkdir -p "$NCRE_OFFICE/layout"
echo 'footer : 打印日期 | 制表' >"$NCRE_OFFICE/layout/statement.layout"
t_run ncre check-layout statement --format csv
t_exit 0
t_out_like '^statement,'
t_err ''
load bank.csv --format csv
t_exit 1
t_out_has 'bank.csv,unknown,1,108000'
t_out_has 'bank.csv,refund,1,-8000'
t_out_has 'bank.csv,total,2,100000'
t_err_has '载入 1 个对账单、2 行'
t_run ncre check --rules
t_exit 0
t_out ''
t_err ''

# What it says must be so.
bank '合计,3笔,"1,000.00",' >count.csv
load count.csv
t_exit 3
t_out ''
t_err_has '末尾的 合计 为 3，实有 2；文件不完整或被改动'
bank '合计,笔数：3,,' >count2.csv
load count2.csv
t_exit 3
t_out ''
t_err_has '末尾的 合计 为 3，实有 2'
bank '总计,2笔,"1,080.00",' >sum.csv
load sum.csv
t_exit 3
t_out ''
t_err_has '末尾的 总计 为 1080.00 元，各行之和为 1000.00 元'
bank '合计：2笔，共1080.00元,,,' >words.csv
load words.csv
t_exit 3
t_out ''
t_err_has '为 1080.00 元，各行之和为 1000.00 元'
bank '合计,,4.20E+27,' >odd.csv
load odd.csv --format jsonl
t_exit 3
t_out_like '"row":4,"column":"C"'
t_err_has '1 处读不出'
t_unchanged

# A bank that prints what goes out without a sign adds up one way or the other.
printf '交易时间,流水号,类型,金额\n2027-06-16 09:00:00,BK-3,收款,100.00\n2027-06-16 10:00:00,BK-4,退款,30.00\n合计,,,%s\n' 130.00 >gross.csv
sed 's/130.00/70.00/; s/BK/BN/' gross.csv >net.csv
load gross.csv net.csv --format csv
t_exit 1
t_out_has 'gross.csv,total,2,7000'
t_out_has 'net.csv,total,2,7000'
t_err_has '4 行'

# Who pays writes more than the order's number. One payment for several orders pays them where it is their sum;
# else a person says how much is whose.
"$NCRE" bill open -q >orders.txt
printf '交易时间,流水号,金额,附言\n2027-06-17 09:00:00,BO-1,80.00,某校 报名费 订单号：828300020000018。\n2027-06-17 09:10:00,BO-2,160.00,订单828300020000026、828300020000034\n2027-06-17 09:20:00,BO-3,80.00,尾号828300020000027\n2027-06-17 09:30:00,BO-4,80.00,828300020000042\n2027-06-17 09:40:00,BO-5,200.00,828300010000010和828300010000028\n' >remark.csv
load remark.csv --format csv
t_exit 1
t_out_has 'remark.csv,paid,2,24000'
t_out_has 'remark.csv,unknown,3,36000'
t_err_has '5 行'
t_is "$(t_sql "SELECT group_concat(order_no || ' ' || state, ', ') FROM (SELECT o.order_no, o.state FROM payment p
	JOIN payment_match m ON m.payment_id = p.id JOIN pay_order o ON o.id = m.order_id ORDER BY o.order_no)")" \
	'828300020000026 paid, 828300020000034 paid' 'one payment pays two orders'
t_is "$(t_sql "SELECT count(*) FROM pay_order WHERE order_no LIKE '82830001%' AND state = 'paid'")" 0 'another sum pays none'
t_is "$(t_sql "SELECT order_no || ' ' || status FROM payment WHERE txn_id = 'BO-1'")" \
	'828300020000018 某校报名费订单号:828300020000018。' 'the order, and what was written'
t_is "$(t_sql "SELECT state FROM pay_order WHERE order_no = '828300020000018'")" paid 'paid'
t_is "$(t_sql "SELECT count(*) FROM payment WHERE status = order_no AND status <> ''")" 0 'nothing is said twice'
t_run ncre check --rules
t_exit 0
t_out ''
t_err ''

# Rows behind it are in no sum; a total in the middle is none.
bank '合计,2笔,"1,000.00",' '2027-06-16 11:00:00,BK-5,5.00,X-3' >tail.csv
load tail.csv
t_exit 3
t_out ''
t_err_has '第 5 行：汇总之后还有内容'

# In a workbook, too.
python3 - "$T_DIR/w/bank.xlsx" <<'END' || t_bail workbook
import sys, zipfile
rows = [["交易时间", "流水号", "金额"], ["2027-06-16 12:00:00", "BK-9", 80], ["总计", "1笔", 80]]
def cell(r, c, v):
    ref = "ABC"[c] + str(r + 1)
    if isinstance(v, int):
        return f'<c r="{ref}"><v>{v}</v></c>'
    return f'<c r="{ref}" t="inlineStr"><is><t>{v}</t></is></c>'
sheet = "".join(f'<row r="{r+1}">' + "".join(cell(r, c, v) for c, v in enumerate(row)) + "</row>" for r, row in enumerate(rows))
ns = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
with zipfile.ZipFile(sys.argv[1], "w") as z:
    z.writestr("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>')
    z.writestr("_rels/.rels", '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>')
    z.writestr("xl/workbook.xml", f'<workbook {ns} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>')
    z.writestr("xl/_rels/workbook.xml.rels", '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>')
    z.writestr("xl/worksheets/sheet1.xml", f'<worksheet {ns}><sheetData>{sheet}</sheetData></worksheet>')
END
load bank.xlsx --format csv
t_exit 1
t_out_has 'bank.xlsx,total,1,8000'
t_err_has '1 行'

# Only a layout that has total rows can have more of them.
echo 'footer : 合计' >"$NCRE_OFFICE/layout/orders.layout"
t_run ncre check-layout orders
t_exit 1
t_out_has '第 1 行：'
t_err ''
t_done
