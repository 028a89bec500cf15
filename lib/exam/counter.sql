-- @stmt counter_case one
SELECT c.id, c.sitting_id, c.reg_no, c.site_code, c.review, ss.confirmation AS site_confirms,
	c.confirmed_at IS NOT NULL AS confirmed,
	(SELECT count(*) FROM entry e WHERE e.candidate_id = c.id AND e.state = 'unpaid') AS unpaid,
	(SELECT count(*) FROM entry e WHERE e.candidate_id = c.id AND e.state = 'in_payment') AS in_payment,
	(SELECT count(*) FROM entry e WHERE e.candidate_id = c.id AND e.state = 'paid') AS paid
FROM candidate c JOIN sitting_site ss ON ss.sitting_id = c.sitting_id AND ss.site_code = c.site_code
WHERE c.id = :candidate;

-- @stmt counter_by_ticket one
SELECT c.id FROM placement p JOIN entry e ON e.id = p.entry_id JOIN candidate c ON c.id = e.candidate_id
WHERE p.ticket_no = :number AND c.sitting_id = :sitting AND c.gone_at IS NULL;

-- @stmt counter_confirm exec
UPDATE candidate SET confirmed_at = :now, run_id = :run
WHERE id = :candidate AND gone_at IS NULL AND confirmed_at IS NULL;

-- Who is not confirmed at sites that confirm; is_late: the window has closed.
-- @stmt counter_unconfirmed many
SELECT u.*, u.closes_at <= :now AS is_late FROM (
SELECT c.reg_no, c.site_code, c.name, c.source, c.phone,
	(SELECT count(*) FROM entry e WHERE e.candidate_id = c.id AND e.state = 'paid') AS paid,
	coalesce((SELECT w.closes_at FROM time_window w WHERE w.sitting_id = c.sitting_id
			AND w.site_code = c.site_code AND w.phase = 'confirmation'),
		(SELECT w.closes_at FROM time_window w WHERE w.sitting_id = c.sitting_id
			AND w.site_code = '' AND w.phase = 'confirmation')) AS closes_at
FROM candidate c
JOIN sitting_site ss ON ss.sitting_id = c.sitting_id AND ss.site_code = c.site_code
WHERE c.sitting_id = :sitting AND (:site IS NULL OR c.site_code = :site) AND ss.confirmation = 1
	AND c.confirmed_at IS NULL AND c.gone_at IS NULL) u
WHERE :late = 0 OR u.closes_at <= :now
ORDER BY u.site_code, u.reg_no;

-- @stmt counter_unconfirmed_count one
SELECT count(*) AS candidates, min(w.closes_at) AS closes_at, coalesce(sum(w.closes_at <= :now), 0) AS late
FROM sitting_site ss JOIN time_window w ON w.sitting_id = ss.sitting_id AND w.phase = 'confirmation'
	AND w.site_code = CASE WHEN EXISTS (SELECT 1 FROM time_window x WHERE x.sitting_id = ss.sitting_id
		AND x.site_code = ss.site_code AND x.phase = 'confirmation') THEN ss.site_code ELSE '' END
JOIN candidate c ON c.sitting_id = ss.sitting_id AND c.site_code = ss.site_code
WHERE ss.sitting_id = :sitting AND ss.confirmation = 1 AND c.confirmed_at IS NULL AND c.gone_at IS NULL
	AND w.opens_at <= :now AND w.closes_at < :now + :soon;

-- @stmt counter_entry one
SELECT e.id, e.state FROM entry e JOIN offering o ON o.id = e.offering_id
WHERE e.candidate_id = :candidate AND o.subject_code = :subject AND e.gone_at IS NULL
ORDER BY e.id LIMIT 1;

-- @stmt counter_cancel_entry exec
UPDATE entry SET state = 'cancelled', gone_at = :now, gone_reason = :reason, clock_at = NULL, run_id = :run
WHERE id = :entry;

-- @stmt counter_cancel_candidate exec
UPDATE candidate SET gone_at = :now, gone_state = 'cancelled', gone_reason = :reason, run_id = :run
WHERE id = :candidate AND gone_at IS NULL
	AND NOT EXISTS (SELECT 1 FROM entry e WHERE e.candidate_id = :candidate AND e.gone_at IS NULL);

-- What this run cancelled of a candidate, and how many entries are left.
-- @stmt counter_cancelled_now many
SELECT c.reg_no, c.site_code, c.name, o.subject_code, e.fee_fen, e.state,
	(SELECT count(*) FROM entry x WHERE x.candidate_id = c.id AND x.gone_at IS NULL) AS left
FROM candidate c LEFT JOIN entry e ON e.candidate_id = c.id AND e.gone_at = :now AND e.run_id = :run
LEFT JOIN offering o ON o.id = e.offering_id
WHERE c.id = :candidate
ORDER BY o.subject_code;

-- @stmt counter_delete_entries exec
UPDATE entry SET state = 'deleted', gone_at = :now, gone_reason = :reason, clock_at = NULL, run_id = :run
WHERE candidate_id = :candidate AND gone_at IS NULL;

-- @stmt counter_delete_candidate exec
UPDATE candidate SET gone_at = :now, gone_state = 'deleted', gone_reason = :reason, run_id = :run
WHERE id = :candidate AND gone_at IS NULL;

-- ---- confirmations that come in as a table ----

-- @rows incoming_confirmations (seq INTEGER, id INTEGER, number TEXT, name TEXT)

-- By registration number, else by document number.
-- @find confirmation_candidate confirmations number ROW
-- zh: 没有这个考生
-- en: no such candidate
SELECT i.seq, coalesce(
	(SELECT c.id FROM candidate c WHERE c.sitting_id = :sitting AND c.reg_no = i.number AND c.gone_at IS NULL),
	(SELECT c.id FROM candidate c WHERE c.sitting_id = :sitting AND c.id_number = i.number
		AND c.gone_at IS NULL ORDER BY c.id LIMIT 1)) AS id
FROM incoming_confirmations i ORDER BY i.seq;

-- @known confirmation_known confirmations
SELECT i.seq FROM incoming_confirmations i CROSS JOIN candidate c ON c.id = i.id
WHERE c.confirmed_at IS NOT NULL ORDER BY i.seq;

-- @rule confirmation_name confirmations name R-NAME
-- zh: 报名的姓名是 {registered}（{registered_no}）
-- en: the registered name is {registered} ({registered_no})
SELECT i.seq, c.name AS registered, c.reg_no AS registered_no
FROM incoming_confirmations i CROSS JOIN candidate c ON c.id = i.id WHERE i.name <> c.name ORDER BY i.seq;

-- @rule confirmation_site confirmations number R-STATE
-- zh: 该考点不需要现场确认
-- en: the site does not confirm
SELECT i.seq FROM incoming_confirmations i CROSS JOIN candidate c ON c.id = i.id
JOIN sitting_site ss ON ss.sitting_id = c.sitting_id AND ss.site_code = c.site_code
WHERE ss.confirmation = 0 ORDER BY i.seq;

-- @rule confirmation_window confirmations number R-WINDOW
-- zh: 不在现场确认时间内（{shown}）
-- en: outside the confirmation window ({shown})
SELECT i.seq, w.shown FROM incoming_confirmations i CROSS JOIN candidate c ON c.id = i.id
JOIN v_window w ON w.sitting_id = c.sitting_id AND w.site_code = c.site_code AND w.phase = 'confirmation'
WHERE :now < w.opens_at OR :now >= w.closes_at ORDER BY i.seq;

-- @put confirmation_put confirmations count=confirmed
UPDATE candidate SET confirmed_at = :now, run_id = :run
WHERE id IN (SELECT id FROM incoming_confirmations);
