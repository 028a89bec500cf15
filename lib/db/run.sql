-- @stmt run_next_id one
SELECT coalesce(max(id), 0) + 1 AS id FROM run;

-- @stmt run_head one scan-ok=one-step-from-the-end
SELECT hash FROM run ORDER BY id DESC LIMIT 1;

-- @stmt run_insert exec
INSERT INTO run (id, prev_hash, hash, command, argv, argv_sha256, operator, started_at, clock_override, program,
	schema_version, undoes, changeset_sha256, changeset_bytes, data_sha256, inserted, updated, deleted, summary)
VALUES (:run, :prev_hash, :hash, :command, :argv, :argv_sha256, :operator, :now, :clock_override, :program,
	:schema_version, :undoes, :changeset_sha256, :changeset_bytes, :data_sha256,
	:inserted, :updated, :deleted, :summary);

-- @stmt run_input_insert exec
INSERT INTO run_input (run, seq, path, path_sha256, sha256, bytes)
VALUES (:run, :seq, :path, :path_sha256, :sha256, :bytes);

-- @stmt run_changeset_insert exec
INSERT INTO run_changeset (run, seq, segment, data) VALUES (:run, :seq, :segment, :data);

-- @stmt run_finding_insert exec
INSERT INTO run_finding (run, seq, rule, severity, subject, file, sheet, row, col, field, value, text, suggestion)
VALUES (:run, :seq, :rule, :severity, :subject, :file, :sheet, :row, :col, :field, :value, :text, :suggestion);

-- @stmt run_changeset_pieces many
SELECT segment, data FROM run_changeset WHERE run = :id ORDER BY seq;

-- @stmt run_by_id one
SELECT id, command, operator, started_at, schema_version, changeset_sha256, undoes,
	(SELECT max(u.id) FROM run u WHERE u.undoes = run.id) AS undone_by
FROM run WHERE id = :id;

-- The run that is taken back, or done again, in the end where :id is an undo.
-- @stmt run_undone_last one scan-ok=the-undos-of-one-run
WITH RECURSIVE chain (id, command, undoes) AS (
	SELECT id, command, undoes FROM run WHERE id = :id
	UNION ALL SELECT r.id, r.command, r.undoes FROM chain JOIN run r ON r.id = chain.undoes)
SELECT id, command FROM chain WHERE undoes IS NULL;

-- Its command line, word by word; none once it is purged.
-- @stmt run_words many
SELECT w.atom AS word FROM run r, json_each(CASE r.argv WHEN '' THEN '[]' ELSE r.argv END) w
WHERE r.id = :id ORDER BY w.id;

-- @stmt run_chain many scan-ok=the-whole-chain
SELECT id, prev_hash, hash, command, argv, argv_sha256, operator, started_at, clock_override, program,
	schema_version, undoes, changeset_sha256, changeset_bytes, data_sha256, inserted, updated, deleted, summary
FROM run ORDER BY id;

-- @stmt run_inputs many
SELECT seq, path, path_sha256, sha256, bytes FROM run_input WHERE run = :id ORDER BY seq;

-- Newest first, for `ncre log`.
-- @stmt run_log many
SELECT r.id, r.command, r.argv, r.operator, r.started_at, r.clock_override, r.undoes, r.inserted, r.updated,
	r.deleted, r.summary, r.hash, (SELECT max(u.id) FROM run u WHERE u.undoes = r.id) AS undone_by
FROM run r WHERE r.id <= coalesce(:before, 9223372036854775807)
ORDER BY r.id DESC LIMIT :limit;

-- @stmt run_findings many
SELECT rule, severity, subject, file, sheet, row, col, field, value, text, suggestion
FROM run_finding WHERE run = :id ORDER BY seq;

-- The undo of run :id that stands. Each undo may be undone, and that again: a run is undone where the
-- row of undos from it is odd.
-- @stmt run_standing_undo one scan-ok=the-undos-of-one-run
WITH RECURSIVE chain (id) AS (
	SELECT :id
	UNION ALL SELECT (SELECT max(w.id) FROM run w WHERE w.undoes = chain.id) FROM chain WHERE chain.id IS NOT NULL)
SELECT max(u.id) AS id FROM run u WHERE u.undoes = :id
HAVING max(u.id) IS NOT NULL AND (SELECT count(id) FROM chain) % 2 = 0;

-- @stmt run_by_hash one
SELECT id FROM run WHERE hash = :hash;

-- R-PRIV: what runs up to :through said of people is gone; their place in the chain stays. The
-- newest purge says how far: part of its summary, and so of the chain.
-- @stmt run_purged_through one scan-ok=the-whole-chain
SELECT coalesce(max(json_extract(summary, '$.purged_through')), 0) AS id FROM run WHERE command = 'purge';

-- @stmt run_forget_changesets exec forgets
DELETE FROM run_changeset WHERE run <= :through;

-- @stmt run_forget_findings exec forgets
DELETE FROM run_finding WHERE run <= :through;

-- @stmt run_forget_paths exec forgets
UPDATE run_input SET path = '' WHERE run <= :through;

-- @stmt run_forget_argv exec
UPDATE run SET argv = '' WHERE id <= :through;

-- @stmt digest_of_last_run one scan-ok=one-step-from-the-end
SELECT schema_version, data_sha256 FROM run ORDER BY id DESC LIMIT 1;

-- @stmt digest_list many scan-ok=one-row-a-table
SELECT name, row_count, digest FROM table_digest ORDER BY name;

-- @stmt digest_put exec
INSERT INTO table_digest (name, row_count, digest) VALUES (:name, :row_count, :digest)
ON CONFLICT (name) DO UPDATE SET row_count = excluded.row_count, digest = excluded.digest;
