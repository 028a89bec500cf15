#!/bin/sh
# ncre init: what it makes, for whom, and what it refuses.
. "${0%/*}/../tap/tap.sh"

t_run ncre init office
t_exit 0
t_out ''
t_err_has '办公文件夹已建立：office'
t_is "$(stat -c %a office office/ncre.db office/photos | tr '\n' ' ')" '700 600 700 ' 'for the owner only'
t_is "$(sqlite3 office/ncre.db 'PRAGMA journal_mode')" wal 'write-ahead log'
t_is "$(sqlite3 office/ncre.db "SELECT count(*) > 100 FROM code")" 1 'code tables are there'
t_run ncre -C office check
t_exit 0
t_out ''
t_err ''
t_run ncre init office
t_exit 3
t_out ''
t_err 'ncre: office 不是空文件夹，未作更改；请给一个新名字'
mkdir used && : >used/thing
t_run ncre init used
t_exit 3
t_out ''
t_err_has 'used 不是空文件夹'
t_is "$(ls used)" thing 'left as it was'
mkdir fresh
t_run ncre init fresh
t_exit 0
t_out ''
t_err_has 'fresh'
t_run ncre init missing/office
t_exit 7
t_out ''
t_err_has '不能建立文件夹 missing/office'
t_run ncre init
t_exit 2
t_out ''
t_err_has 'DIR'
: >plainfile
t_run ncre init plainfile
t_exit 3
t_out ''
t_err_has plainfile
t_done
