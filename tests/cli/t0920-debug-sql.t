#!/bin/sh
# ncre debug-sql: every named statement can be listed, and prepares with a plan.
. "${0%/*}/../tap/tap.sh"
t_office
t_run ncre debug-sql
t_exit 0
t_out_like '^run_head	lib/db/run.sql:[0-9]+$'
t_err ''
cut -f1 "$T_OUT" >names
t_run ncre debug-sql run_head
t_exit 0
t_out_has 'SELECT hash FROM run'
t_err ''
t_ok 'with its plan' grep -q '^-- SCAN run' "$T_OUT"
t_run ncre debug-sql nothing
t_exit 3
t_out ''
t_err 'ncre: 没有名为 nothing 的语句'
bad=$(while read -r name; do "$NCRE" debug-sql "$name" >/dev/null 2>&1 || echo "$name"; done <names)
t_is "$bad" '' 'every statement prepares'
t_done
