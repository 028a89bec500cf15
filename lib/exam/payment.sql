-- @stmt statement_loaded one
SELECT run_id FROM statement WHERE sha256 = :sha256;

-- @stmt statement_begin exec
INSERT INTO statement (channel, sha256, name, row_count, total_fen, loaded_at, run_id)
VALUES (:channel, :sha256, :name, 0, 0, :now, :run);

-- @stmt statement_finish exec
UPDATE statement SET merchant = :merchant, covers_from_at = :covers_from_at, covers_to_at = :covers_to_at,
	row_count = :row_count, total_fen = :total_fen, run_id = :run
WHERE id = :id;

-- Rows of a statement as they are read, some thousand at a time. They become payments at once; those that
-- exam/settle_plain.h has paid for already with their orders. A row that is known already stays what it is. OR
-- FAIL: a failure ends the run, so that SQLite need not keep what the statement changes to take it back.
-- @rows read_row (statement_id INTEGER, row INTEGER, channel TEXT, kind TEXT, txn_id TEXT, ordinal INTEGER, orig_txn_id TEXT, order_no TEXT, amount_fen INTEGER, fee_text TEXT, paid_at INTEGER, bucket TEXT, status TEXT, order_id INTEGER)

-- @stmt payment_take exec
INSERT OR FAIL INTO payment (statement_id, row, channel, kind, txn_id, orig_txn_id, ordinal, order_no, amount_fen,
	fee_text, paid_at, bucket, order_id, status, run_id)
SELECT s.statement_id, s.row, s.channel, s.kind, s.txn_id, s.orig_txn_id, s.ordinal, s.order_no, s.amount_fen,
	s.fee_text, s.paid_at, s.bucket, s.order_id, s.status, :run
FROM read_row s
WHERE true
ON CONFLICT (txn_id, channel, kind, ordinal) DO NOTHING;

-- A row whose payment was there already, of an earlier row or statement.
-- @stmt payment_repeat exec
INSERT INTO statement_repeat (statement_id, row, payment_id, run_id)
SELECT s.statement_id, s.row, p.id, :run FROM read_row s
CROSS JOIN payment p ON p.channel = s.channel AND p.txn_id = s.txn_id AND p.kind = s.kind AND p.ordinal = s.ordinal
WHERE p.statement_id <> s.statement_id OR p.row <> s.row;

-- What differs: the amount; or, within a file, the order. (Channels have bills without the order's number.)
-- @stmt payment_contradicted one
SELECT t.name, s.row, s.txn_id FROM read_row s
CROSS JOIN payment p ON p.channel = s.channel AND p.txn_id = s.txn_id AND p.kind = s.kind AND p.ordinal = s.ordinal
CROSS JOIN statement t ON t.id = s.statement_id
WHERE p.amount_fen <> s.amount_fen
	OR (s.kind = 'pay' AND p.statement_id = s.statement_id AND p.order_no <> s.order_no)
LIMIT 1;

-- @stmt payment_merchants many scan-ok=a-handful-of-policies
SELECT DISTINCT value FROM policy WHERE key = :key AND value <> '' ORDER BY value;

-- Rows and fen of the statements from :first on (with this name), by bucket; what was loaded before; the
-- file's own sum.
-- @stmt statement_buckets many
SELECT s.name AS file, p.bucket AS bucket, count(*) AS rows,
	sum(CASE p.kind WHEN 'pay' THEN p.amount_fen ELSE -p.amount_fen END) AS amount_fen, 0 AS seq, s.id AS id
FROM statement s JOIN payment p ON p.statement_id = s.id
WHERE s.id >= :first AND (:name IS NULL OR s.name = :name) GROUP BY s.id, p.bucket
UNION ALL
SELECT s.name, 'paid_earlier', count(*),
	sum(CASE p.kind WHEN 'pay' THEN p.amount_fen ELSE -p.amount_fen END), 1, s.id
FROM statement s JOIN statement_repeat r ON r.statement_id = s.id JOIN payment p ON p.id = r.payment_id
WHERE s.id >= :first AND (:name IS NULL OR s.name = :name) GROUP BY s.id
UNION ALL
SELECT s.name, 'total', s.row_count, s.total_fen, 2, s.id FROM statement s
WHERE s.id >= :first AND (:name IS NULL OR s.name = :name)
ORDER BY 6, 5, 2;

-- @stmt statement_named one scan-ok=every-statement
SELECT count(*) FROM statement WHERE :name IS NULL OR name = :name;

-- The rows of these statements that are more than a plain payment of an order.
-- @stmt statement_details many
SELECT s.name AS file, p.row, p.bucket, CASE p.kind WHEN 'pay' THEN p.amount_fen ELSE -p.amount_fen END AS amount_fen,
	p.order_no, c.reg_no, p.txn_id, p.orig_txn_id, p.paid_at, p.status
FROM statement s JOIN payment p ON p.statement_id = s.id
LEFT JOIN pay_order o ON o.id = p.order_id LEFT JOIN candidate c ON c.id = o.candidate_id
WHERE s.id >= :first AND (:name IS NULL OR s.name = :name) AND p.bucket <> 'paid'
ORDER BY s.id, p.id;

-- A refund that the other kind of Alipay's bills told of: there its number begins with the transaction's.
-- @stmt payment_other_form one
SELECT s.name, p.row, p.orig_txn_id FROM statement s
CROSS JOIN payment p ON p.statement_id = s.id
CROSS JOIN payment q ON q.orig_txn_id = p.orig_txn_id AND q.channel = p.channel AND q.kind = 'refund'
	AND q.statement_id <> p.statement_id
WHERE s.id >= :first AND s.channel = 'alipay' AND p.bucket <> 'paid' AND p.kind = 'refund' AND p.orig_txn_id IS NOT NULL
	AND (instr(p.txn_id, p.orig_txn_id) = 1) <> (instr(q.txn_id, q.orig_txn_id) = 1)
ORDER BY p.statement_id, p.id LIMIT 1;

-- @check statement_row_lost R-MONEY error scan-ok=every-statement
-- zh: 对账单行数与入账行数不符
-- en: a statement has other rows than were taken
SELECT s.name AS subject, s.row_count || ' <> ' || (
	(SELECT count(*) FROM payment p WHERE p.statement_id = s.id)
	+ (SELECT count(*) FROM statement_repeat r WHERE r.statement_id = s.id)) AS detail
FROM statement s
WHERE s.row_count <> (SELECT count(*) FROM payment p WHERE p.statement_id = s.id)
	+ (SELECT count(*) FROM statement_repeat r WHERE r.statement_id = s.id)
ORDER BY s.id;

-- @check statement_total_differs R-MONEY error scan-ok=every-statement
-- zh: 各类金额之和不等于对账单总额
-- en: the buckets do not add up to the statement's own total
SELECT s.name AS subject, s.total_fen || ' <> ' || t.total AS detail
FROM statement s JOIN (SELECT s2.id AS id,
	coalesce((SELECT sum(CASE p.kind WHEN 'pay' THEN p.amount_fen ELSE -p.amount_fen END)
		FROM payment p WHERE p.statement_id = s2.id), 0)
	+ coalesce((SELECT sum(CASE p.kind WHEN 'pay' THEN p.amount_fen ELSE -p.amount_fen END)
		FROM statement_repeat r JOIN payment p ON p.id = r.payment_id WHERE r.statement_id = s2.id), 0)
	AS total FROM statement s2) t ON t.id = s.id
WHERE s.total_fen <> t.total
ORDER BY s.id;

-- Each row is in the ledger once: what it moved at the channel is its amount.
-- @check payment_unposted R-MONEY error scan-ok=every-payment
-- zh: 对账单行未入账或重复入账
-- en: a statement row is not posted exactly once
SELECT p.channel || ' ' || p.txn_id AS subject,
	coalesce(l.moved, 0) || ' <> ' || CASE p.kind WHEN 'pay' THEN p.amount_fen ELSE -p.amount_fen END AS detail
FROM payment p
LEFT JOIN (SELECT payment_key AS key, sum(amount_fen) AS moved FROM v_ledger
	WHERE account LIKE 'channel:%' GROUP BY payment_key) l
	ON l.key = p.channel || '|' || p.kind || '|' || p.txn_id || '|' || p.ordinal
WHERE coalesce(l.moved, 0) <> CASE p.kind WHEN 'pay' THEN p.amount_fen ELSE -p.amount_fen END
ORDER BY p.id;

-- @check payment_posted_unknown R-MONEY error scan-ok=the-whole-ledger
-- zh: 账目没有对应的对账单行
-- en: money is posted that no statement carries
SELECT payment_key AS subject, sum(amount_fen) AS detail
FROM v_ledger WHERE account LIKE 'channel:%' AND payment_key NOT IN (
	SELECT p.channel || '|' || p.kind || '|' || p.txn_id || '|' || p.ordinal FROM payment p)
GROUP BY payment_key HAVING sum(amount_fen) <> 0
ORDER BY payment_key;
