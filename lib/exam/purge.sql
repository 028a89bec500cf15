-- R-PRIV: after the retention of its programme the personal data of a sitting goes. What the money
-- ledger needs stays under a pseudonym: candidates with an order or a posting, their entries,
-- orders and refunds. Everybody else of the sitting, and all else about everybody, is deleted.
-- These statements run with triggers off and foreign keys looked at when the run commits.

-- @stmt purge_money_open one scan-ok=once-in-the-life-of-a-sitting
SELECT count(*) AS n, coalesce(sum(r.amount_fen), 0) AS fen
FROM refund r JOIN payment p ON p.id = r.payment_id LEFT JOIN pay_order o ON o.id = p.order_id
LEFT JOIN candidate c ON c.id = r.candidate_id
WHERE r.state = 'owed' AND :sitting IN (o.sitting_id, c.sitting_id);

-- The newest run that changed anything of the sitting's people: its record, and those before it,
-- hold what they wrote.
-- @stmt purge_last_run one scan-ok=once-in-the-life-of-a-sitting
SELECT max(
	(SELECT coalesce(max(c.run_id), 0) FROM candidate c WHERE c.sitting_id = :sitting),
	(SELECT coalesce(max(e.run_id), 0) FROM entry e JOIN candidate c ON c.id = e.candidate_id
		WHERE c.sitting_id = :sitting),
	(SELECT coalesce(max(o.run_id), 0) FROM pay_order o WHERE o.sitting_id = :sitting),
	(SELECT coalesce(max(h.run_id), 0) FROM handout h LEFT JOIN entry e ON e.id = h.entry_id
		JOIN candidate c ON c.id = coalesce(h.candidate_id, e.candidate_id)
		WHERE c.sitting_id = :sitting),
	(SELECT coalesce(max(r.run_id), 0) FROM refund r JOIN candidate c ON c.id = r.candidate_id
		WHERE c.sitting_id = :sitting),
	(SELECT coalesce(max(b.run_id), 0) FROM outbox b WHERE b.sitting_id = :sitting),
	(SELECT coalesce(max(run.id), 0) FROM run WHERE run.started_at < :retained_from)) AS id;

-- @stmt purge_accounts exec scan-ok=once-in-the-life-of-a-sitting forgets
DELETE FROM account WHERE EXISTS (SELECT 1 FROM candidate c
		WHERE c.account_id = account.id AND c.sitting_id = :sitting)
	AND NOT EXISTS (SELECT 1 FROM candidate c
		WHERE c.account_id = account.id AND c.sitting_id <> :sitting);

-- Who is needed by the ledger. A candidate without a type of document is a pseudonym.
-- @stmt purge_pseudonyms exec scan-ok=once-in-the-life-of-a-sitting forgets
UPDATE candidate SET reg_no = printf('%014d', id), name = '已清除', sex = '-', born_on = '0000-00-00',
	id_type = '', id_number = 'purged-' || id, account_id = NULL, nation = NULL, occupation = NULL,
	education = NULL, training = NULL, postcode = NULL, address = NULL, email = NULL, phone = NULL,
	college = NULL, major = NULL, class = NULL, student_no = NULL, custom = NULL, remark = NULL,
	photo_name = NULL, photo_sha256 = NULL, agreed_by = '', review = 'unsubmitted', review_at = NULL,
	review_reason = NULL, confirmed_at = NULL, gone_reason = NULL, run_id = :run
WHERE sitting_id = :sitting AND (
	EXISTS (SELECT 1 FROM pay_order o WHERE o.candidate_id = candidate.id)
	OR EXISTS (SELECT 1 FROM refund r WHERE r.candidate_id = candidate.id)
	OR EXISTS (SELECT 1 FROM entry e JOIN order_entry x ON x.entry_id = e.id
		WHERE e.candidate_id = candidate.id)
	OR id IN (SELECT e.candidate_id FROM posting p JOIN entry e ON e.id = p.entry_id));

-- @stmt purge_wishes exec scan-ok=once-in-the-life-of-a-sitting forgets
DELETE FROM wish WHERE entry_id IN (SELECT e.id FROM entry e JOIN candidate c ON c.id = e.candidate_id
	WHERE c.sitting_id = :sitting);

-- @stmt purge_needs exec scan-ok=once-in-the-life-of-a-sitting forgets
DELETE FROM candidate_need WHERE candidate_id IN (SELECT id FROM candidate WHERE sitting_id = :sitting);

-- @stmt purge_scans exec scan-ok=once-in-the-life-of-a-sitting forgets
DELETE FROM scan WHERE candidate_id IN (SELECT id FROM candidate WHERE sitting_id = :sitting);

-- @stmt purge_decisions exec scan-ok=once-in-the-life-of-a-sitting forgets
DELETE FROM review_decision WHERE candidate_id IN (SELECT id FROM candidate WHERE sitting_id = :sitting);

-- @stmt purge_seen exec scan-ok=once-in-the-life-of-a-sitting forgets
DELETE FROM review_seen WHERE candidate_id IN (SELECT id FROM candidate WHERE sitting_id = :sitting);

-- @stmt purge_handouts exec scan-ok=once-in-the-life-of-a-sitting forgets
DELETE FROM handout WHERE candidate_id IN (SELECT id FROM candidate WHERE sitting_id = :sitting)
	OR entry_id IN (SELECT e.id FROM entry e JOIN candidate c ON c.id = e.candidate_id
		WHERE c.sitting_id = :sitting);

-- @stmt purge_placements exec scan-ok=once-in-the-life-of-a-sitting forgets
DELETE FROM placement WHERE entry_id IN (SELECT e.id FROM entry e
	JOIN candidate c ON c.id = e.candidate_id WHERE c.sitting_id = :sitting);

-- How good placements were that are no more.
-- @stmt purge_assignments exec
DELETE FROM assignment WHERE sitting_id = :sitting;

-- @stmt purge_scores exec scan-ok=once-in-the-life-of-a-sitting forgets
DELETE FROM score WHERE entry_id IN (SELECT e.id FROM entry e JOIN candidate c ON c.id = e.candidate_id
	WHERE c.sitting_id = :sitting);

-- Ticket numbers say site, room and seat of a person; the number series still knows the last one.
-- @stmt purge_tickets exec scan-ok=once-in-the-life-of-a-sitting forgets
DELETE FROM ticket WHERE entry_id IN (SELECT e.id FROM entry e JOIN candidate c ON c.id = e.candidate_id
	WHERE c.sitting_id = :sitting);

-- @stmt purge_outbox exec scan-ok=once-in-the-life-of-a-sitting forgets
DELETE FROM outbox WHERE sitting_id = :sitting;

-- @stmt purge_files exec scan-ok=once-in-the-life-of-a-sitting forgets
DELETE FROM imported_file WHERE sitting_id = :sitting;

-- @stmt purge_open_rows exec forgets
DELETE FROM open_row WHERE sitting_id = :sitting;

-- @stmt purge_entries exec scan-ok=once-in-the-life-of-a-sitting forgets
DELETE FROM entry WHERE candidate_id IN (SELECT id FROM candidate
	WHERE sitting_id = :sitting AND id_type <> '');

-- @stmt purge_candidates exec scan-ok=once-in-the-life-of-a-sitting forgets
DELETE FROM candidate WHERE sitting_id = :sitting AND id_type <> '';

-- @stmt purge_entry_reasons exec scan-ok=once-in-the-life-of-a-sitting forgets
UPDATE entry SET gone_reason = NULL, run_id = :run WHERE gone_reason IS NOT NULL
	AND candidate_id IN (SELECT id FROM candidate WHERE sitting_id = :sitting);

-- @stmt purge_photos exec scan-ok=once-in-the-life-of-a-sitting forgets
DELETE FROM photo WHERE NOT EXISTS (SELECT 1 FROM candidate c WHERE c.photo_sha256 = photo.sha256);

-- @stmt purge_done exec
UPDATE sitting SET purged_at = :now, run_id = :run WHERE id = :sitting;

-- @stmt purge_file_named one scan-ok=once-in-the-life-of-a-sitting
SELECT EXISTS (SELECT 1 FROM photo WHERE sha256 = :sha256 OR original_sha256 = :sha256)
	OR EXISTS (SELECT 1 FROM scan WHERE sha256 = :sha256) AS n;
