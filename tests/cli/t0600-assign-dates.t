#!/bin/sh
# ncre assign-dates: R-DATE, R-DATE-OPT, R-WISH; the lottery, late payers, lost rooms, refusals.
. "${0%/*}/../tap/tap.sh"

t_site() { # a fresh office with the sites, rooms and paid entries of the fixtures
	rm -rf "$NCRE_OFFICE"
	t_office
	cat "$T_TOP/tests/data/office.sql" "$T_TOP/tests/data/assign.sql" "$T_TOP/tests/data/photos.sql" |
		sqlite3 "$NCRE_OFFICE/ncre.db" ||
		t_bail fixture
}
t_rules() { # the findings of a rule that `ncre check` has now
	"$NCRE" check --format jsonl 2>/dev/null | grep "\"rule\":\"$1\"" | grep -c '"severity":"error"'
}
t_site

# The seed is asked for, from the option or the policy.
t_run ncre assign-dates
t_exit 2
t_out ''
t_err 'ncre: 抽签需要事先公布的数值：用 --seed 给出，或在政策 assign.seed 中设定'
t_unchanged

# R-DATE-OPT: everything placed, every wish kept, as few days as possible, and each is proven.
t_run ncre assign-dates --seed 公开数值 --format jsonl
t_exit 0
t_out '{"site_code":"830001","site_name":"样例大学","entries":20,"placed":20,"placed_bound":20,"added":20,"moved":0,"wishes_made":11,"wishes":11,"wishes_bound":11,"extra_days":3,"extra_days_bound":3,"rooms":6,"rooms_bound":6,"wish_session":0,"day_session":1,"verdict":"已编排 20 / 20（上界 20：最优）；满足意向 11 / 11（上界 11：最优）；多出的考试日 3（下界 3：最优）；用考场 6（下界 6：最优）"}'
t_err "抽签种子：$(printf 'ncre-seed-v1|82|公开数值' | sha256sum | cut -c1-64)
操作记录 1：新增 21 行、修改 0 行、删除 0 行"
t_is "$(t_rules R-DATE)" 0 'R-DATE: check finds nothing wrong'
t_is "$(t_sql "SELECT count(*) FROM wish w JOIN placement p USING (entry_id) JOIN session s ON s.id = p.session_id
	WHERE w.on_date = s.on_date AND p.wish_kept = 1 AND w.entry_id <> 114")" 11 'R-WISH: wishes of those who registered themselves'
t_is "$(t_sql 'SELECT wish_kept FROM placement WHERE entry_id = 114')" 0 'R-WISH: a group candidate has no wish'
t_is "$(t_sql "SELECT count(*) FROM placement p JOIN entry e ON e.id = p.entry_id WHERE p.session_id = 6 AND e.offering_id = 1")" \
	0 'session 6 does not run subject 14'
cp "$NCRE_OFFICE/ncre.db" "$T_DIR/w/first.db"
first=$(t_sql 'SELECT entry_id, session_id FROM placement ORDER BY entry_id')

# Run again: nobody moves, whatever the seed.
t_run ncre assign-dates --seed 另一数值 --format jsonl
t_exit 0
t_out_has '"added":0,"moved":0'
t_err_has '新增 0 行、修改 0 行、删除 0 行'
t_is "$(t_sql 'SELECT entry_id, session_id FROM placement ORDER BY entry_id')" "$first" 'the same sessions'
t_run ncre assign-dates --seed 公开数值 --again --format jsonl
t_exit 0
t_out_has '"added":0,"moved":0'
t_err_has '新增 0 行、修改 0 行、删除 0 行'
t_run ncre assign-dates --seed 另一数值 --again --format jsonl
t_exit 0
t_out_has '"placed":20'
t_err_has '删除 0 行'
t_not 'another seed, other sessions' test "$(t_sql 'SELECT entry_id, session_id FROM placement ORDER BY entry_id')" = "$first"
t_is "$(t_rules R-DATE)" 0 'R-DATE: still nothing wrong'

# Undo gives back what was.
t_run ncre undo 4
t_exit 0
t_out ''
t_err_has '已撤销第 4 号操作'
t_is "$(t_sql 'SELECT entry_id, session_id FROM placement ORDER BY entry_id')" "$first" 'undone'

# A late payer is added, nobody else moves.
t_sql "UPDATE entry SET state = 'in_payment', clock_at = NULL WHERE id = 1;
	UPDATE entry SET state = 'paid', paid_at = 1813021200 WHERE id = 1"
t_run ncre check --format jsonl
t_exit 1
t_out_like '"rule":"R-DATE","severity":"warning".*"subject":"82830001000001 14"'
t_err ''
t_run ncre assign-dates --seed 公开数值 --format jsonl --max-moves 0
t_exit 0
t_out_has '"entries":21,"placed":21,"placed_bound":21,"added":1,"moved":0'
t_err_has '新增 1 行、修改 1 行'
t_is "$(t_sql 'SELECT entry_id, session_id FROM placement WHERE entry_id > 100 ORDER BY entry_id')" "$first" 'nobody else moved'

# A room is lost: who sat there moves, the others stay; --max-moves refuses.
t_sql 'UPDATE session_room SET seats = 0 WHERE session_id = 1 AND room_id = 2'
t_run ncre assign-dates --seed 公开数值 --max-moves 0 --format jsonl
t_exit 4
t_out_like '"rule":"R-DATE","severity":"warning".*原定场次 1 已不可用'
t_err_has '超过 --max-moves 0，未作任何更改'
t_unchanged
moves=$(t_sql 'SELECT max(count(*) - 4, 0) FROM placement WHERE session_id = 1')
t_run ncre assign-dates --seed 公开数值 --format jsonl
t_exit 1
t_out_has "\"moved\":$moves,"
t_err_has '操作记录'
t_is "$(t_rules R-DATE)" 0 'R-DATE: nothing wrong after the move'

# --dry-run shows and changes nothing; a locked session takes nobody new.
t_site
t_sql 'UPDATE session SET locked = 1 WHERE id IN (1, 2)'
t_run ncre assign-dates --seed x --dry-run
t_exit 0
t_out_has '满足意向 0 / 0'
t_err_has '试运行'
t_unchanged

# R-DATE: too few seats are refused, with the sessions and the number missing.
t_site
t_sql 'UPDATE session_room SET seats = 1'
t_run ncre assign-dates --seed x --format jsonl
t_exit 4
t_out_like '"rule":"R-DATE".*"text":"科目 14,24 共 [0-9]+ 个报考，只能排在场次 [0-9,]+ 的 1[0-2] 个座位，还差 [0-9]+ 个","suggestion":"增开场次或考场'
t_err_like '^ncre: 有 [0-9]+ 个已缴费报考排不下'
t_unchanged
t_run ncre assign-dates --seed x --allow-unplaced --format jsonl
t_exit 1
t_out_has '"text":"未编排：座位不足"'
t_err_has '操作记录 1'
t_is "$(t_rules R-DATE)" 0 'R-DATE: who is placed is placed rightly'

# No session runs a subject.
t_site
t_sql "INSERT OR IGNORE INTO session_subject (session_id, room_id, subject_code, run_id)
	SELECT id, 0, '14', 0 FROM session; DELETE FROM session_subject WHERE subject_code = '24'"
NCRE_LANG=en
export NCRE_LANG
t_run ncre assign-dates --seed x
t_exit 4
t_out_has 'subjects 24: 6 entries, and no session that takes them'
t_err_has '6 paid entries have no place (listed), nothing changed'
t_unchanged
unset NCRE_LANG

# A wish for a day without a session does not count, and is told.
t_site
t_sql "UPDATE wish SET on_date = '2027-09-25' WHERE entry_id = 101"
t_run ncre assign-dates --seed x --format jsonl
t_exit 0
t_out_like '"rule":"R-WISH","severity":"warning".*意向日期 2027-09-25'
t_err_has '操作记录 1'

# Sessions that contradict themselves.
t_site
t_sql 'UPDATE session SET starts_at = starts_at - 7200 WHERE id = 2'
t_run ncre assign-dates --seed x
t_exit 4
t_out ''
t_err 'ncre: 考点 830001：考场 1 在场次 1 和 2 同时开放，而两场时间重叠；请关闭其一'
t_unchanged

# R-DATE: what check must find. Each is one wrong placement written past the program.
t_site
"$NCRE" assign-dates --seed x >/dev/null 2>&1
t_sql "UPDATE placement SET session_id = 6 WHERE entry_id = 101"
t_run ncre check --format jsonl
t_exit 1
t_out_like '"rule":"R-DATE","severity":"error".*"subject":"82830001000101 14".*场次或考场不考该科目'
t_err ''
t_sql "UPDATE placement SET session_id = (SELECT session_id FROM placement WHERE entry_id = 201) WHERE entry_id = 101"
t_run ncre check --format jsonl
t_exit 1
t_out_like '"rule":"R-DATE","severity":"error".*"subject":"82830001000101".*两个场次时间重叠'
t_err ''
t_sql "UPDATE placement SET session_id = 3"
t_run ncre check --format jsonl
t_exit 1
t_out_like '"rule":"R-DATE","severity":"error".*"subject":"830001 3".*20 > 7'
t_err ''
t_not 'R-DATE by index: a seat for one only' \
	t_sql "UPDATE placement SET session_id = 1, room_id = 1, seat = 1 WHERE entry_id IN (103, 104)"
t_not 'R-DATE by trigger: an unpaid entry has no place' \
	t_sql "INSERT INTO placement (entry_id, session_id, wish_kept, run_id) VALUES (2, 1, 0, 0)"

# Who needs a room of his own, or longer time, gets it; the others stay out of that room.
t_site
t_sql 'INSERT INTO session_room (session_id, room_id, seats, run_id) VALUES (3, 9, 2, 0);
	UPDATE session SET ends_at = ends_at + 600 WHERE id = 3'
printf '报名号,考场用途,延长时间百分比\n82830001000113,access,25\n82830001000114,,44\n' >needs.csv
t_run ncre import --as needs needs.csv
t_exit 0
t_out ''
t_err_has '读取 2 行：登记特殊需要 2 项，已有 0 项，未导入 0 行'
t_run ncre import --as needs needs.csv --again
t_exit 0
t_out ''
t_err_has '登记特殊需要 0 项，已有 2 项'
printf '报名号,考场用途,延长时间百分比\n82830001000999,access,25\n82830001000112,,many\n82830001000112,,201\n' >needs.csv
t_run ncre import --as needs needs.csv --format jsonl
t_exit 4
t_out_has '没有报名号 82830001000999 的考生'
t_err_has '3 个问题'
t_unchanged
t_run ncre assign-dates --seed x --quiet
t_exit 0
t_out_has 830001
t_err ''
t_is "$(t_sql 'SELECT entry_id, session_id FROM placement WHERE entry_id IN (113, 114)')" '113|3
114|3' 'R-DATE: only the long session, only where the room is'
t_run ncre assign-seats --quiet
t_exit 0
t_out_has 830001
t_err ''
t_is "$(t_sql 'SELECT entry_id FROM placement WHERE room_id = 9')" 113 'the room is for who needs it'
t_run ncre assign-dates --seed x --max-moves 0 --quiet --format jsonl
t_exit 0
t_out_has '"moved":0'
t_err ''

# Before the draw: the hashes to publish are those of the certificate's problem without the seed.
t_site
t_run ncre assign-dates --commit '2027年161期' --format jsonl
t_exit 0
promised=$(sed -n 's/.*"sha256":"\([0-9a-f]*\)".*/\1/p' "$T_OUT")
t_out "{\"site_code\":\"830001\",\"entries\":20,\"sha256\":\"$promised\"}"
t_err_like "^请在抽签前公布：考次 82，程序 ncre [0-9.]+，名单散列 $(printf '830001 %s\n' "$promised" | sha256sum | cut -c1-64)，抽签数值取自.+2027年161期.+$"
t_unchanged
"$NCRE" assign-dates --seed 807 --certificate dates.cert --quiet >/dev/null
t_is "$(sed '/^INPUT/,$d;s/^SEED .*/SEED /' dates.cert | sha256sum | cut -c1-64)" "$promised" 'the draw used what was promised'

# What more rooms would do, without writing.
t_site
t_sql 'UPDATE session_room SET seats = seats - 1'
t_run ncre assign-dates --what-if '+1 room 2027-09-18 AM' --format jsonl
t_exit 0
t_out '{"site_code":"830001","entries":20,"placed":20,"placed_then":20,"wishes":10,"wishes_then":11,"extra_days":5,"extra_days_then":1}'
t_err_like '^考点 830001：场次 [12] 多一个座位对满足意向最有用$'
t_unchanged
for change in '1 room 2027-09-18' '+1 hall 2027-09-18' '+1 room 2027-13-18 AM' '+1 room 2027-09-18 NIGHT' '+1 room' '+1 room 2027-09-18 AM x'; do
	t_run ncre assign-dates --what-if "$change"
	t_exit 2
	t_out ''
	t_err_has "看不懂 --what-if $change（例"
done
t_run ncre assign-dates --what-if '+1 room 2027-09-18' --commit x
t_exit 2
t_out ''
t_err 'ncre: --commit、--what-if、--sessions 只查询：每次一个，也不能写证明'

# Policy room.mode: few rooms, or all of them.
t_site
t_sql "INSERT INTO policy (programme_id, sitting_code, site_code, key, value, run_id) VALUES ('ncre', '', '', 'room.mode', 'balanced', 0)"
t_run ncre assign-dates --seed 公开数值 --format jsonl
t_exit 0
t_out_like '"rooms":([6-9]|1[0-2]),.*均衡用考场 '
t_err_has '操作记录 1'

# How full the sessions are.
t_site
"$NCRE" assign-dates --seed 公开数值 --quiet >/dev/null
t_run ncre assign-dates --sessions --format jsonl
t_exit 0
t_is "$(grep -c '"site_code":"830001"' "$T_OUT")" 6 'every session'
t_out_has '{"site_code":"830001","number":1,"on_date":"2027-09-18","starts_at":"2027-09-18T08:00:00+08:00","ends_at":"2027-09-18T10:00:00+08:00","locked":0,"seats":7,"placed":7,'
t_err ''
t_unchanged

# Bad calls.
t_run ncre assign-dates --seed x --site 839999
t_exit 3
t_out ''
t_err 'ncre: 本考次没有考点 839999'
t_unchanged
t_run ncre assign-dates --seed x --max-moves many
t_exit 2
t_out ''
t_err 'ncre: --max-moves 应为数字：many'
t_unchanged
t_run ncre assign-dates --seed x --sitting 77
t_exit 3
t_out ''
t_err_has '77'
t_unchanged
t_done
