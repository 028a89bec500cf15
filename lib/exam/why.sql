-- Everything about one candidate, for `ncre why`.

-- @stmt why_candidate many scan-ok=a-handful-of-sittings
SELECT c.id, c.reg_no, c.name, c.site_code, c.source, c.review, c.review_reason, c.agreement, c.agreed_at,
	c.agreed_by, c.created_at, c.gone_at, c.gone_state, c.gone_reason, c.photo_sha256, c.confirmed_at,
	s.code AS sitting_code, s.name AS sitting_name,
	(SELECT l.lock FROM v_candidate_lock l WHERE l.candidate_id = c.id) AS lock
FROM candidate c JOIN sitting s ON s.id = c.sitting_id
WHERE c.id IN (SELECT l.id FROM sitting t JOIN candidate l ON l.sitting_id = t.id AND l.id_number = :who
			AND l.gone_at IS NULL
		UNION SELECT l.id FROM candidate l WHERE l.reg_no = :who AND l.gone_at IS NULL
		UNION SELECT g.id FROM candidate g WHERE g.id_number = :who AND g.gone_at IS NOT NULL
		UNION SELECT g.id FROM candidate g WHERE g.reg_no = :who AND g.gone_at IS NOT NULL)
ORDER BY c.created_at, c.id;

-- Each line: when, what happened (event is a word of why_words in job/why.c), with what detail, by which run.
-- A row names the run that wrote it last; what made it is the one run of that second that can have.
-- @stmt why_events many scan-ok=the-runs-of-an-office
SELECT c.created_at AS at, 1 AS step, 'registered' AS event, c.source AS detail, '' AS more,
	(SELECT max(r.id) FROM run r WHERE r.started_at = c.created_at
	AND r.command IN ('import', 'register') HAVING count(*) = 1) AS run
FROM candidate c WHERE c.id = :id
UNION ALL
SELECT e.created_at, 2, 'entry', o.subject_code || ' ' || s.name, '' || e.fee_fen,
	(SELECT max(r.id) FROM run r WHERE r.started_at = e.created_at
	AND r.command IN ('import', 'register', 'amend') HAVING count(*) = 1)
FROM entry e JOIN offering o ON o.id = e.offering_id
JOIN subject s ON s.programme_id = o.programme_id AND s.code = o.subject_code WHERE e.candidate_id = :id
UNION ALL
SELECT p.checked_at, 3, 'photo', p.verdict, p.width_px || 'x' || p.height_px,
	(SELECT max(r.id) FROM run r WHERE r.started_at = p.checked_at
	AND r.command IN ('validate-photos') HAVING count(*) = 1)
FROM candidate c JOIN photo p ON p.sha256 = c.photo_sha256 WHERE c.id = :id
UNION ALL
SELECT r.decided_at, 4, 'review', r.decision, coalesce(r.reason, ''), r.run_id
FROM review_decision r WHERE r.candidate_id = :id
UNION ALL
SELECT b.opened_at, 5, 'order', b.order_no, '' || b.amount_fen,
	(SELECT max(r.id) FROM run r WHERE r.started_at = b.opened_at
	AND r.command IN ('bill', 'import') HAVING count(*) = 1)
FROM pay_order b WHERE b.candidate_id = :id
UNION ALL
SELECT b.opened_at, 5, 'order', b.order_no, '' || b.amount_fen,
	(SELECT max(r.id) FROM run r WHERE r.started_at = b.opened_at
	AND r.command IN ('bill', 'import') HAVING count(*) = 1)
FROM pay_order b WHERE b.candidate_id IS NULL AND b.id IN (SELECT oe.order_id FROM entry e
	JOIN order_entry oe ON oe.entry_id = e.id WHERE e.candidate_id = :id)
UNION ALL
SELECT b.closed_at, 6, 'order_closed', b.order_no, b.state, b.run_id
FROM pay_order b WHERE b.candidate_id = :id AND b.state = 'closed'
UNION ALL
SELECT p.paid_at, 7, 'payment', p.bucket, p.channel || ' ' || p.txn_id || ' ' || p.amount_fen, p.run_id
FROM pay_order b JOIN payment p ON p.order_id = b.id WHERE b.candidate_id = :id
UNION ALL
SELECT e.paid_at, 8, 'paid', o.subject_code, '', e.run_id
FROM entry e JOIN offering o ON o.id = e.offering_id WHERE e.candidate_id = :id AND e.paid_at IS NOT NULL
UNION ALL
SELECT w.wished_at, 9, 'wish', o.subject_code, w.on_date, w.run_id
FROM entry e JOIN wish w ON w.entry_id = e.id JOIN offering o ON o.id = e.offering_id WHERE e.candidate_id = :id
UNION ALL
SELECT r.started_at, 10, 'placed', o.subject_code, x.on_date || ' ' || x.number
	|| coalesce(' ' || m.code || '-' || p.seat || ' ' || p.ticket_no, ''), p.run_id
FROM entry e JOIN placement p ON p.entry_id = e.id JOIN session x ON x.id = p.session_id
LEFT JOIN room m ON m.id = p.room_id JOIN offering o ON o.id = e.offering_id
LEFT JOIN run r ON r.id = p.run_id WHERE e.candidate_id = :id
UNION ALL
SELECT h.printed_at, 11, 'printed', h.kind, substr(h.content_sha256, 1, 12), h.run_id
FROM handout h WHERE h.candidate_id = :id
UNION ALL
SELECT f.owed_at, 12, 'refund_owed', f.reason, '' || f.amount_fen, f.run_id
FROM refund f WHERE f.candidate_id = :id
UNION ALL
SELECT f.paid_at, 13, 'refund_paid', f.reason, '' || f.amount_fen, f.run_id
FROM refund f WHERE f.candidate_id = :id AND f.paid_at IS NOT NULL
UNION ALL
SELECT e.gone_at, 14, 'gone', o.subject_code || ' ' || e.state, coalesce(e.gone_reason, ''), e.run_id
FROM entry e JOIN offering o ON o.id = e.offering_id WHERE e.candidate_id = :id AND e.gone_at IS NOT NULL
UNION ALL
SELECT c.gone_at, 15, 'candidate_gone', c.gone_state, coalesce(c.gone_reason, ''), c.run_id
FROM candidate c WHERE c.id = :id AND c.gone_at IS NOT NULL
ORDER BY 1, 2, 4;
