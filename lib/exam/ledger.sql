-- @stmt transfer_insert exec
INSERT INTO transfer (run, at, payment_key, reverses, memo)
VALUES (:run, :now, :payment_key, NULL, :memo);

-- @stmt posting_insert exec
INSERT INTO posting (transfer_id, seq, account, entry_id, amount_fen)
VALUES (:transfer_id, :seq, :account, :entry_id, :amount_fen);

-- An undo's run may hold reversals: reversing those posts the original amounts again. All of them,
-- also those reversed before: a run can only be undone while it stands, so that was undone too.
-- @stmt transfer_reverse_run exec
INSERT INTO transfer (run, at, payment_key, reverses, memo)
SELECT :run, :now, t.payment_key, t.id, 'undo ' || :id FROM transfer t
WHERE t.run = :id
ORDER BY t.id;

-- @stmt posting_reverse_run exec
INSERT INTO posting (transfer_id, seq, account, entry_id, amount_fen)
SELECT t.id, p.seq, p.account, p.entry_id, -p.amount_fen
FROM transfer t JOIN posting p ON p.transfer_id = t.reverses
WHERE t.run = :run
ORDER BY t.id, p.seq;

-- @check ledger_unbalanced R-MONEY error scan-ok=the-whole-ledger
-- zh: 记账不平
-- en: a transfer does not balance
SELECT 'transfer ' || p.transfer_id AS subject, sum(p.amount_fen) AS detail
FROM posting p GROUP BY p.transfer_id HAVING sum(p.amount_fen) <> 0
ORDER BY p.transfer_id;

-- An entry is paid exactly when its fee stands in the ledger.
-- @check ledger_entry_unposted R-MONEY error scan-ok=every-entry
-- zh: 已缴费报考与账目不符
-- en: a paid entry and its posting differ
SELECT c.reg_no || ' ' || o.subject_code AS subject,
	e.state || ', ' || e.fee_fen || ' <> ' || -coalesce(p.total, 0) AS detail
FROM entry e JOIN candidate c ON c.id = e.candidate_id JOIN offering o ON o.id = e.offering_id
LEFT JOIN (SELECT entry_id, sum(amount_fen) AS total FROM posting
	WHERE entry_id IS NOT NULL AND account = 'fees' GROUP BY entry_id) p ON p.entry_id = e.id
WHERE coalesce(-p.total, 0) <> CASE WHEN e.state = 'paid' THEN e.fee_fen ELSE 0 END
ORDER BY c.reg_no, o.subject_code;
