#!/bin/sh
# ncre today: what waits, what comes next; quiet for cron.
. "${0%/*}/../tap/tap.sh"
. "$T_TOP/tests/data/registrations.sh"
t_office
t_run ncre today
t_exit 3
t_out_lacks 考次
t_err_has '还没有考次'
"$NCRE" setup -q "$T_SAMPLES/setup.xlsx" || t_bail setup
t_run ncre today -q
t_exit 0
t_out_lacks 操作记录
t_err ''
t_run ncre today
t_exit 0
t_out_like '链首 +操作记录链首 [0-9a-f]{64}'
t_err ''
t_ok 'the windows of the week' grep -q '报名时间 （全部考点）：2027-06-10 09:00' "$T_OUT"
reg_header >self.csv
reg_row 990201 900001 林九 男 20040110 009 14 考生注册 2023-06 '2027-06-14 08:00' >>self.csv
"$NCRE" import -q --as registrations self.csv || t_bail import
NCRE_NOW=2027-06-16T04:00:00+08:00
t_run ncre today --format jsonl
t_exit 0
t_out_has '1 科将在 6 小时内到期，最早 2027-06-16 09:00'
t_err ''
NCRE_NOW=2027-06-16T10:00:00+08:00
t_run ncre today --format jsonl
t_exit 0
t_out_has '1 科已过缴费期限（最早 2027-06-16 09:00）'
t_out_lacks '到期，最早'
t_err ''
NCRE_NOW=2027-06-17T09:00:00+08:00
t_run ncre today -q --format jsonl
t_exit 1
t_out_like '^\{"waits":"!","topic":"overdue","text":"1 科已过缴费期限'
t_err ''
NCRE_NOW=2027-06-16T04:00:00+08:00
t_sql "UPDATE candidate SET review = 'pending', review_at = 1813021200"
t_run ncre today -q --format jsonl
t_exit 1
t_out '{"waits":"!","topic":"review","text":"1 人等待审核，最早提交于 2027-06-15 09:00","count":1}'
t_err ''
t_done
