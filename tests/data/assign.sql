-- Dates to assign, on top of office.sql: site 830001 gets three days of two sessions in two rooms
-- (01: 4 seats, 02: 3 seats; room 09 is for those who need it), 14 candidates with 20 paid
-- entries (ids 101 and up: subject 14; 201 and up: also 24), and wishes for the first day.
-- Session 6 does not run subject 14; in session 5 room 02 runs subject 14 only.
PRAGMA foreign_keys = ON;
BEGIN;
INSERT INTO room (id, sitting_id, site_code, code, name, seats, row_count, col_count, tag, run_id) VALUES
	(1, 1, '830001', '01', '一号机房', 4, 2, 2, '', 0),
	(2, 1, '830001', '02', '二号机房', 3, 1, 3, '', 0),
	(9, 1, '830001', '09', '无障碍机房', 2, 1, 2, 'access', 0);
INSERT INTO session (id, sitting_id, site_code, number, on_date, starts_at, ends_at, run_id)
SELECT v.column1, 1, '830001', v.column1, v.column2, unixepoch(v.column2 || ' ' || v.column3, '-8 hours'),
	unixepoch(v.column2 || ' ' || v.column3, '-8 hours') + 7200, 0
FROM (VALUES (1, '2027-09-18', '08:00'), (2, '2027-09-18', '10:30'), (3, '2027-09-19', '08:00'),
	(4, '2027-09-19', '10:30'), (5, '2027-09-20', '08:00'), (6, '2027-09-20', '10:30')) AS v;
INSERT INTO session_room (session_id, room_id, seats, run_id)
SELECT s.id, r.id, r.seats, 0 FROM session s, room r WHERE r.tag = '';
INSERT INTO session_subject (session_id, room_id, subject_code, run_id) VALUES
	(6, 0, '24', 0), (6, 0, '65', 0), (5, 2, '14', 0);
INSERT INTO candidate (id, sitting_id, site_code, reg_no, source, name, sex, born_on, id_type, id_number,
	college, agreement, agreed_at, agreed_by, created_at, run_id)
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 14)
SELECT 100 + i, 1, '830001', printf('82830001%06d', 100 + i), CASE WHEN i > 12 THEN 'group' ELSE 'self' END,
	'考生' || char(19968 + i), 'M', '2006-01-01', '1', printf('990101200601%06d', 500000 + i),
	CASE i % 2 WHEN 0 THEN '文学院' ELSE '理学院' END, '2027-1', unixepoch('2027-06-15 00:00:00'), 'candidate',
	unixepoch('2027-06-15 00:00:00'), 0 FROM n;
INSERT INTO entry (id, candidate_id, offering_id, fee_fen, created_at, run_id)
SELECT id, id, 1, 8000, created_at, 0 FROM candidate WHERE id > 100;
INSERT INTO entry (id, candidate_id, offering_id, fee_fen, created_at, run_id)
SELECT id + 100, id, 2, 7000, created_at, 0 FROM candidate WHERE id > 100 AND id <= 106;
UPDATE entry SET state = 'in_payment' WHERE id > 100;
UPDATE entry SET state = 'paid', paid_at = unixepoch('2027-06-15 00:30:00') WHERE id > 100;
-- Twelve wishes for a day with 14 seats, one of them of a group candidate (does not count).
INSERT INTO wish (entry_id, on_date, wished_at, run_id)
SELECT id, '2027-09-18', unixepoch('2027-06-15 00:40:00'), 0 FROM entry WHERE id BETWEEN 101 AND 111 OR id = 114;
COMMIT;
