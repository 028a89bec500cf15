-- @stmt settle_next one
SELECT coalesce(max(id), 0) + 1 FROM statement;

-- Of several payments of an order the earliest is to pay it, in whatever order they stand in the files. So an
-- order that was paid as a plain case, and that another payment of these statements names too, is as before.
-- @temp shared_order (order_id INTEGER PRIMARY KEY)

-- @stmt settle_shared exec
INSERT OR IGNORE INTO shared_order (order_id)
SELECT o.id FROM payment p CROSS JOIN pay_order o ON o.order_no = p.order_no
CROSS JOIN payment q ON q.order_id = o.id AND q.statement_id >= :first AND q.bucket = 'paid'
WHERE p.statement_id >= :first AND p.bucket <> 'paid' AND p.bucket = 'suspense' AND p.kind = 'pay';

-- @stmt settle_shared_postings exec
INSERT INTO posting (run, payment_key, debit, credit, entry_id, amount_fen, reverses, memo)
SELECT :run, g.payment_key, g.credit, g.debit, g.entry_id, g.amount_fen, g.id, 'shared' FROM posting g
WHERE g.run = :run AND g.entry_id IN (SELECT oe.entry_id FROM shared_order s CROSS JOIN order_entry oe
	ON oe.order_id = s.order_id)
ORDER BY g.id;

-- @stmt settle_shared_entries exec
UPDATE entry SET state = 'in_payment', paid_at = NULL, run_id = :run
WHERE id IN (SELECT oe.entry_id FROM shared_order s CROSS JOIN order_entry oe ON oe.order_id = s.order_id);

-- @stmt settle_shared_orders exec
UPDATE pay_order SET state = 'open', closed_at = NULL, run_id = :run
WHERE id IN (SELECT order_id FROM shared_order);

-- @stmt settle_shared_payments exec
UPDATE payment SET bucket = 'suspense', order_id = NULL, run_id = :run
WHERE order_id IN (SELECT order_id FROM shared_order) AND statement_id >= :first;

-- @stmt settle_shared_done exec
DELETE FROM shared_order;

-- What the plain case left over, the earliest payment first.
-- @stmt settle_leftover many
SELECT p.id, p.channel, p.order_no, p.amount_fen, p.paid_at,
	p.channel || '|' || p.kind || '|' || p.txn_id || '|' || p.ordinal AS key
FROM payment p WHERE p.statement_id >= :first AND p.bucket <> 'paid' AND p.bucket = 'suspense' AND p.kind = 'pay'
ORDER BY p.paid_at, p.id;

-- @stmt settle_order one
SELECT o.id, o.amount_fen, o.state, o.candidate_id,
	s.last_on < date(:paid_at, 'unixepoch', '+8 hours') AS is_over,
	(SELECT coalesce(sum(q.amount_fen), 0) FROM payment q WHERE q.order_id = o.id AND q.bucket = 'under'
		AND NOT EXISTS (SELECT 1 FROM refund r WHERE r.payment_id = q.id)) AS held_fen
FROM pay_order o JOIN sitting s ON s.id = o.sitting_id
WHERE o.order_no = :order_no;

-- @stmt settle_sitting_known one scan-ok=a-handful-of-sittings
SELECT count(*) FROM sitting WHERE code = substr(:order_no, 1, 2);

-- @stmt settle_entry_ids many
SELECT entry_id FROM order_entry WHERE order_id = :order ORDER BY entry_id;

-- place_free: an expired entry may come back. R-CAP, R-ONE-SITE, R-ONE-ENTRY and R-MAX are asked again.
-- @stmt settle_entry one
SELECT e.candidate_id, e.state, e.fee_fen,
	(SELECT x.order_id FROM order_entry x JOIN pay_order y ON y.id = x.order_id
		WHERE x.entry_id = e.id AND y.state = 'open' AND y.id <> :order) AS held_by,
	e.state = 'expired' AND (c.gone_at IS NULL OR c.gone_state = 'expired') AND l.taken < o.capacity
	AND NOT EXISTS (SELECT 1 FROM cap_member m JOIN cap_load k ON k.cap_id = m.cap_id
		JOIN cap ON cap.id = m.cap_id WHERE m.offering_id = o.id AND k.taken >= cap.capacity)
	AND NOT EXISTS (SELECT 1 FROM candidate d WHERE d.sitting_id = c.sitting_id AND d.id_number = c.id_number
		AND d.id_type = c.id_type AND d.gone_at IS NULL AND d.id <> c.id)
	AND NOT EXISTS (SELECT 1 FROM candidate d WHERE d.sitting_id = c.sitting_id AND d.account_id = c.account_id
		AND d.gone_at IS NULL AND d.id <> c.id)
	AND NOT EXISTS (SELECT 1 FROM candidate d WHERE d.reg_no = c.reg_no AND d.gone_at IS NULL AND d.id <> c.id)
	AND NOT EXISTS (SELECT 1 FROM entry x WHERE x.candidate_id = c.id AND x.offering_id = o.id
		AND x.gone_at IS NULL)
	AND (SELECT count(*) FROM entry x WHERE x.candidate_id = c.id AND x.gone_at IS NULL) < ss.subject_limit
	AS place_free
FROM entry e JOIN candidate c ON c.id = e.candidate_id
JOIN offering o ON o.id = e.offering_id JOIN offering_load l ON l.offering_id = o.id
JOIN sitting_site ss ON ss.sitting_id = c.sitting_id AND ss.site_code = c.site_code
WHERE e.id = :entry;

-- @stmt settle_candidate_back exec
UPDATE candidate SET gone_at = NULL, gone_state = NULL, gone_reason = NULL, run_id = :run
WHERE id = :candidate AND gone_at IS NOT NULL;

-- @stmt settle_entry_pay exec
UPDATE entry SET state = 'paid', paid_at = :paid_at, clock_at = NULL, gone_at = NULL, gone_reason = NULL,
	run_id = :run
WHERE id = :entry;

-- @stmt settle_order_paid exec
UPDATE pay_order SET state = 'paid', channel = :channel, closed_at = coalesce(closed_at, :now), run_id = :run
WHERE id = :order AND state <> 'paid';

-- @stmt settle_held_used exec
UPDATE payment SET bucket = 'paid', run_id = :run
WHERE order_id = :order AND bucket = 'under'
	AND NOT EXISTS (SELECT 1 FROM refund r WHERE r.payment_id = payment.id);

-- @stmt settle_bucket exec
UPDATE payment SET bucket = :bucket, order_id = :order, run_id = :run WHERE id = :id;

-- @stmt settle_refund exec
INSERT INTO refund (payment_id, candidate_id, amount_fen, reason, owed_at, run_id)
VALUES (:payment, :candidate, :amount_fen, :reason, :now, :run);

-- A payment in suspense of which nothing is given back or promised.
-- @stmt settle_held one
SELECT p.id, p.channel, p.amount_fen, p.paid_at, p.bucket, p.order_id,
	p.channel || '|' || p.kind || '|' || p.txn_id || '|' || p.ordinal AS key
FROM payment p
WHERE p.channel IN ('wechat', 'alipay', 'unionpay', 'generic') AND p.txn_id = :txn_id AND p.kind = 'pay'
	AND p.bucket IN ('unknown', 'under', 'other_sitting')
	AND NOT EXISTS (SELECT 1 FROM refund r WHERE r.payment_id = p.id)
ORDER BY p.id LIMIT 1;

-- @stmt settle_match exec
INSERT INTO payment_match (payment_id, order_id, run_id) VALUES (:payment, :order, :run);

-- @stmt settle_unmatch exec
DELETE FROM payment_match WHERE payment_id = :payment;

-- @stmt settle_suspense many
SELECT p.txn_id, p.channel, p.bucket, p.order_no, p.paid_at, v.open_fen, s.name AS file, p.row
FROM v_suspense v JOIN payment p ON p.id = v.payment_id JOIN statement s ON s.id = p.statement_id
ORDER BY p.paid_at, p.id;

-- What a person should see of the statements from :first on: what is still held or owed of a row.
-- @stmt settle_attention many
SELECT s.name AS file, p.row, p.order_no, p.txn_id, p.bucket, p.amount_fen,
	CASE WHEN p.bucket IN ('unknown', 'under', 'other_sitting')
		THEN coalesce((SELECT v.open_fen FROM v_suspense v WHERE v.payment_id = p.id), 0)
	WHEN p.bucket IN ('double', 'over', 'late_refund')
		THEN (SELECT coalesce(sum(r.amount_fen), 0) FROM refund r
			WHERE r.payment_id = p.id AND r.state = 'owed')
	ELSE p.amount_fen END AS left_fen,
	p.kind <> 'pay' AND p.channel || '|' || p.kind || '|' || p.txn_id || '|' || p.ordinal IN (SELECT g.payment_key FROM posting g
		WHERE g.run = :run AND g.debit = 'given_back') AS given_back
FROM payment p JOIN statement s ON s.id = p.statement_id
WHERE p.statement_id >= :first AND p.bucket <> 'paid'
ORDER BY s.id, p.id;

-- @check settle_owed_differs R-DUP-PAY error scan-ok=the-whole-ledger
-- zh: 应退款与账目不符
-- en: what is owed back differs from the ledger
SELECT 'owed' AS subject, l.total || ' <> ' || r.total AS detail
FROM (SELECT -coalesce(sum(amount_fen), 0) AS total FROM v_ledger WHERE account = 'owed') l,
	(SELECT coalesce(sum(amount_fen), 0) AS total FROM refund WHERE state = 'owed') r
WHERE l.total <> r.total
ORDER BY 1;

-- @check settle_suspense_differs R-DUP-PAY error scan-ok=the-whole-ledger
-- zh: 待查款与账目不符
-- en: what is in suspense differs from the ledger
SELECT 'suspense' AS subject, l.total || ' <> ' || v.total AS detail
FROM (SELECT -coalesce(sum(amount_fen), 0) AS total FROM v_ledger WHERE account = 'suspense') l,
	(SELECT coalesce(sum(open_fen), 0) AS total FROM v_suspense) v
WHERE l.total <> v.total
ORDER BY 1;

-- The reverse of reconciling: paid here, but no statement carries it.
-- @check settle_order_unseen R-MONEY error scan-ok=every-order
-- zh: 订单记为已缴费，但没有任何对账单行
-- en: an order counts as paid, but no statement carries its payment
SELECT o.order_no AS subject, o.amount_fen AS detail
FROM v_order_unseen v JOIN pay_order o ON o.id = v.order_id
ORDER BY o.order_no;

-- @stmt settle_unseen many scan-ok=every-order
SELECT o.order_no, o.site_code, c.reg_no, c.name, o.amount_fen, o.channel, o.opened_at, o.closed_at
FROM v_order_unseen v JOIN pay_order o ON o.id = v.order_id LEFT JOIN candidate c ON c.id = o.candidate_id
ORDER BY o.order_no;

-- @check settle_left_over R-MONEY error scan-ok=every-payment
-- zh: 对账单行尚未归类
-- en: a statement row is in no bucket
SELECT p.channel || ' ' || p.txn_id AS subject, p.amount_fen AS detail
FROM payment p WHERE p.bucket = 'suspense' ORDER BY p.id;
