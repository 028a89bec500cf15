-- @stmt order_serial one
INSERT INTO number_series (kind, prefix, last) VALUES ('order', :prefix, 1)
ON CONFLICT (kind, prefix) DO UPDATE SET last = last + 1
RETURNING last;

-- @stmt order_insert exec
INSERT INTO pay_order (order_no, sitting_id, site_code, candidate_id, amount_fen, channel, opened_at, run_id)
VALUES (:order_no, :sitting, :site, :candidate, :amount_fen, :channel, :opened_at, :run);

-- @stmt order_take_rows exec
INSERT INTO order_entry (order_id, entry_id, fee_fen, run_id)
SELECT :order, e.id, e.fee_fen, :run FROM entry e JOIN offering f ON f.id = e.offering_id
WHERE e.candidate_id = :candidate AND e.state = 'unpaid'
	AND (:subjects IS NULL OR instr(' ' || :subjects || ' ', ' ' || f.subject_code || ' ') > 0);

-- @stmt order_take_entries exec
UPDATE entry SET state = 'in_payment', clock_at = NULL, run_id = :run
WHERE candidate_id = :candidate AND state = 'unpaid'
	AND EXISTS (SELECT 1 FROM order_entry oe WHERE oe.order_id = :order AND oe.entry_id = entry.id);

-- What a candidate would pay for some subjects (NULL: all), and what decides whether they may.
-- @stmt order_case one
SELECT c.site_code, c.review, ss.review AS site_reviews,
	c.photo_sha256 IS NOT NULL AND p.verdict IS NOT 'refuse' AS photo_fine,
	count(f.id) AS entries, coalesce(sum(CASE WHEN f.id IS NOT NULL THEN e.fee_fen END), 0) AS amount_fen
FROM candidate c
JOIN sitting_site ss ON ss.sitting_id = c.sitting_id AND ss.site_code = c.site_code
LEFT JOIN photo p ON p.sha256 = c.photo_sha256
LEFT JOIN entry e ON e.candidate_id = c.id AND e.state = 'unpaid'
LEFT JOIN offering f ON f.id = e.offering_id
	AND (:subjects IS NULL OR instr(' ' || :subjects || ' ', ' ' || f.subject_code || ' ') > 0)
WHERE c.id = :candidate
GROUP BY c.id;

-- @stmt order_known one
SELECT c.reg_no, o.amount_fen FROM pay_order o LEFT JOIN candidate c ON c.id = o.candidate_id
WHERE o.order_no = :order_no;

-- @stmt order_settle_free_entries exec
UPDATE entry SET state = 'paid', paid_at = :now, run_id = :run
WHERE id IN (SELECT entry_id FROM order_entry WHERE order_id = :order) AND state = 'in_payment';

-- @stmt order_settle_free exec
UPDATE pay_order SET state = 'paid', closed_at = :now, run_id = :run WHERE id = :order AND amount_fen = 0;

-- The clock of a school's candidates is the site's deadline, never this one.
-- @stmt order_release_entries exec
UPDATE entry SET state = 'unpaid', run_id = :run,
	clock_at = CASE (SELECT c.source FROM candidate c WHERE c.id = entry.candidate_id)
		WHEN 'self' THEN :now END
WHERE id IN (SELECT entry_id FROM order_entry WHERE order_id = :order) AND state = 'in_payment';

-- @stmt order_close exec
UPDATE pay_order SET state = 'closed', closed_at = :now, run_id = :run WHERE id = :order AND state = 'open';

-- Who could pay: live candidates with unpaid entries, and what decides whether they may.
-- @stmt order_payable many
SELECT c.id, c.reg_no, c.site_code, c.review, ss.review AS site_reviews,
	c.photo_sha256 IS NOT NULL AND p.verdict IS NOT 'refuse' AS photo_fine, sum(e.fee_fen) AS amount_fen
FROM candidate c
JOIN sitting_site ss ON ss.sitting_id = c.sitting_id AND ss.site_code = c.site_code
JOIN entry e ON e.candidate_id = c.id AND e.state = 'unpaid'
LEFT JOIN photo p ON p.sha256 = c.photo_sha256
WHERE c.sitting_id = :sitting AND (:site IS NULL OR c.site_code = :site)
	AND (:source IS NULL OR c.source = :source) AND c.gone_at IS NULL
GROUP BY c.site_code, c.reg_no, c.id
ORDER BY c.site_code, c.reg_no, c.id;

-- @stmt order_payable_one many
SELECT c.id, c.reg_no, c.site_code, c.review, ss.review AS site_reviews,
	c.photo_sha256 IS NOT NULL AND p.verdict IS NOT 'refuse' AS photo_fine, sum(e.fee_fen) AS amount_fen
FROM candidate c
JOIN sitting_site ss ON ss.sitting_id = c.sitting_id AND ss.site_code = c.site_code
JOIN entry e ON e.candidate_id = c.id AND e.state = 'unpaid'
LEFT JOIN photo p ON p.sha256 = c.photo_sha256
WHERE c.id = :candidate AND c.gone_at IS NULL
GROUP BY c.id
ORDER BY c.id;

-- @stmt order_by_no one
SELECT id, state FROM pay_order WHERE order_no = :order_no;

-- @stmt order_open_since many
SELECT id, site_code, opened_at FROM pay_order
WHERE state = 'open' AND sitting_id = :sitting AND opened_at <= :now
ORDER BY opened_at, id;

-- @stmt order_opened_now many
SELECT o.order_no, o.site_code, c.reg_no, c.name, o.amount_fen, o.channel, o.opened_at,
	(SELECT count(*) FROM order_entry oe WHERE oe.order_id = o.id) AS entries
FROM pay_order o LEFT JOIN candidate c ON c.id = o.candidate_id
WHERE o.state = 'open' AND o.opened_at = :now AND o.run_id = :run
ORDER BY o.order_no;

-- @stmt order_list many scan-ok=a-list-of-all-orders
SELECT o.order_no, o.site_code, c.reg_no, c.name, o.amount_fen, o.state, o.channel, o.opened_at, o.closed_at,
	(SELECT count(*) FROM order_entry oe WHERE oe.order_id = o.id) AS entries
FROM pay_order o LEFT JOIN candidate c ON c.id = o.candidate_id
WHERE o.sitting_id = :sitting AND (:site IS NULL OR o.site_code = :site)
	AND (:state IS NULL OR o.state = :state)
ORDER BY o.order_no;

-- @stmt order_notice_head one
SELECT o.site_code, t.name AS site_name, o.amount_fen, o.opened_at,
	coalesce((SELECT w.closes_at FROM time_window w WHERE w.sitting_id = o.sitting_id
			AND w.site_code = o.site_code AND w.phase = 'payment'),
		(SELECT w.closes_at FROM time_window w WHERE w.sitting_id = o.sitting_id
			AND w.site_code = '' AND w.phase = 'payment'), 0) AS closes_at
FROM pay_order o JOIN site t ON t.code = o.site_code
WHERE o.order_no = :order_no;

-- What a payment notice lists: the entries of an order.
-- @stmt order_notice many
SELECT o.order_no, c.reg_no, c.name, f.subject_code, s.name AS subject, oe.fee_fen
FROM pay_order o JOIN order_entry oe ON oe.order_id = o.id JOIN entry e ON e.id = oe.entry_id
JOIN candidate c ON c.id = e.candidate_id JOIN offering f ON f.id = e.offering_id
JOIN subject s ON s.programme_id = f.programme_id AND s.code = f.subject_code
WHERE o.order_no = :order_no
ORDER BY c.reg_no, f.subject_code;

-- @check order_amount_wrong R-MONEY error scan-ok=every-order
-- zh: 订单金额不等于所含科目费用之和
-- en: the amount of an order is not the sum of its entries
SELECT o.order_no AS subject, o.amount_fen || ' <> ' || coalesce(sum(oe.fee_fen), 0) AS detail
FROM pay_order o LEFT JOIN order_entry oe ON oe.order_id = o.id
GROUP BY o.id HAVING o.amount_fen <> coalesce(sum(oe.fee_fen), 0)
ORDER BY o.order_no;

-- @check order_entry_orphan R-LOCK error scan-ok=every-entry
-- zh: 报考在缴费中，却没有未关闭的订单
-- en: an entry is in payment without an open order
SELECT c.reg_no || ' ' || f.subject_code AS subject, e.state AS detail
FROM entry e JOIN candidate c ON c.id = e.candidate_id JOIN offering f ON f.id = e.offering_id
WHERE e.state = 'in_payment' AND NOT EXISTS (SELECT 1 FROM order_entry oe
	JOIN pay_order o ON o.id = oe.order_id WHERE oe.entry_id = e.id AND o.state = 'open')
ORDER BY c.reg_no, f.subject_code;

-- @check order_open_wrong R-LOCK error scan-ok=open-orders
-- zh: 未关闭的订单里有不在缴费中的报考
-- en: an open order holds an entry that is not in payment
SELECT o.order_no AS subject, e.state AS detail
FROM pay_order o JOIN order_entry oe ON oe.order_id = o.id JOIN entry e ON e.id = oe.entry_id
WHERE o.state = 'open' AND e.state <> 'in_payment'
ORDER BY o.order_no, e.id;
