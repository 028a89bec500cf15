#!/bin/sh
# R-ROLE: roles from the system's groups, held to sites or not, and the record of an attempt; the
# office of a group.
. "${0%/*}/../tap/tap.sh"
t_office
cat "$T_TOP/tests/data/office.sql" "$T_TOP/tests/data/photos.sql" | sqlite3 "$NCRE_OFFICE/ncre.db" || t_bail fixture
own=$(id -gn)

roles() { # LINE...: office.conf grants just these
	printf '%s\n' "$@" >"$NCRE_OFFICE/office.conf"
}

# Without roles everyone who can open the folder may do everything.
t_run ncre confirm 82830002000001
t_exit 0
t_out ''
t_err_has '现场确认 1 名'

# A clerk confirms, and does not reconcile; an auditor looks and changes nothing.
roles "role.clerk = $own"
t_run ncre confirm 82830002000002
t_exit 0
t_out ''
t_err_has '现场确认 1 名'
t_run ncre expire-unpaid
t_exit 4
t_out ''
t_err "ncre: $(id -un) 没有运行 expire-unpaid 的权限（R-ROLE，见 office.conf），未作更改；这次尝试已记录"
roles "role.auditor = $own"
t_run ncre confirm --list
t_exit 0
t_out_has 82830002000003
t_err ''
t_run ncre confirm 82830002000003
t_exit 4
t_out ''
t_err_has '没有运行 confirm 的权限'
t_is "$(t_sql "SELECT confirmed_at IS NULL FROM candidate WHERE reg_no = '82830002000003'")" 1 'nothing was confirmed'
t_run ncre bill close 1
t_exit 4
t_out ''
t_err_has '没有运行 bill 的权限'
t_run ncre log --format csv
t_exit 0
t_out_like ',confirm,.*"\{""denied"":1\}"'
t_out_like ',bill,.*"\{""denied"":1\}"'
t_err ''
t_run ncre log 5
t_exit 0
t_out_has 'R-ROLE'
t_err ''
roles "role.finance = $own"
t_run ncre expire-unpaid
t_exit 0
t_out ''
t_err_has '操作记录'

# Another group's role is not mine; no role at all may not even look.
roles 'role.admin = daemon'
t_run ncre today
t_exit 4
t_out ''
t_err_has '没有运行 today 的权限'

# What setup loads is the admin's, also as a table of its own.
roles "role.clerk = $own"
printf '参数,值\nscore.pass,50\n' >policy.csv
t_run ncre import --as policy policy.csv
t_exit 4
t_out ''
t_err_has '没有运行 import 的权限'
roles "role.admin = $own"
t_run ncre import --as policy policy.csv
t_exit 0
t_out ''
t_err_has '参数 1 项'
rm policy.csv

# A clerk of one site: sees it, works on it, and on no other.
roles "role.clerk = $own 830001"
t_run ncre export candidates --format csv
t_exit 0
t_out_has 82830001000001
t_out_lacks 82830002
t_err_has '行'
t_run ncre why 82830002000003
t_exit 3
t_out ''
t_err_has '没有'
t_run ncre confirm 82830002000003
t_exit 4
t_out ''
t_err_has '考点 830002 不在您的权限内'
t_is "$(t_sql "SELECT confirmed_at IS NULL FROM candidate WHERE reg_no = '82830002000003'")" 1 'the other site is as it was'
t_run ncre cancel 82830001000004 --reason 重复报名
t_exit 0
t_out_like '^82830001000004 +830001 +样\*\* +14 +80.00 +已删除 +0$'
t_err_has '操作记录'
cancelled=$(t_sql 'SELECT max(id) FROM run')
roles "role.clerk = $own 830002"
t_run ncre undo "$cancelled"
t_exit 4
t_out ''
t_err_has '考点 830001 不在您的权限内'
roles "role.finance = $own"
t_run ncre undo "$cancelled"
t_exit 4
t_out ''
t_err_has '没有运行 cancel 的权限'
roles "role.clerk = $own 830001" "role.clerk = $own 830002"
t_run ncre undo "$cancelled"
t_exit 0
t_out ''
t_err_has '已撤销'
# A look in the clear is recorded, and no less held to its sites.
roles "role.auditor = $own 830002"
t_run ncre export candidates --format csv --reveal
t_exit 0
t_out_has 82830002000001
t_out_lacks 82830001
t_err_has '操作记录'
# What belongs to everyone is not for a site's clerk.
roles "role.admin = $own 830001"
t_run ncre setup "$T_SAMPLES/setup.xlsx"
t_exit 4
t_out ''
t_err_has '属于全省，不在您的权限内'
for whole in check backup; do
	t_run ncre $whole
	t_exit 4
	t_out ''
	t_err_has "没有运行 $whole 的权限"
done
t_not 'and no copy was made' test -e "$NCRE_OFFICE/backup"
roles "role.auditor = $own"
t_run ncre check
t_exit 0
t_out ''
t_err ''

# office.conf itself
roles 'role.clerk = no-such-group'
t_run ncre today
t_exit 3
t_out ''
t_err "ncre: $NCRE_OFFICE/office.conf 第 1 行：系统里没有这个用户组：no-such-group"
roles '# note' "role.boss = $own"
t_run ncre today
t_exit 3
t_out ''
t_err_has '第 2 行：没有这个角色（admin、finance、clerk、auditor）：boss'
roles "role.clerk = $own 83000"
t_run ncre today
t_exit 3
t_out ''
t_err_has '不是六位考点代码：83000'
roles 'colour = blue'
t_run ncre today
t_exit 3
t_out ''
t_err_has '没有这个名称：colour'
roles 'just words'
t_run ncre today
t_exit 3
t_out ''
t_err_has '应写作 名称 = 值：just words'
roles "role.clerk = $own"
chmod g+w "$NCRE_OFFICE/office.conf"
t_run ncre today
t_exit 3
t_out ''
t_err_has 'chmod go-w'

# The journal of a dead process moves and removes its temporary files, and nothing else.
rm "$NCRE_OFFICE/office.conf"
journal() { printf '1\0%s\0%s\0' "$1" "$2" >"$NCRE_OFFICE/.outputs-dead"; }
here=$(pwd)
: >mine && : >letter.ncre-12-0 && : >other.ncre-12-0
journal "$here/mine" ''
t_run ncre confirm 82830002000003
t_exit 0
t_out ''
t_err_has '操作记录'
journal "$here/other.ncre-12-0" "$here/mine"
t_run ncre confirm 82830002000003
t_exit 0
t_out ''
t_err_has '操作记录'
journal "$here/letter.ncre-12-0" "$here/letter"
t_run ncre confirm 82830002000003
t_exit 0
t_out ''
t_err_has '操作记录'
t_ok 'a file of another name stays' test -f mine
t_ok 'no file is put over one it was not made for' test -f other.ncre-12-0
t_ok 'an output that was promised is put in place' test -f letter
if [ "$(id -u)" = 0 ]; then
	: >secret.ncre-12-0
	journal "$here/secret.ncre-12-0" ''
	chown nobody "$NCRE_OFFICE/.outputs-dead"
	t_run ncre confirm 82830002000003
	t_exit 0
	t_out ''
	t_err_has '操作记录'
	t_ok 'nor is anything removed in the name of somebody else' test -f secret.ncre-12-0
fi

# The office of a group.
t_run ncre init --group no-such-group shared
t_exit 3
t_out ''
t_err 'ncre: 系统里没有用户组 no-such-group（请先由系统管理员建立）'
t_not 'and nothing is left' test -e shared
t_run ncre init --group "$own" shared
t_exit 0
t_out ''
t_err_has '办公文件夹已建立'
NCRE_OFFICE=$T_DIR/w/shared
t_run ncre backup
t_exit 0
t_out ''
t_err_has '已备份'
cat "$T_TOP/tests/data/office.sql" "$T_TOP/tests/data/photos.sql" | sqlite3 "$NCRE_OFFICE/ncre.db" || t_bail fixture
t_run ncre confirm 82830002000001
t_exit 0
t_out ''
t_err_has '现场确认 1 名'
modes() { stat -c %a "$@" | tr '\n' ' '; }
t_is "$(modes shared shared/photos shared/out shared/backup)" '2770 2770 2770 2770 ' 'its folders hand the group down'
t_is "$(modes shared/ncre.db shared/ncre.lock shared/ticket.key shared/backup/*.db)" '660 660 660 660 ' 'its files are for the group'
t_is "$(modes shared/office.conf)" '640 ' 'but who may do what is not for the group to change'
chmod o+r shared/ncre.db
t_run ncre today
t_exit 3
t_out ''
t_err_has 'shared/ncre.db'
t_done
