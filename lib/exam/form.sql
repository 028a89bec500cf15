-- The candidates whose registration forms are printed, with the names of their codes.
-- @stmt form_list many
SELECT c.id AS candidate_id, c.reg_no, c.source, c.name, c.sex, c.born_on, c.id_number, c.postcode,
	c.address, c.email, c.phone, c.college, c.major, c.class, c.student_no, c.custom, c.remark,
	c.photo_sha256, c.agreement, c.agreed_at, c.agreed_by, c.review, c.review_at, c.review_reason,
	c.confirmed_at, c.created_at, c.site_code, t.name AS site_name, ss.review AS site_review,
	ss.confirmation AS site_confirmation,
	(SELECT k.name FROM code k WHERE k.kind = 'id_type' AND k.code = c.id_type) AS id_type_name,
	(SELECT k.name FROM code k WHERE k.kind = 'nation' AND k.code = c.nation) AS nation_name,
	(SELECT k.name FROM code k WHERE k.kind = 'occupation' AND k.code = c.occupation) AS occupation_name,
	(SELECT k.name FROM code k WHERE k.kind = 'education' AND k.code = c.education) AS education_name,
	(SELECT k.name FROM code k WHERE k.kind = 'training' AND k.code = c.training) AS training_name,
	EXISTS (SELECT 1 FROM entry e WHERE e.candidate_id = c.id AND e.state = 'paid') AS is_paid
FROM candidate c
JOIN site t ON t.code = c.site_code
JOIN sitting_site ss ON ss.sitting_id = c.sitting_id AND ss.site_code = c.site_code
WHERE c.sitting_id = :sitting AND c.gone_at IS NULL
	AND c.site_code BETWEEN coalesce(:site, '') AND coalesce(:site, '~')
	AND (:candidate IS NULL OR c.reg_no = :candidate OR c.id_number = :candidate)
ORDER BY c.site_code, c.reg_no;

-- @stmt form_entries many
SELECT o.subject_code, u.name AS subject_name, e.fee_fen, e.state, e.paid_at, w.on_date AS wish_on,
	p.ticket_no
FROM entry e
JOIN offering o ON o.id = e.offering_id
JOIN subject u ON u.programme_id = o.programme_id AND u.code = o.subject_code
LEFT JOIN wish w ON w.entry_id = e.id
LEFT JOIN placement p ON p.entry_id = e.id
WHERE e.candidate_id = :candidate AND e.gone_at IS NULL
ORDER BY o.subject_code;

-- What printed papers say of people, sites, rooms and subjects, for the check of its characters.
-- @stmt printed_texts many scan-ok=every-text-is-looked-at
SELECT 1 AS part, id AS n, reg_no AS subject, 'name' AS field, name AS text FROM candidate WHERE gone_at IS NULL
UNION ALL SELECT 2, rowid, code, 'site_name', name FROM site
UNION ALL SELECT 3, rowid, code, 'address', address FROM site
UNION ALL SELECT 4, rowid, site_code, 'notice', notice FROM sitting_site
UNION ALL SELECT 5, id, site_code || '-' || code, 'room_name', name FROM room
UNION ALL SELECT 6, rowid, code, 'subject_name', name FROM subject
UNION ALL SELECT 7, id, code, 'title', name FROM sitting
ORDER BY part, n;

-- The names of one sitting, for the proof of rare characters.
-- @stmt candidate_names_of_sitting many
SELECT id, reg_no, name, site_code FROM candidate
WHERE sitting_id = :sitting AND gone_at IS NULL
	AND site_code BETWEEN coalesce(:site, '') AND coalesce(:site, '~')
ORDER BY site_code, reg_no;
