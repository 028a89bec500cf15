#!/bin/sh
# A statement that three threads share, ended and disturbed all over it: the state is the one before or the
# one after. THREADS_POINTS: how many times in each way.
. "${0%/*}/../tap/tap.sh"
faults=$T_TOP/build/tools/faults.so
[ -f "$faults" ] || t_bail "$faults is not built"
[ "${B:-release}" = release ] || t_skip_all 'the sanitizers have their own allocator'
points=${THREADS_POINTS:-2}
work=$(mktemp -d /dev/shm/ncre-threads.XXXXXX 2>/dev/null || mktemp -d) || t_bail 'a place to work'
trap 'cd /; rm -rf "$T_DIR" "$work"' EXIT
NCRE_OFFICE=$work/office
NCRE_NOW=2027-06-16T12:00:00+08:00
t_office
sqlite3 -cmd '.parameter set :size 12000' -cmd '.parameter set :orders 10000' -cmd '.parameter set :now 1813111200' \
	"$NCRE_OFFICE/ncre.db" <"$T_TOP/tests/bench/money-office.sql" >office.log || t_bail "$(cat office.log)"
t_ok 'the first run, before an order is timed out' env NCRE_NOW=2027-06-16T10:00:00+08:00 "$NCRE" bill close --timed-out --quiet
t_is "$(t_sql "SELECT count(*) FROM pay_order WHERE state = 'open'")" 10000 'all orders are open'
awk 'BEGIN { for (i = 1; i <= 9500; i++)
	printf "pay 2027-06-16T09:%02d:%02d 82830001%07d W%07d 80.00\n", i / 60 % 60, i % 60, i % 9400 + 1, i }' |
	awk -f "$T_TOP/tests/data/wechat-bill.awk" >many.csv
cp -a "$NCRE_OFFICE" "$work/before"

head_of() { sqlite3 "$NCRE_OFFICE/ncre.db" 'SELECT hash FROM run ORDER BY id DESC LIMIT 1'; }
before=$(head_of)
LD_PRELOAD=$faults FAULT_COUNT=3 "$NCRE" reconcile-payments many.csv --quiet --max-findings 0 >out 2>err 3>counts
t_is "$?" 1 'in peace it is done, and 100 payments are double'
after=$(head_of)
t_not 'and is a run' [ "$before" = "$after" ]

# One time: what kind of trouble, and at which call.
disturb() { # KIND N
	rm -rf "$NCRE_OFFICE"
	cp -a "$work/before" "$NCRE_OFFICE"
	LD_PRELOAD=$faults FAULT="$1:$2" "$NCRE" reconcile-payments many.csv --quiet --max-findings 0 >out 2>err
	code=$?
	case $code in
	0 | 1 | 137) ;;
	70) echo "$1:$2 exit 70: $(cat err)" ;;
	*) [ -s err ] || echo "$1:$2 exit $code without a word" ;;
	esac
	now=$(head_of)
	[ "$now" = "$before" ] || [ "$now" = "$after" ] || echo "$1:$2 exit $code: neither before nor after"
	[ "$code" -gt 1 ] || [ "$now" = "$after" ] || echo "$1:$2 exit $code: done, and it is not"
	"$NCRE" check >out 2>&1 || echo "$1:$2 exit $code: check says $(head -3 out)"
	[ ! -s out ] || echo "$1:$2 exit $code: check says $(head -3 out)"
}
for kind in kill alloc write sync read open; do
	awk -v kind="$kind" -v points="$points" -v seed="$points" '$1 == kind { srand(seed); for (i = 0; i < points && $2; i++)
		print kind, 1 + int(rand() * $2) }' counts
done >trials
while read -r kind n; do
	disturb "$kind" "$n"
done <trials >wrong
t_is "$(cat wrong)" '' "$(grep -c . trials) times the state was the one before or the one after"
t_ok 'and there were calls of each kind' [ "$(grep -c . trials)" -ge $((5 * points)) ]
t_done
