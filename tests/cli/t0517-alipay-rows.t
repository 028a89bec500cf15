#!/bin/sh
# Every kind of row of Alipay's bills lands in one bucket or is refused: charges given back, refunds
# without a number of their own, rows behind the summary, discounts that the merchant bears.
# All numbers are invented.
. "${0%/*}/../tap/tap.sh"
t_office
sqlite3 "$NCRE_OFFICE/ncre.db" <"$T_TOP/tests/data/office.sql" || t_bail fixture
"$NCRE" bill open --quiet >orders.txt
NCRE_NOW=2027-06-17T11:00:00+08:00

# ---- the transaction bill
bill() { # ROWS...
	cat <<-END
	#支付宝业务明细查询
	#账号：[20880000000000010156]
	#起始日期：[2027年06月15日 00:00:00]   终止日期：[2027年06月16日 00:00:00]
	支付宝交易号,商户订单号,业务类型,完成时间,订单金额（元）,商家实收（元）,商家优惠（元）,退款批次号/请求号,服务费（元）
	END
	printf '%s\n' "$@"
	printf '%s\n' "$in_sum" "$out_sum"
}
pay='2027061522000000000000000201	,828300010000010	,交易,2027-06-15 10:00:05,150.00,145.00,-5.00,	,-0.90'
refund='2027061522000000000000000202	,OLD-1	,退款,2027-06-15 10:00:05,-20.00,-19.00,1.00,	,0.00'
in_sum='#交易合计：1笔，商家实收共145.00元，商家优惠共5.00元'
out_sum='#退款合计：0笔，商家实收退款共0.00元，商家优惠退款共0.00元'

# The order is paid by its whole amount; what the office receives less is said.
bill "$pay" >discount.csv
t_run ncre reconcile-payments discount.csv --format csv
t_exit 1
t_out_has 'discount.csv,paid,1,15000'
t_out_has 'discount.csv,total,1,15000'
t_out_like 'R-MONEY,warning,discount.csv,.*商户实际少收（元）：5.00'
t_err_has '1 行'
t_clean --rules
# WeChat Pay says it in another column.
cat >coupon.csv <<'END'
交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,商品名称,商户数据包,手续费,费率,订单金额,费率备注
`2027-06-15 10:00:00,`wx0,`1900000001,`0,`,`4200000000000000000000000101,`828300020000018,`o,`JSAPI,`SUCCESS,`OTHERS,`CNY,`77.00,`3.00,`考试费,`,`0.90000,`0.60%,`80.00,`
`2027-06-15 10:01:00,`wx0,`1900000001,`0,`,`4200000000000000000000000102,`828300020000026,`o,`JSAPI,`SUCCESS,`OTHERS,`CNY,`80.00,`3.00,`考试费,`,`0.90000,`0.60%,`80.00,`
总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额
`2,`157.00,`0.00,`0.00,`0.90000,`160.00,`0.00
END
t_run ncre reconcile-payments coupon.csv --format csv
t_exit 1
t_out_has 'coupon.csv,paid,2,16000'
t_out_like 'R-MONEY,warning,coupon.csv,.*1 行.*商户实际少收（元）：3.00'
t_err_has '2 行'
t_clean --rules

# Refunds without a number of their own are told apart by their time: two honest ones stay two, and
# the same file once more changes nothing.
in_sum='#交易合计：0笔，商家实收共0.00元，商家优惠共0.00元'
out_sum='#退款合计：2笔，商家实收退款共-38.00元，商家优惠退款共-2.00元'
bill "$refund" "$(echo "$refund" | sed 's/10:00:05/11:00:05/')" >refunds.csv
t_run ncre reconcile-payments refunds.csv --format csv
t_exit 1
t_out_has 'refunds.csv,refund,2,-4000'
t_out_like 'R-MONEY,warning,refunds.csv,.*商户实际少收（元）：-2.00'
t_out_lacks paid_earlier
t_err_has '2 行'
{ cat refunds.csv; echo '#'; } >again.csv
t_run ncre reconcile-payments again.csv --format csv
t_exit 1
t_out_has 'again.csv,paid_earlier,2,-4000'
t_err_has '2 行'
t_clean --rules

# What is neither a payment nor a refund is named, and nothing is taken.
in_sum='#交易合计：2笔，商家实收共290.00元，商家优惠共10.00元'
out_sum='#退款合计：0笔，商家实收退款共0.00元，商家优惠退款共0.00元'
bill "$pay" "$(echo "$pay" | sed 's/0201/0209/; s/交易/分账/')" >share.csv
t_run ncre reconcile-payments share.csv --format jsonl
t_exit 3
t_out_like '"row":6,"column":"C".*不认识的业务类型.*"suggestion":"[^"]*“交易”和“退款”.*"value":"分账"'
t_err_has '1 处读不出，整个文件未入账'
t_unchanged
# A row behind the summary is in no sum that was compared.
in_sum='#交易合计：1笔，商家实收共145.00元，商家优惠共5.00元'
{ bill "$pay"; echo "$pay" | sed 's/0201/0210/'; } >tail.csv
t_run ncre reconcile-payments tail.csv
t_exit 3
t_out ''
t_err_has '第 8 行：汇总之后还有内容'
t_unchanged

# ---- the account bill: a charge that is given back is a charge less.
account() { # ROWS...
	cat <<-END
	#支付宝账务明细查询
	#账号：[20880000000000010156]
	#起始日期：[2027年06月16日 00:00:00]   终止日期：[2027年06月17日 00:00:00]
	账务流水号,业务流水号,商户订单号,商品名称,发生时间,对方账号,收入金额（+元）,支出金额（-元）,账户余额（元）,交易渠道,业务类型,备注
	END
	printf '%s\n' "$@"
	printf '%s\n' "$out_sum" "$in_sum"
}
out_sum='#支出合计：2笔，共20.48元' in_sum='#收入合计：1笔，共0.12元'
account '100000000000000301	,2027061522000000000000000302	,A-1	,考试费,2027-06-16 10:00:05,,,-0.48,0.00,支付宝,收费,' \
	'100000000000000302	,2027061522000000000000000302	,A-1	,考试费,2027-06-16 11:00:05,,,-20.00,0.00,支付宝,交易退款,' \
	'100000000000000303	,2027061522000000000000000302	,A-1	,考试费,2027-06-16 11:00:06,,0.12,,0.12,支付宝,退费,' >back.csv
t_run ncre reconcile-payments back.csv --format csv
t_exit 1
t_out_has 'back.csv,fee,2,-36'
t_out_has 'back.csv,refund,1,-2000'
t_out_has 'back.csv,total,3,-2036'
t_err_has '3 行'
t_is "$(t_sql "SELECT sum(amount_fen) FROM v_ledger WHERE account = 'charges'")" 36 'what the channel kept in the end'
t_clean --rules
t_run ncre undo "$(t_sql 'SELECT max(run_id) FROM statement')"
t_exit 0
t_out ''
t_err_has '已撤销'
t_is "$(t_sql "SELECT sum(amount_fen) FROM v_ledger WHERE account = 'charges'")" 0 'and all of it is taken back'
t_clean --rules
{ account "$(sed -n 5p back.csv)"; echo '#'; } >tail2.csv
sed -n 6p back.csv >>tail2.csv
sed -i 's/^#支出合计.*/#支出合计：1笔，共0.48元/; s/^#收入合计.*/#收入合计：0笔，共0.00元/' tail2.csv
t_run ncre reconcile-payments tail2.csv
t_exit 3
t_out ''
t_err_has '第 9 行：汇总之后还有内容'
t_unchanged

# ---- a bank's own table names the same things
printf '交易时间,金额,类型,流水号\n2027-06-16 09:00:00,0.48,手续费,B-1\n2027-06-16 09:10:00,0.12,手续费退回,B-2\n2027-06-16 09:20:00,20.00,退费,B-3\n' >bank.csv
t_run ncre reconcile-payments --channel generic bank.csv --format csv
t_exit 1
t_out_has 'bank.csv,fee,2,-36'
t_out_has 'bank.csv,refund,1,-2000'
t_err_has '3 行'
t_clean --rules
t_done
