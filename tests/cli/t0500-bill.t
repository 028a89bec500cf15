#!/bin/sh
# ncre bill: order numbers, who may pay, clocks, closing, time-out, undo.
. "${0%/*}/../tap/tap.sh"
t_office
sqlite3 "$NCRE_OFFICE/ncre.db" <"$T_TOP/tests/data/office.sql" || t_bail fixture

t_sql "UPDATE photo SET verdict = 'refuse' WHERE sha256 LIKE '%04'"

# R-PAY-PHOTO and R-REVIEW: those who may pay get orders, the others are listed.
t_run ncre bill open --format jsonl
t_exit 1
t_out_has '{"order_no":"828300010000010","site_code":"830001","reg_no":"82830001000001","name":"样**","entries":2,"amount_fen":15000}'
t_out_has '"order_no":"828300020000018","site_code":"830002","reg_no":"82830002000002"'
t_out_has '{"rule":"R-PAY-PHOTO","severity":"error","file":null,"sheet":null,"row":null,"column":null,"field":null,"subject":"82830001000003"'
t_out_has '"subject":"82830001000004"'
t_out_like '"R-REVIEW".*"subject":"82830002000001"'
t_err '已开订单 5 张
操作记录 1：新增 11 行、修改 6 行、删除 0 行'
t_is "$(t_sql 'SELECT group_concat(state) FROM (SELECT state FROM entry ORDER BY id)')" \
	in_payment,in_payment,in_payment,unpaid,unpaid,unpaid,in_payment,in_payment,in_payment 'states of entries'
t_is "$(t_sql "SELECT count(*) FROM entry WHERE state = 'in_payment' AND clock_at IS NOT NULL")" 0 \
	'an open order stops the clock'
t_sql "UPDATE photo SET verdict = 'pass' WHERE sha256 LIKE '%04'"
t_run ncre check --rules
t_exit 0
t_out ''
t_err ''

# Nobody is billed twice.
t_run ncre bill open --candidate 82830001000001
t_exit 0
t_out_lacks 8283
t_err_has '已开订单 0 张'

# R-LOCK: while an order is open the person's data stands still.
t_not 'R-LOCK by trigger: name of a candidate in payment' \
	t_sql "UPDATE candidate SET name = '别人' WHERE id = 1"
t_ok 'R-LOCK by trigger: an unlocked candidate can be changed' \
	t_sql "UPDATE candidate SET name = '样例丙丙' WHERE id = 3"

# Closing restarts the clock of those who registered themselves.
NCRE_NOW=2027-06-15T10:00:00+08:00
t_run ncre bill close 828300010000010 828300020000026
t_exit 0
t_out ''
t_err '已关闭订单 2 张
操作记录 3：新增 0 行、修改 5 行、删除 0 行'
t_is "$(t_sql "SELECT id, state, datetime(clock_at, 'unixepoch', '+8 hours') FROM entry WHERE id IN (1, 2, 8) ORDER BY id")" \
'1|unpaid|2027-06-15 10:00:00
2|unpaid|2027-06-15 10:00:00
8|unpaid|' 'clocks after closing'

t_run ncre bill close 828300010000010
t_exit 4
t_out ''
t_err 'ncre: 订单 828300010000010 已缴费或已关闭，未作任何更改'
t_unchanged
t_run ncre bill close 828300010000028 999
t_exit 3
t_out ''
t_err_has '没有这个订单：999'
t_unchanged
t_run ncre bill close
t_exit 2
t_out ''
t_err_has '--timed-out'

# Time-out by policy: 120 minutes, not a second before.
NCRE_NOW=2027-06-15T10:59:59+08:00
t_run ncre bill close --timed-out
t_exit 0
t_out ''
t_err_has '修改 0 行'
NCRE_NOW=2027-06-15T11:00:00+08:00
t_run ncre bill close --timed-out
t_exit 0
t_out ''
t_err_has '修改 6 行'

# One order a school; numbers go on.
t_run ncre bill open --group --format jsonl
t_exit 0
t_out '{"order_no":"828300020000042","site_code":"830002","reg_no":null,"name":null,"entries":2,"amount_fen":16000}'
t_err "已开订单 1 张
缴费通知用 bill notice 订单号 -o 文件 逐张写出；开单时加 -o 文件夹 则一并写出
操作记录 $(t_sql 'SELECT max(id) FROM run')：新增 3 行、修改 2 行、删除 0 行"

# A number is never issued again, not even after an undo.
t_run ncre undo 6
t_exit 0
t_out ''
t_err_has '已撤销第 6 号操作'
t_run ncre bill open --group --format jsonl
t_exit 0
t_out_has '"order_no":"828300020000059"'
t_err_has '已开订单 1 张'

# R-WINDOW: the first second after the window is too late.
NCRE_NOW=2027-06-30T00:00:00+08:00
t_run ncre bill open --site 830001 --format jsonl
t_exit 1
t_out_has '"rule":"R-WINDOW","severity":"error","file":null,"sheet":null,"row":null,"column":null,"field":null,"subject":"830001"'
t_err_has '已开订单 0 张'
NCRE_NOW=2027-06-29T23:59:59+08:00
t_run ncre bill open --site 830001 --candidate 990101200601010013 --format jsonl
t_exit 0
t_out_has '"reg_no":"82830001000001"'
t_err_has '已开订单 1 张'

# What a subject for nothing costs: nothing, and it is paid.
t_sql "UPDATE entry SET fee_fen = 0 WHERE id = 3; UPDATE offering SET fee_fen = 0 WHERE id = 3"
t_run ncre bill open --site 830001 --candidate 82830001000002
t_exit 0
t_out_lacks 8283
t_err_has '已开订单 0 张'
t_is "$(t_sql 'SELECT state FROM entry WHERE id = 3')" paid 'free entry is paid'

t_run ncre bill list --state paid --format csv
t_exit 0
t_out_has '82830001000002,样**,1,0,paid'
t_err ''
# The payment notice of a school's order.
order=$(t_sql "SELECT order_no FROM pay_order WHERE candidate_id IS NULL AND state = 'open'")
t_run ncre bill notice "$order" -o notice.xlsx --reveal
t_exit 0
t_out ''
t_err '操作记录 12：新增 0 行、修改 0 行、删除 0 行' # R-PRIV: recorded
t_run ncre debug-rows notice.xlsx
t_exit 0
t_out_like "^$order	82830002000003	样例庚	14	计算机基础及WPS Office应用	80"
t_out_like '合计.*160'
t_err ''
t_run ncre bill notice "$order" -o notice.pdf --reveal
t_exit 0
t_out ''
t_err_has '新增 0 行'
pdftotext -layout notice.pdf notice.txt
t_ok 'order, sum and number of entries' grep -q "订单号：$order *应缴金额：160.00 元（2 科）" notice.txt
t_ok 'an entry with its fee' grep -q '1 *82830002000003 *样例庚 *14 计算机基础及WPS Office应用 *80.00' notice.txt
t_ok 'the sum' grep -q '合计 *160.00' notice.txt
t_ok 'until when' grep -q '缴费截止：2027-06-30 00:00' notice.txt
t_run ncre bill notice "$order" -o masked.pdf
t_exit 0
t_out ''
t_err ''
t_not 'names are masked' sh -c 'pdftotext masked.pdf - | grep -q 样例庚'
t_run ncre bill notice 123 -o none.pdf
t_exit 3
t_out ''
t_err_has '没有这个订单：123'
t_not 'no file where there is no order' test -e none.pdf
t_run ncre bill notice 123 -o none.xlsx
t_exit 3
t_out ''
t_err_has '没有这个订单：123'
t_not 'no file where there is no order' test -e none.xlsx
t_run ncre bill notice "$order"
t_exit 2
t_out ''
t_err_has xlsx
# Opened with its notices: a workbook and a PDF an order, in a folder that is made where it is not there.
t_sql "UPDATE pay_order SET state = 'closed', closed_at = opened_at WHERE candidate_id IS NULL AND state = 'open';
	UPDATE entry SET state = 'unpaid' WHERE candidate_id IN (SELECT id FROM candidate WHERE source = 'group') AND state = 'in_payment'"
t_run ncre bill open --group -o notices --reveal --dry-run
t_exit 0
t_out_has 8283
t_err_has '已开订单 1 张'
t_unchanged
t_not 'a dry run writes nothing' test -e notices
t_run ncre bill open --group -o notices --reveal --format jsonl
t_exit 0
t_out_has '"site_code":"830002"'
t_err_has '缴费通知 1 份（XLSX 和 PDF）已写到 notices'
order=$(t_sql "SELECT order_no FROM pay_order WHERE candidate_id IS NULL AND state = 'open'")
t_is "$(ls notices)" "830002-$order.pdf
830002-$order.xlsx" 'a workbook and a PDF'
t_run ncre debug-rows notices/830002-$order.xlsx
t_exit 0
t_out_like "^$order	82830002000003	样例庚"
t_err ''
pdftotext -layout notices/830002-$order.pdf notice.txt
t_ok 'the same on paper' grep -q "订单号：$order *应缴金额：160.00 元（2 科）" notice.txt
t_run ncre bill open --group -o nothing
t_exit 0
t_out_lacks 8283
t_err_has '已开订单 0 张'
t_not 'no folder where nothing was opened' test -e nothing
t_run ncre bill open -o notices
t_exit 2
t_out ''
t_err_has '-o 要与 --group 一起用'
t_run ncre bill mend
t_exit 2
t_out ''
t_err_has 'open, close, list'
t_run ncre bill open --sitting 99
t_exit 3
t_out ''
t_err_has '99'
t_run ncre bill open --candidate 5
t_exit 3
t_out ''
t_err_has '没有这个考生：5'
t_run ncre check --rules
t_exit 0
t_out ''
t_err ''
t_done
