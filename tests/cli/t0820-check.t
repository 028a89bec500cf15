#!/bin/sh
# ncre check: silent where all is well; what the plain sqlite3 shell breaks is found.
. "${0%/*}/../tap/tap.sh"
. "$T_TOP/tests/data/registrations.sh"
t_office
"$NCRE" setup -q "$T_SAMPLES/setup.xlsx" || t_bail setup
reg_header >a.csv
reg_row 990101 900001 林一 男 20040102 001 14 >>a.csv
"$NCRE" import -q --as registrations a.csv || t_bail import
cp -r "$NCRE_OFFICE" good

t_run ncre check
t_exit 0
t_out ''
t_err ''

broken() { # RULE TEXT SQL: a fresh office, broken by SQL, is found by rule
	rm -rf "$NCRE_OFFICE"
	cp -r good "$NCRE_OFFICE"
	t_sql "PRAGMA foreign_keys = OFF; $3"
	t_run ncre check --format jsonl
	t_exit 1
	t_out_like "\"rule\":\"$1\".*$2"
	t_err ''
}
broken R-CAP '容量计数与报考不符' 'UPDATE offering_load SET taken = taken - 1 WHERE taken > 0'
broken R-CAP '容量计数与报考不符' 'UPDATE cap_load SET taken = taken + 1'
broken R-CAP '容量计数与报考不符' 'DELETE FROM cap_load'
in_cap='INSERT INTO entry (candidate_id, offering_id, fee_fen, created_at, run_id)
	SELECT 1, id, 0, 0, 0 FROM offering WHERE site_code = 990101 AND subject_code = 66'
broken R-CAP '报考数超过容量' "$in_cap; DROP TRIGGER \"cap R-CAP lowered\"; UPDATE cap SET capacity = 0"
rm -rf "$NCRE_OFFICE"
cp -r good "$NCRE_OFFICE"
t_ok 'R-CAP: a cap is lowered to what is taken' t_sql "$in_cap; UPDATE cap SET capacity = 1"
t_not 'R-CAP: and no further' t_sql 'UPDATE cap SET capacity = 0'
broken R-CAP '报考数超过容量' 'DROP TRIGGER "offering R-CAP lowered"; UPDATE offering SET capacity = 0'
broken R-MONEY '已缴费报考与账目不符' "UPDATE entry SET state = 'in_payment'; UPDATE entry SET state = 'paid', paid_at = 1"
broken R-MONEY '账目没有对应的对账单行' "INSERT INTO posting (run, payment_key, debit, credit, amount_fen, memo)
	VALUES (1, 'x', 'channel:wechat', 'fees', 5, '')"
broken R-MAX '超过考点上限' 'UPDATE sitting_site SET subject_limit = 1; INSERT INTO entry (candidate_id, offering_id, fee_fen, created_at, run_id)
	SELECT 1, id, 0, 0, 0 FROM offering WHERE site_code = 990101 AND subject_code IN (15, 24)'
broken R-OFFER '不属于考生的考点' "UPDATE entry SET offering_id = (SELECT id FROM offering WHERE site_code = '990102' LIMIT 1)"
broken R-ONE-SITE '两个报名' 'DROP INDEX "R-ONE-SITE person"; INSERT INTO candidate (sitting_id, site_code, reg_no, source, name, sex,
	born_on, id_type, id_number, agreement, agreed_at, agreed_by, created_at, run_id) SELECT sitting_id, site_code,
	83990101900009, source, name, sex, born_on, id_type, id_number, agreement, agreed_at, agreed_by, created_at, run_id FROM candidate'
broken R-EXP '仍有有效报考' "UPDATE candidate SET gone_at = 1, gone_state = 'expired'"
broken R-RUN 'foreign key' 'INSERT INTO order_entry (order_id, entry_id, fee_fen, run_id) VALUES (9, 9, 0, 0)'
# What no rule forbids and no run did: the digests of the tables find it, whatever it was.
broken R-RUN '表 candidate 在 ncre 之外被改动：操作记录留下 1 行，现有 1 行' "UPDATE candidate SET phone = '13800000000'"
broken R-RUN '表 candidate 在 ncre 之外被改动' 'UPDATE candidate SET run_id = run_id + 1'
broken R-RUN '表 policy 在 ncre 之外被改动：操作记录留下 ([0-9]+) 行' "DELETE FROM policy WHERE key = 'photo.bytes.max'"
broken R-RUN '表 number_series 在 ncre 之外' "UPDATE number_series SET last = last + 1; INSERT INTO number_series VALUES ('order', 'x', 1)"
broken R-RUN '表 code 在 ncre 之外' "UPDATE code SET name = '汉' WHERE kind = 'id_type'"
broken R-RUN '表 state_move 在 ncre 之外' "INSERT INTO state_move VALUES ('entry', 'paid', 'unpaid', '')"
broken R-RUN '数据摘要与最后一次操作' "UPDATE table_digest SET row_count = row_count + 1 WHERE name = 'room'"
broken R-RUN 'trigger “entry R-PAID” 缺失' 'DROP TRIGGER "entry R-PAID"'
broken R-RUN 'index “mine” 不属于本程序' 'CREATE INDEX mine ON candidate (name)'
# a swap of two rows' values leaves every count as it was
broken R-RUN '表 offering 在 ncre 之外' "UPDATE offering SET fee_fen = CASE fee_fen WHEN (SELECT min(fee_fen) FROM offering)
	THEN (SELECT max(fee_fen) FROM offering) ELSE (SELECT min(fee_fen) FROM offering) END"
# the chain names its first broken link
rm -rf "$NCRE_OFFICE"
cp -r good "$NCRE_OFFICE"
t_sql 'DROP TRIGGER "run R-RUN update"; UPDATE run SET operator = operator || 1 WHERE id = 1'
t_run ncre check --journal --format jsonl
t_exit 1
t_out_like '"rule":"R-RUN".*"subject":"run 1".*记录内容被改动'
t_err ''

# the next run does not heal what was changed before it
rm -rf "$NCRE_OFFICE"
cp -r good "$NCRE_OFFICE"
t_sql "UPDATE candidate SET phone = '13800000000'"
sed 's/林一/林壹/' a.csv >b.csv
"$NCRE" import -q --as registrations b.csv || t_bail import
t_run ncre check --format jsonl
t_exit 1
t_out_has '表 candidate 在 ncre 之外被改动'
t_err ''

# a definition that no longer holds together, as a flipped bit leaves it
rm -rf "$NCRE_OFFICE"
cp -r good "$NCRE_OFFICE"
t_sql "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'PRIMARY KEY (kind, code)',
	'PRIMARY KEY (kind, name)') WHERE name = 'code'; PRAGMA writable_schema = RESET"
t_run ncre check
t_exit 6
t_out_has 'code.code'
t_err_has 'ncre restore'

rm -rf "$NCRE_OFFICE"
cp -r good "$NCRE_OFFICE"
t_sql "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'p.site_code', 'p.site_kode')
	WHERE type = 'view' AND sql LIKE '%p.site_code%'; PRAGMA writable_schema = RESET" >/dev/null
t_run ncre check
t_exit 6
t_out_has 'view'
t_err_has 'ncre restore'

# a file that is cut off
rm -rf "$NCRE_OFFICE"
cp -r good "$NCRE_OFFICE"
t_sql 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
truncate -s 40960 "$NCRE_OFFICE/ncre.db"
t_run ncre check
t_exit 6
t_out ''
t_err_has 'ncre restore'
t_done
