#!/bin/sh
# An office on a network file system is refused, whatever is to be done with it; so is making one
# there. What statfs says is put in its mouth by the library of the torture tests.
. "${0%/*}/../tap/tap.sh"
faults=$T_TOP/build/tools/faults.so
[ -f "$faults" ] || t_bail "$faults is not built"
case ${B:-release} in
release) ;;
*) t_skip_all 'a library before the sanitizers is one too many' ;;
esac
t_office
"$NCRE" setup -q "$T_SAMPLES/setup.xlsx" && "$NCRE" backup -q -o local || t_bail setup
on() { # MAGIC COMMAND...
	t_magic=$1
	shift
	t_run env LD_PRELOAD="$faults" FAULT="fs:$t_magic" "$NCRE" "$@"
}
refused() {
	t_exit 3
	t_out ''
	t_err "ncre: 数据库 $1 在网络文件系统上，锁不可靠；请把办公文件夹放在本机磁盘上"
}

# NFS, SMB, CIFS, SMB 2, FUSE (sshfs), 9P, Ceph, AFS
for magic in 0x6969 0x517b 0xff534d42 0xfe534d42 0x65735546 0x01021997 0x00c36400 0x5346414f; do
	on $magic today
	refused "$NCRE_OFFICE/ncre.db"
done
for command in 'expire-unpaid' 'check' 'backup' 'migrate' 'restore --force local/ncre-20270615-090000.db'; do
	# shellcheck disable=SC2086
	on 0x6969 $command
	refused "$NCRE_OFFICE/ncre.db"
done
t_unchanged
on 0x6969 init "$T_DIR/w/another"
refused "$T_DIR/w/another/ncre.db.new"
t_not 'and nothing is left' test -e another

# ext4, xfs, btrfs, tmpfs
for magic in 0xef53 0x58465342 0x9123683e 0x01021994; do
	on $magic today
	t_exit 0
	t_out_like .
	t_err ''
done

# A copy may lie anywhere: nobody else writes to it.
on 0xff534d42:there backup --prove -o there
t_exit 0
t_out ''
t_err_has 已备份
t_ok 'it is there' test -f there/ncre-20270615-090000.db
on 0xff534d42:there restore --force there/ncre-20270615-090000.db
t_exit 0
t_out ''
t_err_like "^已用 there/.* 恢复"
t_done
