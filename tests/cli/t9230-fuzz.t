#!/bin/sh
# Readers of foreign bytes over the samples, over damaged copies of them, and over everything that
# ever broke one (tests/fuzz/regress/TARGET-*). The long form is `make fuzz`.
. "${0%/*}/../tap/tap.sh"
for target in csv xlsx layout statement jpeg person options; do
	program=$T_TOP/build/${B:-release}/tests/fuzz/f-$target
	[ -x "$program" ] || t_bail "$program is not built"
	"$T_TOP/tests/fuzz/seeds" "$target" seeds-$target || t_bail "seeds of $target"
	for f in "$T_TOP/tests/fuzz/regress/$target"-*; do
		[ ! -f "$f" ] || cp "$f" seeds-$target
	done
	t_run "$program" 30 seeds-$target/*
	t_exit 0
	t_out_like '^[0-9]+ files, 30 damaged copies of each$'
	t_err ''
done
t_done
