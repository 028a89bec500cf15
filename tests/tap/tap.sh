# A TAP producer for shell tests of the real program. Sourced first:
#
#	#!/bin/sh
#	. "${0%/*}/../tap/tap.sh"
#	t_office
#	t_run ncre log
#	t_exit 0
#	t_out ''
#	t_err ''
#	t_done
#
# A test runs in a private folder ($T_DIR), with a private office ($NCRE_OFFICE, made by t_office),
# a pinned clock and no locale. t_run records exit code, stdout and stderr; each of the three must
# be asserted before the next t_run or t_done, else that is a failure of the test.
#
#	t_run CMD ARGS...       run; `ncre` means the program under test; stdin as given, else empty
#	t_exit N
#	t_out TEXT, t_err TEXT  exactly TEXT (trailing line ends aside); '' is nothing
#	t_out_like ERE, t_err_like ERE   some line matches;   t_out_has, t_err_has: a fixed string
#	t_out_lacks TEXT, t_err_lacks TEXT   the fixed string is nowhere
#	t_out_golden NAME       stdout is tests/golden/NAME (GOLDEN_UPDATE=1 rewrites it)
#	t_unchanged             the last t_run left the database logically as it was
#	t_changed               ... or did not
#	t_same_file A B         byte for byte
#	t_is GOT WANT NAME      equal strings
#	t_ok NAME CMD ARGS...   a command that must succeed; t_not NAME CMD ARGS...: must not
#	t_sql SQL               prints the answer of the office's database
#	t_skip_all WHY          for a test whose tool is missing; before any check
#	t_bail WHY              nothing sensible can follow
#	t_done                  the plan; last line of every test

set -u
# The program must behave the same whatever the environment holds.
unset TZ LC_ALL LANG LANGUAGE LC_CTYPE NCRE_LANG NCRE_TRACE CDPATH MAKEFLAGS MFLAGS MAKELEVEL ||
	:
umask 022
case $0 in
*/*) T_TOP=$(cd "${0%/*}/../.." && pwd) ;;
*) T_TOP=$(cd ../.. && pwd) ;;
esac
NCRE=${NCRE:-build/ncre}
case $NCRE in /*) ;; *) NCRE=$T_TOP/$NCRE ;; esac
T_DIR=$(mktemp -d "${TMPDIR:-/tmp}/ncre-test.XXXXXX") || exit 255
trap 'cd /; rm -rf "$T_DIR"' EXIT
trap 'exit 255' HUP INT TERM
mkdir "$T_DIR/w" "$T_DIR/t"
cd "$T_DIR/w" || exit 255
NCRE_OFFICE=$T_DIR/office
NCRE_NOW=2027-06-15T09:00:00+08:00
export NCRE NCRE_OFFICE NCRE_NOW
T_SAMPLES=$T_TOP/samples
T_OUT=$T_DIR/t/out T_ERR=$T_DIR/t/err
T_COUNT=0 T_FAILED=0 T_PENDING='' T_CMD='' T_EXIT=0
exec </dev/null

t_result() { # PASSED(0/1) NAME [COMMENT-FILE]
	T_COUNT=$((T_COUNT + 1))
	if [ "$1" = 0 ]; then
		printf 'ok %d - %s\n' "$T_COUNT" "$2"
		return 0
	fi
	T_FAILED=$((T_FAILED + 1))
	printf 'not ok %d - %s\n' "$T_COUNT" "$2"
	[ $# -lt 3 ] || sed 's/^/# /' "$3"
	[ -z "$T_CMD" ] || printf '# after: %s\n' "$T_CMD"
	return 1
}

t_asserted() { # WHAT: strikes one of exit, stdout, stderr from what is pending
	T_REST=
	for t_one in $T_PENDING; do
		[ "$t_one" = "$1" ] || T_REST="$T_REST $t_one"
	done
	T_PENDING=${T_REST# }
}

t_settle() {
	[ -z "$T_PENDING" ] || t_result 1 "not asserted: $T_PENDING"
	T_PENDING=
}

t_run() {
	t_settle
	T_CMD=$(printf '%.120s' "$*")
	rm -f "$T_DIR"/t/before*
	if [ -f "$NCRE_OFFICE/ncre.db" ]; then
		cp "$NCRE_OFFICE/ncre.db" "$T_DIR/t/before.db"
		[ ! -f "$NCRE_OFFICE/ncre.db-wal" ] ||
			cp "$NCRE_OFFICE/ncre.db-wal" "$T_DIR/t/before.db-wal"
	fi
	if [ "$1" = ncre ]; then
		shift
		set -- "$NCRE" "$@"
	fi
	T_EXIT=0
	"$@" >"$T_OUT" 2>"$T_ERR" || T_EXIT=$?
	T_PENDING='exit stdout stderr'
}

t_exit() {
	t_asserted exit
	[ "$T_EXIT" = "$1" ] && { t_result 0 "exit code $1: $T_CMD"; return; }
	{ echo "exit code $T_EXIT, want $1"; cat "$T_ERR"; } >"$T_DIR/t/why"
	t_result 1 "exit code $1: $T_CMD" "$T_DIR/t/why"
}

t_exactly() { # WHAT FILE TEXT
	t_asserted "$1"
	if [ -z "$3" ]; then : >"$T_DIR/t/want"; else printf '%s\n' "$3" >"$T_DIR/t/want"; fi
	diff -u "$T_DIR/t/want" "$2" >"$T_DIR/t/why" && { t_result 0 "$1 as wanted: $T_CMD"; return; }
	t_result 1 "$1 as wanted: $T_CMD" "$T_DIR/t/why"
}

t_search() { # WHAT FILE -E|-F TEXT WANTED(0 found, 1 not)
	t_asserted "$1"
	t_found=0
	if [ "$3" = -E ]; then
		grep -E -q -e "$4" "$2" || t_found=1
	else
		case $(cat "$2") in *"$4"*) ;; *) t_found=1 ;; esac
	fi
	t_word=has
	[ "$5" = 0 ] || t_word='has no'
	[ "$t_found" = "$5" ] && { t_result 0 "$1 $t_word: $4"; return; }
	t_result 1 "$1 $t_word: $4" "$2"
}

t_out() { t_exactly stdout "$T_OUT" "$1"; }
t_err() { t_exactly stderr "$T_ERR" "$1"; }
t_out_like() { t_search stdout "$T_OUT" -E "$1" 0; }
t_err_like() { t_search stderr "$T_ERR" -E "$1" 0; }
t_out_has() { t_search stdout "$T_OUT" -F "$1" 0; }
t_err_has() { t_search stderr "$T_ERR" -F "$1" 0; }
t_out_lacks() { t_search stdout "$T_OUT" -F "$1" 1; }
t_err_lacks() { t_search stderr "$T_ERR" -F "$1" 1; }

t_out_golden() {
	t_asserted stdout
	t_golden=$T_TOP/tests/golden/$1
	[ -z "${GOLDEN_UPDATE:-}" ] || cp "$T_OUT" "$t_golden"
	diff -u "$t_golden" "$T_OUT" >"$T_DIR/t/why" 2>&1 && { t_result 0 "stdout is golden/$1"; return; }
	t_result 1 "stdout is golden/$1" "$T_DIR/t/why"
}

t_dump() { # DATABASE FILE: the logical state, without what SQLite itself counts
	: >"$2"
	[ ! -f "$1" ] || sqlite3 "$1" .dump >"$2" 2>&1
}

t_state_differs() {
	t_dump "$T_DIR/t/before.db" "$T_DIR/t/dump1"
	t_dump "$NCRE_OFFICE/ncre.db" "$T_DIR/t/dump2"
	! diff -u "$T_DIR/t/dump1" "$T_DIR/t/dump2" >"$T_DIR/t/diff"
}

t_unchanged() {
	t_state_differs || { t_result 0 "database unchanged: $T_CMD"; return; }
	sed -n '1,20p' "$T_DIR/t/diff" >"$T_DIR/t/why"
	t_result 1 "database unchanged: $T_CMD" "$T_DIR/t/why"
}

t_changed() { t_state_differs; t_result $? "database changed: $T_CMD"; }

t_same_file() {
	cmp "$1" "$2" >"$T_DIR/t/why" 2>&1
	t_result $? "same bytes: ${1##*/} and ${2##*/}" "$T_DIR/t/why"
}

t_is() {
	printf 'got:  %s\nwant: %s\n' "$1" "$2" >"$T_DIR/t/why"
	[ "$1" = "$2" ]
	t_result $? "$3" "$T_DIR/t/why"
}

t_ok() {
	t_name=$1
	shift
	"$@" >"$T_DIR/t/why" 2>&1
	t_result $? "$t_name" "$T_DIR/t/why"
}

t_not() {
	t_name=$1
	shift
	! "$@" >"$T_DIR/t/why" 2>&1
	t_result $? "$t_name" "$T_DIR/t/why"
}

t_sql() { sqlite3 "$NCRE_OFFICE/ncre.db" "$1"; }

t_office() {
	"$NCRE" init "$NCRE_OFFICE" >"$T_OUT" 2>"$T_ERR" || t_bail "ncre init: $(cat "$T_ERR")"
}

t_clean() { # OPTIONS: check has nothing to say of the office
	t_run ncre check "$@"
	t_exit 0
	t_out ''
	t_err ''
}

t_skip_all() { printf '1..0 # SKIP %s\n' "$1"; exit 0; }
t_bail() { printf 'Bail out! %s\n' "$1"; exit 255; }

t_done() {
	t_settle
	printf '1..%d\n' "$T_COUNT"
	[ "$T_FAILED" = 0 ] && [ "$T_COUNT" != 0 ]
	exit
}
