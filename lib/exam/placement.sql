-- Sessions, rooms, seats and ticket numbers of paid entries: R-DATE, R-WISH, R-TICKET.

-- @rows placed (entry_id INTEGER, session_id INTEGER, room_id INTEGER, seat INTEGER, ticket_no TEXT, wish_kept INTEGER)

-- @stmt placement_sites many
SELECT ss.site_code, s.name FROM sitting_site ss JOIN site s ON s.code = ss.site_code
WHERE ss.sitting_id = :sitting AND (:site IS NULL OR ss.site_code = :site)
ORDER BY ss.site_code;

-- @stmt placement_sessions many
SELECT id, number, on_date, starts_at, ends_at, locked FROM session
WHERE sitting_id = :sitting AND site_code = :site
ORDER BY number;

-- @stmt placement_rooms many
SELECT id, code, row_count, col_count, tag FROM room
WHERE sitting_id = :sitting AND site_code = :site
ORDER BY code;

-- @stmt placement_open many
SELECT r.session_id, r.room_id, r.seats
FROM session s JOIN session_room r ON r.session_id = s.id
WHERE s.sitting_id = :sitting AND s.site_code = :site
ORDER BY s.number, r.room_id;

-- @stmt placement_runs many
SELECT x.session_id, x.room_id, x.subject_code
FROM session s JOIN session_subject x ON x.session_id = s.id
WHERE s.sitting_id = :sitting AND s.site_code = :site
ORDER BY s.number, x.room_id, x.subject_code;

-- The subjects a site offers, or has paid entries of.
-- @stmt placement_offered many
SELECT o.subject_code, b.minutes
FROM offering o JOIN subject b ON b.programme_id = o.programme_id AND b.code = o.subject_code
WHERE o.sitting_id = :sitting AND o.site_code = :site
ORDER BY o.subject_code;

-- A wish counts where the site takes wishes and the candidate registered himself (R-WISH).
-- @stmt placement_entries many
SELECT e.id, c.reg_no, o.subject_code,
	CASE WHEN c.source = 'self' AND ss.wishes = 1 THEN w.on_date END AS wish_on,
	coalesce(nullif(c.college, ''), nullif(c.class, ''), '') AS school,
	n.tag, n.extra_percent, p.session_id, p.room_id, p.seat, p.ticket_no, p.wish_kept, p.fixed
FROM offering o
JOIN sitting_site ss ON ss.sitting_id = o.sitting_id AND ss.site_code = o.site_code
JOIN entry e ON e.offering_id = o.id AND e.state = 'paid'
JOIN candidate c ON c.id = e.candidate_id
LEFT JOIN wish w ON w.entry_id = e.id
LEFT JOIN candidate_need n ON n.candidate_id = c.id
LEFT JOIN placement p ON p.entry_id = e.id
WHERE o.sitting_id = :sitting AND o.site_code = :site
ORDER BY c.reg_no, o.subject_code, e.id;

-- How full each session is.
-- @stmt placement_loads many
SELECT s.site_code, s.number, s.on_date, s.starts_at, s.ends_at, s.locked,
	(SELECT coalesce(sum(r.seats), 0) FROM session_room r WHERE r.session_id = s.id) AS seats,
	count(p.entry_id) AS placed, coalesce(sum(p.wish_kept), 0) AS wishes_kept,
	count(DISTINCT p.room_id) AS rooms, count(p.seat) AS seated
FROM session s LEFT JOIN placement p ON p.session_id = s.id
WHERE s.sitting_id = :sitting
	AND s.site_code BETWEEN coalesce(:site, '') AND coalesce(:site, '~')
GROUP BY s.site_code, s.number
ORDER BY s.site_code, s.number;

-- @stmt placement_put exec scan-ok=the-rows-given
INSERT INTO placement (entry_id, session_id, room_id, seat, ticket_no, wish_kept, run_id)
SELECT entry_id, session_id, room_id, seat, ticket_no, wish_kept, :run FROM placed WHERE true
ON CONFLICT (entry_id) DO UPDATE SET session_id = excluded.session_id, room_id = excluded.room_id,
	seat = excluded.seat, ticket_no = excluded.ticket_no, wish_kept = excluded.wish_kept,
	run_id = excluded.run_id;

-- @stmt placement_fix exec
UPDATE placement SET fixed = 1, run_id = :run WHERE entry_id = :entry;

-- @stmt placement_printed one
SELECT count(*) FROM handout WHERE entry_id = :entry AND kind = 'ticket';

-- @stmt assignment_put exec
INSERT INTO assignment (sitting_id, site_code, seed, entries, placed, placed_bound, wishes_made,
	wishes, wishes_bound, extra_days, extra_days_bound, rooms, rooms_bound, run_id)
VALUES (:sitting, :site, :seed, :entries, :placed, :placed_bound, :wishes_made,
	:wishes, :wishes_bound, :extra_days, :extra_days_bound, :rooms, :rooms_bound, :run)
ON CONFLICT (sitting_id, site_code) DO UPDATE SET seed = excluded.seed, entries = excluded.entries,
	placed = excluded.placed, placed_bound = excluded.placed_bound,
	wishes_made = excluded.wishes_made, wishes = excluded.wishes,
	wishes_bound = excluded.wishes_bound, extra_days = excluded.extra_days,
	extra_days_bound = excluded.extra_days_bound, rooms = excluded.rooms,
	rooms_bound = excluded.rooms_bound, run_id = excluded.run_id;

-- @stmt assignment_seed one
SELECT seed FROM assignment WHERE sitting_id = :sitting AND site_code = :site;

-- Every number ever issued for the site's entries, used or not.
-- @stmt ticket_issued many
SELECT t.number, t.entry_id
FROM offering o JOIN entry e ON e.offering_id = o.id JOIN ticket t ON t.entry_id = e.id
WHERE o.sitting_id = :sitting AND o.site_code = :site
ORDER BY t.number;

-- @stmt ticket_put exec scan-ok=the-rows-given
INSERT INTO ticket (number, entry_id, issued_at)
SELECT p.ticket_no, p.entry_id, :now FROM placed p
WHERE p.ticket_no IS NOT NULL
	AND NOT EXISTS (SELECT 1 FROM ticket t WHERE t.number = p.ticket_no AND t.entry_id = p.entry_id);

-- ---- what `ncre check` asks ----

-- What later work gave to entries because run :id had paid them, where they are not paid any more.
-- @stmt placement_without_payment many scan-ok=the-entries-of-one-run
WITH unpaid (entry_id, who) AS (
	SELECT e.id, c.reg_no || ' ' || o.subject_code
	FROM entry e JOIN candidate c ON c.id = e.candidate_id JOIN offering o ON o.id = e.offering_id
	WHERE e.id IN (SELECT g.entry_id FROM posting g WHERE g.run = :id AND g.entry_id IS NOT NULL)
		AND e.state <> 'paid')
SELECT 'placement' AS what, u.who, p.run_id AS run
FROM unpaid u JOIN placement p ON p.entry_id = u.entry_id WHERE p.run_id > :id
UNION ALL
SELECT 'wish', u.who, w.run_id FROM unpaid u JOIN wish w ON w.entry_id = u.entry_id WHERE w.run_id > :id
UNION ALL
SELECT 'score', u.who, s.run_id FROM unpaid u JOIN score s ON s.entry_id = u.entry_id WHERE s.run_id > :id
ORDER BY 2, 1;

-- @check placement_unpaid R-DATE error scan-ok=every-placement
-- zh: 未缴费的报考排有场次
-- en: an entry that is not paid has a session
SELECT e.reg_no || ' ' || e.subject_code AS subject, e.state AS detail
FROM placement p JOIN v_entry e ON e.entry_id = p.entry_id WHERE e.state <> 'paid'
ORDER BY e.reg_no, e.subject_code;

-- @check placement_over_seats R-DATE error scan-ok=every-placement
-- zh: 考场安排的人数超过座位数，或该考场在此场次不开放
-- en: more people than seats, or the room is not open in the session
SELECT s.site_code || ' ' || s.number || ' ' || coalesce(r.code, '') AS subject,
	n.people || ' > ' || coalesce(o.seats, 0) AS detail
FROM (SELECT session_id, room_id, count(*) AS people, max(seat) AS top FROM placement
	WHERE room_id IS NOT NULL GROUP BY session_id, room_id) n
JOIN session s ON s.id = n.session_id
LEFT JOIN room r ON r.id = n.room_id
LEFT JOIN session_room o ON o.session_id = n.session_id AND o.room_id = n.room_id
WHERE n.people > coalesce(o.seats, 0) OR n.top > coalesce(o.seats, 0)
ORDER BY s.site_code, s.number, r.code;

-- @check placement_session_full R-DATE error scan-ok=every-placement
-- zh: 场次安排的人数超过全部座位数
-- en: more people than seats in a session
SELECT s.site_code || ' ' || s.number AS subject, n.people || ' > ' || n.seats AS detail
FROM (SELECT p.session_id, count(*) AS people, (SELECT coalesce(sum(o.seats), 0) FROM session_room o
	WHERE o.session_id = p.session_id) AS seats FROM placement p GROUP BY p.session_id) n
JOIN session s ON s.id = n.session_id
WHERE n.people > n.seats
ORDER BY s.site_code, s.number;

-- @check placement_wrong_subject R-DATE error scan-ok=every-placement
-- zh: 场次或考场不考该科目
-- en: the session or the room does not run the subject
SELECT c.reg_no || ' ' || o.subject_code AS subject, s.number AS detail
FROM placement p JOIN session s ON s.id = p.session_id
JOIN entry e ON e.id = p.entry_id JOIN offering o ON o.id = e.offering_id
JOIN candidate c ON c.id = e.candidate_id
WHERE (EXISTS (SELECT 1 FROM session_subject x WHERE x.session_id = p.session_id AND x.room_id = 0)
	AND NOT EXISTS (SELECT 1 FROM session_subject x WHERE x.session_id = p.session_id
		AND x.room_id = 0 AND x.subject_code = o.subject_code))
	OR (p.room_id IS NOT NULL
	AND EXISTS (SELECT 1 FROM session_subject x WHERE x.session_id = p.session_id AND x.room_id = p.room_id)
	AND NOT EXISTS (SELECT 1 FROM session_subject x WHERE x.session_id = p.session_id
		AND x.room_id = p.room_id AND x.subject_code = o.subject_code))
ORDER BY c.reg_no, o.subject_code;

-- @check placement_wrong_site R-DATE error scan-ok=every-placement
-- zh: 场次或考场属于别的考点或考次
-- en: the session or room is of another site or sitting
SELECT c.reg_no || ' ' || o.subject_code AS subject, s.site_code || ' ' || s.number AS detail
FROM placement p JOIN session s ON s.id = p.session_id
JOIN entry e ON e.id = p.entry_id JOIN offering o ON o.id = e.offering_id
JOIN candidate c ON c.id = e.candidate_id
LEFT JOIN room r ON r.id = p.room_id
WHERE s.site_code <> o.site_code OR s.sitting_id <> o.sitting_id
	OR (r.id IS NOT NULL AND (r.site_code <> o.site_code OR r.sitting_id <> o.sitting_id))
ORDER BY c.reg_no, o.subject_code;

-- @check placement_too_short R-DATE error scan-ok=every-placement
-- zh: 场次时长不够该科目
-- en: the session is shorter than the subject
SELECT c.reg_no || ' ' || o.subject_code AS subject,
	(s.ends_at - s.starts_at) / 60 || ' < ' || b.minutes AS detail
FROM placement p JOIN session s ON s.id = p.session_id
JOIN entry e ON e.id = p.entry_id JOIN offering o ON o.id = e.offering_id
JOIN subject b ON b.programme_id = o.programme_id AND b.code = o.subject_code
JOIN candidate c ON c.id = e.candidate_id
WHERE s.ends_at - s.starts_at < b.minutes * 60
ORDER BY c.reg_no, o.subject_code;

-- @check placement_overlap R-DATE error scan-ok=every-placement
-- zh: 同一考生的两个场次时间重叠
-- en: two sessions of one candidate overlap
SELECT c.reg_no AS subject, s.number || ', ' || t.number AS detail
FROM placement p JOIN entry e ON e.id = p.entry_id
JOIN entry f ON f.candidate_id = e.candidate_id AND f.id > e.id
JOIN placement q ON q.entry_id = f.id
JOIN session s ON s.id = p.session_id JOIN session t ON t.id = q.session_id
JOIN candidate c ON c.id = e.candidate_id
WHERE s.starts_at < t.ends_at AND t.starts_at < s.ends_at
ORDER BY c.reg_no, s.number, t.number;

-- @check placement_room_twice R-DATE error scan-ok=every-session
-- zh: 同一考场在两个重叠的场次同时开放
-- en: a room is open in two sessions that overlap
SELECT s.site_code || ' ' || r.code AS subject, s.number || ', ' || t.number AS detail
FROM session_room a JOIN session s ON s.id = a.session_id
JOIN session t ON t.sitting_id = s.sitting_id AND t.site_code = s.site_code AND t.number > s.number
JOIN session_room b ON b.session_id = t.id AND b.room_id = a.room_id
JOIN room r ON r.id = a.room_id
WHERE a.seats > 0 AND b.seats > 0 AND s.starts_at < t.ends_at AND t.starts_at < s.ends_at
ORDER BY s.site_code, r.code, s.number, t.number;

-- @check placement_missing R-DATE warning scan-ok=every-entry
-- zh: 考点已编排日期，此已缴费报考尚未编排（再运行 ncre assign-dates）
-- en: the site has its dates, this paid entry has none yet (run ncre assign-dates again)
SELECT c.reg_no || ' ' || o.subject_code AS subject, o.site_code AS detail
FROM assignment a JOIN offering o ON o.sitting_id = a.sitting_id AND o.site_code = a.site_code
JOIN entry e ON e.offering_id = o.id AND e.state = 'paid'
JOIN candidate c ON c.id = e.candidate_id
WHERE NOT EXISTS (SELECT 1 FROM placement p WHERE p.entry_id = e.id)
ORDER BY c.reg_no, o.subject_code;

-- @check placement_gap R-DATE warning scan-ok=every-placement
-- zh: 考场座位中间有空位
-- en: empty seats between people in a room
SELECT s.site_code || ' ' || s.number || ' ' || r.code AS subject,
	n.people || ' < ' || n.top AS detail
FROM (SELECT session_id, room_id, count(*) AS people, max(seat) AS top FROM placement
	WHERE seat IS NOT NULL GROUP BY session_id, room_id) n
JOIN session s ON s.id = n.session_id JOIN room r ON r.id = n.room_id
WHERE n.top > n.people
ORDER BY s.site_code, s.number, r.code;

-- @check placement_ticket_other R-TICKET error scan-ok=every-placement
-- zh: 准考证号发给了别人，或与科目、考次、考点、考场不符
-- en: the ticket number was issued to somebody else, or is not of the subject, sitting, site and room
SELECT c.reg_no || ' ' || o.subject_code AS subject, p.ticket_no AS detail
FROM placement p JOIN entry e ON e.id = p.entry_id JOIN offering o ON o.id = e.offering_id
JOIN candidate c ON c.id = e.candidate_id JOIN sitting s ON s.id = o.sitting_id
LEFT JOIN room r ON r.id = p.room_id
LEFT JOIN ticket t ON t.number = p.ticket_no
WHERE p.ticket_no IS NOT NULL AND (t.entry_id IS NOT e.id
	OR substr(p.ticket_no, 1, 12) IS NOT o.subject_code || s.code || o.site_code || r.code)
ORDER BY c.reg_no, o.subject_code;
