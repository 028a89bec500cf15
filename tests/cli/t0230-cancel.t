#!/bin/sh
# ncre cancel: an entry, a registration; what is paid, locked or out of time stays.
. "${0%/*}/../tap/tap.sh"
t_office
cat "$T_TOP/tests/data/office.sql" "$T_TOP/tests/data/photos.sql" | sqlite3 "$NCRE_OFFICE/ncre.db" || t_bail fixture

t_run ncre cancel 82830001000001 --subject 24
t_exit 2
t_out ''
t_err_has '--reason'
t_run ncre cancel 82830001000001 --subject 24 --reason 报错科目
t_exit 0
t_out '报名号          考点    姓名  科目  费用（元）  状态    尚有科目
82830001000001  830001  样**  24         70.00  已取消         1'
t_err '操作记录 1：新增 0 行、修改 1 行、删除 0 行'
t_is "$(t_sql "SELECT state || ' ' || gone_reason FROM entry WHERE id = 2")" 'cancelled 报错科目' 'kept with its reason'
t_run ncre cancel 82830001000001 --subject 24 --reason 再来
t_exit 3
t_out ''
t_err_has '没有报考科目 24'
t_unchanged
t_run ncre cancel 990101200601010013 --subject 14 --reason 不考了 --format csv
t_exit 0
t_out 'reg_no,site_code,name,subject_code,fee_fen,state,left
82830001000001,830001,样**,14,8000,cancelled,0'
t_err_has '修改 2 行'
t_is "$(t_sql 'SELECT gone_state FROM candidate WHERE id = 1')" cancelled 'nothing left: the candidate is gone'

# R-LOCK: in payment, or under review.
"$NCRE" bill open --candidate 82830001000002 --quiet >/dev/null
t_run ncre cancel 82830001000002 --reason 不考了
t_exit 4
t_out ''
t_err_has 'R-LOCK：82830001000002 有未关闭的订单'
t_unchanged
"$NCRE" audit submit 82830002000001 --quiet
t_run ncre cancel 82830002000001 --subject 14 --reason 不考了
t_exit 4
t_out ''
t_err_has 'R-LOCK：82830002000001 正在审核中'
t_unchanged

# R-PAID.
printf 'pay 2027-06-15T10:00:00 828300010000010 42001 80.00\n' | awk -f "$T_TOP/tests/data/wechat-bill.awk" >bill.csv
"$NCRE" reconcile-payments bill.csv --quiet >/dev/null
t_run ncre cancel 82830001000002 --reason 不考了
t_exit 4
t_out ''
t_err_has 'R-PAID：82830001000002 有已缴费的科目'
t_unchanged
t_run ncre cancel 82830001000002 --subject 65 --reason 不考了
t_exit 4
t_out ''
t_err_has 'R-PAID：82830001000002 科目 65 已缴费'
t_unchanged

# R-WINDOW: entries inside the registration window only; a whole registration at any time.
NCRE_NOW=2027-06-30T00:00:00+08:00
t_run ncre cancel 82830001000003 --subject 14 --reason 不考了
t_exit 4
t_out ''
t_err_has 'R-WINDOW'
t_unchanged
t_run ncre cancel 82830001000003 --reason 不考了 --format jsonl --reveal
t_exit 0
t_out '{"reg_no":"82830001000003","site_code":"830001","name":"样例丙","subject_code":"14","fee_fen":8000,"state":"deleted","left":0}'
t_err_has '修改 2 行'
t_run ncre cancel 82830001000003 --reason 不考了
t_exit 3
t_out ''
t_err_has '没有这个考生'
t_run ncre check
t_exit 0
t_out ''
t_err ''
t_done
