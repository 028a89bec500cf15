#!/bin/sh
# Commands killed at any instant leave the office as it was before or as it is after, never
# between; the lock dies with the process; output files are whole or not there.
. "${0%/*}/../tap/tap.sh"
"$T_TOP/scripts/demo" demo >demo.log 2>&1 || t_bail 'the demo'
NCRE_OFFICE=$T_DIR/w/demo/office
NCRE_NOW=2027-09-15T09:00:00+08:00
sqlite3 "$NCRE_OFFICE/ncre.db" 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
cp -r demo/office good

last=$(t_sql 'SELECT max(id) FROM run')
bad=0 committed=0 before=0 tries=0
for delay in 0.003 0.008 0.015 0.025 0.035 0.05 0.08; do
	for command in "undo $last" 'print-tickets -o killed.pdf --site 990201' 'backup -o copies'; do
		rm -rf "$NCRE_OFFICE" killed.pdf* copies
		cp -r good "$NCRE_OFFICE"
		# shellcheck disable=SC2086
		"$NCRE" $command >/dev/null 2>&1 &
		pid=$!
		tries=$((tries + 1))
		sleep "$delay"
		kill -9 $pid 2>/dev/null
		wait $pid 2>/dev/null
		runs=$(t_sql 'SELECT max(id) FROM run')
		case $runs in
		"$last") before=$((before + 1)) ;;
		"$((last + 1))") committed=$((committed + 1)) ;;
		*) bad=$((bad + 1)); echo "# $command after $delay: run $runs" ;;
		esac
		"$NCRE" check >out 2>&1 || { bad=$((bad + 1)); echo "# check after '$command' at $delay"; head -3 out; }
		"$NCRE" undo --lock-wait 0 -q "$runs" >out 2>&1 || { bad=$((bad + 1)); echo "# '$command' at $delay: $(head -1 out)"; }
		[ ! -f killed.pdf ] || qpdf --check killed.pdf >/dev/null 2>&1 || bad=$((bad + 1))
		for copy in copies/ncre-*.db; do
			[ ! -f "$copy" ] || [ "$(sqlite3 "$copy" 'PRAGMA integrity_check')" = ok ] || bad=$((bad + 1))
		done
	done
done
t_is "$bad" 0 'before or after, never between'
t_is "$((before + committed))" "$tries" "killed $tries times: $before before, $committed after the commit"
t_done
