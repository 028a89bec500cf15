#!/bin/sh
# The short form of `make torture`: some writing commands ended and disturbed at a few points, a few
# random histories of all commands, a few damaged databases.
. "${0%/*}/../tap/tap.sh"
faults=$T_TOP/build/tools/faults.so
[ -f "$faults" ] || t_bail "$faults is not built"
# thousands of syncs: in memory where there is such a place
work=$(mktemp -d /dev/shm/ncre-torture.XXXXXX 2>/dev/null || mktemp -d) || t_bail 'a place to work'
trap 'cd /; rm -rf "$T_DIR" "$work"' EXIT
TMPDIR=$work
export TMPDIR
case ${B:-release} in
release)
	t_run "$T_TOP/tests/torture/torture.py" "$NCRE" "$faults" "$work/kill" kill 4 init import print-tickets backup undo restore
	t_exit 0
	t_out_like '^kill: [0-9]+ tried, [0-9]+ before, [0-9]+ after, 0 wrong$'
	t_err ''
	t_run "$T_TOP/tests/torture/torture.py" "$NCRE" "$faults" "$work/fault" fault 2 init reconcile-payments assign-seats
	t_exit 0
	t_out_like '^fault: [0-9]+ tried, [0-9]+ before, [0-9]+ after, 0 wrong$'
	t_err ''
	;;
esac
t_run "$T_TOP/tests/property/office.py" "$NCRE" "$T_SAMPLES" 1 12
t_exit 0
t_out '1 histories of 12 steps, 0 failed'
t_err ''
t_office
"$NCRE" setup -q "$T_SAMPLES/setup.xlsx" || t_bail setup
t_run "$T_TOP/tests/torture/flip.py" "$NCRE" "$NCRE_OFFICE" "$work/flip" 24
t_exit 0
t_out_like '^24 damaged databases: [0-9]+ found, [0-9]+ without effect, 0 wrong$'
t_err ''
t_done
