-- What a plain payment pays: the order it repeats, if it is open and the amount is the same. Not one of a
-- sitting that is over, which is asked once for all rows and not once a row: the few that come with one past
-- the end of a sitting are settled one at a time. Nor one for which less was paid before; and no payment that
-- is known already. Every column as it stands, then what changes of it (run_update_read).
-- @stmt plain_orders many scan-ok=a-handful-of-sittings
SELECT o.*, 'paid' AS state, s.channel AS channel, :now AS closed_at, :by AS run_id, s.rowid AS at
FROM read_row s CROSS JOIN pay_order o ON o.order_no = s.order_no
WHERE s.kind = 'pay' AND o.state = 'open' AND o.amount_fen = s.amount_fen
	AND o.sitting_id IN (SELECT t.id FROM sitting t
		WHERE unixepoch(t.last_on, '+1 day', '-8 hours') > (SELECT max(r.paid_at) FROM read_row r))
	AND o.id NOT IN (SELECT q.order_id FROM payment q INDEXED BY payment_under WHERE q.bucket = 'under')
	AND NOT EXISTS (SELECT 1 FROM payment p WHERE p.txn_id = s.txn_id AND p.channel = s.channel
		AND p.kind = s.kind AND p.ordinal = s.ordinal)
ORDER BY s.rowid;

-- The orders that were found.
-- @rows plain_order (order_id INTEGER, paid_at INTEGER)

-- R-STATE: from any other state there is no move, and the NULL is refused. No clock runs in payment.
-- @stmt plain_entries many
SELECT e.*, CASE e.state WHEN 'in_payment' THEN 'paid' END AS state, p.paid_at AS paid_at,
	:by AS run_id, p.rowid AS at, oe.fee_fen AS posted_fen
FROM plain_order p CROSS JOIN order_entry oe ON oe.order_id = p.order_id CROSS JOIN entry e ON e.id = oe.entry_id
ORDER BY p.rowid;

-- The postings of the entries that were paid (run_bulk_append_rows).
-- @rows plain_posting (payment_key TEXT, debit TEXT, credit TEXT, entry_id INTEGER, amount_fen INTEGER, memo TEXT)

-- @stmt plain_post exec
INSERT INTO posting (run, payment_key, debit, credit, entry_id, amount_fen, memo)
SELECT :run, p.payment_key, p.debit, p.credit, p.entry_id, p.amount_fen, p.memo FROM plain_posting p;
