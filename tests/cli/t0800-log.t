#!/bin/sh
# ncre log, and R-RUN: runs are there, complete, and cannot be altered.
. "${0%/*}/../tap/tap.sh"
. "$T_TOP/tests/data/registrations.sh"
t_office
"$NCRE" setup -q "$T_SAMPLES/setup.xlsx" || t_bail setup
reg_header >a.csv
reg_row 990101 900001 林一 男 20040102 001 14 >>a.csv
reg_row 990101 900002 '林 二' 女 20040103 002 14 >>a.csv

t_run ncre import --as registrations --partial a.csv -q
t_exit 1
t_out_has R-NAME
t_err ''
t_run ncre log --format jsonl
t_exit 0
t_out_like '"id":2,"started_at":"2027-06-15T09:00:00\+08:00","command":"import","operator":"[^"]+","inserted":3,'
t_err ''
t_run ncre log 2 --format jsonl
t_exit 0
t_out_like '"path":"a.csv","bytes":[0-9]+,"sha256":"[0-9a-f]{64}"'
t_err ''
t_ok 'with its findings' grep -q '"rule":"R-NAME","severity":"error".*"row":3' "$T_OUT"
t_run ncre log 99
t_exit 3
t_out ''
t_err 'ncre: 没有第 99 号操作记录（用 ncre log 查看）'
t_run ncre log x
t_exit 2
t_out ''
t_err 'ncre: 不是操作记录号：x（用 ncre log 查看）'
t_run ncre log --limit 1
t_exit 0
t_out_lacks setup
t_err ''
t_run ncre log --before 1
t_exit 0
t_out_has setup
t_err ''
t_is "$(t_sql 'SELECT clock_override FROM run WHERE id = 2')" 1 'a clock that was set is recorded'

# R-RUN: append-only, chained
t_not 'R-RUN: a run cannot be changed' t_sql "UPDATE run SET operator = 'x' WHERE id = 1"
t_not 'R-RUN: a run cannot be deleted' t_sql 'DELETE FROM run WHERE id = 2'
t_not 'R-RUN: nor its changes' t_sql 'DELETE FROM run_changeset WHERE run = 1'
t_is "$(t_sql 'SELECT b.prev_hash = a.hash FROM run a, run b WHERE a.id = 1 AND b.id = 2')" 1 'chained'
t_run ncre check --journal
t_exit 0
t_out ''
t_err ''
t_sql "DROP TRIGGER \"run R-RUN update\"; UPDATE run SET operator = 'x' WHERE id = 1"
t_run ncre check --journal --format jsonl
t_exit 1
t_out_like '"rule":"R-RUN","severity":"error".*"subject":"run 1".*记录内容被改动'
t_err ''
t_done
