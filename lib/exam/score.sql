-- Scores (R-SCORE): points or a mark of each entry, and the grade that follows from the programme's
-- limits. Entries are named by ticket number, or by registration number and subject.

-- @rows incoming_scores (seq INTEGER, id INTEGER, ticket_no TEXT, reg_no TEXT, subject_code TEXT, name TEXT, points INTEGER, part_points INTEGER, mark TEXT, band TEXT)

-- @find score_entry scores ticket_no R-SCORE
-- zh: 找不到这个报考（准考证号 {ticket_no}，报名号 {reg_no}，科目 {subject_code}）
-- en: no such entry (ticket {ticket_no}, registration {reg_no}, subject {subject_code})
SELECT i.seq, e.entry_id AS id FROM incoming_scores i
CROSS JOIN v_entry e ON e.entry_id = CASE WHEN i.ticket_no IS NOT NULL
	THEN (SELECT p.entry_id FROM placement p WHERE p.ticket_no = i.ticket_no)
	ELSE (SELECT x.entry_id FROM v_entry x WHERE x.sitting_id = :sitting AND x.reg_no = i.reg_no
		AND x.subject_code = i.subject_code) END
WHERE e.sitting_id = :sitting
ORDER BY i.seq;

-- @known score_known scores
SELECT i.seq FROM incoming_scores i CROSS JOIN v_entry e ON e.entry_id = i.id
JOIN score s ON s.entry_id = i.id
WHERE s.mark IS i.mark AND s.points IS iif(i.mark IS NULL, i.points, NULL)
	AND s.part_points IS coalesce(i.part_points, s.part_points)
	AND s.band = coalesce(i.band, s.band) AND e.name = coalesce(i.name, e.name)
	AND e.reg_no = coalesce(i.reg_no, e.reg_no)
	AND e.subject_code = coalesce(i.subject_code, e.subject_code)
ORDER BY i.seq;

-- @rule score_differs scores name R-SCORE
-- zh: 准考证号、报名号、科目和姓名不是同一个报考：系统里是 {found_no} {found_name} 科目 {found_subject}
-- en: ticket, registration, subject and name do not belong together: here it is {found_no} {found_name}, subject {found_subject}
SELECT i.seq, e.reg_no AS found_no, e.name AS found_name, e.subject_code AS found_subject
FROM incoming_scores i CROSS JOIN v_entry e ON e.entry_id = i.id
WHERE e.name <> coalesce(i.name, e.name) OR e.reg_no <> coalesce(i.reg_no, e.reg_no)
	OR e.subject_code <> coalesce(i.subject_code, e.subject_code)
ORDER BY i.seq;

-- @rule score_unpaid scores ticket_no R-SCORE
-- zh: 未缴费的报考不能有成绩
-- en: an entry that is not paid has no score
SELECT i.seq FROM incoming_scores i CROSS JOIN entry e ON e.id = i.id WHERE e.state <> 'paid'
ORDER BY i.seq;

-- @rule score_before_exam scores ticket_no R-SCORE
-- zh: 该科目的考试还没有结束（{ends}）
-- en: the exam is not over yet ({ends})
SELECT i.seq, strftime('%Y-%m-%d %H:%M', s.ends_at, 'unixepoch', '+8 hours') AS ends
FROM incoming_scores i CROSS JOIN placement p ON p.entry_id = i.id JOIN session s ON s.id = p.session_id
WHERE s.ends_at > :now ORDER BY i.seq;

-- @rule score_missing scores points R-SCORE
-- zh: 没有成绩，也没有缺考、违纪或作弊标志
-- en: neither points nor a mark
SELECT i.seq FROM incoming_scores i WHERE i.points IS NULL AND i.mark IS NULL ORDER BY i.seq;

-- @rule score_marked scores points R-SCORE
-- zh: 标为{mark}的不能有成绩
-- en: no points where it says {mark}
SELECT i.seq FROM incoming_scores i WHERE i.points <> 0 AND i.mark IS NOT NULL ORDER BY i.seq;

-- @rule score_range scores points R-SCORE
-- zh: 成绩应在 0 到 100 之间
-- en: points are from 0 to 100
SELECT i.seq FROM incoming_scores i WHERE i.points NOT BETWEEN 0 AND 100 ORDER BY i.seq;

-- @rule score_part scores part_points R-SCORE
-- zh: 部分成绩 {part_points} 不能小于 0 或大于总成绩 {points}
-- en: part of the points ({part_points}) is less than 0 or more than all ({points})
SELECT i.seq FROM incoming_scores i WHERE i.part_points NOT BETWEEN 0 AND i.points ORDER BY i.seq;

-- @rule score_band scores band R-SCORE scan-ok=four-grades
-- zh: 按成绩应为“{band}”
-- en: by its points it is {band}
SELECT i.seq, b.band FROM incoming_scores i CROSS JOIN v_entry e ON e.entry_id = i.id
JOIN v_band b ON b.sitting_id = e.sitting_id AND b.site_code = e.site_code
	AND b.from_points = (SELECT max(x.from_points) FROM v_band x WHERE x.sitting_id = e.sitting_id
		AND x.site_code = e.site_code AND x.from_points <= i.points)
WHERE i.mark IS NULL AND i.band <> b.band
UNION ALL
SELECT i.seq, i.mark FROM incoming_scores i WHERE i.band <> i.mark
ORDER BY 1;

-- @rule score_certified scores points R-CERT
-- zh: 已发证书 {number}，成绩不能再改
-- en: certificate {number} is issued: the score stays
SELECT i.seq, c.number FROM incoming_scores i CROSS JOIN certificate c ON c.entry_id = i.id
ORDER BY i.seq;

-- @put score_put scores scan-ok=four-grades
INSERT INTO score (entry_id, points, part_points, mark, band, run_id)
SELECT i.id, iif(i.mark IS NULL, i.points, NULL), i.part_points, i.mark,
	coalesce(i.mark, (SELECT b.band FROM v_band b WHERE b.sitting_id = e.sitting_id
		AND b.site_code = e.site_code AND b.from_points <= i.points
		ORDER BY b.from_points DESC LIMIT 1)), :run
FROM incoming_scores i CROSS JOIN v_entry e ON e.entry_id = i.id
WHERE true
ON CONFLICT (entry_id) DO UPDATE SET points = excluded.points,
	part_points = coalesce(excluded.part_points, part_points), mark = excluded.mark,
	band = excluded.band, run_id = excluded.run_id;

-- @check score_other_band R-SCORE error scan-ok=every-score
-- zh: 等第与成绩不符
-- en: the grade is not that of the points
SELECT e.reg_no || ' ' || e.subject_code AS subject, s.points || ' ' || s.band AS detail
FROM score s JOIN v_entry e ON e.entry_id = s.entry_id
WHERE s.mark IS NULL AND s.points < (SELECT b.from_points FROM v_band b
	WHERE b.sitting_id = e.sitting_id AND b.site_code = e.site_code AND b.band = s.band)
ORDER BY e.reg_no, e.subject_code;
