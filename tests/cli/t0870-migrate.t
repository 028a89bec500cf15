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
# (nothing is released: the first step is as it stands, and so are its rows; from the first release on
# each released schema is kept as a dump)
{
	echo 'BEGIN;'
	cat "$T_TOP/schemas/0001_base.sql"
	echo 'COMMIT; PRAGMA user_version = 1; PRAGMA application_id = 1852011109;'
	# its own subjects: those of the program come with the second step
	sed "s/'14'/'91'/; s/'24'/'92'/; s/'65'/'95'/" "$T_TOP/tests/data/office.sql"
} >old.sql
(umask 077 && sqlite3 "$NCRE_OFFICE/ncre.db" <old.sql) || t_bail 'version 1'
rows() { # every row of the tables that version 1 fills
	for t_table in candidate entry offering offering_load photo pay_order policy sitting sitting_site site \
		time_window; do
		sqlite3 "$1" "SELECT '$t_table', * FROM $t_table ORDER BY 2, 3"
	done
}
rows "$NCRE_OFFICE/ncre.db" >want.rows
t_is "$(grep -c '^candidate|' want.rows)" 8 'people are in it'
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
rows "$NCRE_OFFICE/ncre.db" >got.rows
t_same_file want.rows got.rows
rows "$NCRE_OFFICE/backup/ncre-version1-20270615-090000.db" >copy.rows
t_same_file want.rows copy.rows
t_run ncre check --rules
t_exit 0
t_out ''
t_err ''
t_run ncre expire-unpaid
t_exit 0
t_out ''
t_err_has '操作记录 1'

# A database of a program that is newer than this one: refused by all, read by none.
current=$(t_sql 'PRAGMA user_version')
t_sql "PRAGMA user_version = $((current + 1))"
cp "$NCRE_OFFICE/ncre.db" newer.db
for command in migrate today check 'expire-unpaid' backup 'restore --force newer.db'; do
	# shellcheck disable=SC2086
	t_run ncre $command
	t_exit 6
	t_out ''
	t_err_like "^ncre: 数据库 .* 的版本（$((current + 1))）比程序（$current）新；请升级程序（如果没有用过更新的程序，.*ncre restore .*）\$"
done
t_is "$(t_sql 'PRAGMA user_version')" "$((current + 1))" 'it is as it was'

# A version that no program ever wrote is damage.
t_sql 'PRAGMA user_version = 0'
t_run ncre migrate
t_exit 6
t_out ''
t_err_has 'ncre restore'

# An older copy is restored, and then brought up; never over newer work without being told to.
t_sql "PRAGMA user_version = $current"
older=$NCRE_OFFICE/backup/ncre-version1-20270615-090000.db
t_run ncre restore "$older"
t_exit 4
t_out ''
t_err_has '--force'
t_run ncre restore --force "$older"
t_exit 1
t_out ''
t_err_has '已用 '
t_err_has "备份是旧版本（1，程序为 $current）：请接着运行 ncre migrate"
t_is "$(t_sql 'PRAGMA user_version')" 1 'it is as the copy is'
rows "$NCRE_OFFICE/ncre.db" >got.rows
t_same_file want.rows got.rows
NCRE_NOW=2027-06-15T10:00:00+08:00
t_run ncre migrate
t_exit 0
t_out ''
t_err_has '数据库已从版本 1 升级到 '
schema "$NCRE_OFFICE/ncre.db" >got
t_ok 'again the same schema as a new database' cmp want got
t_run ncre check --rules
t_exit 0
t_out ''
t_err ''

# Nor over the work in an office that the program was upgraded over.
"$NCRE" expire-unpaid -q || t_bail 'a run'
t_sql 'PRAGMA user_version = 1'
t_run ncre restore "$older"
t_exit 4
t_out ''
t_err_has '--force'
t_done
