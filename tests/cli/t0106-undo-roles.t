#!/bin/sh
# R-ROLE: who may take a run back is who may run it, with the options it had; who may take an undo
# back is who may run what it took back.
. "${0%/*}/../tap/tap.sh"
. "$T_TOP/tests/data/registrations.sh"
t_office
"$NCRE" setup -q "$T_SAMPLES/setup.xlsx" || t_bail setup
own=$(id -gn)
me=$(id -un)

as() { # ROLE: what I am from now on
	printf 'role.%s = %s\n' "$1" "$own" >"$NCRE_OFFICE/office.conf"
}
last_run() { t_sql 'SELECT max(id) FROM run'; }
data() { t_sql .dump | grep -Ev '^INSERT INTO (run|table_digest)'; }
import() { # ARG...: as admin; $loaded is the run
	as admin
	"$NCRE" import -q "$@" || t_bail "import $*"
	loaded=$(last_run)
}
denied() { # ROLE RUN COMMAND: may not take the run back, which is recorded
	as "$1"
	data >before
	t_run ncre undo "$2"
	t_exit 4
	t_out ''
	t_err "ncre: $me 没有运行 $3 的权限（R-ROLE，见 office.conf），未作更改；这次尝试已记录"
	data >after
	t_same_file before after
	t_is "$(t_sql "SELECT command, summary, undoes IS NULL, rule
		FROM run JOIN run_finding f ON f.run = run.id WHERE run.id = (SELECT max(id) FROM run)")" \
		'undo|{"denied":1}|1|R-ROLE' "the attempt of the $1 is recorded"
}
allowed() { # ROLE RUN
	as "$1"
	t_run ncre undo "$2"
	t_exit 0
	t_out ''
	t_err_has "已撤销第 $2 号操作"
}
pass_mark() { t_sql "SELECT group_concat(value) FROM policy WHERE key = 'score.pass'"; }

# What a clerk may import a clerk may take back, and the undo again.
reg_header >people.csv
reg_row 990101 900001 林一 男 20040102 001 14 >>people.csv
as clerk
t_run ncre import --as registrations people.csv
t_exit 0
t_out ''
t_err_has '新增考生 1 人'
loaded=$(last_run)
denied auditor "$loaded" undo
allowed clerk "$loaded"
t_is "$(t_sql 'SELECT count(*) FROM candidate')" 0 'taken back'
allowed clerk "$(last_run)"
t_is "$(t_sql 'SELECT count(*) FROM candidate')" 1 'and back again'

# A table of setup is the admin's, however the command line was written.
before_all=$(pass_mark)
mark=40
for how in '--as policy policy.csv' '--as=policy policy.csv' 'policy.csv --as policy' \
	'--as registrations policy.csv --as=policy' '--sitting 83 --as policy -- policy.csv'; do
	mark=$((mark + 1))
	printf '参数,值\nscore.pass,%d\n' $mark >policy.csv
	# shellcheck disable=SC2086 # the words of a command line
	import $how
	t_is "$(pass_mark)" $mark "loaded: $how"
	denied clerk "$loaded" import
	allowed admin "$loaded"
	t_is "$(pass_mark)" "$before_all" "taken back: $how"
done
# Nor may a clerk load it again by taking the undo back, or that undo in turn.
undone=$(last_run)
denied finance "$undone" import
allowed admin "$undone"
t_is "$(pass_mark)" $mark 'an admin may'
denied clerk "$(t_sql "SELECT max(id) FROM run WHERE undoes = $undone")" import

# What is called like an option and is a file's name is none.
cp people.csv ./--as=policy
import --again --as roster-sites --as registrations -- --as=policy
allowed clerk "$loaded"

# An undo is of the command that it took back: a clerk's is not for finance.
as clerk
t_run ncre cancel 83990101900001 --reason 重复报名
t_exit 0
t_out_like '^83990101900001 .* 已删除 +0$'
t_err_has '操作记录'
allowed clerk "$(last_run)"
denied finance "$(last_run)" cancel
allowed clerk "$(t_sql "SELECT max(id) FROM run WHERE undoes")"
t_done
