#!/bin/sh
# ncre migrate: an older database becomes what a new one is, with a copy from before.
. "${0%/*}/../tap/tap.sh"
t_office
t_run ncre migrate
t_exit 0
t_out ''
t_err_like '^数据库已是版本 [0-9]+，无需升级$'

# a database of version 1
schema() { sqlite3 "$1" "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY 1, 2, 3"; }
schema "$NCRE_OFFICE/ncre.db" >want
sqlite3 "$NCRE_OFFICE/ncre.db" 'SELECT * FROM code ORDER BY 1, 2' >want.codes
rm "$NCRE_OFFICE"/ncre.db*
{ echo 'BEGIN;'; cat "$T_TOP/schemas/0001_base.sql"; echo 'COMMIT; PRAGMA user_version = 1; PRAGMA application_id = 1852011109;'; } >old.sql
(umask 077 && sqlite3 "$NCRE_OFFICE/ncre.db" <old.sql)
t_run ncre log
t_exit 6
t_out ''
t_err_has '请先运行 ncre migrate'
t_run ncre migrate
t_exit 0
t_out ''
t_err_like '^数据库已从版本 1 升级到 [0-9]+；升级前的备份：.*/backup/ncre-version1-20270615-090000.db$'
schema "$NCRE_OFFICE/ncre.db" >got
t_ok 'the same schema as a new database' cmp want got
t_is "$(sqlite3 "$NCRE_OFFICE/ncre.db" 'SELECT * FROM code ORDER BY 1, 2')" "$(cat want.codes)" 'and the same codes'
t_is "$(sqlite3 "$NCRE_OFFICE/backup/ncre-version1-20270615-090000.db" 'PRAGMA user_version')" 1 'the copy is of before'
t_run ncre check
t_exit 0
t_out ''
t_err ''
t_sql 'PRAGMA user_version = 99'
t_run ncre migrate
t_exit 6
t_out ''
t_err_has '比程序'
t_done
