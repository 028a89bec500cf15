-- What a candidate needs to sit an exam: the tag of a room, longer time (R-DATE).

-- @stmt need_candidate one
SELECT c.id, n.tag, n.extra_percent FROM candidate c
LEFT JOIN candidate_need n ON n.candidate_id = c.id
WHERE c.sitting_id = :sitting AND c.reg_no = :reg_no AND c.gone_at IS NULL;

-- @stmt need_set exec
INSERT INTO candidate_need (candidate_id, tag, extra_percent, run_id)
VALUES (:candidate, :tag, :extra, :run)
ON CONFLICT (candidate_id) DO UPDATE SET tag = excluded.tag, extra_percent = excluded.extra_percent,
	run_id = excluded.run_id;

-- @check need_not_met R-DATE warning scan-ok=every-need
-- zh: 有特殊需要的考生不在所需的考场，或场次不够长
-- en: a candidate with a need is not in such a room, or the session is too short
SELECT c.reg_no || ' ' || o.subject_code AS subject,
	n.tag || ' +' || n.extra_percent || '%' AS detail
FROM candidate_need n JOIN candidate c ON c.id = n.candidate_id
JOIN entry e ON e.candidate_id = c.id JOIN placement p ON p.entry_id = e.id
JOIN session s ON s.id = p.session_id JOIN offering o ON o.id = e.offering_id
JOIN subject b ON b.programme_id = o.programme_id AND b.code = o.subject_code
LEFT JOIN room r ON r.id = p.room_id
WHERE r.tag <> n.tag OR (s.ends_at - s.starts_at) * 100 < b.minutes * 60 * (100 + n.extra_percent)
ORDER BY c.reg_no, o.subject_code;
