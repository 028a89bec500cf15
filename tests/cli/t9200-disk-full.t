#!/bin/sh
# A full disk: the command says so with exit code 7, and everything is as it was before.
. "${0%/*}/../tap/tap.sh"
. "$T_TOP/tests/data/registrations.sh"
mkdir small
mount -t tmpfs -o size=4m tmpfs small 2>/dev/null || t_skip_all 'a small disk cannot be made here'
trap 'cd /; umount "$T_DIR/w/small"; rm -rf "$T_DIR"' EXIT
NCRE_OFFICE=$T_DIR/w/small/office
"$NCRE" init -q "$NCRE_OFFICE" && "$NCRE" setup -q "$T_SAMPLES/setup.xlsx" || t_bail setup
reg_header >few.csv
reg_row 990101 900001 林一 男 20040102 001 14 >>few.csv

# the database has no room to grow
dd if=/dev/zero of=small/fill bs=1k 2>/dev/null
t_run ncre import --as registrations few.csv
t_exit 7
t_out ''
t_err_like '(写数据库|写入).*'
rm small/fill
t_is "$(t_sql 'SELECT count(*) FROM run')" 1 'no run was recorded'
t_run ncre check
t_exit 0
t_out ''
t_err ''
t_run ncre import --as registrations few.csv
t_exit 0
t_out ''
t_err_has '新增考生 1 人'

# an output file has no room
dd if=/dev/zero of=small/fill bs=1k 2>/dev/null
t_run ncre export registrations -o small/list.csv
t_exit 7
t_out ''
t_err_has 'small/list.csv 出错：磁盘已满'
t_is "$(ls small | tr '\n' ' ')" 'fill office ' 'nothing half-written is left'
t_run ncre init small/another
t_exit 7
t_out ''
t_err_like '磁盘已满|disk'

# tickets: the office has room, the place of the files has not, and nothing is recorded as handed out
. "$T_TOP/tests/tap/print.sh"
NCRE_OFFICE=$T_DIR/office
t_print_office
for t_where in small/tickets.pdf small/tickets; do
	for t_per in one-file room; do
		[ "$t_per" = one-file ] || [ "$t_where" = small/tickets ] || continue
		t_run ncre print-tickets -o "$t_where" --per "$t_per" --site 830001
		t_exit 7
		t_out ''
		t_err_has 磁盘已满
		t_unchanged
		t_is "$(ls -A small | tr '\n' ' ')" 'fill office ' "$t_where, $t_per: nothing half-written is left"
	done
done
t_is "$(t_sql 'SELECT count(*) FROM handout')" 0 'nothing was handed out'
t_done
