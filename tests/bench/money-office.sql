-- A big invented office: :size entries of as many candidates, sitting 82, one site, subject 14;
-- :orders of them in payment with an open order each, the last 1,000 due, the others fresh. Written without
-- triggers, so the states are right from the start and the place is counted at the end.
--   sqlite3 -cmd ".parameter set :size 1000000" -cmd ".parameter set :orders 300000" -cmd ".parameter set :now N" ncre.db <money-office.sql
.dbconfig enable_trigger off
PRAGMA foreign_keys = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -1000000;
BEGIN;
INSERT INTO sitting (id, programme_id, code, name, first_on, last_on, agreement, run_id)
	VALUES (1, 'ncre', '82', 'bench', '2027-09-18', '2027-09-20', '1', 0);
INSERT INTO site (code, name, address, run_id) VALUES ('830001', 'bench', 'bench', 0);
INSERT INTO sitting_site (sitting_id, site_code, review, confirmation, subject_limit, self_printing, wishes,
	photo_background, group_deadline_at, notice, run_id) VALUES (1, '830001', 0, 0, 3, 1, 1, 'light', NULL, '', 0);
INSERT INTO offering (id, sitting_id, site_code, programme_id, subject_code, fee_fen, capacity, run_id)
	VALUES (1, 1, '830001', 'ncre', '14', 8000, 10000000, 0);
INSERT INTO offering_load (offering_id, taken) VALUES (1, :size);
CREATE TEMP TABLE n AS WITH RECURSIVE s (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < :size) SELECT i FROM s;
INSERT INTO candidate (id, sitting_id, site_code, reg_no, source, name, sex, born_on, id_type, id_number, agreement,
	agreed_at, agreed_by, created_at, run_id)
SELECT i, 1, '830001', printf('82%012d', i), 'self', '样例', 'F', '2000-01-01', '9', printf('X%09d', i), '1', :now,
	'candidate', :now, 0 FROM n;
INSERT INTO entry (id, candidate_id, offering_id, state, fee_fen, clock_at, created_at, run_id)
SELECT i, i, 1, CASE WHEN i <= :orders THEN 'in_payment' ELSE 'unpaid' END, 8000,
	CASE WHEN i > :size - 1000 THEN :now - 90000 WHEN i > :orders THEN :now - 3600 END, :now - 90000, 0 FROM n;
INSERT INTO pay_order (id, order_no, sitting_id, site_code, candidate_id, amount_fen, channel, opened_at, run_id)
SELECT i, printf('82830001%07d', i), 1, '830001', i, 8000, 'wechat', :now - 3600, 0 FROM n WHERE i <= :orders;
INSERT INTO order_entry (order_id, entry_id, fee_fen, run_id) SELECT i, i, 8000, 0 FROM n WHERE i <= :orders;
COMMIT;
