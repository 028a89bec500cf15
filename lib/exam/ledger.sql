-- @stmt posting_insert exec
INSERT INTO posting (run, payment_key, debit, credit, entry_id, amount_fen, memo)
VALUES (:run, :payment_key, :debit, :credit, :entry_id, :amount_fen, :memo);

-- An undo's run may hold reversals: reversing those posts the original amounts again. All of them,
-- also those reversed before: a run can only be undone while it stands, so that was undone too.
-- @stmt posting_reverse_run exec
INSERT INTO posting (run, payment_key, debit, credit, entry_id, amount_fen, reverses, memo)
SELECT :run, payment_key, credit, debit, entry_id, amount_fen, id, 'undo ' || :id FROM posting
WHERE run = :id
ORDER BY id;

-- An entry is paid exactly when its fee stands in the ledger.
-- @check ledger_entry_unposted R-MONEY error scan-ok=every-entry
-- zh: 已缴费报考与账目不符
-- en: a paid entry and its posting differ
SELECT c.reg_no || ' ' || o.subject_code AS subject,
	e.state || ', ' || e.fee_fen || ' <> ' || -coalesce(p.total, 0) AS detail
FROM entry e JOIN candidate c ON c.id = e.candidate_id JOIN offering o ON o.id = e.offering_id
LEFT JOIN (SELECT entry_id, sum(amount_fen) AS total FROM v_ledger
	WHERE entry_id IS NOT NULL AND account = 'fees' GROUP BY entry_id) p ON p.entry_id = e.id
WHERE coalesce(-p.total, 0) <> CASE WHEN e.state = 'paid' THEN e.fee_fen ELSE 0 END
ORDER BY c.reg_no, o.subject_code;
