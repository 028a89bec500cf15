#!/bin/sh
# Named statements and the schema: scripts/check-sql.
. "${0%/*}/../tap/tap.sh"
[ -x /usr/bin/python3 ] || t_skip_all 'no /usr/bin/python3'

cd "$T_TOP" || exit 255
t_run scripts/check-sql schemas/[0-9]*.sql lib/*/*.sql
t_exit 0
t_out ''
t_err ''

cd "$T_DIR/w" || exit 255
mkdir -p schemas lib
cat >schemas/1.sql <<'END'
CREATE TABLE a (id INTEGER PRIMARY KEY, n TEXT, run_id INTEGER NOT NULL) STRICT;
CREATE TABLE b (n TEXT PRIMARY KEY, g INTEGER AS (1), run_id INTEGER NOT NULL);
CREATE TABLE c (a_id INTEGER REFERENCES a (id) ON DELETE CASCADE, run_id INTEGER NOT NULL) STRICT;
CREATE TABLE run_finding (id INTEGER PRIMARY KEY, run_id INTEGER) STRICT;
END
cat >lib/a.sql <<'END'
-- @rows incoming (x INTEGER)
-- @stmt good many
SELECT a.id, own_function(a.n) FROM incoming i JOIN a ON a.id = i.x WHERE a.id = :id ORDER BY a.id;
-- @stmt good_write exec
INSERT INTO a (id, n, run_id) VALUES (:id, :n, :run) ON CONFLICT (id) DO UPDATE SET n = excluded.n, run_id = :run;
-- @stmt unordered many
SELECT id FROM a WHERE id = :id;
-- @stmt scans one
SELECT id FROM a WHERE n = :n;
-- @stmt scans_well one scan-ok=small
SELECT id, 1 FROM a WHERE n = :n;
-- @stmt same one scan-ok=small
SELECT id, 1 FROM a   WHERE n = :n;
-- @stmt wrong one
SELECT missing FROM a;
-- @stmt insert_bare exec
INSERT INTO a (id, n) VALUES (1, 'x');
-- @stmt update_bare exec
UPDATE a SET n = :n WHERE id = 1;
-- @stmt upsert_bare exec
INSERT INTO a (id, n, run_id) VALUES (1, 'x', :run) ON CONFLICT (id) DO UPDATE SET n = 'y';
-- @stmt forget exec
DELETE FROM run_finding WHERE id = 1;
-- @check all R-X error
SELECT id AS subject, n AS detail FROM a WHERE id = 3;
END
t_run "$T_TOP/scripts/check-sql" schemas/1.sql lib/a.sql
t_exit 1
t_out 'table b: key column n may be NULL
table b: generated column g
table c: recorded without a primary key
table c: a cascade
table b: not STRICT
lib/a.sql:6: unordered: a list without ORDER BY
lib/a.sql:8: scans: SCAN a
lib/a.sql:12: same: the same as scans_well
lib/a.sql:14: wrong: no such column: missing
lib/a.sql:16: insert_bare: inserts into a without run_id
lib/a.sql:18: update_bare: updates a without run_id
lib/a.sql:20: upsert_bare: upsert of a does not set run_id
lib/a.sql:22: forget: run_finding is append-only
lib/a.sql:24: all: a list without ORDER BY'
t_err ''
t_done
