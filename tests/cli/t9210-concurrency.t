#!/bin/sh
# Writers, readers and backups at once on one office: nothing lost, nobody told "busy" within the
# wait, every view consistent.
. "${0%/*}/../tap/tap.sh"
. "$T_TOP/tests/data/registrations.sh"
t_office
"$NCRE" setup -q "$T_SAMPLES/setup.xlsx" || t_bail setup
rounds=${CONCURRENCY_ROUNDS:-15}
printf '考点代码,科目代码,报名费（元）,容量\n990101,14,80,100000\n' >places.csv
"$NCRE" import -q --as offerings places.csv || t_bail places

writer() { # NUMBER
	set -- "$1" "$(printf '甲乙丙丁' | cut -c"$((3 * $1 - 2))-$((3 * $1))")"
	for i in $(seq 1 $rounds); do
		reg_header >"w$1.csv"
		reg_row 990101 "$(printf '%d%05d' "$1" "$i")" "林$2" 男 "2004010$1" "$(printf '%03d' $((2 * i + 1)))" 14 >>"w$1.csv"
		"$NCRE" import -q --lock-wait 60 --as registrations "w$1.csv" >>"w$1.out" 2>&1 || echo "writer $1 round $i: $?"
	done
}
reader() { # NUMBER
	for i in $(seq 1 $rounds); do
		"$NCRE" check -q >>"r$1.out" 2>&1 || echo "check $1 round $i: $?"
		"$NCRE" export registrations --format csv >>"e$1.out" 2>&1 || echo "export $1 round $i: $?"
	done
}
{
	for n in 1 2 3 4; do writer $n & done
	for n in 1 2 3; do reader $n & done
	for i in 1 2 3 4; do "$NCRE" backup -q -o "copy$i" || echo "backup $i: $?"; done
	wait
} >failures 2>&1
t_is "$(cat failures)" '' 'every command did its work'
t_is "$(t_sql 'SELECT count(*) FROM candidate')" $((4 * rounds)) 'no registration is lost'
t_is "$(t_sql 'SELECT count(*) FROM run')" $((4 * rounds + 2)) 'no run is lost'
t_run ncre check
t_exit 0
t_out ''
t_err ''
t_done
