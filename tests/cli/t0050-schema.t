#!/bin/sh
# What the schema refuses by itself, whoever asks: every trigger that refuses, every named
# constraint and unique index has a statement in tests/data/schema.cases that it stops.
. "${0%/*}/../tap/tap.sh"

"$T_TOP/scripts/demo" "$T_DIR/w/demo" >demo.out 2>&1 || t_bail "demo: $(tail -n 3 demo.out)"
db=$T_DIR/w/demo/office/ncre.db

cat >views.sql <<'END'
PRAGMA foreign_keys = ON;
CREATE TEMP VIEW t_paid AS SELECT * FROM main.entry WHERE state = 'paid' ORDER BY id LIMIT 1;
CREATE TEMP VIEW t_free AS SELECT e.* FROM main.entry e JOIN main.candidate c ON c.id = e.candidate_id
	WHERE e.state = 'unpaid' AND c.review = 'unsubmitted' AND c.gone_at IS NULL ORDER BY e.id LIMIT 1;
BEGIN;
END
t_is "$( (cat views.sql; echo 'SELECT (SELECT count(*) FROM t_paid), (SELECT count(*) FROM t_free);') | sqlite3 "$db")" \
	'1|1' 'the office has a paid entry and a free one'

# One file a case: its first line is the name, the second the message, then the SQL.
awk '/^#/ || NF == 0 { next }
	/^@ / { n++; file = sprintf("case%03d", n); bar = index($0, " | ")
		print substr($0, 3, bar - 3) > file; print substr($0, bar + 3) > file; next }
	{ print > file }' "$T_TOP/tests/data/schema.cases"
for c in case*; do
	name=$(sed -n 1p "$c")
	message=$(sed -n 2p "$c")
	{ cat views.sql; sed 1,2d "$c"; } >one.sql
	T_CMD=$name
	sqlite3 -bail "$db" <one.sql >why 2>&1
	t_is "$(grep -o -F -e "$message" why | sed -n 1p)" "$message" "refused: $name"
done
t_is "$(sqlite3 "$db" 'PRAGMA integrity_check; PRAGMA foreign_key_check')" ok 'nothing was changed'

# All of them are there.
{
	sqlite3 "$db" "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND sql LIKE '%RAISE%'
		UNION SELECT name FROM sqlite_schema WHERE type = 'index' AND sql LIKE 'CREATE UNIQUE INDEX \"R-%'"
	sed -n 's/.*CONSTRAINT "\([^"]*\)".*/\1/p; s/.*CONSTRAINT \([a-z_]*\)\( .*\)*$/\1/p' \
		"$T_TOP/schemas/current.sql"
} | sort -u >names
sed -n 's/^@ \(.*\) | .*/\1/p' "$T_TOP/tests/data/schema.cases" | sort -u >tested
t_is "$(comm -23 names tested)" '' 'every refusing trigger, constraint and index is tested'
t_is "$(comm -13 names tested)" '' 'and no other'
t_done
