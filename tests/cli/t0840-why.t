#!/bin/sh
# ncre why: the story of one candidate, by either number; masked unless asked for.
. "${0%/*}/../tap/tap.sh"
. "$T_TOP/tests/data/registrations.sh"
t_office
"$NCRE" setup -q "$T_SAMPLES/setup.xlsx" || t_bail setup
reg_header >self.csv
reg_row 990201 900001 林九 男 20040110 009 14 考生注册 2023-06 '2027-06-14 08:00' >>self.csv
"$NCRE" import -q --as registrations self.csv || t_bail import
t_run ncre why 83990201900001
t_exit 0
t_out_like '83990201900001 +2027-06-15 09:00:00 +报名：个人报名 +2$'
t_err_like '^83990201900001 林\*，.*考点 990201，信息未锁定$'
t_ok 'the entry with its fee' grep -q '报考 14 .* 元' "$T_OUT"
t_run ncre why "$(id_number 20040110 009)" --reveal
t_exit 0
t_out_has 83990201900001
t_err_has '林九'
# R-PRIV: looking with --reveal is recorded, masked looking is not.
t_is "$(t_sql "SELECT count(*) FROM run WHERE command = 'why' AND argv LIKE '%--reveal%'")" 1 'R-PRIV: who looked'
t_run ncre why 83990201900001
t_exit 0
t_out_has 83990201900001
t_err_lacks '林九'
t_unchanged
t_run ncre log --reveal
t_exit 0
t_out_has setup
t_err_has '新增 0 行'
t_changed
t_run ncre why 123
t_exit 3
t_out ''
t_err 'ncre: 没有报名号或证件号为 123 的考生'
# two runs of one second that can have registered: neither is named
reg_row 990201 900002 林十 男 20040111 001 14 考生注册 2023-06 '2027-06-14 08:00' >>self.csv
"$NCRE" import -q --as registrations self.csv || t_bail import
t_run ncre why 83990201900001
t_exit 0
t_out_like '报名：个人报名 *$'
t_err_has '林*'
# gone, and found all the same
NCRE_NOW=2027-06-16T09:00:01+08:00
"$NCRE" expire-unpaid -q || t_bail expire
t_run ncre why 83990201900001
t_exit 0
t_out_like '科目 14 超时未缴费，已删除：R-EXP'
t_err_has '已移除：超时未缴费'
t_done
