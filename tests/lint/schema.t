#!/bin/sh
# schemas/current.sql is what the migrations make.
. "${0%/*}/../tap/tap.sh"

cd "$T_TOP" || exit 255
t_run scripts/dump-schema schemas/[0-9]*.sql
t_exit 0
cp "$T_OUT" "$T_DIR/w/now.sql"
t_out_like '^CREATE TABLE run \($'
t_err ''
t_ok 'schemas/current.sql is up to date (else: make schema)' diff -u schemas/current.sql "$T_DIR/w/now.sql"
t_done
