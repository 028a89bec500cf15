-- @stmt payback_rows many
SELECT p.id, p.channel, p.kind, p.txn_id, p.orig_txn_id, p.order_no, p.amount_fen, p.bucket, p.paid_at,
	p.channel || '|' || p.kind || '|' || p.txn_id || '|' || p.ordinal AS key
FROM payment p WHERE p.statement_id >= :first AND p.bucket <> 'paid' AND p.kind <> 'pay'
ORDER BY p.paid_at, p.id;

-- Rows of refunds that are known: what they say now.
-- @temp refund_again (id INTEGER PRIMARY KEY, payment_id INTEGER, bucket TEXT, status TEXT)

-- @stmt payback_again exec
INSERT INTO refund_again (payment_id, bucket, status)
SELECT p.id, s.bucket, s.status FROM read_row s
CROSS JOIN payment p ON p.txn_id = s.txn_id AND p.channel = s.channel AND p.kind = s.kind AND p.ordinal = s.ordinal
WHERE s.kind = 'refund' AND (p.statement_id <> s.statement_id OR p.row <> s.row);

-- Refunds that were under way, or had failed, and have got further by a row read now; the last word
-- is the latest row's.
-- @stmt payback_moves many
SELECT p.id, p.statement_id, p.channel, p.kind, p.txn_id, p.orig_txn_id, p.order_no, p.amount_fen, p.paid_at,
	p.channel || '|' || p.kind || '|' || p.txn_id || '|' || p.ordinal AS key, s.bucket, s.status
FROM refund_again s CROSS JOIN payment p ON p.id = s.payment_id
WHERE (p.bucket = 'refund_processing' AND s.bucket <> 'refund_processing'
	OR p.bucket = 'refund_failed' AND s.bucket = 'refund')
ORDER BY s.id;

-- @stmt payback_state one
SELECT bucket FROM payment WHERE id = :id;

-- @stmt payback_move exec
UPDATE payment SET bucket = :bucket, status = :status, run_id = :run WHERE id = :id;

-- What could be given back with a refund row, what is owed first; refund 0: money in suspense. A payment that
-- is only 'paid' is owed nothing of.
-- @stmt payback_claims many
SELECT r.id AS refund, p.id AS payment, r.amount_fen AS open_fen, p.bucket AS bucket, 0 AS held
FROM payment p JOIN refund r ON r.payment_id = p.id AND r.state = 'owed'
WHERE p.channel = :channel AND p.kind = 'pay' AND p.txn_id = :orig
UNION ALL
SELECT r.id, p.id, r.amount_fen, p.bucket, 0
FROM payment p JOIN refund r ON r.payment_id = p.id AND r.state = 'owed'
WHERE :orig IS NULL AND p.channel = :channel AND p.kind = 'pay' AND p.bucket <> 'paid' AND p.order_no = :order_no
	AND p.order_no <> ''
UNION ALL
SELECT 0, p.id, v.open_fen, p.bucket, 1
FROM payment p JOIN v_suspense v ON v.payment_id = p.id
WHERE p.channel = :channel AND p.kind = 'pay' AND p.txn_id = :orig
UNION ALL
SELECT 0, p.id, v.open_fen, p.bucket, 1
FROM payment p JOIN v_suspense v ON v.payment_id = p.id
WHERE :orig IS NULL AND p.channel = :channel AND p.kind = 'pay' AND p.bucket <> 'paid' AND p.order_no = :order_no
	AND p.order_no <> ''
ORDER BY 5, 1, 2;

-- @stmt payback_pay exec
UPDATE refund SET state = 'paid', amount_fen = :amount_fen, paid_at = :paid_at, reference = :reference,
	run_id = :run
WHERE id = :refund;

-- The part of a refund that is still owed after a part of it was given back.
-- @stmt payback_split exec
INSERT INTO refund (payment_id, candidate_id, amount_fen, reason, owed_at, run_id)
SELECT payment_id, candidate_id, amount_fen - :amount_fen, reason, owed_at, :run FROM refund WHERE id = :refund;

-- @stmt payback_from_suspense exec
INSERT INTO refund (payment_id, amount_fen, reason, state, owed_at, paid_at, reference, run_id)
VALUES (:payment, :amount_fen, :reason, 'paid', :now, :paid_at, :reference, :run);

-- @stmt payback_list many
SELECT r.id, r.state, r.reason, r.amount_fen, r.owed_at, r.paid_at, r.reference, p.channel, p.txn_id, p.order_no,
	c.reg_no, c.name, coalesce(c.phone, '') AS phone
FROM refund r JOIN payment p ON p.id = r.payment_id LEFT JOIN candidate c ON c.id = r.candidate_id
WHERE r.state = 'owed'
ORDER BY r.owed_at, r.id;

-- @stmt payback_list_paid many scan-ok=a-list-of-all-refunds
SELECT r.id, r.state, r.reason, r.amount_fen, r.owed_at, r.paid_at, r.reference, p.channel, p.txn_id, p.order_no,
	c.reg_no, c.name, coalesce(c.phone, '') AS phone
FROM refund r JOIN payment p ON p.id = r.payment_id LEFT JOIN candidate c ON c.id = r.candidate_id
WHERE r.state = 'paid'
ORDER BY r.paid_at, r.id;

-- @stmt payback_export many
SELECT p.channel, p.txn_id, p.order_no, p.amount_fen AS paid_fen, 'R' || printf('%09d', r.id) AS refund_no,
	r.amount_fen, r.reason, r.owed_at
FROM refund r JOIN payment p ON p.id = r.payment_id
WHERE r.state = 'owed' AND (:channel IS NULL OR p.channel = :channel)
ORDER BY p.channel, r.owed_at, r.id;

-- @stmt payback_owed one
SELECT r.amount_fen, p.channel || '|' || p.kind || '|' || p.txn_id || '|' || p.ordinal AS key
FROM refund r JOIN payment p ON p.id = r.payment_id WHERE r.id = :refund AND r.state = 'owed';

-- @stmt payback_held one
SELECT p.id, p.bucket, v.open_fen, p.channel || '|' || p.kind || '|' || p.txn_id || '|' || p.ordinal AS key
FROM payment p JOIN v_suspense v ON v.payment_id = p.id
WHERE p.channel IN ('wechat', 'alipay', 'unionpay', 'generic') AND p.txn_id = :txn_id AND p.kind = 'pay'
ORDER BY p.id LIMIT 1;

-- The refunds that this run made owed, or recorded as paid back.
-- @stmt payback_decided_now many scan-ok=every-refund
SELECT r.id, r.state AS refund_state, r.reason, r.amount_fen, p.channel, p.txn_id, p.order_no, c.reg_no, c.name,
	r.reference
FROM refund r JOIN payment p ON p.id = r.payment_id LEFT JOIN candidate c ON c.id = r.candidate_id
WHERE r.run_id = :run
ORDER BY r.id;

-- @stmt payback_owe exec
INSERT INTO refund (payment_id, amount_fen, reason, owed_at, run_id)
VALUES (:payment, :amount_fen, :reason, :now, :run);
