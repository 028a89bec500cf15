-- Rows that an import left out while it took the others.

-- @stmt open_row_list many
SELECT id, row_key FROM open_row WHERE kind = :kind AND sitting_id = :sitting ORDER BY id;

-- What is open already for the same reasons stays as it is, and since when.
-- @stmt open_row_put exec
INSERT INTO open_row (kind, sitting_id, id, row_key, file, row, reason, refused_at, run_id)
VALUES (:kind, :sitting, :id, :key, :file, :row, :reason, :now, :run)
ON CONFLICT (kind, sitting_id, id) DO UPDATE SET row_key = excluded.row_key, file = excluded.file,
	row = excluded.row, reason = excluded.reason, refused_at = excluded.refused_at, run_id = excluded.run_id
WHERE (row_key, file, row, reason) IS NOT (excluded.row_key, excluded.file, excluded.row, excluded.reason);

-- @stmt open_row_close exec
DELETE FROM open_row WHERE kind = :kind AND sitting_id = :sitting AND id = :id;

-- @stmt open_row_count one
SELECT count(*) AS n FROM open_row WHERE kind = :kind AND sitting_id = :sitting;

-- @stmt export_open_rows many
SELECT kind, file, row, row_key, reason, refused_at, id FROM open_row
WHERE sitting_id = :sitting AND kind = coalesce(:state, kind) AND (:since IS NULL OR run_id > :since)
ORDER BY kind, file, row, id;

-- @stmt today_open_rows many
SELECT kind, count(*) AS n, min(refused_at) AS oldest FROM open_row WHERE sitting_id = :sitting
GROUP BY kind ORDER BY kind;
