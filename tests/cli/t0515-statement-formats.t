#!/bin/sh
# Every kind of statement a clerk may download, the report of what became of it, and its reverse.
# All numbers are invented; the columns are the channels'.
. "${0%/*}/../tap/tap.sh"
t_office
sqlite3 "$NCRE_OFFICE/ncre.db" <"$T_TOP/tests/data/office.sql" || t_bail fixture
"$NCRE" bill open --quiet >orders.txt
NCRE_NOW=2027-06-17T11:00:00+08:00

# ---- WeChat Pay: SUCCESS has no columns of refunds, REFUND has two times more.
cat >success.csv <<'END'
交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,商品名称,商户数据包,手续费,费率,订单金额,费率备注
`2027-06-15 10:00:00,`wx0,`1900000001,`0,`,`4200000000000000000000000101,`828300010000010,`o,`JSAPI,`SUCCESS,`OTHERS,`CNY,`150.00,`0.00,`考试费,`,`0.90000,`0.60%,`150.00,`
总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额
`1,`150.00,`0.00,`0.00,`0.90000,`150.00,`0.00
END
t_run ncre reconcile-payments success.csv --format csv
t_exit 0
t_out 'file,bucket,rows,amount_fen
success.csv,paid,1,15000
success.csv,sum,1,15000
success.csv,total,1,15000'
t_err_has '1 行'
# A coupon pays a part: the order is paid by its whole amount, the sums of both are verified.
sed -e 's/`150.00,`0.00,`考试费/`145.00,`5.00,`考试费/; s/000101,`828300010000010/000111,`828300010000010/
	s/^`1,`150.00/`1,`145.00/' success.csv >coupon.csv
t_run ncre reconcile-payments coupon.csv --dry-run
t_exit 1
t_out_like '^coupon.csv +double +1 +150.00'
t_err_has '1 行'
t_unchanged
sed 's/^`1,`145.00/`1,`150.00/' coupon.csv >coupon2.csv
t_run ncre reconcile-payments coupon2.csv
t_exit 3
t_out ''
t_err_has '应结订单总金额 为 150.00 元，各行之和为 145.00 元'
t_unchanged
cat >refund.csv <<'END'
交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,退款申请时间,退款成功时间,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注
`2027-06-15 10:00:00,`wx0,`1900000001,`0,`,`4200000000000000000000000102,`OLD-1,`o,`JSAPI,`REFUND,`OTHERS,`CNY,`0.00,`0.00,`2027-06-16 09:00:00,`2027-06-16 09:00:07,`5030000000000000000000000102,`R1,`30.00,`0.00,`ORIGINAL,`SUCCESS,`考试费,`,`-0.18000,`0.60%,`0.00,`30.00,`
`2027-06-15 10:00:00,`wx0,`1900000001,`0,`,`4200000000000000000000000102,`OLD-1,`o,`JSAPI,`REFUND,`OTHERS,`CNY,`0.00,`0.00,`2027-06-16 09:10:00,`,`5030000000000000000000000103,`R2,`20.00,`0.00,`ORIGINAL,`FAIL,`考试费,`,`0.00000,`0.60%,`0.00,`20.00,`
总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额
`2,`0.00,`50.00,`0.00,`-0.18000,`0.00,`50.00
END
t_run ncre reconcile-payments refund.csv --format csv
t_exit 1
t_out_has 'refund.csv,refund,1,-3000'
t_out_has 'refund.csv,refund_failed,1,-2000'
t_out_has 'refund.csv,total,2,-5000'
t_err_has '2 行'
t_is "$(t_sql "SELECT paid_at FROM payment WHERE txn_id LIKE '503%102'")" \
	"$(date -d 2027-06-16T09:00:00+08:00 +%s)" 'the time of a refund is when it was asked for'
t_clean --rules

# ---- Alipay, 29 columns, as downloaded: a ZIP whose names are GBK and do not say so.
cat >detail.txt <<'END'
#支付宝业务明细查询
#账号：[20880000000000010156]
#起始日期：[2027年06月15日 00:00:00]   终止日期：[2027年06月16日 00:00:00]
#-----------------------------------------业务明细列表----------------------------------------
支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额(元),商家实收(元),支付宝红包(元),集分宝(元),支付宝优惠(元),商家优惠(元),券核销金额(元),券名称,商家红包消费金额(元),卡消费金额(元),退款批次号/请求号,服务费(元),分润(元),备注,实收净额(元),商户识别号,交易方式,银行卡号
2027061522000000000000000201	,828300020000018	,交易,考试费,2027-06-15 10:00:00,2027-06-15 10:00:05,,,,,*某(138****0000),80.00,80.00,0.00,0.00,0.00,0.00,0.00,,0.00,0.00,	,-0.48,0.00,,79.52,,扫码,
2027061522000000000000000202	,828300020000018	,交易,考试费,2027-06-15 10:01:00,2027-06-15 10:01:05,,,,,*某(138****0000),80.00,80.00,0.00,0.00,0.00,0.00,0.00,,0.00,0.00,	,-0.48,0.00,,79.52,,扫码,
2027061522000000000000000202	,828300020000018	,退款,考试费,2027-06-15 10:01:00,2027-06-15 11:00:05,,,,,*某(138****0000),80.00,80.00,0.00,0.00,0.00,0.00,0.00,,0.00,0.00,REQ-1	,0.48,0.00,,-79.52,,扫码,
#-----------------------------------------业务明细列表结束------------------------------------
#交易合计：2笔，商家实收共160.00元，商家优惠共0.00元
#退款合计：1笔，商家实收退款共-80.00元，商家优惠退款共0.00元
#导出时间：[2027年06月16日 05:46:49]
END
iconv -f UTF-8 -t GBK detail.txt >detail.csv
# Python would write such names in UTF-8, so the archive is put together by hand.
python3 -c "
import struct, sys, zlib
body = open('detail.csv', 'rb').read()
out = central = b''
for name in ('2088000000000001_20270615_业务明细.csv', '2088000000000001_20270615_业务明细(汇总).csv'):
	raw = name.encode('gbk')
	head = struct.pack('<HHHHHIIIHH', 20, 0, 0, 0, 33, zlib.crc32(body), len(body), len(body), len(raw), 0)
	central += b'PK\\x01\\x02' + struct.pack('<H', 20) + head + struct.pack('<HHHII', 0, 0, 0, 0, len(out)) + raw
	out += b'PK\\x03\\x04' + head + raw + body
end = struct.pack('<HHHHIIH', 0, 0, 2, 2, len(central), len(out), 0)
open('alipay.zip', 'wb').write(out + central + b'PK\\x05\\x06' + end)
"
t_ok 'the names are GBK' env LC_ALL=C grep -q "$(printf '\322\265\316\361\303\367\317\270')" alipay.zip
t_run ncre reconcile-payments alipay.zip -o report.xlsx --format csv
t_exit 0
t_out 'file,bucket,rows,amount_fen
alipay.zip,double,1,8000
alipay.zip,paid,1,8000
alipay.zip,refund,1,-8000
alipay.zip,sum,3,8000
alipay.zip,total,3,8000'
t_err_has '对账报告已写到 report.xlsx'
t_is "$(t_sql "SELECT datetime(covers_to_at, 'unixepoch', '+8 hours') FROM statement WHERE name = 'alipay.zip'")" \
	'2027-06-16 00:00:00' 'what it covers is what it says'
t_is "$(t_sql "SELECT reason || ' ' || state FROM refund")" 'double paid' 'a refund with a positive amount is one, too'
t_clean --rules

# The workbook says the same.
t_run ncre debug-rows report.xlsx
t_exit 0
t_out_like '^alipay.zip	重复缴费（应退）	1	80'
t_out_like '^alipay.zip	以上合计	3	80'
t_out_like '^alipay.zip	对账单自身总额	3	80'
t_err ''
t_run ncre debug-rows report.xlsx --sheet 须看的行
t_exit 0
t_out_like '^alipay.zip	8	退款	-80	828300020000018	.*2027061522000000000000000202/REQ-1	2027061522000000000000000202'
t_out_lacks 已缴费
t_err ''

# ---- Alipay, account bill: the payment is known, the charges are new, its refund is refused.
account() { # ROWS...: a bill whose last line sums up INS and OUTS
	cat <<-END
	#支付宝账务明细查询
	#账号：[20880000000000010156]
	#起始日期：[2027年06月15日 00:00:00]   终止日期：[2027年06月16日 00:00:00]
	#-----------------------------------------账务明细列表----------------------------------------
	账务流水号,业务流水号,商户订单号,商品名称,发生时间,对方账号,收入金额（+元）,支出金额（-元）,账户余额（元）,交易渠道,业务类型,备注
	END
	printf '%s\n' "$@"
	printf '%s\n' '#-----------------------------------------账务明细列表结束------------------------------------' "$out_line" "$in_line"
}
out_line='#支出合计：1笔，共0.48元' in_line='#收入合计：2笔，共150.00元'
account '100000000000000301	,2027061522000000000000000201	,828300020000018	,考试费,2027-06-15 10:00:05,138****0000,80.00,0.00,80.00,支付宝,在线支付,' \
	'100000000000000302	,2027061522000000000000000201	,828300020000018	,考试费,2027-06-15 10:00:05,,0.00,-0.48,79.52,支付宝,收费,' \
	'100000000000000303	,2027061522000000000000000203	,A-9	,考试费,2027-06-15 12:00:05,138****0000,+70.00,,149.52,支付宝,交易付款,' >account.txt
iconv -f UTF-8 -t GBK account.txt >account.csv
t_run ncre reconcile-payments account.csv --format csv
t_exit 1
t_out_has 'account.csv,paid_earlier,1,8000'
t_out_has 'account.csv,fee,1,-48'
t_out_has 'account.csv,unknown,1,7000'
t_out_has 'account.csv,total,3,14952'
t_err_has '3 行'
t_is "$(t_sql "SELECT sum(amount_fen) FROM v_ledger WHERE account = 'charges'")" 48 'the charge is posted'
t_clean --rules
out_line='#支出合计：1笔，共80.00元' in_line='#收入合计：0笔，共0.00元'
account '100000000000000304	,2027061522000000000000000202	,828300020000018	,考试费,2027-06-15 11:00:05,,,-80.00,0.00,支付宝,交易退款,' >both.csv
t_run ncre reconcile-payments both.csv
t_exit 3
t_out ''
t_err_has '第 6 行：交易 2027061522000000000000000202 的退款已由另一种支付宝账单'
t_unchanged
account '100000000000000305	,2027061522000000000000000203	,A-9	,考试费,2027-06-15 12:30:05,,,-80.00,0.00,支付宝,交易退款,' >own.csv
t_run ncre reconcile-payments own.csv --format csv
t_exit 1
t_out_has 'own.csv,refund,1,-8000'
t_err_has '1 行'
account '100000000000000306	,100000000000000306	,,提现,2027-06-15 13:00:05,,,-80.00,0.00,支付宝,提现,' >cash.csv
t_run ncre reconcile-payments cash.csv
t_exit 3
t_out ''
t_err_has '第 6 行：账务明细里有不是交易的一笔（提现）'
t_unchanged
account '100000000000000307	,2027061522000000000000000204	,A-1	,考试费,2027-06-15 13:00:05,,5.00,-80.00,0.00,支付宝,交易退款,' >two.csv
t_run ncre reconcile-payments two.csv --format jsonl
t_exit 3
t_out_like '"row":6,"column":"G".*收入和支出应有且只有一项'
t_err_has '1 处读不出'
sed 's/支出合计：1笔/支出合计：2笔/' own.csv >cut.csv
t_run ncre reconcile-payments cut.csv
t_exit 3
t_out ''
t_err_has '支出合计 为 2，实有 1'
sed '/收入合计/d' own.csv >cut.csv
t_run ncre reconcile-payments cut.csv
t_exit 3
t_out ''
t_err_has '末尾没有汇总'
sed 's/100000000000000305/1.00E+17/' own.csv >cut.csv
t_run ncre reconcile-payments cut.csv --format jsonl
t_exit 3
t_out_like '"R-MONEY".*"column":"A".*末几位已丢失'
t_err_has '读不出'
t_unchanged
t_sql "INSERT INTO policy VALUES ('ncre', '', '', 'merchant.alipay', '2088000000000002', 0)"
t_run ncre reconcile-payments cut.csv
t_exit 3
t_out ''
t_err_has '别的商户（20880000000000010156）'
t_sql "UPDATE policy SET value = '2088000000000001' WHERE key = 'merchant.alipay'"
t_run ncre reconcile-payments own.csv
t_exit 0
t_out ''
t_err_has '已在第'

# ---- UnionPay without separators: 561 bytes a line.
zm_packed() { # TIME FEN QUERY ORDER
	printf '%-3s%-11s%-11s%-6s%-10s%-19s%012d%-4s%-2s%-21s%-2s%-32s%-2s%-6s%-10s%-13s%-13s%-4s%-15s%-2s%-2s%-6s%-2s%-4s%-32s%-1s%-21s%-15s%-1s%-15s%-32s%-13s%-13s%-8s%-32s%-13s%-13s%-12s%-2s%-1s%-32s%-93s\r\n' \
		S22 1 1 1 "$1" 6222 "$2" 5812 08 "$3" 00 "$4" 01 '' '' D000000000060 C000000009940 0001 '' 01 07 000000 01 '' '' 0 '' 700000000000001 0 '' '' '' '' '' '' '' '' '' '' 1 '' ''
}
zm_packed 0616080000 8000 202706160000000000401 828300020000026 >INN27061688ZM_700000000000001
t_is "$(head -1 INN27061688ZM_700000000000001 | wc -c)" 563 'a line without separators'
t_run ncre reconcile-payments INN27061688ZM_700000000000001 --format csv
t_exit 0
t_out_has ',paid,1,8000'
t_err_has '1 行'
zm_packed 1231235900 8000 202612310000000000402 Y-1 >INN27010188ZM_700000000000001
t_run ncre reconcile-payments INN27010188ZM_700000000000001
t_exit 1
t_out_has unknown
t_err_has '1 行'
t_is "$(t_sql "SELECT date(paid_at, 'unixepoch', '+8 hours') FROM payment WHERE order_no = 'Y-1'")" 2026-12-31 \
	'December in the first file of January is of the year before'
zm_packed 0616080000 8000 '' 828300020000034 >INN27061788ZM_700000000000001
t_run ncre reconcile-payments INN27061788ZM_700000000000001 --format jsonl
t_exit 3
t_out_has 没有流水号
t_err_has '1 处读不出'
t_clean --rules

# ---- A bank's own table, headers named in the office's layout; XLSX, numbers damaged by Excel.
mkdir -p "$NCRE_OFFICE/layout"
printf 'alias paid_at : 记账时刻\nalias amount : 贷方发生额\nalias order_no : 客户附言\nalias txn_id : 柜员流水\n' \
	>"$NCRE_OFFICE/layout/statement.layout"
printf '记账时刻,贷方发生额,客户附言,柜员流水\n2027-06-16 09:00:00,80.00,828300020000034,BK-0001\n' >bank.csv
t_run ncre reconcile-payments --channel generic bank.csv --format csv
t_exit 0
t_out_has 'bank.csv,paid,1,8000'
t_err_has '1 行'
printf '记账时刻,贷方发生额,客户附言,柜员流水\n2027-06-16 09:00:00,80.00,82830002E15,2.02E+20\n' >bank2.csv
t_run ncre reconcile-payments --channel generic bank2.csv --format jsonl
t_exit 3
t_out_like '"column":"D"'
t_err_has '读不出'
t_unchanged

# ---- The report again, of what was loaded before; the reverse.
t_run ncre reconcile-payments report success.csv --format csv
t_exit 0
t_out 'file,bucket,rows,amount_fen
success.csv,paid,1,15000
success.csv,sum,1,15000
success.csv,total,1,15000'
t_err ''
t_run ncre reconcile-payments report
t_exit 0
t_out_has '以上合计'
t_err ''
t_run ncre reconcile-payments report nobody.csv
t_exit 3
t_out ''
t_err_has '没有载入过对账单 nobody.csv'
t_run ncre reconcile-payments unseen
t_exit 0
t_out_lacks 8283
t_err ''
t_sql "UPDATE pay_order SET state = 'paid' WHERE order_no = '828300010000028'"
t_run ncre reconcile-payments unseen --format csv
t_exit 1
t_out 'order_no,site_code,reg_no,name,amount_fen,channel,closed_at
828300010000028,830001,82830001000002,样**,8000,,'
t_err ''
t_run ncre reconcile-payments unseen now
t_exit 2
t_out ''
t_err_has 'unseen 不带参数'

# ---- R-EXP-COVER: a day without a bill.
t_run ncre reconcile-payments no-bill 2027-06-16
t_exit 2
t_out ''
t_err_has '--channel'
t_run ncre reconcile-payments no-bill --channel wechat 昨天
t_exit 2
t_out ''
t_err_has '不是日期：昨天'
t_run ncre reconcile-payments no-bill --channel wechat 2027-06-15
t_exit 4
t_out ''
t_err_has '2027-06-15 有微信支付的对账单：success.csv'
t_run ncre reconcile-payments no-bill --channel wechat 2027-06-17
t_exit 4
t_out ''
t_err_has '2027-06-17 的账单要到 2027-06-18 10:00:00 才会出'
t_unchanged
NCRE_NOW=2027-06-20T10:00:00+08:00
t_run ncre reconcile-payments no-bill --channel wechat 2027-06-18 2027-06-19 --dry-run
t_exit 0
t_out_like '新增 +对账单'
t_err_has '已登记没有账单的日子 2 天'
t_unchanged
t_run ncre reconcile-payments no-bill --channel wechat 2027-06-18 2027-06-19
t_exit 0
t_out ''
t_err_has '已登记没有账单的日子 2 天'
t_run ncre reconcile-payments no-bill --channel wechat 2027-06-19
t_exit 0
t_out ''
t_err_has '早已登记或已有对账单的 1 天'
t_run ncre today --format csv
t_exit 1
t_out_has ',statement,微信支付 对账单已到 2027-06-20 00:00,'
t_out_has '!,statement_gap,微信支付 缺 2 天的对账单：2027-06-16 2027-06-17（确无账单'
t_err ''
t_run ncre undo "$(t_sql "SELECT max(id) FROM run WHERE inserted = 2 AND command = 'reconcile-payments'")"
t_exit 0
t_out ''
t_err_has '已撤销'
t_is "$(t_sql "SELECT count(*) FROM statement WHERE name LIKE 'none%'")" 0 'a declaration is taken back'
t_done
