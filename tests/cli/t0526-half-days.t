#!/bin/sh
# R-EXP-COVER: a table that was loaded in the middle of a day does not cover what came after it, also
# where the next one begins with the next day. All numbers are invented.
. "${0%/*}/../tap/tap.sh"
t_office
sqlite3 "$NCRE_OFFICE/ncre.db" <"$T_TOP/tests/data/office.sql" || t_bail fixture
at() { NCRE_NOW=2027-06-$1+08:00; }
load() { # FILE TIME...
	t_file=$1
	shift
	{ echo 交易时间,金额,流水号; for time in "$@"; do echo "2027-06-$time,1.00,$time"; done; } >"$t_file"
	"$NCRE" reconcile-payments -q --channel generic "$t_file" >out.txt 2>&1
	[ $? = 1 ] || t_bail "$(cat out.txt)"
}
at 15T10:00:00
"$NCRE" bill open -q --channel generic --candidate 82830001000001 >orders.txt
at 15T12:00:00
"$NCRE" bill close -q --timed-out
at 15T13:00:00
load half.csv '15 10:30:00'
at 17T09:00:00
load next.csv '16 09:00:00' '16 23:00:00'
t_run ncre expire-unpaid
t_exit 0
t_out_like '82830001000001 14.* 2 科已到期，但开过订单'
t_err_has '等对账单的 2 科'
t_run ncre today --format csv
t_exit 1
t_out_has '!,statement_gap,其他 缺 1 天的对账单：2027-06-15（确无账单'
t_err ''
t_run ncre reconcile-payments no-bill --channel generic 2027-06-15
t_exit 4
t_out ''
t_err_has '2027-06-15 有其他的对账单：half.csv'

# The whole day, loaded after it.
load whole.csv '15 10:30:00' '15 10:40:00'
t_run ncre today --format csv
t_exit 1
t_out_lacks statement_gap
t_err ''
t_run ncre expire-unpaid --format csv
t_exit 0
t_out_has '82830001000001,样**,830001,14,order_closed'
t_err_has '过期：2 科、1 名考生；等对账单的 0 科'
t_run ncre check --rules
t_exit 0
t_out ''
t_err ''
t_done
