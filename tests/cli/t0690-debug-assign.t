#!/bin/sh
# ncre debug-assign: the solver on instances in text form (R-DATE, R-DATE-OPT, R-WISH).
. "${0%/*}/../tap/tap.sh"

cat >small.txt <<'X'
NCREASSIGN 1 830001
SEED a value announced beforehand
GAP 30
D 2
J 0 90
J 1 120
S 10 0 480 120 3 0
S 11 0 630 120 3 0
S 20 1 480 120 1 0
R 1 2 3 0 1 2
R 2 1 3 5 1 1
C 20 1 1
E 1 1 0 0 7 0 0 -1 -1
E 2 1 1 0 7 0 0 -1 -1
E 3 2 0 1 8 0 0 -1 -1
E 4 3 0 -1 8 5 25 -1 -1
E 5 4 1 -1 9 0 0 11 1
X
t_run ncre debug-assign small.txt
t_exit 0
t_out_like '^SUMMARY placed 5 bound 5 wishes 3 bound 3 extra_days 0 bound 0$'
t_err ''
cp "$T_OUT" first
t_ok 'R-DATE: an independent check agrees' /usr/bin/python3 "$T_TOP/tests/bench/assign-verify.py" small.txt first
t_run ncre debug-assign small.txt
t_exit 0
t_out "$(cat first)"
t_err ''

# R-DATE: the independent check refuses a changed solution.
sed '/^A 1 /s/.*/A 1 20 1 1 1/' first >changed
t_not 'R-DATE: a clash and a wrong sum are seen' /usr/bin/python3 "$T_TOP/tests/bench/assign-verify.py" small.txt changed

# More entries than seats: the best part is placed.
{ cat small.txt; echo 'E 6 9 1 -1 9 0 0 -1 -1'; echo 'E 7 8 1 -1 9 0 0 -1 -1'; } >full.txt
t_run ncre debug-assign full.txt
t_exit 1
t_out_like '^SUMMARY placed 6 bound 6 '
t_err ''

t_bad() { # SED-EXPRESSION CODE MESSAGE
	sed "$1" small.txt >bad.txt
	t_run ncre debug-assign bad.txt
	t_exit "$2"
	t_out ''
	t_err "ncre: $3"
}
t_bad '1s/1 830001/2 830001/' 3 '第 1 行：第一行应为 NCREASSIGN 1 考点'
t_bad 's/^J 1 120/J 1/' 3 '第 6 行：字段的个数或数字不对'
t_bad 's/^J 1 120/J 64 120/' 3 '第 6 行：字段的个数或数字不对'
t_bad 's/^J 1 120/J 1 0/' 3 '第 6 行：字段的个数或数字不对'
t_bad 's/^J 1 120/X 1/' 3 '第 6 行：不认识的行首'
t_bad 's/^E 3 2 0/E 3 2 9/' 3 '第 15 行：提到的科目、场次或考场不存在'
t_bad 's/^C 20/C 21/' 3 '第 12 行：提到的科目、场次或考场不存在'
t_bad 's/^S 11/S 10/' 3 '第 17 行：编号重复'
t_bad 's/^E 4 3/E 2 3/' 3 '第 16 行：编号重复'
t_bad 's/^S 11 0 630/S 11 0 590/' 4 '考场 1 在场次 10 和 11 同时开放，而两场时间重叠；请关闭其一'
t_bad 's/-1 -1$/11 1/' 4 '考生 1 的两个固定场次时间冲突：报考 1 和 2'
: >bad.txt
t_run ncre debug-assign bad.txt
t_exit 3
t_out ''
t_err_like '^ncre: '
t_run ncre debug-assign nowhere.txt
t_exit 3
t_out ''
t_err 'ncre: 没有这个文件：nowhere.txt'
t_done
