#!/bin/sh
# Fills a new office with TICKETS paid and seated entries for timing print-tickets on the whole
# path: sites of 3,000 entries, rooms of 30 seats, 500 photos of 40 KB. Everything is invented.
#	tests/bench/print-office.sh OFFICE TICKETS
set -eu
office=$1 tickets=$2
top=$(cd "${0%/*}/../.." && pwd)
"${NCRE:-$top/build/ncre}" init "$office" 2>/dev/null
# The sample portraits, each padded with a comment of its own to 40 KB, where photos lie.
python3 - "$top/samples/photos" "$office/photos" >"$office/photos.csv" <<'PY'
import glob, hashlib, os, sys

portraits = [p for p in sorted(glob.glob(sys.argv[1] + '/*/*.jpg'))
             if open(p, 'rb').read()[-2:] == b'\xff\xd9' and os.path.getsize(p) < 40000]
for i in range(500):
    jpeg = open(portraits[i % len(portraits)], 'rb').read()
    pad = max(8, 40 * 1024 - len(jpeg) - 4)
    jpeg = jpeg[:2] + b'\xff\xfe' + (pad + 2).to_bytes(2, 'big') + str(i).encode().ljust(pad, b' ') + jpeg[2:]
    sha = hashlib.sha256(jpeg).hexdigest()
    os.makedirs(f'{sys.argv[2]}/{sha[:2]}', exist_ok=True)
    open(f'{sys.argv[2]}/{sha[:2]}/{sha[2:]}.jpg', 'wb').write(jpeg)
    print(f'{i},{sha}')
PY
sqlite3 "$office/ncre.db" <<SQL
PRAGMA foreign_keys = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -200000;
CREATE TEMP TABLE face (i INTEGER PRIMARY KEY, sha TEXT);
.mode csv
.import $office/photos.csv face
CREATE TEMP TABLE name (i INTEGER PRIMARY KEY, family TEXT, given TEXT, last TEXT);
WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 7999)
INSERT INTO name SELECT i, substr('赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤𠮷', 1 + i % 20, 1),
	substr('伟芳娜敏静丽强磊洋勇艳杰娟涛明超兰霞平刚', 1 + i / 20 % 20, 1),
	substr('文博宇轩浩然梓涵雨欣怡佳瑞晨曦思远志鹏飞', 1 + i / 400 % 20, 1) FROM n;
CREATE TEMP TABLE n AS WITH RECURSIVE s (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM s WHERE i < $tickets - 1) SELECT i FROM s;
BEGIN;
INSERT INTO sitting (id, programme_id, code, name, first_on, last_on, agreement, run_id)
	VALUES (1, 'ncre', '83', '2027年9月全国计算机等级考试', '2027-09-18', '2027-09-22', '1', 0);
INSERT INTO site (code, name, address, run_id)
SELECT printf('99%04d', i / 3000), '样例大学第' || (i / 3000) || '校区', '样例市学府路' || (i / 3000) || '号', 0
FROM n WHERE i % 3000 = 0;
INSERT INTO sitting_site (sitting_id, site_code, review, confirmation, subject_limit, self_printing, wishes,
	photo_background, notice, run_id)
SELECT 1, code, 0, 0, 3, 1, 1, 'light', '请从东门进入，考前15分钟到场。', 0 FROM site;
INSERT INTO offering (sitting_id, site_code, programme_id, subject_code, fee_fen, capacity, run_id)
SELECT 1, s.code, 'ncre', b.code, 0, 1000000, 0 FROM site s, subject b
WHERE b.programme_id = 'ncre' AND b.code IN ('14', '24', '65', '66');
INSERT INTO room (sitting_id, site_code, code, name, seats, row_count, col_count, tag, run_id)
SELECT 1, printf('99%04d', i / 3000), char(65 + i / 30 % 100 / 10, 48 + i / 30 % 10), '实验楼' || (301 + i / 30 % 100),
	30, 5, 6, '', 0 FROM n WHERE i % 30 = 0;
INSERT INTO session (sitting_id, site_code, number, on_date, starts_at, ends_at, run_id)
SELECT 1, code, 1, '2027-09-18', unixepoch('2027-09-18 01:00:00'), unixepoch('2027-09-18 03:00:00'), 0 FROM site;
INSERT INTO session_room (session_id, room_id, seats, run_id)
SELECT e.id, r.id, r.seats, 0 FROM session e JOIN room r ON r.site_code = e.site_code;
INSERT INTO photo (sha256, bytes, width_px, height_px, verdict, measures, checked_at, run_id)
SELECT sha, 40960, 240, 320, 'pass', '{}', 0, 0 FROM face;
INSERT INTO candidate (id, sitting_id, site_code, reg_no, source, name, sex, born_on, id_type, id_number, photo_sha256,
	agreement, agreed_at, agreed_by, created_at, run_id)
SELECT n.i + 1, 1, printf('99%04d', n.i / 3000), printf('8399%04d%06d', n.i / 3000, n.i % 3000 + 1), 'self',
	m.family || m.given || m.last, CASE n.i % 2 WHEN 0 THEN 'F' ELSE 'M' END, '2006-01-01', '1',
	printf('990101%012d', n.i), f.sha, '1', 0, 'candidate', 0, 0
FROM n JOIN name m ON m.i = n.i % 8000 JOIN face f ON f.i = n.i % 500;
INSERT INTO entry (id, candidate_id, offering_id, fee_fen, created_at, run_id)
SELECT c.id, c.id, o.id, 0, 0, 0 FROM candidate c JOIN offering o ON o.site_code = c.site_code
	AND o.subject_code = CASE c.id % 4 WHEN 0 THEN '14' WHEN 1 THEN '24' WHEN 2 THEN '65' ELSE '66' END;
UPDATE entry SET state = 'paid', paid_at = 0;
INSERT INTO ticket (number, entry_id, issued_at)
SELECT printf('1483%s%06d', c.site_code, (c.id - 1) % 3000 + 1), c.id, 0 FROM candidate c;
INSERT INTO placement (entry_id, session_id, room_id, seat, ticket_no, wish_kept, run_id)
SELECT c.id, x.id, r.id, (c.id - 1) % 30 + 1, printf('1483%s%06d', c.site_code, (c.id - 1) % 3000 + 1), 0, 0
FROM candidate c JOIN session x ON x.site_code = c.site_code
JOIN room r ON r.site_code = c.site_code
	AND r.code = char(65 + (c.id - 1) / 30 % 100 / 10, 48 + (c.id - 1) / 30 % 10);
COMMIT;
SQL
rm "$office/photos.csv"
