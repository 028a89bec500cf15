#!/bin/sh
# The tour of README.md works as it is printed: every ```sh block is run in order, in one folder.
# A block that ends with "needs a person" says exit=1: then at least one of its commands does, and
# none does worse.
. "${0%/*}/../tap/tap.sh"

unset NCRE_OFFICE NCRE_NOW
ln -s "$T_SAMPLES" samples
mkdir bin
ln -s "$NCRE" bin/ncre
PATH=$PWD/bin:$PATH

awk '/^```sh/ { n++; want = 0; if (match($0, /exit=[0-9]+/)) want = substr($0, RSTART + 5, RLENGTH - 5)
		print want > ("block" n ".want"); inside = 1; next }
	/^```/ { inside = 0; next }
	inside { print > ("block" n ".sh") }' "$T_TOP/README.md"

# One shell for all blocks, so that what a block exports holds for the next.
n=0
while [ -f "block$((n + 1)).sh" ]; do
	n=$((n + 1))
	worst=0
	while IFS= read -r line; do
		case $line in
		export*) eval "$line" ;;
		*)
			T_CMD=$line
			code=0
			eval "$line" >"$T_OUT" 2>"$T_ERR" || code=$?
			[ "$code" -le "$worst" ] || worst=$code
			[ "$code" -le 1 ] || cat "$T_ERR" >&2
			;;
		esac
	done <"block$n.sh"
	t_is "$worst" "$(cat "block$n.want")" "README block $n: $(sed -n '$p' "block$n.sh")"
done
t_ok 'there are blocks' [ "$n" -ge 8 ]
t_ok 'the rows that failed came back' [ -s back.xlsx ]
t_ok 'tickets are printed' [ -s tickets.pdf ]
t_ok 'forms are printed' [ -s forms.pdf ]

# What people see at the end, to the letter: after a change look at `make golden-update`. Who ran it
# and what depends on that, and the hashes of printed pages, are struck out.
user=$(id -un)
seen() { # EXIT NAME ARGS...
	wanted=$1 name=$2
	shift 2
	t_run ncre "$@"
	t_exit "$wanted"
	sed -i -E "s/[0-9a-f]{64}/HASH/; s/（[0-9a-f]{12}）/（HASH）/; s/（$user） */（USER）  /" "$T_OUT"
	t_out_golden "$name"
}
seen 0 help help
t_err ''
seen 1 today today
t_err ''
seen 0 buckets reconcile-payments report
t_err ''
seen 0 refunds refunds list
t_err ''
seen 0 suspense reconcile-payments suspense
t_err ''
seen 0 sessions assign-dates --sessions
t_err ''
seen 0 why why 83990201000001
t_err_has '信息已锁定：已缴费'
t_done
