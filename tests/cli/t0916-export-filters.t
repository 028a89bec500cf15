#!/bin/sh
# ncre export: each filter, alone and together, for the tables it means something for: sitting, site,
# subject, state (the word or what a table shows for it), changed since a run.
. "${0%/*}/../tap/tap.sh"
t_office
sqlite3 "$NCRE_OFFICE/ncre.db" <"$T_TOP/tests/data/office.sql" || t_bail fixture
# An older sitting with one person; run 1: site 830002 is billed; run 2: one of them paid, and a
# payment of nobody; run 3: who never had an order is gone.
t_sql "INSERT INTO sitting (id, programme_id, code, name, first_on, last_on, agreement, run_id)
	VALUES (2, 'ncre', '81', '2027年3月考次', '2027-03-20', '2027-03-22', '2027-1', 0);
INSERT INTO sitting_site (sitting_id, site_code, review, confirmation, subject_limit, self_printing, wishes,
	photo_background, notice, run_id) VALUES (2, '830001', 0, 0, 3, 1, 1, 'light', '', 0);
INSERT INTO offering (id, sitting_id, site_code, programme_id, subject_code, fee_fen, capacity, run_id)
	VALUES (9, 2, '830001', 'ncre', '24', 7000, 9, 0);
INSERT INTO candidate (id, sitting_id, site_code, reg_no, source, name, sex, born_on, id_type, id_number, agreement,
	agreed_at, agreed_by, created_at, run_id)
	VALUES (99, 2, '830001', '81830001000001', 'group', '旧人', 'F', '2000-01-01', '9', 'X1', '1', 0, 'school', 0, 0);
INSERT INTO entry (id, candidate_id, offering_id, fee_fen, created_at, run_id) VALUES (99, 99, 9, 7000, 0, 0)" || t_bail old
"$NCRE" bill open -q --site 830002 >orders.txt 2>&1
NCRE_NOW=2027-06-16T10:30:00+08:00
printf 'pay 2027-06-15T10:00:00 828300020000018 W1 80.00\npay 2027-06-15T10:01:00 NOBODY W2 1.00\n' |
	awk -f "$T_TOP/tests/data/wechat-bill.awk" >bill.csv
"$NCRE" reconcile-payments -q bill.csv >/dev/null
"$NCRE" expire-unpaid -q >/dev/null || t_bail expire

# What is exported: the first two columns that tell the rows apart, in one line.
is() { # COLUMNS WANT KIND OPTIONS...
	columns=$1 want=$2
	shift 2
	t_run ncre export "$@" --format csv
	t_exit 0
	t_is "$(sed 's/\r$//' "$T_OUT" | cut -d, -f"$columns" | tail -n +2 | tr '\n' ' ')" "$want" "export $*"
	t_out_has ,
	t_err_has '已导出'
}
# sitting: the newest by default
is 2 '000002 000003 000004 ' registrations --site 830002
is 2,4 '' registrations --sitting 81 --subject 14
t_run ncre export entries --sitting 81 --format csv
t_exit 0
t_out_like '^81830001000001,.*,24,'
t_out_lacks 8283
t_err_has '已导出 1 行'
is 1 '81830001000001 ' candidates --sitting 81
is 1 '' orders --sitting 81
t_run ncre export entries --sitting 80
t_exit 3
t_out ''
t_err_has '没有代码为 80 的考次'
# site, subject, both
is 1 '82830001000001 82830001000002 82830001000003 82830001000004 ' candidates --site 830001
is 1,6 '82830001000001,24 ' entries --subject 24
is 1,6 '82830001000001,14 82830001000003,14 82830001000004,14 ' entries --subject 14 --site 830001
is 1 '828300020000018 828300020000026 828300020000034 ' orders --subject 14
is 1 '' orders --subject 24
is 3 'W1 ' payments --site 830002
is 1,2 '830001,14 830002,14 ' offerings --subject 14
is 1 '830002 ' sites --site 830002
# state, in the database's word or as a table shows it
for state in paid 已缴费; do
	is 1,6 '82830002000002,14 ' entries --state $state
	is 1 '828300020000018 ' orders --state $state
	is 3 'W1 ' payments --state $state
done
for state in unknown 订单不明; do
	is 3,4 'W2,NOBODY ' payments --state $state
done
is 1 '82830001000001 82830001000001 82830001000002 82830001000003 82830001000004 82830002000001 ' entries --state 超时未缴费
is 1 '82830001000001 82830001000002 82830001000003 82830001000004 82830002000001 ' candidates --state expired
is 1 '' candidates --state expired --site 830001 --subject 65 --changed-since 3
# changed since run N: nothing after the last, everything after none
is 2 '000002 000003 000004 ' registrations --changed-since 0
is 2 '000002 ' registrations --changed-since 1
is 1 '' registrations --changed-since 3
is 1 '828300020000018 ' orders --changed-since 1
is 3 'W1 W2 ' payments --changed-since 1
is 3 '' payments --changed-since 2
is 1 '82830001000001 82830001000002 82830001000003 82830001000004 82830002000001 ' candidates --changed-since 2
is 1 '82830001000001 82830001000003 82830001000004 ' entries --changed-since 2 --subject 14 --site 830001 --state expired --sitting 82
for bad in 'sites --subject 14' 'subjects --site 830001' 'sitting --state paid' 'caps --site 830001' 'roster --subject 14'; do
	t_run ncre export $bad
	t_exit 2
	t_out ''
	t_err_like '不能按 --(subject|site|state) 筛选'
done
t_run ncre export entries --changed-since soon
t_exit 2
t_out ''
t_err_has '--changed-since'
t_done
