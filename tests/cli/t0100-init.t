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

# A disk that fails at any moment: an office that is whole, or a folder where init does it again.
faults=$T_TOP/build/tools/faults.so
[ -f "$faults" ] || t_bail "$faults is not built"
[ "${B:-release}" = release ] || t_done
for fault in $(seq -f sync:%g 30) $(seq -f open:%g 30) $(seq -f read:%g 3 11 190) $(seq -f write:%g 5 41 480); do
	rm -rf shaken
	LD_PRELOAD=$faults FAULT=$fault "$NCRE" init -q shaken >out 2>&1 || "$NCRE" init -q shaken >>out 2>&1 ||
		echo "# $fault: $(cat out)"
	"$NCRE" -C shaken check >out 2>&1 && [ -f shaken/office.conf ] || echo "# $fault: $(cat out)"
done >wrong
t_is "$(cat wrong)" '' 'what fails once can be done again, what is done is whole'
t_done
