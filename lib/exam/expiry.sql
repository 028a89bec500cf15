-- @stmt expiry_least_hours one scan-ok=a-handful-of-policies
SELECT min(CAST(value AS INTEGER)) FROM (
	SELECT value FROM policy_key WHERE key = 'expiry.hours'
	UNION ALL SELECT value FROM policy WHERE key = 'expiry.hours');

-- Clocks that have run at least :seconds.
-- @stmt expiry_clocks many
SELECT e.id, e.candidate_id, c.sitting_id, c.reg_no, c.name, c.site_code, f.subject_code, e.clock_at,
	EXISTS (SELECT 1 FROM order_entry oe WHERE oe.entry_id = e.id) AS had_order,
	CASE WHEN EXISTS (SELECT 1 FROM order_entry oe JOIN pay_order o ON o.id = oe.order_id
			WHERE oe.entry_id = e.id AND o.closed_at = e.clock_at) THEN 'order_closed'
		WHEN c.review_at = e.clock_at AND c.review IN ('approved', 'rejected') THEN c.review
		ELSE 'registered' END AS why
FROM entry e CROSS JOIN candidate c ON c.id = e.candidate_id CROSS JOIN offering f ON f.id = e.offering_id
WHERE e.clock_at IS NOT NULL AND e.clock_at <= :now - :seconds
ORDER BY e.clock_at, e.id;

-- @stmt expiry_groups many scan-ok=one-row-a-site
SELECT e.id, e.candidate_id, c.sitting_id, c.reg_no, c.name, c.site_code, f.subject_code,
	ss.group_deadline_at AS deadline_at,
	EXISTS (SELECT 1 FROM order_entry oe WHERE oe.entry_id = e.id) AS had_order
FROM sitting_site ss
CROSS JOIN offering f ON f.sitting_id = ss.sitting_id AND f.site_code = ss.site_code
CROSS JOIN entry e ON e.offering_id = f.id AND e.state = 'unpaid'
CROSS JOIN candidate c ON c.id = e.candidate_id
WHERE ss.group_deadline_at <= :now AND c.source = 'group' AND c.review <> 'pending'
ORDER BY ss.group_deadline_at, e.id;

-- Orders of an entry whose channel's statements do not cover all the time from its opening up to :until.
-- Without a channel all that have statements must. A day is covered where a statement touches it that was
-- loaded after it, or reaches :until: what was loaded within a day knows nothing of the rest.
-- @stmt expiry_uncovered one scan-ok=the-orders-of-one-entry
WITH mine (opened_at, channel) AS (
	SELECT o.opened_at, w.channel FROM order_entry oe JOIN pay_order o ON o.id = oe.order_id
	JOIN (SELECT 'wechat' AS channel UNION ALL SELECT 'alipay' UNION ALL SELECT 'unionpay'
		UNION ALL SELECT 'generic') w ON w.channel = o.channel OR (o.channel IS NULL
			AND EXISTS (SELECT 1 FROM statement s WHERE s.channel = w.channel AND s.covers_to_at > 0))
	WHERE oe.entry_id = :entry),
-- where a gap could begin: on the day the order was opened, and on the day after each statement
start (channel, at) AS (
	SELECT channel, opened_at FROM mine
	UNION ALL SELECT m.channel, s.covers_to_at - 1 + 86400 FROM mine m JOIN statement s ON s.channel = m.channel
		AND s.covers_to_at > m.opened_at
		AND (s.covers_to_at - 1 + 28800) / 86400 * 86400 + 86400 - 28800 < :until)
SELECT (SELECT count(*) FROM order_entry oe WHERE oe.entry_id = :entry) > 0 AND (
	NOT EXISTS (SELECT 1 FROM mine)
	OR EXISTS (SELECT 1 FROM mine m WHERE NOT EXISTS (SELECT 1 FROM statement s
		WHERE s.channel = m.channel AND s.covers_to_at >= :until))
	OR EXISTS (SELECT 1 FROM start g WHERE NOT EXISTS (SELECT 1 FROM statement s WHERE s.channel = g.channel
		AND s.covers_to_at > (g.at + 28800) / 86400 * 86400 - 28800
		AND s.covers_from_at < ((g.at + 28800) / 86400 + 1) * 86400 - 28800
		AND (s.loaded_at >= ((g.at + 28800) / 86400 + 1) * 86400 - 28800 OR s.covers_to_at >= :until))));

-- @rows ending (entry_id INTEGER, candidate_id INTEGER)

-- @stmt expiry_end_entries exec
UPDATE entry SET state = 'expired', gone_at = :now, gone_reason = :reason, clock_at = NULL, run_id = :run
WHERE id IN (SELECT entry_id FROM ending);

-- @stmt expiry_end_candidates exec
UPDATE candidate SET gone_at = :now, gone_state = 'expired', gone_reason = :reason, run_id = :run
WHERE id IN (SELECT candidate_id FROM ending) AND gone_at IS NULL
	AND NOT EXISTS (SELECT 1 FROM entry e WHERE e.candidate_id = candidate.id AND e.gone_at IS NULL);

-- @stmt expiry_newest_run one scan-ok=one-step-from-the-end
SELECT started_at FROM run ORDER BY id DESC LIMIT 1;

-- A clock runs exactly where it should.
-- @check expiry_clock_wrong R-EXP error scan-ok=every-entry
-- zh: 保留时间的计时状态不对
-- en: a clock runs where it must not, or stands where it must run
SELECT c.reg_no || ' ' || f.subject_code AS subject,
	e.state || ', ' || c.source || ', ' || c.review || ', ' || coalesce(e.clock_at, '-') AS detail
FROM entry e JOIN candidate c ON c.id = e.candidate_id JOIN offering f ON f.id = e.offering_id
WHERE (e.clock_at IS NOT NULL) <> (e.state = 'unpaid' AND c.source = 'self' AND c.review <> 'pending')
ORDER BY c.reg_no, f.subject_code;

-- The clock starts with the latest of: entry made, decision, order closed.
-- @check expiry_clock_early R-EXP error scan-ok=every-entry
-- zh: 保留时间起算得太早
-- en: a clock started before the event that restarts it
SELECT c.reg_no || ' ' || f.subject_code AS subject, datetime(e.clock_at, 'unixepoch', '+8 hours') AS detail
FROM entry e JOIN candidate c ON c.id = e.candidate_id JOIN offering f ON f.id = e.offering_id
WHERE e.clock_at IS NOT NULL AND (e.clock_at < e.created_at
	OR e.clock_at < (SELECT max(o.closed_at) FROM order_entry oe JOIN pay_order o ON o.id = oe.order_id
		WHERE oe.entry_id = e.id AND o.state = 'closed')
	OR (c.review IN ('approved', 'rejected') AND e.clock_at < c.review_at AND e.created_at <= c.review_at))
ORDER BY c.reg_no, f.subject_code;
