#!/bin/sh
# ncre undo: a payment is not taken back under what only the paid get: a session, a wish, a score.
. "${0%/*}/../tap/tap.sh"
. "$T_TOP/tests/data/registrations.sh"
t_office
"$NCRE" setup -q "$T_SAMPLES/setup.xlsx" || t_bail setup
NCRE_NOW=2027-06-15T09:00:00+08:00
"$NCRE" import -q --as registrations "$T_SAMPLES/self-990201.csv" || t_bail import
"$NCRE" validate-photos -q "$T_SAMPLES/photos/990201" >/dev/null 2>&1
NCRE_NOW=2027-06-16T10:00:00+08:00
"$NCRE" bill open -q >/dev/null 2>&1 || [ $? -eq 1 ] || t_bail bill
NCRE_NOW=2027-06-17T11:00:00+08:00
"$NCRE" reconcile-payments -q "$T_SAMPLES/wechat-2027-06-16.csv" >/dev/null 2>&1
paid=$(t_sql "SELECT max(id) FROM run WHERE command = 'reconcile-payments'")
t_ok 'somebody has paid' [ "$(t_sql "SELECT count(*) FROM entry WHERE state = 'paid'")" -gt 10 ]
one=$(t_sql "SELECT min(id) FROM entry WHERE state = 'paid'")
who=$(t_sql "SELECT reg_no || ' ' || subject_code FROM v_entry WHERE entry_id = $one")

# a wish, made after the payment
t_sql "INSERT INTO wish (entry_id, on_date, wished_at, run_id) VALUES ($one, '2027-09-25', 0, $paid + 1)"
t_run ncre undo "$paid" --format csv
t_exit 4
t_out "table,who,why,run
wish,$who,缴费后已填意向日期,$((paid + 1))"
t_err_has '之后的操作动过 1 处'
t_unchanged
t_sql "DELETE FROM wish; INSERT INTO score (entry_id, points, band, run_id) VALUES ($one, 60, 'pass', $paid + 1)"
t_run ncre undo "$paid" --format csv
t_exit 4
t_out "table,who,why,run
score,$who,缴费后已有成绩,$((paid + 1))"
t_err_has '之后的操作动过 1 处'
t_unchanged
t_sql 'DELETE FROM score'

# sessions; taken back first, they are not in the way any more
NCRE_NOW=2027-08-30T09:00:00+08:00
"$NCRE" assign-dates -q --seed x >/dev/null || t_bail assign
placed=$(t_sql 'SELECT count(*) FROM placement')
t_run ncre undo "$paid" --format csv
t_exit 4
t_out_has "placement,$who,缴费后已编排,"
t_err_has "之后的操作动过 $placed 处"
t_unchanged
"$NCRE" undo -q "$(t_sql 'SELECT max(id) FROM run')" || t_bail undo
t_run ncre undo "$paid"
t_exit 0
t_out ''
t_err_has "已撤销第 $paid 号操作"
t_run ncre check --rules
t_exit 0
t_out ''
t_err ''

# and check finds a session of who has not paid
t_sql "DROP TRIGGER \"placement R-DATE paid\"; INSERT INTO placement (entry_id, session_id, wish_kept, run_id)
	SELECT $one, min(id), 0, 0 FROM session WHERE site_code = '990201'"
t_run ncre check --rules --format jsonl
t_exit 1
t_out_like '"rule":"R-DATE".*未缴费的报考排有场次'
t_err ''
t_done
