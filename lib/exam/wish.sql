-- @stmt wish_entry one
SELECT e.id, e.state, c.source, c.site_code, ss.wishes, d.capacity,
	(SELECT count(*) FROM entry n JOIN wish w ON w.entry_id = n.id
		WHERE n.offering_id = e.offering_id AND n.gone_at IS NULL AND w.on_date = :on
		AND n.id <> e.id) AS wished,
	(SELECT w.on_date FROM wish w WHERE w.entry_id = e.id) AS present
FROM candidate c
JOIN offering o ON o.sitting_id = c.sitting_id AND o.site_code = c.site_code AND o.subject_code = :subject
JOIN entry e ON e.candidate_id = c.id AND e.offering_id = o.id AND e.gone_at IS NULL
JOIN sitting_site ss ON ss.sitting_id = c.sitting_id AND ss.site_code = c.site_code
LEFT JOIN wish_day d ON d.offering_id = e.offering_id AND d.on_date = :on
WHERE c.reg_no = :reg_no AND c.gone_at IS NULL AND c.sitting_id = :sitting;

-- @stmt wish_set exec
INSERT INTO wish (entry_id, on_date, wished_at, run_id) VALUES (:entry, :on, :now, :run)
ON CONFLICT (entry_id) DO UPDATE SET on_date = excluded.on_date, wished_at = :now, run_id = :run;

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
