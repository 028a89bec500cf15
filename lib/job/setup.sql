-- Upserts change a row only where something differs, so that loading a workbook again changes
-- nothing and no row claims a run that did not touch it.

-- @stmt setup_programme one
SELECT 1 AS found FROM programme WHERE id = :programme;

-- @stmt setup_sitting exec
INSERT INTO sitting (programme_id, code, name, first_on, last_on, agreement, run_id)
VALUES (:programme, :code, :name, :first_on, :last_on, :agreement, :run)
ON CONFLICT (programme_id, code) DO UPDATE SET name = excluded.name, first_on = excluded.first_on,
	last_on = excluded.last_on, agreement = excluded.agreement, run_id = excluded.run_id
WHERE (name, first_on, last_on, agreement)
	IS NOT (excluded.name, excluded.first_on, excluded.last_on, excluded.agreement);

-- @stmt setup_sitting_id one
SELECT id FROM sitting WHERE programme_id = :programme AND code = :code;

-- @stmt setup_site exec
INSERT INTO site (code, name, address, run_id) VALUES (:code, :name, :address, :run)
ON CONFLICT (code) DO UPDATE SET name = excluded.name, address = excluded.address,
	run_id = excluded.run_id
WHERE (name, address) IS NOT (excluded.name, excluded.address);

-- @stmt setup_sitting_site exec
INSERT INTO sitting_site (sitting_id, site_code, review, confirmation, subject_limit, self_printing,
	wishes, photo_background, group_deadline_at, notice, run_id)
VALUES (:sitting, :code, :review, :confirmation, :subject_limit, :self_printing, :wishes,
	:photo_background, :group_deadline_at, :notice, :run)
ON CONFLICT (sitting_id, site_code) DO UPDATE SET review = excluded.review,
	confirmation = excluded.confirmation, subject_limit = excluded.subject_limit,
	self_printing = excluded.self_printing, wishes = excluded.wishes,
	photo_background = excluded.photo_background,
	group_deadline_at = excluded.group_deadline_at, notice = excluded.notice,
	run_id = excluded.run_id
WHERE (review, confirmation, subject_limit, self_printing, wishes, photo_background,
		group_deadline_at, notice)
	IS NOT (excluded.review, excluded.confirmation, excluded.subject_limit,
		excluded.self_printing, excluded.wishes, excluded.photo_background,
		excluded.group_deadline_at, excluded.notice);

-- @stmt setup_site_keys many
SELECT site_code AS key FROM sitting_site WHERE sitting_id = :sitting ORDER BY site_code;

-- @stmt setup_window exec
INSERT INTO time_window (sitting_id, site_code, phase, opens_at, closes_at, run_id)
VALUES (:sitting, :site, :phase, :opens_at, :closes_at, :run)
ON CONFLICT (sitting_id, site_code, phase) DO UPDATE SET opens_at = excluded.opens_at,
	closes_at = excluded.closes_at, run_id = excluded.run_id
WHERE (opens_at, closes_at) IS NOT (excluded.opens_at, excluded.closes_at);

-- @stmt setup_window_keys many
SELECT phase || ' ' || site_code AS key FROM time_window WHERE sitting_id = :sitting
ORDER BY phase, site_code;

-- @stmt setup_subject exec
INSERT INTO subject (programme_id, code, name, level, minutes, valid_from_on, valid_to_on, run_id)
VALUES (:programme, :code, :name, :level, :minutes, :valid_from_on, :valid_to_on, :run)
ON CONFLICT (programme_id, code) DO UPDATE SET name = excluded.name, level = excluded.level,
	minutes = excluded.minutes, valid_from_on = excluded.valid_from_on,
	valid_to_on = excluded.valid_to_on, run_id = excluded.run_id
WHERE (name, level, minutes, valid_from_on, valid_to_on) IS NOT (excluded.name, excluded.level,
	excluded.minutes, excluded.valid_from_on, excluded.valid_to_on);

-- @stmt setup_requires exec
INSERT INTO subject_requires (programme_id, code, required_code, run_id)
VALUES (:programme, :code, :required, :run)
ON CONFLICT (programme_id, code, required_code) DO NOTHING;

-- What the list :required (codes between blanks) no longer names.
-- @stmt setup_requires_trim exec
DELETE FROM subject_requires WHERE programme_id = :programme AND code = :code
	AND instr(:required, ' ' || required_code || ' ') = 0;

-- R-OFFER: is the subject known, and valid on a day of the sitting?
-- @stmt setup_subject_valid one
SELECT (valid_from_on IS NULL OR valid_from_on <= :last_on)
	AND (valid_to_on IS NULL OR valid_to_on >= :first_on) AS valid
FROM subject WHERE programme_id = :programme AND code = :code;

-- @stmt setup_offering exec
INSERT INTO offering (sitting_id, site_code, programme_id, subject_code, fee_fen, capacity, run_id)
VALUES (:sitting, :site, :programme, :subject, :fee_fen, :capacity, :run)
ON CONFLICT (sitting_id, site_code, subject_code) DO UPDATE SET fee_fen = excluded.fee_fen,
	capacity = excluded.capacity, run_id = excluded.run_id
WHERE (fee_fen, capacity) IS NOT (excluded.fee_fen, excluded.capacity);

-- @stmt setup_offerings many
SELECT o.id, o.site_code, o.subject_code, o.site_code || ' ' || o.subject_code AS key, l.taken
FROM offering o JOIN offering_load l ON l.offering_id = o.id
WHERE o.sitting_id = :sitting ORDER BY o.site_code, o.subject_code;

-- @stmt setup_cap exec
INSERT INTO cap (sitting_id, name, capacity, run_id) VALUES (:sitting, :name, :capacity, :run)
ON CONFLICT (sitting_id, name) DO UPDATE SET capacity = excluded.capacity, run_id = excluded.run_id
WHERE capacity <> excluded.capacity;

-- @stmt setup_cap_id one
SELECT id FROM cap WHERE sitting_id = :sitting AND name = :name;

-- @stmt setup_cap_member exec
INSERT INTO cap_member (cap_id, offering_id, run_id) VALUES (:cap, :offering, :run)
ON CONFLICT (cap_id, offering_id) DO NOTHING;

-- @stmt setup_cap_members many
SELECT offering_id FROM cap_member WHERE cap_id = :cap ORDER BY offering_id;

-- @stmt setup_cap_member_drop exec
DELETE FROM cap_member WHERE cap_id = :cap AND offering_id = :offering;

-- @stmt setup_cap_keys many
SELECT name AS key FROM cap WHERE sitting_id = :sitting ORDER BY name;

-- @stmt setup_room exec
INSERT INTO room (sitting_id, site_code, code, name, seats, row_count, col_count, tag, run_id)
VALUES (:sitting, :site, :code, :name, :seats, :row_count, :col_count, :tag, :run)
ON CONFLICT (sitting_id, site_code, code) DO UPDATE SET name = excluded.name,
	seats = excluded.seats, row_count = excluded.row_count, col_count = excluded.col_count,
	tag = excluded.tag, run_id = excluded.run_id
WHERE (name, seats, row_count, col_count, tag)
	IS NOT (excluded.name, excluded.seats, excluded.row_count, excluded.col_count, excluded.tag);

-- @stmt setup_room_seats_follow exec
UPDATE session_room SET seats = :seats, run_id = :run
WHERE room_id = (SELECT id FROM room WHERE sitting_id = :sitting AND site_code = :site AND code = :code)
	AND session_id IN (SELECT id FROM session WHERE sitting_id = :sitting AND site_code = :site)
	AND seats <> :seats;

-- The highest seat of a room that somebody sits on.
-- @stmt setup_room_used one
SELECT coalesce(max(p.seat), 0) AS seat FROM room r
JOIN session s ON s.sitting_id = r.sitting_id AND s.site_code = r.site_code
JOIN placement p ON p.session_id = s.id AND p.room_id = r.id
WHERE r.sitting_id = :sitting AND r.site_code = :site AND r.code = :code;

-- @stmt setup_rooms many
SELECT id, site_code, code, site_code || ' ' || code AS key FROM room WHERE sitting_id = :sitting
ORDER BY site_code, code;

-- @stmt setup_session exec
INSERT INTO session (sitting_id, site_code, number, on_date, starts_at, ends_at, run_id)
VALUES (:sitting, :site, :number, :on_date, :starts_at, :ends_at, :run)
ON CONFLICT (sitting_id, site_code, number) DO UPDATE SET on_date = excluded.on_date,
	starts_at = excluded.starts_at, ends_at = excluded.ends_at, run_id = excluded.run_id
WHERE (starts_at, ends_at) IS NOT (excluded.starts_at, excluded.ends_at);

-- A session as it stands, with the number of entries placed in it.
-- @stmt setup_session_now one
SELECT s.id, s.starts_at, s.ends_at,
	(SELECT count(*) FROM placement p WHERE p.session_id = s.id) AS placed
FROM session s WHERE s.sitting_id = :sitting AND s.site_code = :site AND s.number = :number;

-- @stmt setup_session_keys many
SELECT site_code || ' ' || number AS key FROM session WHERE sitting_id = :sitting
ORDER BY site_code, number;

-- @stmt setup_session_room exec
INSERT INTO session_room (session_id, room_id, seats, run_id)
SELECT :session, id, seats, :run FROM room WHERE id = :room
ON CONFLICT (session_id, room_id) DO UPDATE SET seats = excluded.seats, run_id = excluded.run_id
WHERE seats <> excluded.seats;

-- The rooms of a session that the list :rooms (codes between blanks) no longer names.
-- @stmt setup_session_rooms_gone many
SELECT sr.room_id, r.code, (SELECT count(*) FROM placement p
	WHERE p.session_id = sr.session_id AND p.room_id = sr.room_id) AS placed
FROM session_room sr JOIN room r ON r.id = sr.room_id
WHERE sr.session_id = :session AND instr(:rooms, ' ' || r.code || ' ') = 0 ORDER BY r.code;

-- @stmt setup_session_room_drop exec
DELETE FROM session_room WHERE session_id = :session AND room_id = :room;

-- @stmt setup_session_subject exec
INSERT INTO session_subject (session_id, room_id, subject_code, run_id)
VALUES (:session, 0, :subject, :run)
ON CONFLICT (session_id, room_id, subject_code) DO NOTHING;

-- @stmt setup_session_subjects_trim exec
DELETE FROM session_subject WHERE session_id = :session AND room_id = 0
	AND instr(:subjects, ' ' || subject_code || ' ') = 0;

-- R-DATE: a room that two sessions use at the same time.
-- @stmt setup_room_clashes many
SELECT a.site_code, r.code, a.number AS number, b.number AS other
FROM session a JOIN session_room ra ON ra.session_id = a.id
JOIN room r ON r.id = ra.room_id
JOIN session b ON b.sitting_id = a.sitting_id AND b.site_code = a.site_code AND b.number > a.number
	AND b.starts_at < a.ends_at AND a.starts_at < b.ends_at
JOIN session_room rb ON rb.session_id = b.id AND rb.room_id = ra.room_id
WHERE a.sitting_id = :sitting ORDER BY a.site_code, r.code, a.number, b.number;

-- @stmt setup_wish_day exec
INSERT INTO wish_day (offering_id, on_date, capacity, run_id)
VALUES (:offering, :on_date, :capacity, :run)
ON CONFLICT (offering_id, on_date) DO UPDATE SET capacity = excluded.capacity,
	run_id = excluded.run_id
WHERE capacity <> excluded.capacity;

-- @stmt setup_wish_keys many
SELECT o.site_code || ' ' || o.subject_code || ' ' || w.on_date AS key
FROM offering o JOIN wish_day w ON w.offering_id = o.id WHERE o.sitting_id = :sitting
ORDER BY o.site_code, o.subject_code, w.on_date;

-- @stmt setup_policy_type one
SELECT type FROM policy_key WHERE key = :key;

-- @stmt setup_policy exec
INSERT INTO policy (programme_id, sitting_code, site_code, key, value, run_id)
VALUES (:programme, :code, :site, :key, :value, :run)
ON CONFLICT (programme_id, sitting_code, site_code, key) DO UPDATE SET value = excluded.value,
	run_id = excluded.run_id
WHERE value <> excluded.value;
