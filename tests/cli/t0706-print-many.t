#!/bin/sh
# More tickets than are collected before their hand-outs are written: none is lost on the way.
. "${0%/*}/../tap/tap.sh"
NCRE_NOW=2027-09-14T09:00:00+08:00
t_ok 'an office of 5,000 seated entries' "$T_TOP/tests/bench/print-office.sh" "$T_DIR/many" 5000
NCRE_OFFICE=$T_DIR/many
for t_how in 'one-file 1' 'site 2' 'room 167'; do
	t_run ncre print-tickets -o "out-${t_how% *}" --per "${t_how% *}"
	t_exit 0
	t_out ''
	t_err_has "已打印 5000 份，5000 页，${t_how#* } 个文件"
	t_is "$(t_sql 'SELECT count(DISTINCT entry_id) FROM handout WHERE run_id = (SELECT max(id) FROM run)')" \
		5000 "${t_how% *}: each hand-out is recorded"
done
t_is "$("$NCRE" check --format jsonl | grep -c '"rule":"R-RUN"')" 0 'the journal holds'
t_run ncre print-tickets -o again --per site --changed-since 1
t_exit 0
t_out ''
t_err_has '5000 份自第 1 次操作以来没有变化'
t_not 'nothing changed: no folder' test -e again
t_done
