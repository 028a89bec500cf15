-- What was last printed for the entry by the run :before or an earlier one.
-- @stmt handout_last_of_entry one
SELECT content_sha256 FROM handout
WHERE entry_id = :entry AND kind = :kind AND run_id <= :before ORDER BY id DESC LIMIT 1;

-- @stmt handout_add exec
INSERT INTO handout (kind, candidate_id, entry_id, content_sha256, printed_at, run_id)
VALUES (:kind, :candidate, :entry, :content, :now, :run);
