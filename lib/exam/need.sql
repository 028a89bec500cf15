-- What a candidate needs to sit an exam: the tag of a room, longer time (R-DATE).

-- @rows incoming_needs (seq INTEGER, id INTEGER, tag TEXT, extra_percent INTEGER, reg_no TEXT)

-- @find need_candidate needs reg_no R-DATE
-- zh: 没有报名号 {reg_no} 的考生
-- en: there is no candidate {reg_no}
SELECT i.seq, c.id FROM incoming_needs i
CROSS JOIN candidate c ON c.sitting_id = :sitting AND c.reg_no = i.reg_no AND c.gone_at IS NULL
ORDER BY i.seq;

-- @known need_known needs
SELECT i.seq FROM incoming_needs i LEFT JOIN candidate_need n ON n.candidate_id = i.id
WHERE i.id IS NOT NULL AND coalesce(n.tag, '') = coalesce(i.tag, '')
	AND coalesce(n.extra_percent, 0) = coalesce(i.extra_percent, 0)
ORDER BY i.seq;

-- @rule need_extra needs extra_percent R-DATE
-- zh: 延长时间应为 0 到 200 的百分比整数
-- en: longer time is a whole percentage, 0 to 200
SELECT i.seq FROM incoming_needs i WHERE i.extra_percent NOT BETWEEN 0 AND 200 ORDER BY i.seq;

-- Both empty takes the need away, but the row stays: it says that somebody thought of it.
-- @put need_put needs
INSERT INTO candidate_need (candidate_id, tag, extra_percent, run_id)
SELECT id, coalesce(tag, ''), coalesce(extra_percent, 0), :run FROM incoming_needs WHERE true
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
