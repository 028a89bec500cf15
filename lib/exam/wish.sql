-- Wished exam dates (R-WISH): paid entries of self candidates, in the registration window, where
-- the site allows it, on days of that subject with wish places left.

-- @rows incoming_wishes (seq INTEGER, id INTEGER, reg_no TEXT, subject_code TEXT, wish_on TEXT)

-- @find wish_entry wishes reg_no R-WISH
-- zh: 没有报名号 {reg_no} 科目 {subject_code} 的有效报考
-- en: no live entry {reg_no}, subject {subject_code}
SELECT i.seq, e.entry_id AS id FROM incoming_wishes i
CROSS JOIN v_entry e ON e.sitting_id = :sitting AND e.reg_no = i.reg_no AND e.subject_code = i.subject_code
ORDER BY i.seq;

-- @known wish_known wishes
SELECT i.seq FROM incoming_wishes i CROSS JOIN wish w ON w.entry_id = i.id AND w.on_date = i.wish_on
ORDER BY i.seq;

-- @rule wish_unpaid wishes wish_on R-WISH
-- zh: 未缴费的科目不能选择意向日期
-- en: a wish needs a paid entry
SELECT i.seq FROM incoming_wishes i CROSS JOIN entry e ON e.id = i.id WHERE e.state <> 'paid'
ORDER BY i.seq;

-- @rule wish_group wishes wish_on R-WISH
-- zh: 集体报名的考生不能选择意向日期
-- en: group candidates make no wishes
SELECT i.seq FROM incoming_wishes i CROSS JOIN v_entry e ON e.entry_id = i.id WHERE e.source <> 'self'
ORDER BY i.seq;

-- @rule wish_site wishes wish_on R-WISH
-- zh: 考点未开放意向日期
-- en: the site takes no wishes
SELECT i.seq FROM incoming_wishes i CROSS JOIN v_entry e ON e.entry_id = i.id
JOIN sitting_site ss ON ss.sitting_id = e.sitting_id AND ss.site_code = e.site_code
WHERE ss.wishes = 0 ORDER BY i.seq;

-- @rule wish_window wishes wish_on R-WINDOW
-- zh: 不在规定时间内（{shown}）
-- en: outside the window ({shown})
SELECT i.seq, w.shown FROM incoming_wishes i CROSS JOIN v_entry e ON e.entry_id = i.id
JOIN v_window w ON w.sitting_id = e.sitting_id AND w.site_code = e.site_code AND w.phase = 'registration'
WHERE :now < w.opens_at OR :now >= w.closes_at ORDER BY i.seq;

-- @rule wish_day wishes wish_on R-WISH
-- zh: {wish_on} 不是该科目可选的意向日期
-- en: {wish_on} is not a day this subject can be wished for
SELECT i.seq FROM incoming_wishes i CROSS JOIN entry e ON e.id = i.id
WHERE NOT EXISTS (SELECT 1 FROM wish_day d WHERE d.offering_id = e.offering_id AND d.on_date = i.wish_on)
ORDER BY i.seq;

-- Places in the order of the file; who leaves a day in the same file frees no place yet.
-- @rule wish_full wishes wish_on R-WISH
-- zh: {wish_on} 的意向名额已满
-- en: no wish places are left on {wish_on}
SELECT t.seq FROM (
	SELECT i.seq, d.capacity, row_number() OVER (PARTITION BY e.offering_id, i.wish_on ORDER BY i.seq)
		+ (SELECT count(*) FROM entry n JOIN wish w ON w.entry_id = n.id
			WHERE n.offering_id = e.offering_id AND n.gone_at IS NULL AND w.on_date = i.wish_on) AS place
	FROM incoming_wishes i CROSS JOIN v_entry e ON e.entry_id = i.id
	JOIN wish_day d ON d.offering_id = e.offering_id AND d.on_date = i.wish_on
	WHERE e.state = 'paid' AND e.source = 'self') AS t
WHERE t.place > t.capacity ORDER BY t.seq;

-- @put wish_put wishes
INSERT INTO wish (entry_id, on_date, wished_at, run_id)
SELECT id, wish_on, :now, :run FROM incoming_wishes WHERE true
ON CONFLICT (entry_id) DO UPDATE SET on_date = excluded.on_date, wished_at = excluded.wished_at,
	run_id = excluded.run_id;

-- @check wish_not_allowed R-WISH error scan-ok=every-wish
-- zh: 意向日期不合规定
-- en: a wish that may not be made
SELECT c.reg_no || ' ' || o.subject_code AS subject, e.state || ' ' || c.source || ' ' || w.on_date AS detail
FROM wish w JOIN entry e ON e.id = w.entry_id JOIN candidate c ON c.id = e.candidate_id
JOIN offering o ON o.id = e.offering_id
JOIN sitting_site ss ON ss.sitting_id = c.sitting_id AND ss.site_code = c.site_code
WHERE e.state <> 'paid' OR c.source <> 'self' OR ss.wishes = 0
	OR NOT EXISTS (SELECT 1 FROM wish_day d WHERE d.offering_id = e.offering_id AND d.on_date = w.on_date)
ORDER BY c.reg_no, o.subject_code;

-- @check wish_day_over R-WISH error scan-ok=every-wish-day
-- zh: 意向人数超过名额
-- en: more wishes than places of a day
SELECT o.site_code || ' ' || o.subject_code || ' ' || d.on_date AS subject, count(*) || ' > ' || d.capacity AS detail
FROM wish_day d JOIN offering o ON o.id = d.offering_id
JOIN entry e ON e.offering_id = o.id AND e.gone_at IS NULL
JOIN wish w ON w.entry_id = e.id AND w.on_date = d.on_date
GROUP BY d.offering_id, d.on_date HAVING count(*) > d.capacity
ORDER BY 1;
