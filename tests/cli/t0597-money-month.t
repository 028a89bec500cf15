#!/bin/sh
# A cashier's month, day by day, as the screen shows it: orders, four channels, too much, too little,
# twice, late, refunds out and back, a wrong statement taken back, and the sums at its end.
. "${0%/*}/../tap/tap.sh"
t_office
cat "$T_TOP/tests/data/office.sql" "$T_TOP/tests/data/photos.sql" | sqlite3 "$NCRE_OFFICE/ncre.db" || t_bail fixture
bill() { awk -f "$T_TOP/tests/data/wechat-bill.awk"; }
at() { NCRE_NOW=2027-06-$1+08:00; }
# What the channels hold in the ledger is what their statements say, less what two of them repeat.
sums() {
	t_is "$(t_sql "SELECT (SELECT coalesce(sum(amount_fen), 0) FROM v_ledger WHERE account LIKE 'channel:%')")" "$1" "the ledger: $1"
	t_run ncre reconcile-payments report --format csv
	t_exit 0
	t_out_like '^[^,]+,total,[0-9]+,'
	t_err ''
	t_is "$(awk -F, '$2 == "total" { all += $4 } $2 == "paid_earlier" { all -= $4 } END { print all + 0 }' "$T_OUT")" "$1" 'the files'
	t_is "$(awk -F, '$2 == "sum" { all += $4 } $2 == "total" { all -= $4 } END { print all + 0 }' "$T_OUT")" 0 'and their buckets'
	t_run ncre check --rules
	t_exit 0
	t_out ''
	t_err ''
}

# ---- the 15th: orders; who may not pay is told what to do
at 15T09:30:00
t_run ncre bill open
t_exit 1
t_out_like '^828300010000010 +830001 +82830001000001 +样\*\* +2 +150.00 *$'
t_out_like 'R-PAY-PHOTO .*82830001000003 +没有合格照片，不能缴费 +用 validate-photos'
t_out_like 'R-REVIEW .*82830002000001 +考点要求信息审核，考生未提交.* +用 audit submit 提交'
t_err_has '已开订单 6 张'
t_run ncre bill list
t_exit 0
t_out_like '^828300010000010 .* 待支付 +2027-06-15 09:30:00'
t_err ''
at 15T11:30:00
t_run ncre bill close --timed-out
t_exit 0
t_out ''
t_err_has '修改 13 行'

# ---- the 16th: a WeChat bill with everything that goes wrong
at 16T10:30:00
bill >w15.csv <<'END'
pay 2027-06-15T10:00:00 828300010000010 W1 150.00
pay 2027-06-15T10:05:00 828300010000010 W2 150.00
pay 2027-06-15T10:06:00 828300010000028 W3 90.00
pay 2027-06-15T10:07:00 828300020000018 W4 50.00
pay 2027-06-15T10:08:00 学校汇款 W5 160.00
END
t_run ncre reconcile-payments w15.csv -o w15.xlsx
t_exit 1
t_out_like '^w15.csv +double +1 +150.00 +重复缴费（应退） *$'
t_out_like '^w15.csv +sum +5 +600.00 +以上合计 *$'
t_out_like '^w15.csv +total +5 +600.00 +对账单自身总额 *$'
t_out_like '828300010000010 +重复缴费，应退（元）：150.00 +用 refunds export 导出给渠道退款，退后 refunds record 登记 +W2'
t_out_like '828300010000028 +多缴，应退（元）：10.00 +用 refunds export'
t_out_like '828300020000018 +少于订单金额，列为待查（元）：50.00 +等补足差额'
t_out_like '学校汇款 +没有这个订单，列为待查（元）：160.00 +查明付的是哪个订单，用 reconcile-payments match'
t_err_has '载入 1 个对账单、5 行'
sums 60000
t_run ncre today
t_exit 1
t_out_like '^! +应退款 +2 笔应退款，共 160.00 元'
t_out_like '^! +待查款 +2 笔待查款，共 210.00 元'
t_out_like '^ +已到期 +2 科已过缴费期限（最早 2027-06-16 08:00）'
t_out_like '^ +将到期 +2 科将在 6 小时内到期，最早 2027-06-16 11:30'
t_err ''
t_run ncre reconcile-payments suspense
t_exit 0
t_out_like '^W4 +微信支付 +少缴 +828300020000018 .* 50.00 '
t_out_like '^W5 +微信支付 +订单不明 +学校汇款 .* 160.00 '
t_err ''
# the school's transfer was for two candidates
t_run ncre reconcile-payments match W5 828300020000026 828300020000034
t_exit 0
t_out_like '^W5 +160.00 +已缴费 +828300020000026 +80.00 +已缴费 +0.00 +0.00 '
t_err_has 操作记录
# paid back by the bank, not by the channel
t_run ncre refunds list
t_exit 0
t_out_like '^ +1 +重复缴费 +150.00 .* 微信支付 +W2 '
t_out_like '^ +2 +多缴 +10.00 .* 微信支付 +W3 '
t_err ''
t_run ncre refunds record 1 --reference 网银20270616001
t_exit 0
t_out_like '^ *1 +已退款 +重复缴费 +150.00 '
t_err_has '已登记退款 1 笔'

# ---- expiry: those who never had an order, at their second; a dry run says it in words
t_run ncre expire-unpaid --dry-run
t_exit 0
t_out_like '^修改 +报考 +82830001000003 14 样\*\* +状态 +未缴费 +超时未缴费 *$'
t_out_like '^修改 +考生 +82830001000003 样\*\* +移除时间 +2027-06-16 10:30:00 *$'
t_out_lacks gone_
t_out_lacks expired
t_err_has '过期：2 科、2 名考生'
t_unchanged
t_run ncre expire-unpaid
t_exit 0
t_out_like '^82830001000003 +样\*\* +830001 +14 +报考 +2027-06-15 08:00:00 +2027-06-16 08:00:00'
t_err_has '过期：2 科、2 名考生'

# ---- the 17th: the rest of a part, a refund under way; the wrong file is taken back
at 17T10:30:00
bill >w16.csv <<'END'
pay 2027-06-16T09:00:00 828300020000018 W7 30.00
refund 2027-06-16T12:00:00 828300010000028 W3 10.00 RF3 PROCESSING
pay 2027-06-16T13:00:00 998300010000014 W8 80.00
END
bill >other-office.csv <<'END'
pay 2027-06-16T09:00:00 828300010000036 OTHER-1 80.00
pay 2027-06-16T09:01:00 OTHER-2 OTHER-2 99.00
END
t_run ncre reconcile-payments w16.csv
t_exit 1
t_out_like '^w16.csv +refund_processing +1 +-10.00 +退款中'
t_out_like '998300010000014 +订单属于别的或已结束的考次，列为待查（元）：80.00 +查明'
t_err_has '3 行'
sums 70000
t_run ncre reconcile-payments other-office.csv
t_exit 1
t_out_has OTHER-2
t_err_has '2 行'
wrong=$(t_sql 'SELECT max(id) FROM run')
sums 87900
t_run ncre undo "$wrong"
t_exit 0
t_out ''
t_err_has "已撤销第 $wrong 号操作"
sums 70000
t_is "$(t_sql "SELECT state FROM entry WHERE id = 5")" unpaid 'who did not pay is unpaid again'
t_run ncre reconcile-payments other-office.csv
t_exit 1
t_out_like '^other-office.csv +paid +1 +80.00'
t_err_has '2 行'
sums 87900
"$NCRE" undo -q "$(t_sql 'SELECT max(id) FROM run')" || t_bail undo
sums 70000
# the refund arrived
echo 'refund 2027-06-16T12:00:00 828300010000028 W3 10.00 RF3 SUCCESS' | bill >w16b.csv
t_run ncre reconcile-payments w16b.csv
t_exit 0
t_out_like '^w16b.csv +paid_earlier +1 +-10.00 +以前已入账'
t_err_has '1 行'
t_run ncre refunds list
t_exit 0
t_out_lacks W3
t_err ''
sums 70000

# ---- late: candidate 4's order was closed on the 15th, the clock ran from there
t_run ncre reconcile-payments no-bill --channel alipay 2027-06-15 2027-06-16
t_exit 0
t_out ''
t_err_has '已登记没有账单的日子 2 天'
at 18T10:30:00
echo 'pay 2027-06-17T20:00:00 SHOP-1 W9 1.00' | bill >w17.csv
"$NCRE" reconcile-payments -q w17.csv >/dev/null
t_run ncre expire-unpaid
t_exit 0
t_out_like '^82830001000004 .* 订单关闭 +2027-06-15 11:30:00 +2027-06-16 11:30:00'
t_err_has '过期：1 科、1 名考生；等对账单的 0 科'
cat >zfb.txt <<'END'
#支付宝业务明细查询
#账号：[20880000000000010156]
#起始日期：[2027年06月17日 00:00:00]   终止日期：[2027年06月18日 00:00:00]
#-----------------------------------------业务明细列表----------------------------------------
支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注
2027061722000000000000000901	,828300010000036	,交易	,考试费,2027-06-17 19:00:00,2027-06-17 19:00:05,,,,,*某(138****0000),80.00,80.00,0.00,0.00,0.00,0.00,0.00,,0.00,0.00,	,-0.48,0.00,
#-----------------------------------------业务明细列表结束------------------------------------
#交易合计：1笔，商家实收共80.00元，商家优惠共0.00元
#退款合计：0笔，商家实收退款共0.00元，商家优惠退款共0.00元
#导出时间：[2027年06月18日 05:46:49]
END
iconv -f UTF-8 -t GB18030 zfb.txt >zfb.csv
# the place is gone: owed back; undone, it is free: restored
t_sql 'UPDATE offering SET capacity = (SELECT taken FROM offering_load WHERE offering_id = 1) WHERE id = 1'
t_run ncre reconcile-payments zfb.csv
t_exit 1
t_out_like '828300010000036 +到账时报考已取消或已无名额，应退（元）：80.00 +用 refunds export'
t_err_has '1 行'
sums 78100
"$NCRE" undo -q "$(t_sql 'SELECT max(id) FROM run')" || t_bail undo
t_sql 'UPDATE offering SET capacity = 100 WHERE id = 1'
t_run ncre reconcile-payments zfb.csv
t_exit 0
t_out_like '^zfb.csv +late_restored +1 +80.00 +迟到，已恢复'
t_err_has '1 行'
t_is "$(t_sql "SELECT state FROM entry WHERE id = 5")" paid 'restored and paid'
sums 78100

# ---- a bank's own table, and money nobody asked for goes back
printf '交易时间,金额,流水号,附言\n2027-06-18 08:00:00,500.00,B-1,捐款\n' >bank.csv
t_run ncre reconcile-payments --channel generic bank.csv
t_exit 1
t_out_like '没有这个订单，列为待查（元）：500.00'
t_err_has '1 行'
t_run ncre refunds owe B-1
t_exit 0
t_out_like '^ *3 +待退款 +订单不明 +500.00 +其他 +B-1 '
t_err_has 操作记录
t_run ncre refunds export -o owed.xlsx
t_exit 0
t_out ''
t_err_has '已导出 1 行'
sums 128100

# ---- month's end: who is paid, what is held, what is owed, and every fen of it
t_is "$(t_sql "SELECT group_concat(account || ' ' || total, ', ') FROM (SELECT account, sum(amount_fen) AS total
	FROM v_ledger GROUP BY account HAVING total <> 0 ORDER BY account)")" \
	'channel:alipay 8000, channel:generic 50000, channel:wechat 70100, fees -55000, owed -50000, paid_out -15000, suspense -8100' \
	'fees, what is owed, what is held, and where it lies'
t_is "$(t_sql "SELECT sum(fee_fen) FROM entry WHERE state = 'paid'")" 55000 'the fees of who is paid'
t_run ncre reconcile-payments unseen
t_exit 0
t_out_lacks 8283
t_err ''
t_run ncre export payments -o payments.xlsx --reveal
t_exit 0
t_out ''
t_err_has '已导出 11 行'
t_run ncre debug-rows payments.xlsx
t_exit 0
t_out_like '^支付宝	收款	2027061722000000000000000901	828300010000036	82830001000004	样例丁	80	'
t_out_like '^微信支付	退款	RF3	'
t_err ''
t_done
