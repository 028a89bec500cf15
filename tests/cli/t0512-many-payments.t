#!/bin/sh
# ncre reconcile-payments: statements of more rows than are in memory at once, which several threads share.
. "${0%/*}/../tap/tap.sh"
t_office
now=1813111200 # 2027-06-16T10:00
office() {
	sqlite3 -cmd '.parameter set :size 12000' -cmd '.parameter set :orders 10000' -cmd ".parameter set :now $now" \
		"$NCRE_OFFICE/ncre.db" <"$T_TOP/tests/bench/money-office.sql" >office.log || t_bail "$(cat office.log)"
}
office
bill() { awk -f "$T_TOP/tests/data/wechat-bill.awk"; }
NCRE_NOW=2027-06-16T12:00:00+08:00
t_ok 'the first run, before an order is timed out' env NCRE_NOW=2027-06-16T10:00:00+08:00 "$NCRE" bill close --timed-out --quiet
t_is "$(t_sql "SELECT count(*) FROM pay_order WHERE state = 'open'")" 10000 'all orders are open'
ledger() {
	t_sql "SELECT group_concat(account || ' ' || total, ', ') FROM
		(SELECT account, sum(amount_fen) AS total FROM v_ledger GROUP BY account ORDER BY account)"
}

# 9,000 orders; some are paid again by rows far away, beside, and within the same thousands.
rows() { # FROM TO TXN-PREFIX HOUR
	awk -v a="$1" -v b="$2" -v p="$3" -v h="$4" 'BEGIN { for (i = a; i <= b; i++)
		printf "pay 2027-06-16T%02d:%02d:%02d 82830001%07d %s%07d 80.00\n", h, i / 60 % 60, i % 60, i, p, i }'
}
{
	rows 1 9000 W 09
	rows 1 3 V 08                                                             # earlier, at the other end
	rows 8999 9000 V 08                                                       # and among their neighbours
	rows 9000 9000 W 09                                                       # the same payment once more
	echo 'pay 2027-06-16T07:00:00 828300010000004 U0000004 100.00'            # more, and first
	echo 'pay 2027-06-16T07:00:00 828300010000005 U0000005 50.00'             # less, and first
	echo 'pay 2027-06-16T11:00:00 828300010000006 U0000006 50.00'             # less, and last
	echo 'pay 2027-06-16T11:00:00 828300019999999 U0000007 80.00'
} | bill >many.csv
cp "$NCRE_OFFICE/ncre.db" before.db
sqlite3 before.db .dump | grep -v 'INSERT INTO run\|INSERT INTO table_digest\|sqlite_sequence' >before.sql
t_run ncre reconcile-payments many.csv --format csv --max-findings 0
t_exit 1
t_out_has 'many.csv,double,7,53000'
t_out_has 'many.csv,over,1,10000'
t_out_has 'many.csv,paid,8999,71992000'
t_out_has 'many.csv,under,1,5000'
t_out_has 'many.csv,unknown,1,8000'
t_out_has 'many.csv,paid_earlier,1,8000'
t_out_has 'many.csv,total,9010,72076000'
t_err_has '9010'
t_is "$(t_sql "SELECT group_concat(txn_id || ' ' || bucket, ', ') FROM (SELECT txn_id, bucket FROM payment
	WHERE order_no IN (SELECT order_no FROM payment GROUP BY order_no HAVING count(*) > 1)
	ORDER BY order_no, paid_at, txn_id)")" \
	'V0000001 paid, W0000001 double, V0000002 paid, W0000002 double, V0000003 paid, W0000003 double, U0000004 over, W0000004 double, U0000005 under, W0000005 paid, W0000006 paid, U0000006 double, V0008999 paid, W0008999 double, V0009000 paid, W0009000 double' \
	'the earliest payment pays, wherever it stands'
t_is "$(t_sql "SELECT count(*), min(paid_at), sum(paid_at IS NULL) FROM entry WHERE state = 'paid'")" \
	"9000|$((now - 3 * 3600))|0" 'every order is paid, at the time of its payment'
t_clean
t_is "$(ledger)" 'channel:wechat 72068000, fees -72000000, owed -55000, suspense -13000' 'the ledger'

# Loaded again in other words: nothing but repeats.
sed 's/openid/another/' many.csv >again.csv
t_run ncre reconcile-payments again.csv --format csv
t_exit 0
t_out 'file,bucket,rows,amount_fen
again.csv,paid_earlier,9010,72076000
again.csv,sum,9010,72076000
again.csv,total,9010,72076000'
t_err_has '9010'
t_clean

# Undone: as it was.
t_run ncre undo 3 --quiet
t_exit 0
t_out ''
t_err ''
t_run ncre undo 2 --quiet
t_exit 0
t_out ''
t_err ''
sqlite3 "$NCRE_OFFICE/ncre.db" .dump | grep -v 'INSERT INTO run\|INSERT INTO table_digest\|INSERT INTO posting\|sqlite_sequence' >after.sql
t_ok 'undone, all but the ledger is as it was' diff before.sql after.sql
t_clean
t_is "$(ledger)" 'channel:wechat 0, fees 0, owed 0, suspense 0' 'and the ledger is even'

# Both files at once: the second sees the payments of the first.
t_run ncre reconcile-payments many.csv again.csv --format csv --max-findings 0
t_exit 1
t_out_has 'many.csv,paid,8999,71992000'
t_out_has 'again.csv,paid_earlier,9010,72076000'
t_err_has '18020'
t_clean
t_ok 'and back' "$NCRE" undo 6 --quiet

# One transaction that pays two orders is no payment of either: nothing of the file is taken.
for before in 9000 5000 4000; do
	{
		rows 1 $before W 09
		echo 'pay 2027-06-16T10:00:00 828300010009500 W0000777 80.00'
		rows $((before + 1)) 9000 W 09
	} | bill >two.csv
	t_run ncre reconcile-payments two.csv
	t_exit 3
	t_out ''
	t_err_has "two.csv 第 $((before + 2)) 行：流水 W0000777 此前已出现，但金额或订单号不同"
	t_unchanged
done

# R-STATE: an order whose entry is not in payment, or is paid already by another, is refused with all of the file.
rows 1 9000 W 09 | bill >state.csv
cp -a "$NCRE_OFFICE" whole
t_sql "UPDATE entry SET state = 'unpaid', clock_at = $now WHERE id = 5017"
t_run ncre reconcile-payments state.csv
t_exit 4
t_out ''
t_err_has 'entry.state'
t_unchanged
rm -rf "$NCRE_OFFICE" && cp -a whole "$NCRE_OFFICE"
t_sql 'INSERT INTO order_entry (order_id, entry_id, fee_fen, run_id) VALUES (18, 17, 8000, 1)'
t_run ncre reconcile-payments state.csv
t_exit 4
t_out ''
t_err_has 'R-STATE entry'
t_unchanged
rm -rf "$NCRE_OFFICE" && cp -a whole "$NCRE_OFFICE"

# Orders that have been closed, and whose entries wait, are paid too, in whatever thousand they stand.
t_sql "UPDATE pay_order SET state = 'closed', closed_at = $now WHERE id IN (17, 5017)"
rows 1 9000 W 09 | bill >closed.csv
t_run ncre reconcile-payments closed.csv --format csv
t_exit 0
t_out_has 'closed.csv,paid,9000,72000000'
t_err_has '9000'
t_done
