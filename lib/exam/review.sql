-- @stmt review_case one
SELECT c.review, ss.review AS site_reviews,
	c.photo_sha256 IS NOT NULL AND p.verdict IS NOT 'refuse' AS photo_fine,
	EXISTS (SELECT 1 FROM entry e WHERE e.candidate_id = c.id AND e.gone_at IS NULL) AS has_entries
FROM candidate c
JOIN sitting_site ss ON ss.sitting_id = c.sitting_id AND ss.site_code = c.site_code
LEFT JOIN photo p ON p.sha256 = c.photo_sha256
WHERE c.id = :candidate;

-- @stmt review_move exec
UPDATE candidate SET review = :review, review_at = :now, review_reason = :reason, run_id = :run
WHERE id = :candidate;

-- @stmt review_clock_stop exec
UPDATE entry SET clock_at = NULL, run_id = :run WHERE candidate_id = :candidate AND clock_at IS NOT NULL;

-- @stmt review_clock_start exec
UPDATE entry SET clock_at = :now, run_id = :run
WHERE candidate_id = :candidate AND state = 'unpaid'
	AND (SELECT c.source FROM candidate c WHERE c.id = entry.candidate_id) = 'self';

-- @stmt review_log exec
INSERT INTO review_decision (candidate_id, decision, reason, decided_by, decided_at, run_id)
VALUES (:candidate, :decision, :reason, :operator, :now, :run);

-- @stmt review_keep_seen exec scan-ok=the-fields-of-one-candidate
INSERT INTO review_seen (candidate_id, content, run_id)
SELECT :candidate, json_group_object(v.field, v.value), :run FROM v_candidate_content v
WHERE v.candidate_id = :candidate
ON CONFLICT (candidate_id) DO UPDATE SET content = excluded.content, run_id = excluded.run_id;

-- What differs from what the last decision looked at.
-- @stmt review_changes many scan-ok=the-fields-of-one-candidate
SELECT v.field, json_extract(s.content, '$.' || v.field) AS old, v.value AS new
FROM review_seen s CROSS JOIN v_candidate_content v
WHERE s.candidate_id = :candidate AND v.candidate_id = :candidate
	AND json_extract(s.content, '$.' || v.field) IS NOT v.value
ORDER BY v.seq;

-- @stmt review_history many
SELECT d.decided_at, d.decision, d.reason, d.decided_by, d.run_id FROM review_decision d
WHERE d.candidate_id = :candidate ORDER BY d.decided_at, d.id;

-- @stmt review_missing many scan-ok=the-fields-of-one-candidate
SELECT v.field FROM v_candidate_content v
WHERE v.candidate_id = :candidate AND coalesce(v.value, '') = '' ORDER BY v.seq;

-- Everybody of a site or sitting who has not been submitted yet.
-- @stmt review_unsubmitted many
SELECT c.id, c.reg_no FROM candidate c
JOIN sitting_site ss ON ss.sitting_id = c.sitting_id AND ss.site_code = c.site_code
WHERE c.sitting_id = :sitting AND (:site IS NULL OR c.site_code = :site)
	AND c.review = 'unsubmitted' AND c.gone_at IS NULL AND ss.review = 1
ORDER BY c.reg_no;

-- @stmt review_list many
SELECT c.id, c.reg_no, c.site_code, c.name, c.sex, c.born_on, c.id_type, c.id_number, c.source, c.review,
	c.review_at, c.photo_sha256, coalesce(c.review_reason, (SELECT d.reason FROM review_decision d
		WHERE d.candidate_id = c.id AND d.decision = 'rejected'
		ORDER BY d.decided_at DESC, d.id DESC LIMIT 1)) AS last_reason,
	(SELECT count(*) FROM review_decision d WHERE d.candidate_id = c.id AND d.decision = 'submitted') AS times,
	(SELECT group_concat(o.subject_code, ' ') FROM entry e JOIN offering o ON o.id = e.offering_id
		WHERE e.candidate_id = c.id AND e.gone_at IS NULL) AS subjects
FROM candidate c
WHERE c.sitting_id = :sitting AND (:site IS NULL OR c.site_code = :site) AND c.review = :review
	AND c.gone_at IS NULL
	AND EXISTS (SELECT 1 FROM sitting_site ss WHERE ss.sitting_id = c.sitting_id
		AND ss.site_code = c.site_code AND (ss.review = 1 OR c.review <> 'unsubmitted'))
ORDER BY c.review_at, c.reg_no;

-- ---- decisions that come in as a table: the same steps, for all rows at once ----

-- @rows incoming_decisions (seq INTEGER, id INTEGER, reg_no TEXT, decision TEXT, reason TEXT, review_at INTEGER)

-- @find decision_candidate decisions reg_no R-REVIEW
-- zh: 没有这个考生
-- en: no such candidate
SELECT i.seq, c.id FROM incoming_decisions i
CROSS JOIN candidate c ON c.sitting_id = :sitting AND c.reg_no = i.reg_no AND c.gone_at IS NULL
ORDER BY i.seq;

-- @known decision_known decisions
SELECT i.seq FROM incoming_decisions i CROSS JOIN candidate c ON c.id = i.id
WHERE i.decision IS NULL OR c.review = i.decision ORDER BY i.seq;

-- @rule decision_approved decisions decision R-REVIEW
-- zh: 已审核通过
-- en: approved already
SELECT i.seq FROM incoming_decisions i CROSS JOIN candidate c ON c.id = i.id WHERE c.review = 'approved'
ORDER BY i.seq;

-- @rule decision_rejected decisions decision R-REVIEW
-- zh: 已被退回，考生重新提交后才能再审核
-- en: rejected; it must be submitted again first
SELECT i.seq FROM incoming_decisions i CROSS JOIN candidate c ON c.id = i.id WHERE c.review = 'rejected'
ORDER BY i.seq;

-- @rule decision_unsubmitted decisions decision R-REVIEW
-- zh: 尚未提交审核
-- en: not submitted for review yet
SELECT i.seq FROM incoming_decisions i CROSS JOIN candidate c ON c.id = i.id WHERE c.review = 'unsubmitted'
ORDER BY i.seq;

-- The sheet knows which submission it is about.
-- @rule decision_stale decisions review_at R-REVIEW
-- zh: 审核表做出后考生又提交过（{again}），请按新的资料审核
-- en: submitted again since the sheet was made ({again}): review what it is now
SELECT i.seq, strftime('%Y-%m-%d %H:%M:%S', c.review_at, 'unixepoch', '+8 hours') AS again
FROM incoming_decisions i CROSS JOIN candidate c ON c.id = i.id
WHERE c.review = 'pending' AND c.review_at <> i.review_at ORDER BY i.seq;

-- @rule decision_reason decisions reason R-REVIEW
-- zh: 退回必须写原因，在“退回原因”列填写
-- en: a rejection needs a reason: fill in the reason column
SELECT i.seq FROM incoming_decisions i WHERE i.decision = 'rejected' AND i.reason IS NULL ORDER BY i.seq;

-- @put decision_approve decisions count=approved
UPDATE candidate SET review = 'approved', review_at = :now, review_reason = NULL, run_id = :run
WHERE id IN (SELECT i.id FROM incoming_decisions i WHERE i.decision = 'approved');

-- @put decision_reject decisions count=rejected
UPDATE candidate SET review = 'rejected', review_at = :now, review_reason = i.reason, run_id = :run
FROM incoming_decisions i WHERE candidate.id = i.id AND i.decision = 'rejected';

-- @put decision_clock decisions
UPDATE entry SET clock_at = :now, run_id = :run
WHERE state = 'unpaid' AND candidate_id IN (SELECT i.id FROM incoming_decisions i
	JOIN candidate c ON c.id = i.id WHERE c.source = 'self');

-- @put decision_log decisions
INSERT INTO review_decision (candidate_id, decision, reason, decided_by, decided_at, run_id)
SELECT id, decision, iif(decision = 'rejected', reason, NULL), :operator, :now, :run
FROM incoming_decisions;

-- @put decision_seen decisions scan-ok=the-fields-of-each-candidate
INSERT INTO review_seen (candidate_id, content, run_id)
SELECT i.id, (SELECT json_group_object(v.field, v.value) FROM v_candidate_content v
	WHERE v.candidate_id = i.id), :run
FROM incoming_decisions i WHERE true
ON CONFLICT (candidate_id) DO UPDATE SET content = excluded.content, run_id = excluded.run_id;

-- @check review_history_differs R-REVIEW error scan-ok=every-candidate
-- zh: 审核状态与审核记录的最后一条不符
-- en: the review state is not that of the last decision
SELECT c.reg_no AS subject, c.review || ' <> ' || coalesce(d.decision, '-') AS detail
FROM candidate c
LEFT JOIN review_decision d ON d.id = (SELECT l.id FROM review_decision l WHERE l.candidate_id = c.id
	ORDER BY l.decided_at DESC, l.id DESC LIMIT 1)
WHERE c.review <> CASE coalesce(d.decision, '') WHEN 'submitted' THEN 'pending' WHEN '' THEN 'unsubmitted'
	ELSE d.decision END
ORDER BY c.reg_no;

-- R-REVIEW: where a site reviews, nobody is in payment without approval.
-- @check review_unapproved_order R-REVIEW error scan-ok=open-orders
-- zh: 未通过审核的考生在缴费中
-- en: somebody is in payment without approval
SELECT c.reg_no AS subject, c.review AS detail
FROM pay_order o JOIN order_entry oe ON oe.order_id = o.id JOIN entry e ON e.id = oe.entry_id
JOIN candidate c ON c.id = e.candidate_id
JOIN sitting_site ss ON ss.sitting_id = c.sitting_id AND ss.site_code = c.site_code
WHERE o.state = 'open' AND ss.review = 1 AND c.review <> 'approved'
GROUP BY c.id ORDER BY c.reg_no;
