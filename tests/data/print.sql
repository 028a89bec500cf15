-- After tests/data/office.sql: the exam is arranged and the ticket window is open.
--
--   entry  candidate            site    room  session  seat  ticket
--   1, 2   1 王𠮷·买买提         830001  01    1, 2     1     1482830001010001, 2482830001010002
--   3      2 李𬀩               830001  02    1        5     6582830001020005
--   7      6 样例己              830002  01    1        1     1482830002010001
--   8      7 样例庚              830002  01    1        2     1482830002010002
--   9      8 样例辛              830002  not seated
--   4, 5, 6 unpaid
PRAGMA foreign_keys = ON;
BEGIN;
UPDATE candidate SET name = '王𠮷·买买提' WHERE id = 1;
UPDATE candidate SET name = '李𬀩' WHERE id = 2;
UPDATE sitting_site SET notice = '请从东门进入。' WHERE site_code = '830001';
UPDATE entry SET state = 'paid', paid_at = unixepoch('2027-06-15 00:30:00'), clock_at = NULL
	WHERE id IN (1, 2, 3, 7, 8, 9);
INSERT INTO time_window (sitting_id, site_code, phase, opens_at, closes_at, run_id) VALUES
	(1, '', 'tickets', unixepoch('2027-06-09 16:00:00'), unixepoch('2027-09-17 16:00:00'), 0);
INSERT INTO room (id, sitting_id, site_code, code, name, seats, row_count, col_count, tag, run_id) VALUES
	(1, 1, '830001', '01', '实验楼301', 30, 5, 6, '', 0),
	(2, 1, '830001', '02', '实验楼302', 30, 5, 6, '', 0),
	(3, 1, '830002', '01', '图书馆机房', 30, 5, 6, '', 0);
INSERT INTO session (id, sitting_id, site_code, number, on_date, starts_at, ends_at, run_id) VALUES
	(1, 1, '830001', 1, '2027-09-18', unixepoch('2027-09-18 01:00:00'), unixepoch('2027-09-18 02:30:00'), 0),
	(2, 1, '830001', 2, '2027-09-18', unixepoch('2027-09-18 03:00:00'), unixepoch('2027-09-18 05:00:00'), 0),
	(3, 1, '830002', 1, '2027-09-18', unixepoch('2027-09-18 01:00:00'), unixepoch('2027-09-18 02:30:00'), 0);
INSERT INTO ticket (number, entry_id, issued_at) VALUES
	('1482830001010001', 1, 0), ('2482830001010002', 2, 0), ('6582830001020005', 3, 0),
	('1482830002010001', 7, 0), ('1482830002010002', 8, 0);
INSERT INTO placement (entry_id, session_id, room_id, seat, ticket_no, wish_kept, run_id) VALUES
	(1, 1, 1, 1, '1482830001010001', 0, 0),
	(2, 2, 1, 1, '2482830001010002', 0, 0),
	(3, 1, 2, 5, '6582830001020005', 0, 0),
	(7, 3, 3, 1, '1482830002010001', 0, 0),
	(8, 3, 3, 2, '1482830002010002', 0, 0);
COMMIT;
