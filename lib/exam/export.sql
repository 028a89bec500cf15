-- Tables as they leave the office. The filters are :sitting (and :programme), and as far as they
-- mean something for a table :site, :subject, :state, :since (a run's number); each may be NULL.

-- One row per live entry, in the columns of the group registration workbook.
-- @stmt export_registrations many
SELECT c.site_code, substr(c.reg_no, 9, 6) AS serial, p.ticket_no, c.name,
	CASE c.sex WHEN 'M' THEN '男' ELSE '女' END AS sex, replace(c.born_on, '-', '') AS born_on,
	c.id_type, c.id_number, c.nation, c.occupation, c.education, c.training,
	o.subject_code, c.photo_name, c.postcode, c.address, c.email, c.phone, c.custom, c.remark,
	c.college, c.major, c.class, c.student_no,
	CASE c.source WHEN 'self' THEN '考生注册' ELSE '集体报名' END AS source, c.agreement, c.agreed_at
FROM candidate c
JOIN entry e ON e.candidate_id = c.id AND e.gone_at IS NULL
JOIN offering o ON o.id = e.offering_id
LEFT JOIN placement p ON p.entry_id = e.id
WHERE c.sitting_id = :sitting AND c.gone_at IS NULL
	AND c.site_code BETWEEN coalesce(:site, '') AND coalesce(:site, '~')
	AND (:subject IS NULL OR o.subject_code = :subject)
	AND (:state IS NULL OR e.state = :state)
	AND (:since IS NULL OR c.run_id > :since OR e.run_id > :since)
ORDER BY c.site_code, c.reg_no, o.subject_code, e.id;

-- @stmt export_candidates many
SELECT c.reg_no, c.site_code, t.name AS site_name, c.source, c.name, c.sex, c.born_on, c.id_type,
	c.id_number, c.nation, c.occupation, c.education, c.training, c.postcode, c.address, c.email,
	c.phone, c.college, c.major, c.class, c.student_no, c.photo_name, h.verdict AS photo, c.review,
	c.review_reason, c.confirmed_at, c.created_at,
	(SELECT count(*) FROM entry e WHERE e.candidate_id = c.id AND e.gone_at IS NULL) AS entries,
	coalesce(c.gone_state, 'live') AS state, c.gone_at, c.gone_reason
FROM candidate c
JOIN site t ON t.code = c.site_code
LEFT JOIN photo h ON h.sha256 = c.photo_sha256
WHERE c.sitting_id = :sitting
	AND c.site_code BETWEEN coalesce(:site, '') AND coalesce(:site, '~')
	AND (:subject IS NULL OR EXISTS (SELECT 1 FROM entry e JOIN offering o ON o.id = e.offering_id
		WHERE e.candidate_id = c.id AND e.gone_at IS NULL AND o.subject_code = :subject))
	AND coalesce(c.gone_state, 'live') = coalesce(:state, coalesce(c.gone_state, 'live'))
	AND (:since IS NULL OR c.run_id > :since)
ORDER BY c.site_code, c.reg_no, c.id;

-- @stmt export_entries many
SELECT c.reg_no, c.name, c.id_number, c.site_code, t.name AS site_name, o.subject_code,
	u.name AS subject_name, c.source, e.state, e.fee_fen, e.created_at, e.paid_at,
	(SELECT max(p.order_no) FROM order_entry x JOIN pay_order p ON p.id = x.order_id
		WHERE x.entry_id = e.id AND p.state <> 'closed') AS order_no,
	w.on_date AS wish_on, e.gone_at, e.gone_reason
FROM candidate c
JOIN entry e ON e.candidate_id = c.id
JOIN offering o ON o.id = e.offering_id
JOIN subject u ON u.programme_id = o.programme_id AND u.code = o.subject_code
JOIN site t ON t.code = c.site_code
LEFT JOIN wish w ON w.entry_id = e.id
WHERE c.sitting_id = :sitting
	AND c.site_code BETWEEN coalesce(:site, '') AND coalesce(:site, '~')
	AND (:subject IS NULL OR o.subject_code = :subject)
	AND (:state IS NULL OR e.state = :state)
	AND (:since IS NULL OR e.run_id > :since)
ORDER BY c.site_code, c.reg_no, o.subject_code, e.id;

-- @stmt export_orders many scan-ok=all-orders-are-asked-for
SELECT p.order_no, c.reg_no, p.amount_fen, (SELECT group_concat(subject_code, ' ') FROM
		(SELECT o.subject_code FROM order_entry x JOIN entry e ON e.id = x.entry_id
			JOIN offering o ON o.id = e.offering_id
			WHERE x.order_id = p.id ORDER BY o.subject_code)) AS subject_codes,
	p.channel, p.opened_at, p.site_code, c.name,
	(SELECT count(*) FROM order_entry x WHERE x.order_id = p.id) AS entries, p.state, p.closed_at
FROM pay_order p
LEFT JOIN candidate c ON c.id = p.candidate_id
WHERE p.sitting_id = :sitting AND (:site IS NULL OR p.site_code = :site)
	AND (:state IS NULL OR p.state = :state)
	AND (:subject IS NULL OR EXISTS (SELECT 1 FROM order_entry x JOIN entry e ON e.id = x.entry_id
		JOIN offering o ON o.id = e.offering_id
		WHERE x.order_id = p.id AND o.subject_code = :subject))
	AND (:since IS NULL OR p.run_id > :since)
ORDER BY p.order_no;

-- Payments of the sitting's orders and those of no order; state is the bucket.
-- @stmt export_payments many scan-ok=all-payments-are-asked-for
SELECT y.channel, y.kind, y.txn_id, y.order_no, c.reg_no, c.name, y.amount_fen, y.fee_text, y.paid_at,
	y.bucket, y.status, m.name AS statement, y.row
FROM payment y
JOIN statement m ON m.id = y.statement_id
LEFT JOIN pay_order p ON p.id = y.order_id
LEFT JOIN candidate c ON c.id = p.candidate_id
WHERE (p.id IS NULL OR p.sitting_id = :sitting) AND (:site IS NULL OR p.site_code = :site)
	AND (:state IS NULL OR y.bucket = :state)
	AND (:subject IS NULL OR EXISTS (SELECT 1 FROM order_entry x JOIN entry e ON e.id = x.entry_id
		JOIN offering o ON o.id = e.offering_id
		WHERE x.order_id = p.id AND o.subject_code = :subject))
	AND (:since IS NULL OR y.run_id > :since)
ORDER BY y.paid_at, y.channel, y.txn_id, y.kind, y.ordinal;

-- @stmt export_refunds many scan-ok=all-refunds-are-asked-for
SELECT y.channel, y.txn_id, y.order_no, c.reg_no, c.name, r.amount_fen, r.reason, r.state, r.owed_at,
	r.paid_at, r.reference
FROM refund r
JOIN payment y ON y.id = r.payment_id
LEFT JOIN candidate c ON c.id = r.candidate_id
LEFT JOIN pay_order p ON p.id = y.order_id
WHERE (p.id IS NULL OR p.sitting_id = :sitting)
	AND (:site IS NULL OR coalesce(c.site_code, p.site_code) = :site)
	AND (:state IS NULL OR r.state = :state)
	AND (:subject IS NULL OR EXISTS (SELECT 1 FROM order_entry x JOIN entry e ON e.id = x.entry_id
		JOIN offering o ON o.id = e.offering_id
		WHERE x.order_id = p.id AND o.subject_code = :subject))
	AND (:since IS NULL OR r.run_id > :since)
ORDER BY r.owed_at, r.id;

-- Who sits where and when; state is that of the entry.
-- @stmt export_assignments many
SELECT c.reg_no, c.name, c.id_number, c.site_code, o.subject_code, u.name AS subject_name,
	s.number AS session, s.on_date, s.starts_at, s.ends_at, r.code AS room_code, r.name AS room_name,
	p.seat, p.ticket_no, w.on_date AS wish_on, p.wish_kept
FROM candidate c
JOIN entry e ON e.candidate_id = c.id AND e.gone_at IS NULL
JOIN placement p ON p.entry_id = e.id
JOIN session s ON s.id = p.session_id
JOIN offering o ON o.id = e.offering_id
JOIN subject u ON u.programme_id = o.programme_id AND u.code = o.subject_code
LEFT JOIN room r ON r.id = p.room_id
LEFT JOIN wish w ON w.entry_id = e.id
WHERE c.sitting_id = :sitting AND c.gone_at IS NULL
	AND c.site_code BETWEEN coalesce(:site, '') AND coalesce(:site, '~')
	AND (:subject IS NULL OR o.subject_code = :subject)
	AND (:state IS NULL OR e.state = :state)
	AND (:since IS NULL OR p.run_id > :since)
ORDER BY c.site_code, s.number, r.code, p.seat, c.reg_no, o.subject_code, e.id;

-- Tickets with what the portal must know: may the candidate print it, and was it printed here.
-- @stmt export_tickets many
SELECT t.ticket_no, t.reg_no, t.name, t.id_number, t.site_code, t.subject_code, t.room_code, t.seat,
	t.on_date, t.starts_at, t.ends_at, t.self_printing, count(h.id) AS prints,
	max(h.printed_at) AS printed_at
FROM v_ticket t
LEFT JOIN handout h ON h.entry_id = t.entry_id AND h.kind = 'ticket'
LEFT JOIN placement p ON p.entry_id = t.entry_id
WHERE t.sitting_id = :sitting AND t.ticket_no IS NOT NULL
	AND t.site_code BETWEEN coalesce(:site, '') AND coalesce(:site, '~')
	AND (:subject IS NULL OR t.subject_code = :subject)
	AND (:state IS NULL OR t.state = :state)
	AND (:since IS NULL OR p.run_id > :since)
GROUP BY t.entry_id
ORDER BY t.site_code, t.room_code, t.session, t.seat, t.ticket_no;
