#!/bin/sh
# ncre refunds, and matching by hand: what is held is matched, owed back, paid back.
. "${0%/*}/../tap/tap.sh"
t_office
cat "$T_TOP/tests/data/office.sql" "$T_TOP/tests/data/photos.sql" | sqlite3 "$NCRE_OFFICE/ncre.db" || t_bail fixture
bill() { awk -f "$T_TOP/tests/data/wechat-bill.awk"; }
ledger() {
	t_sql "SELECT group_concat(account || ' ' || total, ', ') FROM (SELECT account, sum(amount_fen) AS total
		FROM v_ledger GROUP BY account HAVING total <> 0 ORDER BY account)"
}
"$NCRE" bill open --quiet >orders.txt
NCRE_NOW=2027-06-16T10:00:00+08:00
bill >day.csv <<'END'
pay 2027-06-15T10:00:00 828300010000010 W1 150.00
pay 2027-06-15T10:01:00 828300010000010 W2 150.00
pay 2027-06-15T10:02:00 TRANSFER-1 W3 160.00
pay 2027-06-15T10:03:00 TRANSFER-2 W4 30.00
pay 2027-06-15T10:04:00 TRANSFER-3 W5 50.00
pay 2027-06-15T10:05:00 TRANSFER-4 W6 12.00
END
"$NCRE" reconcile-payments day.csv --quiet >/dev/null

t_run ncre reconcile-payments suspense --format csv
t_exit 0
t_out 'txn_id,channel,bucket,order_no,paid_at,open_fen,file,row
W3,wechat,unknown,TRANSFER-1,2027-06-15T10:02:00+08:00,16000,day.csv,4
W4,wechat,unknown,TRANSFER-2,2027-06-15T10:03:00+08:00,3000,day.csv,5
W5,wechat,unknown,TRANSFER-3,2027-06-15T10:04:00+08:00,5000,day.csv,6
W6,wechat,unknown,TRANSFER-4,2027-06-15T10:05:00+08:00,1200,day.csv,7'
t_err ''

# One transfer for several orders: the sum must match.
t_run ncre reconcile-payments match W3 828300010000028
t_exit 0
t_out '流水号  收款（元）  类别  订单号           订单（元）  状态    尚差（元）  应退（元）  报名号          姓名
W3          160.00  多缴  828300010000028       80.00  已缴费        0.00       80.00  82830001000002  样**'
t_err_has '操作记录 3'
t_is "$(t_sql "SELECT bucket FROM payment WHERE txn_id = 'W3'")" over 'one order: over, the rest is owed'
t_run ncre undo 3
t_exit 0
t_out ''
t_err_has '已撤销'
t_clean
t_run ncre reconcile-payments match W3 828300010000028 828300010000010
t_exit 4
t_out ''
t_err_has '订单 828300010000010 已缴费'
t_unchanged
t_run ncre reconcile-payments match W6 828300010000028 828300010000036
t_exit 4
t_out ''
t_err_has '不等于这些订单之和'
t_unchanged
t_run ncre reconcile-payments match W3 828300010000028 828300010000036 --format csv
t_exit 0
t_out 'txn_id,amount_fen,bucket,order_no,order_fen,state,missing_fen,owed_fen,reg_no,name
W3,16000,paid,828300010000028,8000,paid,0,0,82830001000002,样**
W3,16000,paid,828300010000036,8000,paid,0,0,82830001000004,样**'
t_err_has '操作记录 5'
t_is "$(t_sql "SELECT group_concat(state) FROM pay_order WHERE order_no IN ('828300010000028', '828300010000036')")" \
	paid,paid 'both orders are paid'
t_clean

# Several transfers for one order; a part can be taken back.
t_run ncre reconcile-payments match W6 828300020000018 --format csv
t_exit 0
t_out_has 'W6,1200,under,828300020000018,8000,open,6800,0,82830002000002,样**'
t_err_has '操作记录 6'
t_run ncre reconcile-payments match W6 828300020000018
t_exit 4
t_out ''
t_err_has '已对到一张订单'
t_run ncre reconcile-payments unmatch W6 --format csv
t_exit 0
t_out 'txn_id,channel,bucket,order_no,paid_at,open_fen,file,row
W6,wechat,unknown,TRANSFER-4,2027-06-15T10:05:00+08:00,1200,day.csv,7'
t_err_has '操作记录 7'
t_run ncre reconcile-payments unmatch W6
t_exit 3
t_out ''
t_err_has '没有手工对过'
for w in W4 W5; do
	t_run ncre reconcile-payments match $w 828300020000018
	t_exit 0
	t_out_like "^$w +[0-9.]+ +(少缴|已缴费) +828300020000018 +80.00 +(待支付 +50.00|已缴费 +0.00) +0.00 "
	t_err_has '操作记录'
done
t_is "$(t_sql "SELECT state FROM pay_order WHERE order_no = '828300020000018'")" paid 'two parts make the amount'
t_is "$(ledger)" 'channel:wechat 55200, fees -39000, owed -15000, suspense -1200' 'the ledger'
t_clean
t_run ncre reconcile-payments match W9 828300020000018
t_exit 3
t_out ''
t_err_has '待查款里没有这笔流水：W9'
t_run ncre reconcile-payments match W6
t_exit 2
t_out ''
t_err_has 'match 需要参数：PAYMENT ORDER...'

# What is held can be owed back; what is owed is recorded as paid back, once.
t_run ncre refunds owe W6 --format csv
t_exit 0
t_out 'id,refund_state,reason,amount_fen,channel,txn_id,order_no,reg_no,name,reference
2,owed,unknown,1200,wechat,W6,TRANSFER-4,,,'
t_err_has '操作记录'
t_run ncre refunds list --format csv
t_exit 0
t_out 'id,reason,amount_fen,owed_at,channel,txn_id,order_no,reg_no,name,paid_at,reference
1,double,15000,2027-06-16T10:00:00+08:00,wechat,W2,828300010000010,82830001000001,样**,,
2,unknown,1200,2027-06-16T10:00:00+08:00,wechat,W6,TRANSFER-4,,,,'
t_err ''
t_run ncre refunds export -o owed.xlsx
t_exit 0
t_out ''
t_err_has '已导出 2 行：owed.xlsx'
t_run ncre debug-rows owed.xlsx
t_exit 0
t_out_like '^微信支付	W2	828300010000010	150	R000000001	150	重复缴费'
t_out_like '^微信支付	W6	TRANSFER-4	12	R000000002	12	订单不明'
t_err ''
t_run ncre refunds export -o none.xlsx --channel alipay
t_exit 0
t_out ''
t_err_has '已导出 0 行'
t_run ncre refunds export
t_exit 2
t_out ''
t_err_has 'FILE.xlsx'
t_run ncre refunds record 1 --reference 试 --dry-run
t_exit 0
t_out_like '^修改 +退款 .* 状态 +待退款 +已退款 *$'
t_out_like '^修改 +退款 .* 退款时间 +2027-06-16 10:00:00 *$'
t_err_has '已登记退款 1 笔'
t_unchanged
t_run ncre refunds record 1
t_exit 2
t_out ''
t_err_has '--reference'
t_run ncre refunds record 1 --reference 银行转账0616
t_exit 0
t_out_like '^ *1 +已退款 +重复缴费 +150.00 +微信支付 +W2 +828300010000010 +82830001000001 +样\*\* +银行转账0616$'
t_err_has '已登记退款 1 笔'
t_is "$(ledger)" 'channel:wechat 55200, fees -39000, owed -1200, paid_out -15000' 'the ledger'
t_run ncre refunds record 1 --reference 再来一次
t_exit 3
t_out ''
t_err_has '没有第 1 号应退款'
t_unchanged
t_run ncre refunds list --paid --format csv
t_exit 0
t_out_has '2027-06-16T10:00:00+08:00,银行转账0616'
t_err ''
t_clean

# The channel's own refund closes what is owed when its statement comes.
bill >back.csv <<'END'
refund 2027-06-16T09:00:00 TRANSFER-4 W6 12.00 R6
END
t_run ncre reconcile-payments back.csv --format csv
t_exit 0
t_out_has 'back.csv,refund,1,-1200'
t_err_has '1 行'
t_run ncre refunds list --format csv
t_exit 0
t_out 'id,reason,amount_fen,owed_at,channel,txn_id,order_no,reg_no,name,paid_at,reference'
t_err ''
t_clean

# A refund under way and its end, loaded together: posted once.
echo 'pay 2027-06-16T09:10:00 828300010000010 W7 150.00' | bill >b1.csv
echo 'refund 2027-06-16T09:20:00 828300010000010 W7 150.00 R7 PROCESSING' | bill >b2.csv
echo 'refund 2027-06-16T09:20:00 828300010000010 W7 150.00 R7 SUCCESS' | bill >b3.csv
t_run ncre reconcile-payments b1.csv b2.csv b3.csv --format csv
t_exit 0
t_out_has 'b3.csv,paid_earlier,1,-15000'
t_err_has '载入 3 个对账单、3 行'
t_is "$(ledger)" 'channel:wechat 54000, fees -39000, paid_out -15000' 'the ledger'
t_clean
# Paid back in parts: each closes its share, what is beyond needs a person.
bill >p1.csv <<'END'
pay 2027-06-16T09:40:00 828300020000018 W8 80.00
refund 2027-06-16T09:41:00 828300020000018 W8 30.00 R8
END
t_run ncre reconcile-payments p1.csv --format csv
t_exit 1
t_out_has 'p1.csv,double,1,8000'
t_out_has '828300020000018,重复缴费，应退（元）：50.00'
t_err_has '2 行'
t_run ncre refunds list
t_exit 0
t_out_like ' 重复缴费 +50.00 .* W8 '
t_err ''
echo 'refund 2027-06-16T09:42:00 828300020000018 W8 50.00 R9' | bill >p2.csv
t_run ncre reconcile-payments p2.csv --format csv
t_exit 0
t_out_lacks 应退
t_err_has '1 行'
t_is "$(t_sql "SELECT group_concat(amount_fen || ' ' || state || ' ' || reference) FROM (SELECT r.* FROM refund r
	JOIN payment y ON y.id = r.payment_id WHERE y.txn_id = 'W8' ORDER BY r.id)")" '3000 paid R8,5000 paid R9' 'two parts'
echo 'refund 2027-06-16T09:43:00 828300020000018 W8 20.00 R10' | bill >p3.csv
t_run ncre reconcile-payments p3.csv --format csv
t_exit 1
t_out_has 'R-PAID,warning,p3.csv,,2,,,828300020000018,渠道退回了本系统并不应退的款'
t_err_has '1 行'
t_clean
t_run ncre refunds pay
t_exit 2
t_out ''
t_err_has record
t_done
