#!/bin/sh
# ncre import --as orders: the portal's orders, so that statements can be matched with them.
. "${0%/*}/../tap/tap.sh"
t_office
cat "$T_TOP/tests/data/office.sql" "$T_TOP/tests/data/photos.sql" | sqlite3 "$NCRE_OFFICE/ncre.db" || t_bail fixture

cat >orders.csv <<'END'
订单号,报名号,金额,科目代码,支付渠道,开单时间
P2027-1,82830001000001,80.00,14,微信支付,2027-06-15 08:30
P2027-2,82830001000001,70.00,24,支付宝,
P2027-3,82830001000002,80.00,,,
END
t_run ncre import --as orders orders.csv
t_exit 0
t_out ''
t_err_has '读取 3 行：开订单 3 项，已有 0 项，未导入 0 行'
t_is "$(t_sql "SELECT group_concat(order_no || ' ' || coalesce(channel, '-') || ' ' || opened_at, ', ') FROM
	(SELECT * FROM pay_order ORDER BY id)")" \
	"P2027-1 wechat $(date -d 2027-06-15T08:30:00+08:00 +%s), P2027-2 alipay $(date -d "$NCRE_NOW" +%s), P2027-3 - $(date -d "$NCRE_NOW" +%s)" \
	'numbers, channels, times'
t_is "$(t_sql 'SELECT count(*) FROM entry WHERE id IN (1, 2, 3) AND state = '"'in_payment'"' AND clock_at IS NULL')" 3 \
	'in payment, clocks stopped'
t_run ncre import --as orders --again orders.csv
t_exit 0
t_out ''
t_err_has '开订单 0 项，已有 3 项'

# R-PAY-PHOTO, R-REVIEW, R-MONEY, R-DUP-PAY.
cat >wrong.csv <<'END'
订单号,报名号,金额,支付渠道
P2027-4,82830001000003,80.00,微信
P2027-5,82830002000001,80.00,微信
P2027-6,82830002000002,81.00,微信
P2027-1,82830002000002,80.00,微信
P2027-7,82830001000001,80.00,微信
P2027-8,82830001000004,80.00,现金
P2027-9,82830001009999,80.00,微信
END
t_run ncre import --as orders wrong.csv --format jsonl
t_exit 4
t_out_like '"R-PAY-PHOTO".*"row":2'
t_out_like '"R-REVIEW".*"row":3'
t_out_like '"R-MONEY".*"row":4.*应为 80.00 元'
t_out_like '"R-DUP-PAY".*"row":5.*订单号已属于别的'
t_out_like '"R-MONEY".*"row":6.*没有要缴费的科目'
t_out_like '"row":7.*应为微信支付、支付宝、银联、其他之一'
t_out_like '"row":8.*没有这个考生'
t_err_has '有 7 个问题，一行也没有导入'
t_unchanged

# A statement repeats the portal's number.
printf 'pay 2027-06-15T08:40:00 P2027-1 W1 80.00\n' | awk -f "$T_TOP/tests/data/wechat-bill.awk" >bill.csv
t_run ncre reconcile-payments bill.csv --format csv
t_exit 0
t_out_has 'bill.csv,paid,1,8000'
t_err_has '1 行'
t_is "$(t_sql 'SELECT state FROM entry WHERE id = 1')" paid 'the subject of the order is paid'
t_is "$(t_sql 'SELECT state FROM entry WHERE id = 2')" in_payment 'the other one is not'
# A number with small letters is the portal's own: kept as it is, and matched.
printf '订单号,报名号,金额\nqd_20270615x9,82830001000004,80.00\n' >small.csv
t_run ncre import --as orders small.csv
t_exit 0
t_out ''
t_err_has '开订单 1 项'
printf 'pay 2027-06-15T08:45:00 qd_20270615x9 W9 80.00\n' | awk -f "$T_TOP/tests/data/wechat-bill.awk" >bill9.csv
t_run ncre reconcile-payments bill9.csv --format csv
t_exit 0
t_out_has 'bill9.csv,paid,1,8000'
t_err_has '1 行'

# The order of a school: exported without a candidate, known when it comes back, opened by no file.
t_run ncre bill open --group
t_exit 0
t_out_has 82830002
t_err_has '已开订单 1 张'
school=$(t_sql 'SELECT order_no FROM pay_order WHERE candidate_id IS NULL')
for file in orders.xlsx orders2.csv; do
	t_run ncre export orders --reveal -o $file
	t_exit 0
	t_out ''
	t_err_has '已导出 5 行'
	t_run ncre import --as orders $file --format csv
	t_exit 0
	t_out_lacks error
	t_err_has '开订单 0 项，已有 5 项，未导入 0 行'
done
sed "s/$school/P2027-77/" orders2.csv >nobody.csv
t_run ncre import --as orders nobody.csv --format csv
t_exit 4
t_out_like ',B,报名号,,没有报名号,填写报名号；学校的集体订单用 ncre bill open --group 开'
t_err_has '一行也没有导入'
t_unchanged
printf '订单号,报名号,金额\n%s,82830001000001,160.00\n' "$school" >taken.csv
t_run ncre import --as orders taken.csv --format csv
t_exit 4
t_out_has '订单号已属于别的考生或金额不同'
t_err_has '一行也没有导入'
t_unchanged
t_run ncre check
t_exit 0
t_out ''
t_err ''
t_done
