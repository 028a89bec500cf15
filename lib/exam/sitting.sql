-- @stmt sitting_find one scan-ok=a-handful-of-sittings
SELECT s.id, s.programme_id, p.name AS programme_name, s.code, s.name, s.first_on, s.last_on, s.agreement,
	s.purged_at
FROM sitting s JOIN programme p ON p.id = s.programme_id
WHERE :code IS NULL OR s.code = :code
ORDER BY s.first_on DESC, s.id DESC LIMIT 1;

-- @stmt window_find one
SELECT opens_at, closes_at FROM time_window
WHERE sitting_id = :sitting AND site_code IN ('', :site) AND phase = :phase
ORDER BY site_code DESC LIMIT 1;

-- @stmt label_candidate one
SELECT reg_no AS number, name FROM candidate WHERE id = :pk;

-- @stmt label_entry one
SELECT c.reg_no || ' ' || o.subject_code AS number, c.name FROM entry e
JOIN candidate c ON c.id = e.candidate_id JOIN offering o ON o.id = e.offering_id WHERE e.id = :pk;

-- @stmt label_offering one
SELECT site_code || ' ' || subject_code AS number, '' AS name FROM offering WHERE id = :pk;

-- @stmt label_placement one
SELECT c.reg_no || ' ' || o.subject_code AS number, c.name FROM entry e
JOIN candidate c ON c.id = e.candidate_id JOIN offering o ON o.id = e.offering_id WHERE e.id = :pk;

-- @stmt label_pay_order one
SELECT order_no AS number, '' AS name FROM pay_order WHERE id = :pk;

-- @stmt label_payment one
SELECT txn_id AS number, '' AS name FROM payment WHERE id = :pk;

-- @stmt label_review_decision one
SELECT c.reg_no AS number, c.name FROM review_decision r JOIN candidate c ON c.id = r.candidate_id WHERE r.id = :pk;

-- @stmt label_wish one
SELECT c.reg_no || ' ' || o.subject_code AS number, c.name FROM entry e
JOIN candidate c ON c.id = e.candidate_id JOIN offering o ON o.id = e.offering_id WHERE e.id = :pk;

-- @stmt label_handout one
SELECT c.reg_no AS number, c.name FROM handout h LEFT JOIN entry e ON e.id = h.entry_id
JOIN candidate c ON c.id = coalesce(h.candidate_id, e.candidate_id) WHERE h.id = :pk;

-- @stmt label_refund one
SELECT p.txn_id AS number, '' AS name FROM refund f JOIN payment p ON p.id = f.payment_id WHERE f.id = :pk;
