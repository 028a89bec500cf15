-- A small invented office for tests: sqlite3 $NCRE_OFFICE/ncre.db <tests/data/office.sql after
-- `ncre init`. The clock of tests stands at 2027-06-15 09:00 (+08:00); everybody registered
-- at 08:00 that day, so clocks run out on 2027-06-16 at 08:00.
--
--   sitting 82; windows 2027-06-01 to 2027-06-30 for registration and payment
--   site 830001 reviews nobody; subjects 14 (80.00, 100 places), 24 (70.00), 65 (80.00, 1 place)
--   site 830002 reviews; subject 14 (80.00); group deadline 2027-06-20 00:00
--
--   id  reg_no          site   source  photo   review       entries (id: subject)
--   1   82830001000001  830001 self    pass    -            1: 14, 2: 24
--   2   82830001000002  830001 self    pass    -            3: 65
--   3   82830001000003  830001 self    none    -            4: 14
--   4   82830001000004  830001 self    pass    -            5: 14
--   5   82830002000001  830002 self    pass    unsubmitted  6: 14
--   6   82830002000002  830002 self    pass    approved     7: 14
--   7   82830002000003  830002 group   pass    approved     8: 14
--   8   82830002000004  830002 group   pass    approved     9: 14
PRAGMA foreign_keys = ON;
BEGIN;
INSERT OR IGNORE INTO subject (programme_id, code, name, level, minutes, run_id) VALUES
	('ncre', '14', '计算机基础及WPS Office应用', 1, 90, 0),
	('ncre', '24', 'C语言程序设计', 2, 120, 0),
	('ncre', '65', 'WPS Office高级应用与设计', 2, 120, 0);
INSERT INTO sitting (id, programme_id, code, name, first_on, last_on, agreement, run_id) VALUES
	(1, 'ncre', '82', '2027年9月考次', '2027-09-18', '2027-09-20', '2027-1', 0);
INSERT INTO site (code, name, address, run_id) VALUES
	('830001', '样例大学', '样例路1号', 0),
	('830002', '样例学院', '样例路2号', 0);
INSERT INTO sitting_site (sitting_id, site_code, review, confirmation, subject_limit, self_printing,
	wishes, photo_background, group_deadline_at, notice, run_id) VALUES
	(1, '830001', 0, 0, 3, 1, 1, 'light', NULL, '', 0),
	(1, '830002', 1, 1, 3, 1, 1, 'light', unixepoch('2027-06-19 16:00:00'), '', 0);
INSERT INTO time_window (sitting_id, site_code, phase, opens_at, closes_at, run_id) VALUES
	(1, '', 'registration', unixepoch('2027-05-31 16:00:00'), unixepoch('2027-06-29 16:00:00'), 0),
	(1, '', 'payment', unixepoch('2027-05-31 16:00:00'), unixepoch('2027-06-29 16:00:00'), 0),
	(1, '', 'confirmation', unixepoch('2027-05-31 16:00:00'), unixepoch('2027-06-29 16:00:00'), 0);
INSERT INTO offering (id, sitting_id, site_code, programme_id, subject_code, fee_fen, capacity, run_id) VALUES
	(1, 1, '830001', 'ncre', '14', 8000, 100, 0),
	(2, 1, '830001', 'ncre', '24', 7000, 100, 0),
	(3, 1, '830001', 'ncre', '65', 8000, 1, 0),
	(4, 1, '830002', 'ncre', '14', 8000, 100, 0);
INSERT INTO photo (sha256, bytes, width_px, height_px, verdict, measures, checked_at, run_id)
SELECT printf('%064d', column1), 30000, 240, 320, 'pass', '{}', unixepoch('2027-06-15 00:00:00'), 0
FROM (VALUES (1), (2), (4), (5), (6), (7), (8));
-- Documents from the reserved area code 990101.
INSERT INTO candidate (id, sitting_id, site_code, reg_no, source, name, sex, born_on, id_type, id_number,
	nation, occupation, education, training, photo_sha256, agreement, agreed_at, agreed_by, created_at, run_id)
SELECT v.column1, 1, substr(v.column2, 3, 6), v.column2, v.column3, v.column4, v.column5, v.column6, '1', v.column7,
	'1', '30', '3', '1', CASE v.column8 WHEN 'pass' THEN printf('%064d', v.column1) END,
	'2027-1', unixepoch('2027-06-15 00:00:00'), 'candidate', unixepoch('2027-06-15 00:00:00'), 0
FROM (VALUES
	(1, '82830001000001', 'self', '样例甲', 'M', '2006-01-01', '990101200601010013', 'pass'),
	(2, '82830001000002', 'self', '样例乙', 'F', '2006-01-02', '990101200601020027', 'pass'),
	(3, '82830001000003', 'self', '样例丙', 'M', '2006-01-03', '990101200601030030', ''),
	(4, '82830001000004', 'self', '样例丁', 'F', '2006-01-04', '990101200601040043', 'pass'),
	(5, '82830002000001', 'self', '样例戊', 'M', '2006-01-05', '990101200601050057', 'pass'),
	(6, '82830002000002', 'self', '样例己', 'F', '2006-01-06', '990101200601060060', 'pass'),
	(7, '82830002000003', 'group', '样例庚', 'M', '2006-01-07', '990101200601070074', 'pass'),
	(8, '82830002000004', 'group', '样例辛', 'F', '2006-01-08', '990101200601080088', 'pass')) AS v;
INSERT INTO entry (id, candidate_id, offering_id, fee_fen, clock_at, created_at, run_id)
SELECT v.column1, v.column2, v.column3, f.fee_fen,
	CASE c.source WHEN 'self' THEN unixepoch('2027-06-15 00:00:00') END, unixepoch('2027-06-15 00:00:00'), 0
FROM (VALUES (1, 1, 1), (2, 1, 2), (3, 2, 3), (4, 3, 1), (5, 4, 1), (6, 5, 4), (7, 6, 4), (8, 7, 4), (9, 8, 4)) AS v
JOIN offering f ON f.id = v.column3 JOIN candidate c ON c.id = v.column2;
-- Approved at 08:00, too.
UPDATE candidate SET review = 'pending', review_at = unixepoch('2027-06-15 00:00:00') WHERE id IN (6, 7, 8);
INSERT INTO review_decision (candidate_id, decision, decided_by, decided_at, run_id)
SELECT id, 'submitted', 'test', unixepoch('2027-06-15 00:00:00'), 0 FROM candidate WHERE id IN (6, 7, 8);
UPDATE candidate SET review = 'approved' WHERE id IN (6, 7, 8);
INSERT INTO review_decision (candidate_id, decision, decided_by, decided_at, run_id)
SELECT id, 'approved', 'test', unixepoch('2027-06-15 00:00:00'), 0 FROM candidate WHERE id IN (6, 7, 8);
COMMIT;
