-- Sessions, rooms and seats set by hand: they are fixed, and what arranges later keeps them
-- (R-DATE). A ticket number that is out binds its entry to its seat (R-TICKET).

-- @rows incoming_placements (seq INTEGER, row INTEGER, id INTEGER, reg_no TEXT, subject_code TEXT, session INTEGER, room_code TEXT, seat INTEGER, fixed INTEGER)

-- @find placing_entry placements reg_no R-DATE
-- zh: 没有报名号 {reg_no} 科目 {subject_code} 的有效报考
-- en: no live entry {reg_no}, subject {subject_code}
SELECT i.seq, e.entry_id AS id FROM incoming_placements i
CROSS JOIN v_entry e ON e.sitting_id = :sitting AND e.reg_no = i.reg_no AND e.subject_code = i.subject_code
ORDER BY i.seq;

-- @known placing_known placements
SELECT i.seq FROM incoming_placements i CROSS JOIN placement p ON p.entry_id = i.id
JOIN session s ON s.id = p.session_id LEFT JOIN room r ON r.id = p.room_id
WHERE s.number = i.session AND r.code IS coalesce(i.room_code, r.code) AND p.seat IS coalesce(i.seat, p.seat)
	AND p.fixed = coalesce(i.fixed, 1)
ORDER BY i.seq;

-- @rule placing_unpaid placements reg_no R-DATE
-- zh: 未缴费的报考不能编排
-- en: an entry that is not paid has no place
SELECT i.seq FROM incoming_placements i CROSS JOIN entry e ON e.id = i.id WHERE e.state <> 'paid'
ORDER BY i.seq;

-- @rule placing_session placements session R-DATE
-- zh: 考点 {site_code} 没有场次 {session}
-- en: site {site_code} has no session {session}
SELECT i.seq, e.site_code FROM incoming_placements i CROSS JOIN v_entry e ON e.entry_id = i.id
WHERE NOT EXISTS (SELECT 1 FROM session s WHERE s.sitting_id = e.sitting_id
	AND s.site_code = e.site_code AND s.number = i.session)
ORDER BY i.seq;

-- No row means every subject; also of a single room (room_id 0: of the whole session).
-- @rule placing_subject placements session R-DATE
-- zh: 场次 {session} 不考科目 {subject_code}
-- en: session {session} does not run subject {subject_code}
SELECT i.seq FROM incoming_placements i CROSS JOIN v_entry e ON e.entry_id = i.id
JOIN session s ON s.sitting_id = e.sitting_id AND s.site_code = e.site_code AND s.number = i.session
WHERE EXISTS (SELECT 1 FROM session_subject x WHERE x.session_id = s.id AND x.room_id = 0)
	AND NOT EXISTS (SELECT 1 FROM session_subject x WHERE x.session_id = s.id AND x.room_id = 0
		AND x.subject_code = e.subject_code)
ORDER BY i.seq;

-- @rule placing_room placements room_code R-DATE
-- zh: 场次 {session} 不开放考场 {room_code}
-- en: room {room_code} is not open in session {session}
SELECT i.seq FROM incoming_placements i CROSS JOIN v_entry e ON e.entry_id = i.id
JOIN session s ON s.sitting_id = e.sitting_id AND s.site_code = e.site_code AND s.number = i.session
WHERE i.room_code IS NOT NULL AND NOT EXISTS (SELECT 1 FROM room r
	JOIN session_room o ON o.session_id = s.id AND o.room_id = r.id
	WHERE r.sitting_id = e.sitting_id AND r.site_code = e.site_code AND r.code = i.room_code)
ORDER BY i.seq;

-- @rule placing_room_subject placements room_code R-DATE
-- zh: 考场 {room_code} 在场次 {session} 不考科目 {subject_code}
-- en: room {room_code} does not run subject {subject_code} in session {session}
SELECT i.seq FROM incoming_placements i CROSS JOIN v_entry e ON e.entry_id = i.id
JOIN session s ON s.sitting_id = e.sitting_id AND s.site_code = e.site_code AND s.number = i.session
JOIN room r ON r.sitting_id = e.sitting_id AND r.site_code = e.site_code AND r.code = i.room_code
WHERE EXISTS (SELECT 1 FROM session_subject x WHERE x.session_id = s.id AND x.room_id = r.id)
	AND NOT EXISTS (SELECT 1 FROM session_subject x WHERE x.session_id = s.id AND x.room_id = r.id
		AND x.subject_code = e.subject_code)
ORDER BY i.seq;

-- @rule placing_seat_alone placements seat R-DATE
-- zh: 有座位号就要有考场号
-- en: a seat needs its room
SELECT i.seq FROM incoming_placements i WHERE i.seat IS NOT NULL AND i.room_code IS NULL ORDER BY i.seq;

-- @rule placing_seat placements seat R-DATE
-- zh: 考场 {room_code} 在场次 {session} 的座位是 1 到 {seats}
-- en: the seats of room {room_code} in session {session} are 1 to {seats}
SELECT i.seq, o.seats FROM incoming_placements i CROSS JOIN v_entry e ON e.entry_id = i.id
JOIN session s ON s.sitting_id = e.sitting_id AND s.site_code = e.site_code AND s.number = i.session
JOIN room r ON r.sitting_id = e.sitting_id AND r.site_code = e.site_code AND r.code = i.room_code
JOIN session_room o ON o.session_id = s.id AND o.room_id = r.id
WHERE i.seat NOT BETWEEN 1 AND o.seats ORDER BY i.seq;

-- Also where the file moves the other away: who changes places does it in two steps, each of which can
-- be taken back.
-- @rule placing_seat_taken placements seat R-DATE
-- zh: 场次 {session} 考场 {room_code} 的 {seat} 号座位已有 {other_no} {other_name}
-- en: seat {seat} of room {room_code} in session {session} has {other_no} {other_name}
SELECT i.seq, f.reg_no AS other_no, f.name AS other_name
FROM incoming_placements i CROSS JOIN v_entry e ON e.entry_id = i.id
JOIN session s ON s.sitting_id = e.sitting_id AND s.site_code = e.site_code AND s.number = i.session
JOIN room r ON r.sitting_id = e.sitting_id AND r.site_code = e.site_code AND r.code = i.room_code
JOIN placement p ON p.session_id = s.id AND p.room_id = r.id AND p.seat = i.seat AND p.entry_id <> i.id
JOIN v_entry f ON f.entry_id = p.entry_id
ORDER BY i.seq;

-- @rule placing_seat_twice placements seat R-DATE
-- zh: 场次 {session} 考场 {room_code} 的 {seat} 号座位已给了第 {other} 行
-- en: seat {seat} of room {room_code} in session {session} is given to row {other}
SELECT t.seq, t.other FROM (
	SELECT i.seq, i.row, first_value(i.row) OVER (PARTITION BY e.site_code, i.session, i.room_code, i.seat
		ORDER BY i.seq) AS other
	FROM incoming_placements i CROSS JOIN v_entry e ON e.entry_id = i.id
	WHERE i.seat IS NOT NULL) AS t
WHERE t.other <> t.row ORDER BY t.seq;

-- Who sits there already and is not moved by the file, and then the file in its order.
-- @rule placing_full placements session R-DATE
-- zh: 场次 {session} 的 {seats} 个座位已满
-- en: the {seats} seats of session {session} are taken
SELECT t.seq, t.seats FROM (
	SELECT i.seq, (SELECT coalesce(sum(o.seats), 0) FROM session_room o WHERE o.session_id = s.id) AS seats,
		(SELECT count(*) FROM placement p WHERE p.session_id = s.id
			AND p.entry_id NOT IN (SELECT m.id FROM incoming_placements m WHERE m.id IS NOT NULL))
		+ row_number() OVER (PARTITION BY s.id ORDER BY i.seq) AS place
	FROM incoming_placements i CROSS JOIN v_entry e ON e.entry_id = i.id
	JOIN session s ON s.sitting_id = e.sitting_id AND s.site_code = e.site_code AND s.number = i.session) AS t
WHERE t.place > t.seats ORDER BY t.seq;

-- @rule placing_room_full placements room_code R-DATE
-- zh: 场次 {session} 考场 {room_code} 的 {seats} 个座位已满
-- en: the {seats} seats of room {room_code} in session {session} are taken
SELECT t.seq, t.seats FROM (
	SELECT i.seq, o.seats, (SELECT count(*) FROM placement p WHERE p.session_id = s.id AND p.room_id = r.id
			AND p.entry_id NOT IN (SELECT m.id FROM incoming_placements m WHERE m.id IS NOT NULL))
		+ row_number() OVER (PARTITION BY s.id, r.id ORDER BY i.seq) AS place
	FROM incoming_placements i CROSS JOIN v_entry e ON e.entry_id = i.id
	JOIN session s ON s.sitting_id = e.sitting_id AND s.site_code = e.site_code AND s.number = i.session
	JOIN room r ON r.sitting_id = e.sitting_id AND r.site_code = e.site_code AND r.code = i.room_code
	JOIN session_room o ON o.session_id = s.id AND o.room_id = r.id) AS t
WHERE t.place > t.seats ORDER BY t.seq;

-- The candidate's other subjects, where the file does not move them too.
-- @rule placing_clash placements session R-DATE
-- zh: 与本人科目 {other_subject} 的场次 {other_session} 时间冲突
-- en: at the same time as the candidate's subject {other_subject}, session {other_session}
SELECT i.seq, f.subject_code AS other_subject, q.number AS other_session
FROM incoming_placements i CROSS JOIN v_entry e ON e.entry_id = i.id
JOIN session s ON s.sitting_id = e.sitting_id AND s.site_code = e.site_code AND s.number = i.session
JOIN v_entry f ON f.candidate_id = e.candidate_id AND f.entry_id <> e.entry_id
JOIN placement p ON p.entry_id = f.entry_id
JOIN session q ON q.id = p.session_id AND q.starts_at < s.ends_at AND s.starts_at < q.ends_at
WHERE p.entry_id NOT IN (SELECT m.id FROM incoming_placements m WHERE m.id IS NOT NULL)
ORDER BY i.seq, f.subject_code;

-- @rule placing_clash_file placements session R-DATE
-- zh: 与第 {other} 行（同一考生）时间冲突
-- en: at the same time as row {other} of the same candidate
SELECT t.seq, t.other FROM (
	SELECT i.seq, s.starts_at, lag(s.ends_at) OVER w AS before_at, lag(i.row) OVER w AS other
	FROM incoming_placements i CROSS JOIN v_entry e ON e.entry_id = i.id
	JOIN session s ON s.sitting_id = e.sitting_id AND s.site_code = e.site_code AND s.number = i.session
	WINDOW w AS (PARTITION BY e.candidate_id ORDER BY s.starts_at, i.seq)) AS t
WHERE t.starts_at < t.before_at ORDER BY t.seq;

-- @rule placing_ticket placements session R-TICKET
-- zh: 已发准考证号 {ticket_no}，不能改编排
-- en: ticket {ticket_no} is issued: its place stays
SELECT i.seq, p.ticket_no FROM incoming_placements i CROSS JOIN placement p ON p.entry_id = i.id
JOIN session s ON s.id = p.session_id LEFT JOIN room r ON r.id = p.room_id
WHERE p.ticket_no IS NOT NULL AND (s.number <> i.session OR r.code IS NOT coalesce(i.room_code, r.code)
	OR p.seat IS NOT coalesce(i.seat, p.seat))
ORDER BY i.seq;

-- Room and seat of another session are given up.
-- @put placing_rise placements
UPDATE placement SET room_id = NULL, seat = NULL, run_id = :run
WHERE room_id IS NOT NULL AND ticket_no IS NULL AND entry_id IN (SELECT i.id FROM incoming_placements i
	CROSS JOIN placement p ON p.entry_id = i.id
	JOIN session s ON s.id = p.session_id LEFT JOIN room r ON r.id = p.room_id
	WHERE s.number <> i.session OR r.code IS NOT coalesce(i.room_code, r.code)
		OR p.seat IS NOT coalesce(i.seat, p.seat));

-- @put placing_put placements
INSERT INTO placement (entry_id, session_id, room_id, seat, wish_kept, fixed, run_id)
SELECT i.id, s.id, (SELECT r.id FROM room r WHERE r.sitting_id = e.sitting_id AND r.site_code = e.site_code
		AND r.code = i.room_code), i.seat,
	EXISTS (SELECT 1 FROM wish w WHERE w.entry_id = i.id AND w.on_date = s.on_date),
	coalesce(i.fixed, 1), :run
FROM incoming_placements i CROSS JOIN v_entry e ON e.entry_id = i.id
JOIN session s ON s.sitting_id = e.sitting_id AND s.site_code = e.site_code AND s.number = i.session
WHERE true
ON CONFLICT (entry_id) DO UPDATE SET session_id = excluded.session_id,
	room_id = coalesce(excluded.room_id, room_id), seat = coalesce(excluded.seat, seat),
	wish_kept = excluded.wish_kept, fixed = excluded.fixed, run_id = excluded.run_id;
