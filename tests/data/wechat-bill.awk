# Writes a WeChat Pay trade bill (ALL, 27 columns) from short lines:
#   pay TIME ORDER TXN YUAN
#   refund TIME ORDER TXN YUAN REFUND_TXN [STATE]
#   revoke TIME ORDER TXN YUAN
# TIME is YYYY-MM-DDThh:mm:ss. -v merchant=NUMBER; -v total=YUAN -v count=N lie in the summary.
function row(time, txn, order, state, amount, rtxn, rorder, ramount, rstate) {
	printf "`%s,`wx0000000000000000,`%s,`0,`,`%s,`%s,`openid,`NATIVE,`%s,`OTHERS,`CNY,`%s,`0.00,`%s,`%s,`%s,`0.00,`%s,`%s,`考试费,二科,`,`0.00000,`0.60%%,`%s,`%s,`\r\n", time, merchant, txn, order, state, amount, rtxn, rorder, ramount, rtxn == "0" ? "" : "ORIGINAL", rstate, amount, ramount
	n++; sum += amount; rsum += ramount
}
BEGIN {
	if (merchant == "") merchant = "1900000001"
	printf "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注\r\n"
}
{ time = $2; sub(/T/, " ", time) }
$1 == "pay" { row(time, $4, $3, "SUCCESS", $5, "0", "0", "0.00", "") }
$1 == "refund" { row(time, $4, $3, "REFUND", "0.00", $6, "R" $6, $5, $7 == "" ? "SUCCESS" : $7) }
$1 == "revoke" { row(time, $4, $3, "REVOKED", "0.00", "0", "0", $5, "SUCCESS") }
END {
	printf "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额\r\n"
	if (total == "") total = sprintf("%.2f", sum)
	printf "`%d,`%s,`%.2f,`0.00,`0.00000,`%s,`%.2f\r\n", count == "" ? n : count, total, rsum, total, rsum
}
