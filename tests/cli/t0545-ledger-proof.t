#!/bin/sh
# ncre check proves the ledger: each of its statements is broken past every trigger, and is found.
. "${0%/*}/../tap/tap.sh"
t_office
sqlite3 "$NCRE_OFFICE/ncre.db" <"$T_TOP/tests/data/office.sql" || t_bail fixture
"$NCRE" bill open --quiet >orders.txt
NCRE_NOW=2027-06-16T10:00:00+08:00
awk -f "$T_TOP/tests/data/wechat-bill.awk" >day1.csv <<'END'
pay 2027-06-15T10:00:00 828300010000010 4200000000000000000000000001 150.00
pay 2027-06-15T10:05:00 828300010000010 4200000000000000000000000002 150.00
pay 2027-06-15T10:10:00 828300010000028 4200000000000000000000000003 90.00
pay 2027-06-15T10:30:00 SHOP-77 4200000000000000000000000005 12.34
pay 2027-06-15T10:50:00 828300020000026 4200000000000000000000000007 80.00
refund 2027-06-15T20:00:00 828300010000010 4200000000000000000000000002 150.00 5030000000000000000000000001
END
"$NCRE" reconcile-payments --quiet day1.csv >/dev/null
t_sql "SELECT 'DROP TRIGGER \"' || name || '\";' FROM sqlite_schema WHERE type = 'trigger'" >open.sql
t_run ncre check --rules
t_exit 0
t_out ''
t_err ''
cp -r "$NCRE_OFFICE" good

nowhere='"file":null,"sheet":null,"row":null,"column":null,"field":null'
found() { # SQL RULE SUBJECT TEXT...: what the SQL breaks is found, and said of whom
	rm -rf "$NCRE_OFFICE"
	cp -r good "$NCRE_OFFICE"
	sqlite3 "$NCRE_OFFICE/ncre.db" "PRAGMA foreign_keys = OFF" ".read open.sql" "$1" || t_bail "$1"
	t_run ncre check --rules --format jsonl
	t_exit 1
	shift
	while [ $# -ge 3 ]; do
		t_out_has "\"rule\":\"$1\",\"severity\":\"error\",$nowhere,\"subject\":\"$2\",\"text\":\"$3\""
		shift 3
	done
	t_err ''
}
first='wechat 4200000000000000000000000001'
key='wechat|pay|4200000000000000000000000001|0'
post='INSERT INTO posting (run, payment_key, debit, credit, entry_id, amount_fen, memo)'

# Debits are credits, because a posting has both; what it moves is the payment's amount.
found "UPDATE posting SET amount_fen = amount_fen + 1 WHERE payment_key = '$key' AND entry_id = 1" \
	R-MONEY '82830001000001 14' '已缴费报考与账目不符: paid, 8000 <> 8001' \
	R-MONEY "$first" '对账单行未入账或重复入账: 15001 <> 15000'
found "$post VALUES (2, '$key', 'suspense', 'owed', NULL, 5, '')" \
	R-DUP-PAY owed '应退款与账目不符: 1005 <> 1000' R-DUP-PAY suspense '待查款与账目不符: 1229 <> 1234'

# An entry is paid exactly when its fee is posted.
found "UPDATE entry SET state = 'unpaid', paid_at = NULL WHERE id = 1" \
	R-MONEY '82830001000001 14' '已缴费报考与账目不符: unpaid, 8000 <> 8000'
found "UPDATE entry SET state = 'paid', paid_at = 1, clock_at = NULL WHERE id = 4" \
	R-MONEY '82830001000003 14' '已缴费报考与账目不符: paid, 8000 <> 0'
found 'UPDATE posting SET entry_id = 4 WHERE entry_id = 1' \
	R-MONEY '82830001000001 14' '已缴费报考与账目不符: paid, 8000 <> 0' \
	R-MONEY '82830001000003 14' '已缴费报考与账目不符: unpaid, 8000 <> 8000'
found 'UPDATE entry SET fee_fen = 9000 WHERE id = 1' \
	R-MONEY '82830001000001 14' '已缴费报考与账目不符: paid, 9000 <> 8000'

# Every row of a statement is posted exactly once.
found "DELETE FROM posting WHERE payment_key = '$key'" \
	R-MONEY "$first" '对账单行未入账或重复入账: 0 <> 15000'
found "$post SELECT run, payment_key, debit, credit, entry_id, amount_fen, memo FROM posting WHERE payment_key = '$key'" \
	R-MONEY "$first" '对账单行未入账或重复入账: 30000 <> 15000' \
	R-MONEY '82830001000001 14' '已缴费报考与账目不符: paid, 8000 <> 16000'
found "UPDATE payment SET bucket = 'suspense' WHERE txn_id LIKE '%1'" R-MONEY "$first" '对账单行尚未归类: 15000'

# A statement's total is the sum of its buckets, and its rows are all there.
found 'UPDATE statement SET total_fen = total_fen - 1' R-MONEY day1.csv '各类金额之和不等于对账单总额: 33233 <> 33234'
found "UPDATE payment SET amount_fen = 14999 WHERE txn_id LIKE '%1' AND kind = 'pay'" \
	R-MONEY day1.csv '各类金额之和不等于对账单总额: 33234 <> 33233'
found 'UPDATE statement SET row_count = 7' R-MONEY day1.csv '对账单行数与入账行数不符: 7 <> 6'

# Nothing is posted that no statement carries.
found "DELETE FROM payment WHERE txn_id LIKE '%5'" R-MONEY 'wechat|pay|4200000000000000000000000005|0' \
	'账目没有对应的对账单行: 1234' R-MONEY day1.csv '对账单行数与入账行数不符: 6 <> 5'
found "$post VALUES (2, 'wechat|pay|none|0', 'channel:wechat', 'owed', NULL, 500, '')" \
	R-MONEY 'wechat|pay|none|0' '账目没有对应的对账单行: 500' R-DUP-PAY owed '应退款与账目不符: 1500 <> 1000'

# What is owed and what is held is what the ledger says; a paid order has its payment.
found "DELETE FROM refund WHERE reason = 'over'" R-DUP-PAY owed '应退款与账目不符: 1000 <> 0'
found "UPDATE payment SET bucket = 'paid' WHERE order_no = 'SHOP-77'" R-DUP-PAY suspense '待查款与账目不符: 1234 <> 0'
found "UPDATE payment SET order_id = NULL WHERE txn_id LIKE '%3'" \
	R-MONEY 828300010000028 '订单记为已缴费，但没有任何对账单行: 8000'
found "UPDATE pay_order SET state = 'open' WHERE id = 1" R-LOCK 828300010000010 '未关闭的订单里有不在缴费中的报考: paid'
found 'UPDATE pay_order SET amount_fen = 1 WHERE id = 1' R-MONEY 828300010000010 '订单金额不等于所含科目费用之和: 1 <> 15000'

# Undone, done again, and undone again, the ledger follows each time; nothing is posted twice.
rm -rf "$NCRE_OFFICE"
cp -r good "$NCRE_OFFICE"
moved() { t_sql "SELECT coalesce(sum(amount_fen), 0) FROM v_ledger WHERE account LIKE 'channel:%'"; }
run=$(t_sql "SELECT id FROM run WHERE command = 'reconcile-payments'")
before=$(moved)
undo() { # RUN
	t_run ncre undo "$1"
	t_exit 0
	t_out ''
	t_err_has '已撤销'
	last=$(t_sql 'SELECT max(id) FROM run')
}
undo "$run"
t_is "$(moved)" 0 'undone'
undo "$last"
t_is "$(moved)" "$before" 'done again'
undo "$run"
t_is "$(moved)" 0 'undone again'
t_run ncre check --rules
t_exit 0
t_out ''
t_err ''
t_run ncre undo "$run"
t_exit 4
t_out ''
t_err_has "$run"
t_unchanged
undo "$last"
undo "$last"
undo "$last"
t_is "$(moved)" "$before" 'an undo of an undo of an undo'
undo "$run"
t_is "$(moved)" 0 'and from there'
t_run ncre check --rules
t_exit 0
t_out ''
t_err ''
t_done
