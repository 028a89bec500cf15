#!/bin/sh
# Orders come in from the portal while statements are reconciled and entries expire, all at once:
# every order is there, every payment is in one bucket, and matched whichever came first.
. "${0%/*}/../tap/tap.sh"
t_office
sqlite3 "$NCRE_OFFICE/ncre.db" <"$T_TOP/tests/data/office.sql" || t_bail fixture
people=24 each=6
at=$(date -d "$NCRE_NOW" +%s)
t_sql "CREATE TEMP TABLE n AS WITH RECURSIVE n (i) AS (SELECT 101 UNION ALL SELECT i + 1 FROM n WHERE i < 100 + $people)
	SELECT i FROM n;
	INSERT INTO photo (sha256, bytes, width_px, height_px, verdict, measures, checked_at, run_id)
	SELECT printf('%064d', i), 30000, 240, 320, 'pass', '{}', $at, 0 FROM n;
	INSERT INTO candidate (id, sitting_id, site_code, reg_no, source, name, sex, born_on, id_type, id_number,
		photo_sha256, agreement, agreed_at, agreed_by, created_at, run_id)
	SELECT i, 1, '830001', '82830001000' || i, 'self', '样例', 'F', '2000-01-01', '9', 'X' || i,
		printf('%064d', i), '2027-1', $at, 'candidate', $at, 0 FROM n;
	INSERT INTO entry (candidate_id, offering_id, fee_fen, clock_at, created_at, run_id)
	SELECT id, 1, 8000, $at, $at, 0 FROM candidate WHERE id > 100" || t_bail people
NCRE_NOW=2027-06-15T23:00:00+08:00

orders() {
	for k in $(seq 1 $((people / each))); do
		{
			echo '订单号,报名号,金额,科目代码,支付渠道,开单时间'
			for i in $(seq $((100 + (k - 1) * each + 1)) $((100 + k * each))); do
				echo "P$i,82830001000$i,80.00,14,微信支付,2027-06-15 09:30"
			done
		} >"orders$k.csv"
		"$NCRE" import -q --lock-wait 60 --as orders "orders$k.csv" || echo "orders $k: $?"
	done
}
statements() {
	for k in $(seq 1 $((people / each))); do
		for i in $(seq $((100 + (k - 1) * each + 1)) $((100 + k * each))); do
			echo "pay 2027-06-15T10:00:$((i - 90)) P$i W$i 80.00"
		done | sed 's/:\([0-9]\) /:0\1 /; s/:\([6-9][0-9]\|1[0-9][0-9]\) /:59 /' |
			awk -f "$T_TOP/tests/data/wechat-bill.awk" >"bill$k.csv"
		code=0
		"$NCRE" reconcile-payments -q --lock-wait 60 "bill$k.csv" >/dev/null 2>&1 || code=$?
		[ $code -le 1 ] || echo "bill $k: $code"
	done
}
expiry() {
	for k in 1 2 3 4 5; do
		"$NCRE" expire-unpaid -q --lock-wait 60 || echo "expire $k: $?"
	done
}
{
	orders &
	statements &
	expiry &
	wait
} >failures 2>&1
t_is "$(cat failures)" '' 'every command did its work'
t_is "$(t_sql 'SELECT count(*) FROM pay_order')" $people 'no order is lost'
t_is "$(t_sql 'SELECT count(*) FROM payment')" $people 'no payment is lost'
t_is "$(t_sql "SELECT count(*) FROM payment WHERE bucket NOT IN ('paid', 'unknown')")" 0 'paid, or waiting for its order'

# Money that came before its order is held with the order's number; a person matches it.
t_sql "SELECT txn_id || ' ' || order_no FROM payment WHERE bucket = 'unknown'" >held
while read -r txn order; do
	"$NCRE" reconcile-payments match "$txn" "$order" -q >matched.txt || echo "$txn"
done <held >failures 2>&1
t_is "$(cat failures)" '' 'all of it can be matched'
t_is "$(t_sql "SELECT count(*) FROM entry WHERE candidate_id > 100 AND state = 'paid'")" $people 'and everybody is paid'
t_run ncre check --rules
t_exit 0
t_out ''
t_err ''
t_done
