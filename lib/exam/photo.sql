-- Living candidates of a sitting whom a file name may mean. Ambiguous where more than one row.
-- @stmt photo_owners many
SELECT c.id, c.reg_no, c.name, c.site_code, coalesce(c.photo_sha256, '') AS photo_sha256,
	coalesce((SELECT l.lock FROM v_candidate_lock l WHERE l.candidate_id = c.id), '') AS lock,
	(SELECT ss.photo_background FROM sitting_site ss
		WHERE ss.sitting_id = c.sitting_id AND ss.site_code = c.site_code) AS background
FROM candidate c
WHERE c.id IN (
	SELECT a.id FROM candidate a
		WHERE a.reg_no = :stem AND a.sitting_id = :sitting AND a.gone_at IS NULL
	UNION
	SELECT b.id FROM candidate b
		WHERE b.sitting_id = :sitting AND b.id_number = :number AND b.gone_at IS NULL
	UNION
	SELECT d.id FROM candidate d
		WHERE d.sitting_id = :sitting AND d.photo_name IN (:file, :stem) AND d.gone_at IS NULL)
ORDER BY c.reg_no
LIMIT :limit;

-- @stmt photo_insert exec
INSERT INTO photo (sha256, bytes, width_px, height_px, verdict, measures, near_hash, original_sha256,
	checked_at, run_id)
VALUES (:sha256, :bytes, :width_px, :height_px, :verdict, :measures, :near_hash, :original, :now, :run)
ON CONFLICT (sha256) DO NOTHING;

-- @stmt photo_attach exec
UPDATE candidate SET photo_sha256 = :sha256, run_id = :run WHERE id = :candidate;

-- Somebody else of the sitting with the same picture.
-- @stmt photo_other_owner one
SELECT c.reg_no, c.name FROM candidate c
WHERE c.photo_sha256 = :sha256 AND c.sitting_id = :sitting AND c.id <> :candidate AND c.gone_at IS NULL
ORDER BY c.reg_no LIMIT 1;

-- All attached pictures of a sitting, to find nearly the same ones.
-- @stmt photo_prints many scan-ok=every-photo-is-compared
SELECT c.id, c.reg_no, c.name, p.sha256, p.near_hash FROM candidate c
JOIN photo p ON p.sha256 = c.photo_sha256
WHERE c.sitting_id = :sitting AND c.photo_sha256 IS NOT NULL AND c.gone_at IS NULL
ORDER BY c.reg_no;

-- What must be in the content store, sorted by hash, and who has it. bytes is 0 for originals of
-- photos that were put right.
-- @stmt photo_stored many scan-ok=the-whole-store-is-compared
SELECT p.sha256, p.bytes,
	coalesce((SELECT c.reg_no FROM candidate c WHERE c.photo_sha256 = p.sha256), '') AS owner
FROM photo p
UNION ALL
SELECT o.original_sha256, 0, '' FROM photo o WHERE o.original_sha256 IS NOT NULL
UNION ALL
SELECT s.sha256, s.bytes, '' FROM scan s
ORDER BY 1;

-- @check photo_shared R-PHOTO warning scan-ok=all-photos-of-all-candidates
-- zh: 两名考生使用同一张照片
-- en: two candidates have the same photo
SELECT c.reg_no AS subject, min(o.reg_no) AS detail
FROM candidate c JOIN candidate o ON o.photo_sha256 = c.photo_sha256 AND o.id > c.id
	AND o.sitting_id = c.sitting_id AND o.gone_at IS NULL
WHERE c.photo_sha256 IS NOT NULL AND c.gone_at IS NULL
GROUP BY c.id
ORDER BY c.reg_no;

-- @check photo_refused_attached R-PHOTO error scan-ok=all-photos-of-all-candidates
-- zh: 考生的照片是被拒收的
-- en: a candidate has a photo that was refused
SELECT c.reg_no AS subject, p.sha256 AS detail
FROM candidate c JOIN photo p ON p.sha256 = c.photo_sha256
WHERE c.photo_sha256 IS NOT NULL AND c.gone_at IS NULL AND p.verdict = 'refuse'
ORDER BY c.reg_no;
