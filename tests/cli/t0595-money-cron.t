#!/bin/sh
# The counter's and the cashier's commands as cron runs them (no environment at all), as dry runs,
# and taken back.
. "${0%/*}/../tap/tap.sh"
t_office
sqlite3 "$NCRE_OFFICE/ncre.db" <"$T_TOP/tests/data/office.sql" || t_bail fixture
bare() { env -i NCRE_NOW="$NCRE_NOW" "$NCRE" -C "$NCRE_OFFICE" "$@"; }
last() { t_sql 'SELECT max(id) FROM run'; }

# Dry runs change nothing and say what they would.
dry() { # EXIT COMMAND...
	t_want=$1
	shift
	t_run ncre "$@" --dry-run
	t_exit "$t_want"
	t_out_like '修改|新增'
	t_err_has '未作更改'
	t_unchanged
}
dry 1 bill open
dry 0 bill open --group
dry 0 audit submit
dry 0 audit submit 82830002000001
dry 0 confirm 82830002000001
dry 0 cancel 82830001000001 --reason 不考了

# Each is taken back; the rules hold after every step.
undone() { # COMMAND...
	t_state=$(t_sql "SELECT group_concat(state || coalesce(clock_at, '-')) FROM (SELECT * FROM entry ORDER BY id)")
	"$NCRE" "$@" -q >out.txt 2>&1 || [ $? = 1 ] || t_bail "$*: $(cat out.txt)"
	t_run ncre undo -q "$(last)"
	t_exit 0
	t_out ''
	t_err ''
	t_is "$(t_sql "SELECT group_concat(state || coalesce(clock_at, '-')) FROM (SELECT * FROM entry ORDER BY id)")" \
		"$t_state" "undone: $*"
	t_run ncre check --rules
	t_exit 0
	t_out ''
	t_err ''
}
undone audit submit 82830002000001
undone confirm 82830002000001
undone bill open
undone cancel 82830001000001 --subject 24 --reason 不考了
"$NCRE" audit submit -q 82830002000001 || t_bail submit
undone audit reject 82830002000001 --reason 照片不清
undone audit approve 82830002000001
"$NCRE" bill open -q >/dev/null
undone bill close "$(t_sql 'SELECT max(order_no) FROM pay_order')"

# cron: no PATH, no HOME, no locale, no terminal.
t_run bare today -q
t_exit 1
t_out_has '等待审核'
t_err ''
NCRE_NOW=2027-06-15T11:00:00+08:00
t_run bare bill close --timed-out -q
t_exit 0
t_out ''
t_err ''
t_is "$(t_sql "SELECT count(*) FROM pay_order WHERE state = 'open'")" 0 'orders are timed out'
t_run bare expire-unpaid -q
t_exit 0
t_out ''
t_err ''
NCRE_NOW=2027-06-16T10:59:59+08:00
t_run bare expire-unpaid
t_exit 0
t_out_lacks 82830001000001
t_err_has '等对账单的'
echo 'pay 2027-06-15T10:00:00 X-1 W1 1.00' | awk -f "$T_TOP/tests/data/wechat-bill.awk" >bill.csv
t_run bare reconcile-payments -q bill.csv
t_exit 1
t_out_has '没有这个订单'
t_err ''
t_run bare reconcile-payments -q bill.csv
t_exit 0
t_out ''
t_err ''
t_run bare today -q --format csv
t_exit 1
t_out_has '!,suspense,1 笔待查款，共 1.00 元,1'
t_err ''
t_run bare check --rules -q
t_exit 0
t_out ''
t_err ''
t_done
