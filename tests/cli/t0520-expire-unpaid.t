#!/bin/sh
# ncre expire-unpaid: to the second, across approval and closed orders, groups, statements, clocks.
. "${0%/*}/../tap/tap.sh"
t_office
sqlite3 "$NCRE_OFFICE/ncre.db" <"$T_TOP/tests/data/office.sql" || t_bail fixture
at() { NCRE_NOW=2027-06-$1+08:00; }

# R-EXP: 24 hours after 08:00, not a second before.
at 16T07:59:59
t_run ncre expire-unpaid
t_exit 0
t_out ''
t_err '过期：0 科、0 名考生；等对账单的 0 科
操作记录 1：新增 0 行、修改 0 行、删除 0 行'
t_run ncre expire-unpaid --quiet
t_exit 0
t_out ''
t_err ''
at 16T08:00:00
t_run ncre expire-unpaid --dry-run --limit 1 --format csv
t_exit 0
t_out_has '82830001000001,样**,830001,14,registered,2027-06-15T08:00:00+08:00,2027-06-16T08:00:00+08:00'
t_out_lacks 82830001000002
t_err_has '--apply'
t_unchanged
t_run ncre expire-unpaid --limit 2 --format csv
t_exit 0
t_out 'reg_no,name,site_code,subject_code,why,clock_at,deadline_at
82830001000001,样**,830001,14,registered,2027-06-15T08:00:00+08:00,2027-06-16T08:00:00+08:00
82830001000001,样**,830001,24,registered,2027-06-15T08:00:00+08:00,2027-06-16T08:00:00+08:00'
t_err_has '过期：2 科、1 名考生'
t_is "$(t_sql "SELECT gone_state FROM candidate WHERE id = 1")" expired 'nothing left: the candidate is gone too'
t_is "$(t_sql "SELECT state || ' ' || gone_reason FROM entry WHERE id = 1")" 'expired R-EXP' 'and kept'
t_is "$(t_sql 'SELECT taken FROM offering_load WHERE offering_id = 2')" 0 'the place is free'
t_run ncre expire-unpaid --max-changes 1
t_exit 4
t_out_has 82830001000002
t_err_has '--max-changes 1'
t_unchanged
t_clean --rules

# An open order stops the clock, closing restarts it; approval restarts it; a pending review stops it.
t_run ncre undo 3
t_exit 0
t_out ''
t_err_has '已撤销'
"$NCRE" bill open --candidate 82830001000002 --quiet >/dev/null
"$NCRE" audit submit 82830002000001 --quiet
at 16T09:00:00
"$NCRE" bill close 828300010000010 --quiet
"$NCRE" audit reject 82830002000001 --reason 照片不清 --quiet
at 17T08:59:59
t_run ncre expire-unpaid --format csv
t_exit 0
t_out_lacks 82830001000002
t_out_lacks 82830002000001
t_out_has '82830002000002,样**,830002,14,approved'
t_err_has '过期：5 科、4 名考生；等对账单的 0 科'
at 17T09:00:00
t_run ncre expire-unpaid --format csv
t_exit 0
t_out_has '82830002000001,样**,830002,14,rejected,2027-06-16T09:00:00+08:00,2027-06-17T09:00:00+08:00'
t_out_like 'R-EXP-COVER,note,.*82830001000002 65'
t_err_has '过期：1 科、1 名考生；等对账单的 1 科'
t_is "$(t_sql 'SELECT state FROM entry WHERE id = 3')" unpaid 'R-EXP-COVER: an entry that had an order waits'
# R-EXP-COVER: until a statement covers deadline plus lag (10 hours), to the second.
statement() { # TIME
	printf 'pay %s X%s 42%s 1.00\n' "$1" "$1" "$1" | tr -d : | sed 's/T\(..\)\(..\)\(..\) X/T\1:\2:\3 X/' |
		awk -f "$T_TOP/tests/data/wechat-bill.awk" >"$2"
}
at 17T20:00:00
statement 2027-06-17T18:59:59 early.csv
sed -i 's/公众账号ID/公众号/' early.csv
"$NCRE" reconcile-payments early.csv --quiet >/dev/null
t_run ncre expire-unpaid --quiet
t_exit 0
t_out ''
t_err ''
t_is "$(t_sql 'SELECT state FROM entry WHERE id = 3')" unpaid 'one second is missing'
t_run ncre expire-unpaid --without-statement --dry-run --format csv
t_exit 0
t_out_has '82830001000002,样**,830001,65,order_closed,2027-06-16T09:00:00+08:00,2027-06-17T09:00:00+08:00'
t_err_has '过期：1 科'
t_unchanged
statement 2027-06-17T19:00:00 covers.csv
sed -i 's/公众账号ID/公众号/' covers.csv
"$NCRE" reconcile-payments covers.csv --quiet >/dev/null
# The money could be in the bill of a day before: each day since the order was opened must be there.
t_run ncre expire-unpaid --quiet
t_exit 0
t_out ''
t_err ''
t_is "$(t_sql 'SELECT state FROM entry WHERE id = 3')" unpaid 'the bill of the 16th is missing'
t_run ncre reconcile-payments no-bill --channel wechat 2027-06-15 2027-06-16
t_exit 0
t_out ''
t_err_has '已登记没有账单的日子 2 天'
t_run ncre expire-unpaid --format csv
t_exit 0
t_out_has '82830001000002,样**,830001,65,order_closed'
t_err_has '过期：1 科、1 名考生'
t_clean --rules

# Late money: the place is free, the entry is back. Then the same for a place that is taken.
printf 'pay 2027-06-17T08:59:00 828300010000010 4299 80.00\n' | awk -f "$T_TOP/tests/data/wechat-bill.awk" >late.csv
t_run ncre reconcile-payments late.csv --format csv
t_exit 0
t_out_has 'late.csv,late_restored,1,8000'
t_out_has '828300010000010,过期后到账'
t_err_has '1 行'
t_is "$(t_sql "SELECT state || ' ' || (SELECT gone_at IS NULL FROM candidate WHERE id = 2) FROM entry WHERE id = 3")" \
	'paid 1' 'restored and paid, the candidate too'
t_clean --rules
t_run ncre undo "$(t_sql 'SELECT max(id) FROM run')"
t_exit 0
t_out ''
t_err_has '已撤销'
t_sql "UPDATE offering SET capacity = 0 WHERE id = 3"
t_run ncre reconcile-payments late.csv --format csv
t_exit 1
t_out_has 'late.csv,late_refund,1,8000'
t_err_has '1 行'
t_is "$(t_sql "SELECT reason || ' ' || amount_fen FROM refund")" 'late 8000' 'owed back'
t_clean --rules

# Groups follow the site's deadline instead.
at 19T23:59:59
t_run ncre expire-unpaid
t_exit 0
t_out ''
t_err_has '过期：0 科'
at 20T00:00:00
t_run ncre expire-unpaid --format csv
t_exit 0
t_out 'reg_no,name,site_code,subject_code,why,clock_at,deadline_at
82830002000003,样**,830002,14,group_deadline,,2027-06-20T00:00:00+08:00
82830002000004,样**,830002,14,group_deadline,,2027-06-20T00:00:00+08:00'
t_err_has '过期：2 科、2 名考生'
t_clean --rules

# The clock was set back.
at 19T00:00:00
t_run ncre expire-unpaid
t_exit 4
t_out ''
t_err_has '最近一次操作在 2027-06-20 00:00:00，而现在是 2027-06-19 00:00:00'
t_unchanged
t_run ncre expire-unpaid now
t_exit 2
t_out ''
t_err_has expire-unpaid
t_done
