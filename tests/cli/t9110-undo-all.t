#!/bin/sh
# The whole job on samples/, then every run undone, newest first: the office is as empty as a new
# one, the rules hold after each step, the ledger adds up to nothing, issued numbers stay issued.
. "${0%/*}/../tap/tap.sh"
"$T_TOP/scripts/demo" demo >demo.log 2>&1 || t_bail 'the demo'
NCRE_OFFICE=$T_DIR/w/demo/office
NCRE_NOW=2027-09-15T09:00:00+08:00
last=$(t_sql 'SELECT max(id) FROM run')
failed='' broken=''
run=$last
while [ "$run" -ge 1 ]; do
	"$NCRE" undo -q "$run" >out 2>&1 || failed="$failed $run"
	case $run in
	*[05]) "$NCRE" check >out 2>&1 || broken="$broken $run" ;;
	esac
	run=$((run - 1))
done
t_is "$failed" '' "all $last runs can be undone"
t_is "$broken" '' 'the rules hold on the way'
t_run ncre check
t_exit 0
t_out ''
t_err ''

recorded() { # OFFICE: the rows of every recorded table
	for table in $(sqlite3 "$1/ncre.db" "SELECT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c
		WHERE m.type = 'table' AND c.name = 'run_id' ORDER BY m.name"); do
		echo "== $table"
		sqlite3 "$1/ncre.db" "SELECT * FROM $table ORDER BY 1, 2"
	done
}
"$NCRE" init -q empty || t_bail init
recorded empty >want
recorded "$NCRE_OFFICE" >got
t_ok 'logically the same as a new office' cmp want got
t_is "$(t_sql 'SELECT sum(amount_fen) FROM v_ledger GROUP BY account HAVING sum(amount_fen) <> 0')" '' \
	'every account is back at nothing'
t_is "$(t_sql 'SELECT count(*) > 200 FROM ticket')" 1 'ticket numbers stay issued'
t_done
