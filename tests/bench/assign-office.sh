#!/bin/sh
# Fills a new office with SITES sites of ENTRIES paid entries each, for timing assign-dates and
# assign-seats on the whole path. Everything is invented; seats are 96 % full.
#	tests/bench/assign-office.sh OFFICE SITES ENTRIES
set -eu
office=$1 sites=$2 entries=$3
"${NCRE:-build/ncre}" init "$office" 2>/dev/null
sqlite3 "$office/ncre.db" <<SQL
PRAGMA foreign_keys = OFF;
PRAGMA synchronous = OFF;
BEGIN;
INSERT OR IGNORE INTO subject (programme_id, code, name, level, minutes, run_id)
WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 19)
SELECT 'ncre', printf('%02d', 14 + i), 'subject ' || i, 2, 120, 0 FROM n;
UPDATE subject SET minutes = 120;
INSERT INTO sitting (id, programme_id, code, name, first_on, last_on, agreement, run_id)
	VALUES (1, 'ncre', '82', 'bench', '2027-09-18', '2027-09-22', '1', 0);
INSERT INTO site (code, name, address, run_id)
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $sites)
SELECT printf('83%04d', i), 'site ' || i, '', 0 FROM n;
INSERT INTO sitting_site (sitting_id, site_code, review, confirmation, subject_limit, self_printing, wishes,
	photo_background, notice, run_id)
SELECT 1, code, 0, 0, 3, 1, 1, 'light', '', 0 FROM site;
INSERT INTO offering (sitting_id, site_code, programme_id, subject_code, fee_fen, capacity, run_id)
SELECT 1, s.code, 'ncre', b.code, 0, 1000000, 0 FROM site s, subject b
WHERE b.programme_id = 'ncre' AND b.code BETWEEN '14' AND '33';
INSERT INTO room (sitting_id, site_code, code, name, seats, row_count, col_count, tag, run_id)
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < max(1, $entries / 20 * 100 / 96 / 50))
SELECT 1, s.code, printf('%02d', i), '', 50 + 2, 8, 7, '', 0 FROM site s, n;
INSERT INTO session (sitting_id, site_code, number, on_date, starts_at, ends_at, run_id)
WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 19)
SELECT 1, s.code, i + 1, date('2027-09-18', '+' || (i / 4) || ' days'),
	unixepoch('2027-09-18') + i / 4 * 86400 + i % 4 * 9000, unixepoch('2027-09-18') + i / 4 * 86400 + i % 4 * 9000 + 7200, 0
FROM site s, n;
INSERT INTO session_room (session_id, room_id, seats, run_id)
SELECT e.id, r.id, r.seats, 0 FROM session e JOIN room r ON r.site_code = e.site_code;
INSERT INTO candidate (sitting_id, site_code, reg_no, source, name, sex, born_on, id_type, id_number, college,
	agreement, agreed_at, agreed_by, created_at, run_id)
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i <= $entries * 4 / 5)
SELECT 1, s.code, '82' || s.code || printf('%06d', i), 'self', 'N' || i, 'M', '2006-01-01', '1',
	s.code || printf('%012d', i), 'college ' || (i % 30), '1', 0, 'candidate', 0, 0
FROM site s, n;
-- Everybody one subject, every fourth a second one.
INSERT INTO entry (candidate_id, offering_id, fee_fen, created_at, run_id)
SELECT c.id, o.id, 0, 0, 0 FROM candidate c JOIN offering o ON o.site_code = c.site_code
	AND o.subject_code = printf('%02d', 14 + ((c.id * 2654435761) >> 15) % 20);
INSERT INTO entry (candidate_id, offering_id, fee_fen, created_at, run_id)
SELECT c.id, o.id, 0, 0, 0 FROM candidate c JOIN offering o ON o.site_code = c.site_code
	AND o.subject_code = printf('%02d', 14 + (((c.id * 2654435761) >> 15) + 7) % 20) WHERE ((c.id * 2654435761) >> 20) % 4 = 0;
UPDATE entry SET state = 'paid', paid_at = 0;
-- Half of them wish a day, the first day three times as often.
INSERT INTO wish (entry_id, on_date, wished_at, run_id)
SELECT id, date('2027-09-18', '+' || max(0, ((id * 2654435761) >> 15) % 7 - 2) || ' days'), 0, 0 FROM entry WHERE ((id * 2654435761) >> 22) % 2 = 0;
COMMIT;
SQL
