#!/bin/sh
# ncre reconcile-payments: every row in one bucket, every fen posted; nothing twice; undo.
. "${0%/*}/../tap/tap.sh"
t_office
sqlite3 "$NCRE_OFFICE/ncre.db" <"$T_TOP/tests/data/office.sql" || t_bail fixture
bill() { awk "$@" -f "$T_TOP/tests/data/wechat-bill.awk"; }
states() { t_sql "SELECT group_concat(state) FROM (SELECT state FROM entry ORDER BY id)"; }
"$NCRE" bill open --quiet >orders.txt
NCRE_NOW=2027-06-16T10:00:00+08:00

# A month in small: paid, double, over, under, unknown, of another sitting, refund of nothing owed.
bill >day1.csv <<'END'
pay 2027-06-15T10:00:00 828300010000010 4200000000000000000000000001 150.00
pay 2027-06-15T10:05:00 828300010000010 4200000000000000000000000002 150.00
pay 2027-06-15T10:10:00 828300010000028 4200000000000000000000000003 90.00
pay 2027-06-15T10:20:00 828300020000018 4200000000000000000000000004 50.00
pay 2027-06-15T10:30:00 SHOP-77 4200000000000000000000000005 12.34
pay 2027-06-15T10:40:00 998300010000014 4200000000000000000000000006 80.00
pay 2027-06-15T10:50:00 828300020000026 4200000000000000000000000007 80.00
refund 2027-06-15T20:00:00 828300020000026 4200000000000000000000000007 80.00 5030000000000000000000000001
END
t_run ncre reconcile-payments day1.csv --format jsonl
t_exit 1
t_out_has '{"file":"day1.csv","bucket":"paid","rows":2,"amount_fen":23000}'
t_out_has '"bucket":"double","rows":1,"amount_fen":15000}'
t_out_has '"bucket":"over","rows":1,"amount_fen":9000}'
t_out_has '"bucket":"under","rows":1,"amount_fen":5000}'
t_out_has '"bucket":"unknown","rows":1,"amount_fen":1234}'
t_out_has '"bucket":"other_sitting","rows":1,"amount_fen":8000}'
t_out_has '"bucket":"refund","rows":1,"amount_fen":-8000}'
t_out_has '"bucket":"sum","rows":8,"amount_fen":53234}'
t_out_has '"bucket":"total","rows":8,"amount_fen":53234}'
t_out_like '"R-DUP-PAY","severity":"warning","file":"day1.csv".*"row":3,.*"subject":"828300010000010","text":"重复缴费，应退（元）：150.00","suggestion":"用 refunds export'
t_out_like '"subject":"828300010000028","text":"多缴，应退（元）：10.00"'
t_out_like '"R-PAID".*"subject":"828300020000026","text":"渠道退回了本系统并不应退的款.*"suggestion":"向渠道查明'
t_err_has '载入 1 个对账单、8 行'
t_is "$(states)" paid,paid,paid,unpaid,in_payment,unpaid,in_payment,paid,in_payment 'states of entries'
t_is "$(t_sql "SELECT group_concat(account || ' ' || total, ', ') FROM
	(SELECT account, sum(amount_fen) AS total FROM v_ledger GROUP BY account ORDER BY account)")" \
	'channel:wechat 53234, fees -31000, given_back 8000, owed -16000, suspense -14234' 'the ledger'
t_is "$(t_sql "SELECT group_concat(reason || ' ' || amount_fen || ' ' || state, ', ') FROM
	(SELECT * FROM refund ORDER BY id)")" 'double 15000 owed, over 1000 owed' 'what is owed back'
t_clean --rules

# R-PAID: by trigger.
t_not 'R-PAID: a paid entry stays paid' t_sql "UPDATE entry SET state = 'unpaid', paid_at = NULL WHERE id = 1"
t_not 'R-PAID: a paid entry keeps its person' t_sql 'UPDATE entry SET candidate_id = 2 WHERE id = 1'
t_not 'R-PAID: a candidate with a paid entry stays' \
	t_sql "UPDATE candidate SET gone_at = 1, gone_state = 'deleted' WHERE id = 1"
t_not 'R-MONEY: the ledger is append-only' t_sql 'UPDATE posting SET amount_fen = 0'
t_not 'R-MONEY: nothing leaves the ledger' t_sql 'DELETE FROM posting'

# Cut off within a row.
{
	sed -n 1,2p day1.csv
	printf '`2027-06-15 10:05:00,`wx0000000000000000\r\n'
} >cut.csv
t_run ncre reconcile-payments cut.csv
t_exit 3
t_out ''
t_err 'ncre: cut.csv 第 3 行：没有商户号；文件不完整，请重新下载'
t_unchanged

# The same file again changes nothing; an overlapping one only what is new.
t_run ncre reconcile-payments day1.csv
t_exit 0
t_out ''
t_err 'day1.csv 已在第 2 号操作中载入，未重复入账
操作记录 3：新增 0 行、修改 0 行、删除 0 行'
bill >day1b.csv <<'END'
pay 2027-06-15T10:50:00 828300020000026 4200000000000000000000000007 80.00
pay 2027-06-15T10:55:00 828300020000034 4200000000000000000000000008 80.00
END
t_run ncre reconcile-payments day1b.csv --format csv
t_exit 0
t_out 'file,bucket,rows,amount_fen
day1b.csv,paid,1,8000
day1b.csv,paid_earlier,1,8000
day1b.csv,sum,2,16000
day1b.csv,total,2,16000'
t_err_has '载入 1 个对账单、2 行'
t_clean --rules

# The rest of a part payment completes it.
bill >day2.csv <<'END'
pay 2027-06-16T09:00:00 828300020000018 4200000000000000000000000009 30.00
refund 2027-06-16T09:30:00 828300010000010 4200000000000000000000000002 150.00 5030000000000000000000000002
refund 2027-06-16T09:30:00 SHOP-77 4200000000000000000000000005 2.34 5030000000000000000000000003
refund 2027-06-16T09:30:00 828300010000028 4200000000000000000000000003 10.00 5030000000000000000000000004 PROCESSING
END
t_run ncre reconcile-payments day2.csv --format csv
t_exit 0
t_out_has 'day2.csv,paid,1,3000'
t_out_has 'day2.csv,refund,2,-15234'
t_out_has 'day2.csv,refund_processing,1,-1000'
t_err_has '4 行'
t_is "$(states)" paid,paid,paid,unpaid,in_payment,unpaid,paid,paid,paid 'states of entries'
t_is "$(t_sql "SELECT bucket FROM payment WHERE txn_id LIKE '%04' AND kind = 'pay'")" paid 'the part is paid now, too'
t_is "$(t_sql "SELECT group_concat(reason || ' ' || amount_fen || ' ' || state, ', ') FROM
	(SELECT * FROM refund ORDER BY id)")" 'double 15000 paid, over 1000 owed, unknown 234 paid' 'refunds'
t_clean --rules

# A refund under way is done, says a later bill; another failed.
bill >day2b.csv <<'END'
refund 2027-06-16T09:30:00 828300010000028 4200000000000000000000000003 10.00 5030000000000000000000000004 SUCCESS
END
t_run ncre reconcile-payments day2b.csv --format csv
t_exit 0
t_out_has 'day2b.csv,paid_earlier,1,-1000'
t_err_has '1 行'
t_is "$(t_sql "SELECT state FROM refund WHERE reason = 'over'")" paid 'the refund is closed'
t_is "$(t_sql "SELECT sum(amount_fen) FROM v_ledger WHERE account = 'refunding'")" 0 'nothing is under way'
t_clean --rules

# Undo takes the postings back (by their opposite), forgets the file, and it can be loaded again.
t_run ncre undo 2
t_exit 4
t_out_has 'payment'
t_err_has '不能撤销'
t_unchanged
t_run ncre undo 6
t_exit 0
t_out ''
t_err_has '已撤销第 6 号操作'
t_clean --rules
t_run ncre reconcile-payments day2b.csv --format csv
t_exit 0
t_out_has 'day2b.csv,paid_earlier,1,-1000'
t_err_has '1 行'
t_clean --rules

# A contradiction between files is refused.
bill >wrong.csv <<'END'
pay 2027-06-15T10:50:00 828300020000026 4200000000000000000000000007 81.00
END
t_run ncre reconcile-payments wrong.csv
t_exit 3
t_out ''
t_err_has '此前已出现，但金额或订单号不同'
t_unchanged

# R-MONEY: what cannot be read or does not add up is refused as a whole.
one='pay 2027-06-16T09:40:00 X1 4200000000000000000000000011 80.00'
echo "$one" | bill -v total=81.00 >wrong.csv
t_run ncre reconcile-payments wrong.csv
t_exit 3
t_out ''
t_err_has '应结订单总金额 为 81.00 元，各行之和为 80.00 元'
t_unchanged
echo "$one" | bill -v count=2 >wrong.csv
t_run ncre reconcile-payments wrong.csv
t_exit 3
t_out ''
t_err_has '总交易单数 为 2，实有 1'
echo "$one" | bill | sed '/总交易/,$d' >wrong.csv
t_run ncre reconcile-payments wrong.csv
t_exit 3
t_out ''
t_err_has '末尾没有汇总'
echo "$one" | bill | sed 's/`4200000000000000000000000011/`4.2E+27/' >wrong.csv
t_run ncre reconcile-payments wrong.csv --format jsonl
t_exit 3
t_out_like '"R-MONEY","severity":"error","file":"wrong.csv".*"row":2,"column":"F".*末几位已丢失'
t_err_has '1 处读不出'
t_unchanged
echo "$one" | bill | sed 's/`80.00/`8e1/g' >wrong.csv
t_run ncre reconcile-payments wrong.csv --format jsonl
t_exit 3
t_out_like '"R-MONEY".*不是金额'
t_err_has '读不出'
t_unchanged

# What is no trade bill is refused with a sentence.
printf '记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元)\n' >flow.csv
t_run ncre reconcile-payments flow.csv
t_exit 3
t_out ''
t_err_has '资金账单'
printf '微信支付账单明细,,\n微信昵称：[某],,\n\n交易时间,交易类型,交易对方,商品,收/支,金额(元)\n' >own.csv
t_run ncre reconcile-payments own.csv
t_exit 3
t_out ''
t_err_has '个人账单'
printf '%s\n' '支付宝交易记录明细查询' '账号:[someone@example.org]' '----交易记录明细列表----' \
	'交易号                  ,商家订单号               ,交易创建时间              ,付款时间                ,金额（元）   ,收/支     ,交易状态    ,' |
	iconv -f UTF-8 -t GBK >alipay-own.csv
t_run ncre reconcile-payments alipay-own.csv
t_exit 3
t_out ''
t_err 'ncre: alipay-own.csv：这是个人账单，不是商户对账单；请用商户号登录商户平台下载'
for answer in '20002 No Bill Exist' '<xml><return_msg><![CDATA[No Bill Exist]]></return_msg><error_code>20002</error_code></xml>'; do
	echo "$answer" >none.csv
	t_run ncre reconcile-payments none.csv
	t_exit 3
	t_out ''
	t_err 'ncre: none.csv：渠道答复这一天没有账单；请用 ncre reconcile-payments no-bill --channel 渠道 日期 登记'
done
# cut off inside its summary
echo "$one" | bill | head -c -20 >cut.csv
t_run ncre reconcile-payments cut.csv
t_exit 3
t_out ''
t_err_has '文件不完整或被改动，请重新下载'
t_unchanged
printf '姓名,电话\n甲,1\n' >other.csv
t_run ncre reconcile-payments other.csv
t_exit 3
t_out ''
t_err_has '认不出'
t_run ncre reconcile-payments missing.csv
t_exit 3
t_out ''
t_err_has 'missing.csv'
t_run ncre reconcile-payments --channel alipay day1.csv wrong.csv
t_exit 3
t_out ''
t_err_has 'wrong.csv 是微信支付的对账单，不是支付宝的'
t_unchanged

# Another merchant, where policy knows ours.
t_sql "INSERT INTO policy VALUES ('ncre', '', '', 'merchant.wechat', '1900000002', 0)"
echo "$one" | bill >wrong.csv
t_run ncre reconcile-payments wrong.csv
t_exit 3
t_out ''
t_err_has '别的商户（1900000001）'
t_unchanged
t_sql "UPDATE policy SET value = '1900000001' WHERE key = 'merchant.wechat'"

# The bill of before 2018-11, in GB18030, and the portal's report.
cat >old.txt <<'END'
交易时间,公众账号ID,商户号,子商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,总金额,代金券或立减优惠金额,微信退款单号,商户退款单号,退款金额,代金券或立减优惠退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率
`2027-06-16 08:00:00,`wx0,`1900000001,`0,`,`4200000000000000000000000021,`OLD-1,`o,`JSAPI,`SUCCESS,`CFT,`CNY,`80.00,`0.00,`0,`0,`0.00,`0.00,`,`,`考试费,`,`0.48000,`0.60%
总交易单数,总交易额,总退款金额,总代金券或立减优惠退款金额,手续费总金额
`1,`80.00,`0.00,`0.00,`0.48000
END
iconv -f UTF-8 -t GB18030 old.txt >old.csv
t_run ncre reconcile-payments old.csv --format csv
t_exit 1
t_out_has 'old.csv,unknown,1,8000'
t_err_has '1 行'
cat >portal.csv <<'END'
微信支付商户报表
商户号：1900000001
起始时间：[2027-06-16 00:00:00] 终止时间：[2027-06-16 09:00:00]



交易时间,商户号,商户名称,微信订单号,商户订单号,设备号,公众账号ID别名,用户标识,场景,交易类型,交易状态,微信退款单号,商户退款单号,商品名称,币种,订单金额/申请退款金额（元）
2027-06-16 08:30:00,1900000001,考办,`4200000000000000000000000022,`P-1,,,,,交易,,,,考试费,人民币,80.00
2027-06-16 08:40:00,1900000001,考办,`4200000000000000000000000022,`P-1,,,,,退款,退款成功,`5030000000000000000000000022,,考试费,人民币,80.00
END
t_run ncre reconcile-payments portal.csv --format csv
t_exit 0
t_out_has 'portal.csv,refund,1,-8000'
t_err_has '2 行'
t_is "$(t_sql "SELECT covers_to_at FROM statement WHERE name = 'portal.csv'")" "$(date -d '2027-06-16T09:00:00+08:00' +%s)" \
	'what a report covers is what it says'
t_clean --rules

# Alipay: lines of # around the table, tabs behind numbers, GBK; in a ZIP beside its summary.
alipay() { # ROWS...
	cat <<-END
	#支付宝业务明细查询
	#账号：[20880000000000010156]
	#起始日期：[2027年06月16日 00:00:00]   终止日期：[2027年06月17日 00:00:00]
	#-----------------------------------------业务明细列表----------------------------------------
	支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,订单金额（元）,商家实收（元）,退款批次号/请求号,服务费（元）
	END
	printf '%s\n' "$@"
	echo '#-----------------------------------------业务明细列表结束------------------------------------'
}
alipay '2027061622000000001	,A-1	,交易	,考试费,2027-06-16 08:00:00,2027-06-16 08:00:05,80.00,80.00,	,0.48' \
	'2027061622000000002	,A-2	,交易	,考试费,2027-06-16 08:10:00,2027-06-16 08:10:05,70.00,70.00,	,0.42' \
	'2027061622000000001	,A-1	,退款	,考试费,2027-06-16 08:00:00,2027-06-16 09:00:05,-80.00,-80.00,re1	,0.00' |
	sed 's/\\t/	/g' >alipay.txt
printf '#交易合计：2笔，商家实收共150.00元，商家优惠共0.00元\n#退款合计：1笔，商家实收退款共-80.00元，商家优惠退款共0.00元\n' >>alipay.txt
iconv -f UTF-8 -t GB18030 alipay.txt >alipay.csv
t_run ncre reconcile-payments alipay.csv --format csv
t_exit 1
t_out_has 'alipay.csv,refund,1,-8000'
t_out_has 'alipay.csv,unknown,2,15000'
t_out_has 'alipay.csv,total,3,7000'
t_out_lacks 'A-1,没有这个订单'
t_out_has 'A-2,没有这个订单，列为待查（元）：70.00'
t_err_has '3 行'
t_is "$(t_sql "SELECT merchant || ' ' || covers_to_at FROM statement WHERE name = 'alipay.csv'")" \
	"20880000000000010156 $(date -d 2027-06-16T09:00:05+08:00 +%s)" 'account from its head; its range is not over yet'
cp alipay.csv 2088_业务明细.csv
cp alipay.csv '2088_业务明细(汇总).csv'
echo '#' >>2088_业务明细.csv
python3 -c "import zipfile, glob
z = zipfile.ZipFile('bill.zip', 'w')
[z.write(f) for f in glob.glob('2088*')]"
t_run ncre reconcile-payments bill.zip --channel alipay --format csv
t_exit 0
t_out_has 'bill.zip,paid_earlier,3,7000'
t_err_has '3 行'
sed 's/交易合计：2笔/交易合计：3笔/' alipay.txt >wrong.csv
t_run ncre reconcile-payments wrong.csv
t_exit 3
t_out ''
t_err_has '交易合计 为 3，实有 2'
sed '/#交易合计/d' alipay.txt >wrong.csv
t_run ncre reconcile-payments wrong.csv
t_exit 3
t_out ''
t_err_has '末尾没有汇总'
# UnionPay: fixed width, with blanks between the fields or without; the year is in the name.
zm() { # TIME FEN QUERY ORDER TYPE ORIG_QUERY ORIG_ORDER: a line of 607 bytes
	printf '%-3s %-11s %-11s %-6s %-10s %-19s %012d %-4s %-2s %-21s %-2s %-32s %-2s %-6s %-10s %-13s %-13s %-4s %-15s %-2s %-2s %-6s %-2s %-4s %-32s %-1s %-21s %-15s %-1s %-15s %-32s %-13s %-13s %-8s %-32s %-13s %-13s %-12s %-2s %-1s %-32s %-98s\r\n' \
		S22 1 1 1 "$1" 6222 "$2" 5812 08 "$3" 00 "$4" 01 '' '' D000000000060 C000000009940 0001 '' "$5" 07 000000 01 '' '' 0 "$6" 700000000000001 0 '' '' '' '' '' '' '' '' '' '' 1 "$7" ''
}
name=INN27061688ZM_700000000000001
{
	zm 0616080000 8000 202706160000000000001 U-1 01 '' ''
	zm 0616080500 7000 202706160000000000002 U-2 01 '' ''
	zm 0616090000 8000 202706160000000000003 U-1-R 04 202706160000000000001 U-1
} >$name
t_run ncre reconcile-payments $name --format csv
t_exit 1
t_out_has "$name,refund,1,-8000"
t_out_has "$name,total,3,7000"
t_out_has 'U-2,没有这个订单'
t_out_lacks 'U-1,没有这个订单'
t_err_has '3 行'
t_is "$(t_sql "SELECT paid_at FROM payment WHERE txn_id = '202706160000000000001'")" \
	"$(date -d 2027-06-16T08:00:00+08:00 +%s)" 'the year comes from the name'
cp $name zm.txt
t_run ncre reconcile-payments zm.txt
t_exit 0
t_out ''
t_err_has '已在第'
{ cat $name; echo cut; } >INN27061788ZM_700000000000001
t_run ncre reconcile-payments INN27061788ZM_700000000000001
t_exit 3
t_out ''
t_err_has '第 4 行：3 字节'
zm 0101080000 100 202701010000000000001 U-3 01 '' '' >zm2.txt
t_run ncre reconcile-payments zm2.txt
t_exit 3
t_out ''
t_err_has 'INN<年月日>'
t_run ncre reconcile-payments --channel wechat $name zm2.txt
t_exit 3
t_out ''
t_err_has 'zm2.txt 是银联的对账单'

# Any other table by its layout: rows without a number are told apart by all they say, and counted.
printf '交易日期,交易金额,附言\n2027-06-16 08:00,80.00,G-1\n2027-06-16 08:00,80.00,G-1\n2027-06-16 08:00,-5.00,G-1\n' >bank.csv
t_run ncre reconcile-payments --channel generic bank.csv --format csv
t_exit 1
t_out_has 'bank.csv,unknown,2,16000'
t_out_has 'bank.csv,refund,1,-500'
t_err_has '3 行'
printf '交易日期,交易金额,附言\n2027-06-16 08:00,80.00,G-1\n2027-06-16 08:00,80.00,G-1\n2027-06-16 08:00,80.00,G-1\n' >bank2.csv
t_run ncre reconcile-payments --channel generic bank2.csv --format csv
t_exit 1
t_out_has 'bank2.csv,unknown,1,8000'
t_out_has 'bank2.csv,paid_earlier,2,16000'
t_err_has '3 行'
printf '交易日期,交易金额,附言\n2027-06-16 08:00,八十,G-1\n' >bank3.csv
t_run ncre reconcile-payments --channel generic bank3.csv --format jsonl
t_exit 3
t_out_like '"R-MONEY".*"file":"bank3.csv".*不是金额'
t_err_has '读不出'
t_clean --rules

# Back and forth, and back and forth again: each time the ledger is what the tables say.
last=$(t_sql 'SELECT max(id) FROM run')
for run in "$last" $((last + 1)) $((last + 2)) $((last + 1)) "$last"; do
	"$NCRE" undo -q "$run" || t_bail "undo $run"
	t_clean --rules
done
t_is "$(t_sql 'SELECT count(*) FROM run')" $((last + 5)) 'five undos'
t_done
