#!/bin/sh
# ncre assign-seats: rooms, seats, ticket numbers; R-TICKET numbers are never issued to another.
. "${0%/*}/../tap/tap.sh"
t_office
cat "$T_TOP/tests/data/office.sql" "$T_TOP/tests/data/assign.sql" "$T_TOP/tests/data/photos.sql" |
		sqlite3 "$NCRE_OFFICE/ncre.db" || t_bail fixture
t_rules() {
	"$NCRE" check --format jsonl 2>/dev/null | grep "\"rule\":\"$1\"" | grep -c '"severity":"error"'
}
places='SELECT entry_id, session_id, room_id, seat, ticket_no FROM placement ORDER BY entry_id'

t_run ncre assign-seats
t_exit 4
t_out ''
t_err 'ncre: 还没有编排日期（先运行 ncre assign-dates）'
t_unchanged

"$NCRE" assign-dates --seed 公开数值 >/dev/null 2>&1 || t_bail assign-dates
t_run ncre assign-seats --format jsonl
t_exit 0
t_out_like '^\{"site_code":"830001","site_name":"样例大学","dated":20,"seated":20,"neighbour_pairs":[0-9]+,"same_subject_pairs":[0-9]+,"same_subject_bound":[0-9]+,"same_school_pairs":[0-9]+,"same_school_bound":[0-9]+,"rooms":6\}$'
t_err '操作记录 2：新增 0 行、修改 20 行、删除 0 行'
t_is "$(t_sql 'SELECT count(*) FROM placement WHERE seat IS NULL OR ticket_no IS NULL OR room_id IS NULL')" 0 'everybody has a seat'
t_is "$(t_sql 'SELECT count(DISTINCT ticket_no) FROM placement')" 20 'R-TICKET: numbers are unique'
t_is "$(t_sql "SELECT count(*) FROM placement p JOIN entry e ON e.id = p.entry_id JOIN offering o ON o.id = e.offering_id
	JOIN room r ON r.id = p.room_id WHERE p.ticket_no NOT GLOB o.subject_code || '82830001' || r.code || '[0-9][0-9][0-9][0-9]'")" \
	0 'R-TICKET: subject 2, sitting 2, site 6, room 2, serial 4'
t_is "$(t_sql 'SELECT count(*) FROM placement WHERE room_id = 9')" 0 'the accessible room is left alone'
t_is "$(t_rules R-DATE)$(t_rules R-TICKET)" 00 'check finds nothing wrong'
seated=$(t_sql "$places")

# Nothing to do the second time.
t_run ncre assign-seats
t_exit 0
t_out_has '样例大学'
t_err '没有需要排座位的考生
操作记录 3：新增 0 行、修改 0 行、删除 0 行'

# Late payers only get what is free; without --fill-only it is refused.
t_sql "UPDATE entry SET state = 'in_payment', clock_at = NULL WHERE id IN (1, 2);
	UPDATE entry SET state = 'paid', paid_at = 1813021200 WHERE id IN (1, 2)"
"$NCRE" assign-dates --seed 公开数值 >/dev/null 2>&1
t_run ncre assign-seats
t_exit 4
t_out ''
t_err 'ncre: 考点 830001 已有 20 人排定座位；补排其余 2 人用 --fill-only'
t_unchanged
t_run ncre assign-seats --fill-only --format jsonl
t_exit 0
t_out_has '"dated":22,"seated":2,'
t_err_has '修改 2 行'
t_is "$(t_sql 'SELECT entry_id, session_id, room_id, seat, ticket_no FROM placement WHERE entry_id > 2 ORDER BY entry_id')" \
	"$seated" 'the others sit where they sat'
t_is "$(t_rules R-DATE)$(t_rules R-TICKET)" 00 'check finds nothing wrong'

# One person is moved, and stays there; another room means another number.
t_sql 'INSERT INTO session_room (session_id, room_id, seats, run_id) SELECT id, 9, 2, 0 FROM session'
number=$(t_sql 'SELECT ticket_no FROM placement WHERE entry_id = 113')
session=$(t_sql 'SELECT session_id FROM placement WHERE entry_id = 113')
t_run ncre assign-seats --move "$number" --to 09-2
t_exit 0
t_out ''
t_err_has '已调到 09-2，准考证号 148283000109'
t_is "$(t_sql 'SELECT session_id, room_id, seat, fixed, substr(ticket_no, 11, 2) FROM placement WHERE entry_id = 113')" \
	"$session|9|2|1|09" 'moved'
t_is "$(t_sql "SELECT entry_id FROM ticket WHERE number = '$number'")" 113 'R-TICKET: the old number stays his'
t_is "$(t_rules R-DATE)$(t_rules R-TICKET)" 00 'check finds nothing wrong'
t_run ncre assign-seats --move "$number" --to 09-1
t_exit 3
t_out ''
t_err "ncre: 没有人持准考证号 $number（应为 16 位数字）"
t_unchanged
number=$(t_sql 'SELECT ticket_no FROM placement WHERE entry_id = 112')
refuse() { # PLACE CODE MESSAGE
	t_run ncre assign-seats --move "$number" --to "$1"
	t_exit "$2"
	t_out ''
	t_err_has "$3"
	t_unchanged
}
refuse "$session-09-2" 4 '座位上已有准考证号 148283000109'
refuse 09-3 4 '不能调到 09-3：没有这个场次或考场'
refuse 08-1 4 '不能调到 08-1：没有这个场次或考场'
refuse 7-01-1 4 '不能调到 7-01-1'
refuse 6-09-1 4 '不能调到 6-09-1：那里不考科目 14'
refuse 09 2 '看不懂 --to 09'
refuse 1-2-3-4 2 '看不懂 --to'
number=$(t_sql 'SELECT ticket_no FROM placement WHERE entry_id = 101')
refuse "$(t_sql 'SELECT session_id FROM placement WHERE entry_id = 201')-09-1" 4 '与本人其他科目时间冲突'
t_run ncre assign-seats --move "$number"
t_exit 2
t_out ''
t_err 'ncre: --move 和 --to 要一起用'
t_run ncre assign-seats --fill-only --quiet
t_exit 0
t_out_has 830001
t_err ''
t_sql "INSERT INTO handout (kind, entry_id, content_sha256, printed_at, run_id) VALUES ('ticket', 101, '', 0, 0)"
t_run ncre assign-seats --move "$number" --to 09-1 --format jsonl
t_exit 1
t_out_like '"rule":"R-TICKET","severity":"warning".*已打印；请收回'
t_err_has '已调到 09-1'
"$NCRE" undo 8 >/dev/null 2>&1
"$NCRE" undo 6 >/dev/null 2>&1
t_is "$(t_sql 'SELECT entry_id, session_id, room_id, seat, ticket_no FROM placement WHERE entry_id > 2 ORDER BY entry_id')" \
	"$seated" 'undone'

# R-TICKET: undone and done again, everybody has his own number again; nobody gets another's.
t_run ncre undo 5
t_exit 0
t_out ''
t_err_has '已撤销第 5 号操作'
t_run ncre assign-seats --fill-only
t_exit 0
t_out_has '样例大学'
t_err_has '修改 2 行'
t_is "$(t_sql 'SELECT count(*) FROM ticket')" 24 'no number was issued twice or wasted: 22, and two for the moves'
t_not 'R-TICKET by trigger: an issued number stays with its entry' t_sql 'UPDATE ticket SET entry_id = 3'
t_not 'R-TICKET by trigger: an issued number is never taken back' t_sql 'DELETE FROM ticket'
t_sql "UPDATE placement SET ticket_no = NULL WHERE entry_id = 102;
	UPDATE placement SET ticket_no = (SELECT number FROM ticket WHERE entry_id = 102) WHERE entry_id = 101"
t_run ncre check --format jsonl
t_exit 1
t_out_like '"rule":"R-TICKET","severity":"error".*"subject":"82830001000101 14".*准考证号发给了别人'
t_err ''

# Dates cannot be drawn again once numbers are out.
t_run ncre assign-dates --seed y --again
t_exit 4
t_out ''
t_err_has '考点 830001 已发准考证号'
t_unchanged

# Serials by batch: (session - 1) * 60 + seat.
rm -rf "$NCRE_OFFICE"
t_office
cat "$T_TOP/tests/data/office.sql" "$T_TOP/tests/data/assign.sql" "$T_TOP/tests/data/photos.sql" |
		sqlite3 "$NCRE_OFFICE/ncre.db" || t_bail fixture
t_sql "INSERT INTO policy (programme_id, sitting_code, site_code, key, value, run_id) VALUES ('ncre', '', '', 'ticket.serial', 'batch', 0),
	('ncre', '', '', 'assign.seed', '公开数值', 0)"
t_run ncre assign-dates --quiet
t_exit 0
t_out_has '样例大学'
t_err ''
t_run ncre assign-seats --site 830001 --quiet
t_exit 0
t_out_has '样例大学'
t_err ''
t_is "$(t_sql "SELECT count(*) FROM placement p JOIN session s ON s.id = p.session_id
	WHERE CAST(substr(ticket_no, 13) AS INTEGER) <> (s.number - 1) * 60 + seat")" 0 'serials by batch'

# Seats of a session were taken away after the dates: nothing is seated.
t_sql 'UPDATE placement SET room_id = NULL, seat = NULL, ticket_no = NULL; UPDATE session_room SET seats = 1 WHERE session_id = 1'
t_run ncre assign-seats
t_exit 4
t_out ''
t_err_like '^ncre: 考点 830001 有 [0-9]+ 人在其场次排不进考场'
t_unchanged
t_run ncre assign-seats --site 839999
t_exit 3
t_out ''
t_err 'ncre: 本考次没有考点 839999'
t_unchanged
t_done
