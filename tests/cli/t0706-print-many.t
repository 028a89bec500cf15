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

# Labels to be cut as a stack: a hundred rooms of thirty seats. A page holds the same seat of thirty
# rooms; the ten rooms that are left share ten pages, three piles each.
t_run ncre print-rooms -o stack.pdf --site 990000 --labels stack
t_exit 0
t_out ''
t_err_has '已打印 100 份，604 页'
t_labels() { pdftotext -raw -f "$1" -l "$1" stack.pdf - | grep -o '^[A-J][0-9]-[0-9]*' | tr '\n' ' '; }
t_is "$(t_labels 501 | wc -w)" 30 'a full page'
t_is "$(t_labels 501 | cut -d ' ' -f 1-4,30)" 'A0-1 A1-1 A2-1 A3-1 C9-1' 'the first seat of thirty rooms'
t_is "$(t_labels 530 | cut -d ' ' -f 1-4,30)" 'A0-30 A1-30 A2-30 A3-30 C9-30' 'the last page of the stack'
t_is "$(t_labels 591 | cut -d ' ' -f 1-4,30)" 'J0-1 J0-11 J0-21 J1-1 J9-21' 'fewer rooms: their piles follow each other'
t_is "$(pdftotext -f 604 -l 604 -layout stack.pdf - | tr -s ' \n' ' ' | grep -c '合计 100 个考场 1 个批次 3000')" 1 \
	'the summary adds up'
t_done
