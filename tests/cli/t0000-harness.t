#!/bin/sh
# The shell harness: each check, passing and failing, in a test of its own whose output is compared.
. "${0%/*}/../tap/tap.sh"

mkdir -p tests/cli tests/tap tests/golden
cp "$T_TOP/tests/tap/tap.sh" tests/tap/

# Writes stdin as a test beside a copy of the harness and runs it.
sub_test() {
	{
		echo '. "${0%/*}/../tap/tap.sh"'
		cat
	} >tests/cli/one.t
	t_run sh tests/cli/one.t
}

sub_test <<'END'
t_run sh -c 'echo 甲; echo b >&2; exit 3'
t_exit 3
t_out 甲
t_err b
t_is a a 'equal'
t_ok 'true is true' true
t_not 'false is false' false
t_done
END
t_exit 0
t_out "ok 1 - exit code 3: sh -c echo 甲; echo b >&2; exit 3
ok 2 - stdout as wanted: sh -c echo 甲; echo b >&2; exit 3
ok 3 - stderr as wanted: sh -c echo 甲; echo b >&2; exit 3
ok 4 - equal
ok 5 - true is true
ok 6 - false is false
1..6"
t_err ''

sub_test <<'END'
t_run echo 1
t_run echo 2
t_exit 0
t_out 2
t_done
END
t_exit 1
t_out_has 'not ok 1 - not asserted: exit stdout stderr'
t_out_has 'not ok 4 - not asserted: stderr'
t_err ''

sub_test <<'END'
t_run sh -c 'echo a; exit 1'
t_exit 0
t_out b
t_err x
t_out_like '^b$'
t_out_has b
t_out_lacks a
t_err_like .
t_is a b 'equal'
t_ok 'false is true' false
t_not 'true is false' true
t_done
END
t_exit 1
t_is "$(grep -c '^not ok' "$T_OUT")" 10 'every failing check fails'
t_out_has '# exit code 1, want 0
# after: '
t_out_has '# +a'
t_out_has '# -b'
t_err ''

sub_test <<'END'
t_run printf 'a.c\nabc\n'
t_exit 0
t_out_like '^a.c$'
t_out_has a.c
t_out_lacks a.b
t_err_lacks x
t_done
END
t_exit 0
t_out_like '^1\.\.5$'
t_err ''

sub_test <<'END'
mkdir "$NCRE_OFFICE"
sqlite3 "$NCRE_OFFICE/ncre.db" 'PRAGMA journal_mode=wal; CREATE TABLE a(x); INSERT INTO a VALUES(1)' >/dev/null
t_run sqlite3 "$NCRE_OFFICE/ncre.db" 'SELECT x FROM a'
t_exit 0; t_out 1; t_err ''
t_unchanged
t_run sqlite3 "$NCRE_OFFICE/ncre.db" 'INSERT INTO a VALUES(2)'
t_exit 0; t_out ''; t_err ''
t_changed
t_unchanged
t_is "$(t_sql 'SELECT sum(x) FROM a')" 3 't_sql'
t_done
END
t_exit 1
t_out_like '^ok 4 - database unchanged'
t_out_like '^ok 8 - database changed'
t_out_like '^not ok 9 - database unchanged'
t_out_has '# +INSERT INTO a VALUES(2);'
t_out_like '^ok 10 - t_sql'
t_err ''

sub_test <<'END'
printf 1 >a; printf 1 >b; printf 2 >c
t_same_file a b
t_same_file a c
t_run cat
t_exit 0; t_out ''; t_err ''
t_run cat <c
t_exit 0; t_out_has 2; t_err ''
t_done
END
t_exit 1
t_out_like '^ok 1 - same bytes: a and b'
t_out_like '^not ok 2 - same bytes: a and c'
t_out_like '^ok 8 - stderr'
t_err ''

printf 'x\n' >tests/golden/g
sub_test <<'END'
t_run echo x
t_exit 0; t_out_golden g; t_err ''
t_run echo y
t_exit 0; t_out_golden g; t_err ''
t_run sh -c 'echo ${TZ-none} ${LC_ALL-none} ${NCRE_LANG-none} $NCRE_NOW'
t_exit 0; t_out 'none none none 2027-06-15T09:00:00+08:00'; t_err ''
t_done
END
t_exit 1
t_out_like '^ok 2 - stdout is golden/g'
t_out_like '^not ok 5 - stdout is golden/g'
t_out_like '^ok 8 - stdout'
t_err ''

sub_test <<'END'
t_done
END
t_exit 1
t_out 1..0
t_err ''

sub_test <<'END'
t_skip_all 'no tool'
END
t_exit 0
t_out '1..0 # SKIP no tool'
t_err ''

sub_test <<'END'
t_bail 'no program'
END
t_exit 255
t_out 'Bail out! no program'
t_err ''

t_done
