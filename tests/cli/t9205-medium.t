#!/bin/sh
# A medium that became read-only, and a clock that went back: said, and nothing is changed.
. "${0%/*}/../tap/tap.sh"
. "$T_TOP/tests/data/registrations.sh"
mkdir medium
mount -t tmpfs -o size=16m tmpfs medium 2>/dev/null || t_skip_all 'a medium cannot be made here'
trap 'cd /; umount "$T_DIR/w/medium"; rm -rf "$T_DIR"' EXIT
NCRE_OFFICE=$T_DIR/w/medium/office
"$NCRE" init -q "$NCRE_OFFICE" && "$NCRE" setup -q "$T_SAMPLES/setup.xlsx" || t_bail setup
reg_header >few.csv
reg_row 990201 900001 林一 男 20040102 001 14 考生注册 2023-06 '2027-06-14 18:00' >>few.csv

mount -o remount,ro medium || t_bail remount
for command in 'import --as registrations few.csv' 'backup -o medium/copies' 'init medium/another'; do
	# shellcheck disable=SC2086
	"$NCRE" $command >out 2>err
	t_is $? 7 "exit code 7: $command"
	t_ok 'and a word about it' test -s err
done
mount -o remount,rw medium || t_bail remount
t_is "$(t_sql 'SELECT count(*) FROM run')" 1 'no run was recorded'
t_is "$(ls -A medium)" office 'nothing was left'

# Runs keep their order, the chain holds, and nothing ends early.
"$NCRE" import -q --as registrations few.csv || t_bail import
NCRE_NOW=2026-01-01T00:00:00+08:00
t_run ncre expire-unpaid --without-statement
t_exit 4
t_out ''
t_err_has '时钟被调回过'
t_unchanged
t_run ncre bill close --timed-out
t_exit 0
t_out ''
t_err_has '操作记录 3'
t_run ncre check
t_exit 0
t_out ''
t_err ''
t_is "$(t_sql "SELECT max(id) || ' ' || command FROM run")" '3 bill' 'the last run is the last'
t_done
