#!/bin/sh
# Random histories of money keep every invariant (tests/property/money.py). HISTORIES=N for more.
. "${0%/*}/../tap/tap.sh"
command -v python3 >/dev/null || t_skip_all 'python3 is not installed'

t_run python3 "$T_TOP/tests/property/money.py" "$NCRE" "$T_TOP/tests/data/office.sql" \
	"$T_TOP/tests/data/wechat-bill.awk" "${HISTORIES:-2}" 40
t_exit 0
t_out "${HISTORIES:-2} histories of 40 steps, 0 failed"
t_err ''
t_done
