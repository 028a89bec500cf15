#!/bin/sh
# ncre restore: over a damaged or missing database, never over newer work without being told to.
. "${0%/*}/../tap/tap.sh"
. "$T_TOP/tests/data/registrations.sh"
t_office
"$NCRE" setup -q "$T_SAMPLES/setup.xlsx" || t_bail setup
photo=photos/ab/$(printf %062d 0).jpg
mkdir -p "$NCRE_OFFICE/photos/ab" && echo picture >"$NCRE_OFFICE/$photo"
"$NCRE" backup -q -o safe || t_bail backup
copy=safe/ncre-20270615-090000.db

# damaged
t_sql 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
printf 'garbage garbage garbage' | dd of="$NCRE_OFFICE/ncre.db" conv=notrunc bs=1 2>/dev/null
rm -rf "$NCRE_OFFICE/photos"
t_run ncre log
t_exit 6
t_out ''
t_err_has 'ncre restore'
t_run ncre restore $copy
t_exit 0
t_out ''
t_err_like '^已用 safe/ncre-20270615-090000.db 恢复（1 条操作记录，链首 [0-9a-f]{64}）$'
t_ok 'the old one is kept aside' test -f "$NCRE_OFFICE/ncre.db.before-restore-20270615-090000"
t_ok 'photos are back' test -f "$NCRE_OFFICE/$photo"
t_run ncre check
t_exit 0
t_out ''
t_err ''

# gone
NCRE_NOW=2027-06-15T10:00:00+08:00
rm "$NCRE_OFFICE"/ncre.db*
t_run ncre log
t_exit 3
t_out ''
t_err_has '没有 ncre.db'
t_run ncre restore $copy -q
t_exit 0
t_out ''
t_err ''

# newer work would be lost
reg_header >a.csv
reg_row 990101 900001 林一 男 20040102 001 14 >>a.csv
"$NCRE" import -q --as registrations a.csv || t_bail import
t_run ncre restore $copy
t_exit 4
t_out ''
t_err_has '--force'
t_unchanged
NCRE_NOW=2027-06-15T11:00:00+08:00
t_run ncre restore --force $copy
t_exit 0
t_out ''
t_err_has '原数据库另存为'
t_is "$(t_sql 'SELECT count(*) FROM candidate')" 0 'as in the copy'

# what is no copy
t_run ncre restore a.csv
t_exit 6
t_out ''
t_err_has a.csv
t_run ncre restore missing.db
t_exit 3
t_out ''
t_err_has missing.db
cp $copy bad.db
sqlite3 bad.db 'DROP TRIGGER "run R-RUN update"; UPDATE run SET operator = 1'
t_run ncre restore --force bad.db
t_exit 6
t_out_has '记录内容被改动'
t_err_has 'bad.db 有问题'
t_unchanged
t_done
