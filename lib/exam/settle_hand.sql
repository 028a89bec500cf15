-- What a match by hand did: the payment, each order it is for, and what is missing or left over.
-- @stmt settle_hand_matched many scan-ok=the-matches-made-by-hand
SELECT p.txn_id, p.amount_fen, p.bucket, o.order_no, o.amount_fen AS order_fen, o.state,
	CASE o.state WHEN 'paid' THEN 0 ELSE o.amount_fen - (SELECT coalesce(sum(q.amount_fen), 0) FROM payment q
		WHERE q.order_id = o.id AND q.bucket = 'under') END AS missing_fen,
	(SELECT coalesce(sum(r.amount_fen), 0) FROM refund r WHERE r.payment_id = p.id AND r.state = 'owed') AS owed_fen,
	c.reg_no, c.name
FROM payment_match m JOIN payment p ON p.id = m.payment_id JOIN pay_order o ON o.id = m.order_id
LEFT JOIN candidate c ON c.id = o.candidate_id
WHERE m.run_id = :run
ORDER BY o.order_no;

-- A payment that is in suspense again.
-- @stmt settle_hand_unmatched many
SELECT p.txn_id, p.channel, p.bucket, p.order_no, p.paid_at, v.open_fen, s.name AS file, p.row
FROM payment p JOIN v_suspense v ON v.payment_id = p.id JOIN statement s ON s.id = p.statement_id
WHERE p.txn_id = :txn_id AND p.run_id = :run
ORDER BY p.id;
