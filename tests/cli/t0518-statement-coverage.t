#!/bin/sh
# R-EXP-COVER: what a statement covers is never more than what it can know. All numbers are invented.
. "${0%/*}/../tap/tap.sh"
t_office
sqlite3 "$NCRE_OFFICE/ncre.db" <"$T_TOP/tests/data/office.sql" || t_bail fixture
NCRE_NOW=2027-06-15T10:00:00+08:00
"$NCRE" bill open -q >orders.txt
NCRE_NOW=2027-06-15T12:00:00+08:00
"$NCRE" bill close --timed-out -q
NCRE_NOW=2027-06-20T11:00:00+08:00
covers() { # FILE
	t_sql "SELECT coalesce(datetime(covers_from_at, 'unixepoch', '+8 hours') || ' '
		|| datetime(covers_to_at, 'unixepoch', '+8 hours'), 'nothing') FROM statement WHERE name = '$1'"
}

# ---- UnionPay: a file is of the settlement day in its name, which begins in the evening before.
zm() { # TIME QUERY: a line of 561 bytes
	printf '%-3s%-11s%-11s%-6s%-10s%-19s%012d%-4s%-2s%-21s%-2s%-32s%-2s%-6s%-10s%-13s%-13s%-4s%-15s%-2s%-2s%-6s%-2s%-4s%-32s%-1s%-21s%-15s%-1s%-15s%-32s%-13s%-13s%-8s%-32s%-13s%-13s%-12s%-2s%-1s%-32s%-93s\r\n' \
		S22 1 1 1 "$1" 6222 8000 5812 08 "$2" 00 "U-$2" 01 '' '' D000000000060 C000000009940 0001 '' 01 07 000000 01 '' '' 0 '' 700000000000001 0 '' '' '' '' '' '' '' '' '' '' 1 '' ''
}
{ zm 0616231000 1; zm 0617100000 2; } >INN27061788ZM_700000000000001
t_run ncre reconcile-payments INN27061788ZM_700000000000001
t_exit 1
t_out_has unknown
t_err_has '2 行'
t_is "$(covers INN27061788ZM_700000000000001)" '2027-06-17 00:00:00 2027-06-17 10:00:00' \
	'a row of the evening before does not cover the day before'
zm 0617233000 3 >INN27061888ZM_700000000000001
t_run ncre reconcile-payments INN27061888ZM_700000000000001
t_exit 1
t_out_has unknown
t_err_has '1 行'
t_is "$(covers INN27061888ZM_700000000000001)" nothing 'rows of the evening before alone cover nothing'
t_run ncre today --format csv
t_exit 1
t_out_has ',statement,银联 对账单已到 2027-06-17 10:00,'
t_err ''
for time in 0620000000 0515100000 0819100000; do
	{ zm 0619100000 4; zm $time 5; } >INN27061988ZM_700000000000001
	t_run ncre reconcile-payments INN27061988ZM_700000000000001 --format jsonl
	t_exit 3
	t_out_like '"row":2,.*交易日期与文件名里的日期（2027-06-19）对不上.*"suggestion":"文件可能被改过名'
	t_err_has '1 处读不出'
	t_unchanged
done
{ zm 0520100000 4; zm 0619100000 5; } >INN27061988ZM_700000000000001
t_run ncre reconcile-payments INN27061988ZM_700000000000001
t_exit 1
t_out_has unknown
t_err_has '2 行'
t_is "$(covers INN27061988ZM_700000000000001)" '2027-06-19 00:00:00 2027-06-19 10:00:00' \
	'what was settled late covers no day of its own'

# ---- WeChat Pay: a bill of refunds alone cannot know of payments.
cat >refund.csv <<'END'
交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,退款申请时间,退款成功时间,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注
`2027-06-15 10:00:00,`wx0,`1900000001,`0,`,`4200000000000000000000000102,`OLD-1,`o,`JSAPI,`REFUND,`OTHERS,`CNY,`0.00,`0.00,`2027-06-16 09:00:00,`2027-06-16 09:00:07,`5030000000000000000000000102,`R1,`30.00,`0.00,`ORIGINAL,`SUCCESS,`考试费,`,`-0.18000,`0.60%,`0.00,`30.00,`
总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额
`1,`0.00,`30.00,`0.00,`-0.18000,`0.00,`30.00
END
t_run ncre reconcile-payments refund.csv
t_exit 1
t_out_has refund
t_err_has '1 行'
t_is "$(covers refund.csv)" nothing 'a bill of refunds covers nothing'

# ---- A time that has not come yet is a slip of the pen, or the clock is wrong.
printf '交易时间,金额,流水号\n2027-06-18 09:00:00,80.00,B-1\n2072-06-19 09:00:00,80.00,B-2\n' >bank.csv
t_run ncre reconcile-payments --channel generic bank.csv
t_exit 1
t_out_has unknown
t_err_has '2 行'
t_is "$(covers bank.csv)" '2027-06-18 00:00:00 2027-06-20 11:00:00' 'nothing is covered that had not happened'

# ---- What waits is one note with each run of cron; a dry run lists each.
t_run ncre expire-unpaid --format csv
t_exit 0
t_out_has 'R-EXP-COVER,note,,,,,,82830001000001 14,这一科起共 7 科已到期，但开过订单，要等覆盖到期时间的对账单载入'
t_err_has '等对账单的 7 科'
t_is "$(t_sql "SELECT count(*) FROM run_finding WHERE rule = 'R-EXP-COVER'")" 1 'one of all'
t_run ncre expire-unpaid --format csv --dry-run
t_exit 0
t_out_like '^R-EXP-COVER,note,,,,,,82830001000001 24,已到期，但开过订单，要等'
t_out_like '^R-EXP-COVER,note,,,,,,82830002000004 14,已到期，但开过订单，要等'
t_err_has '等对账单的 7 科'
t_run ncre check --rules
t_exit 0
t_out ''
t_err ''
t_done
