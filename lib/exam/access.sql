-- What belongs to which site (R-ROLE).

-- @rows access_site (code TEXT)

-- Tables as a reader sees them who is held to the sites of access_site: the texts of views that
-- stand before the tables (db_narrow).

-- @stmt access_candidate one scan-ok=the-text-of-a-view
SELECT * FROM main.candidate WHERE site_code IN (SELECT code FROM access_site);

-- @stmt access_entry one scan-ok=the-text-of-a-view
SELECT * FROM main.entry WHERE EXISTS (SELECT 1 FROM main.candidate c
	WHERE c.id = candidate_id AND c.site_code IN (SELECT code FROM access_site));

-- @stmt access_pay_order one scan-ok=the-text-of-a-view
SELECT * FROM main.pay_order WHERE site_code IN (SELECT code FROM access_site);

-- @stmt access_payment one scan-ok=the-text-of-a-view
SELECT * FROM main.payment WHERE EXISTS (SELECT 1 FROM main.pay_order o
	WHERE o.id = order_id AND o.site_code IN (SELECT code FROM access_site));

-- @stmt access_refund one scan-ok=the-text-of-a-view
SELECT * FROM main.refund WHERE EXISTS (SELECT 1 FROM main.candidate c
	WHERE c.id = candidate_id AND c.site_code IN (SELECT code FROM access_site));

-- @stmt access_roster one scan-ok=the-text-of-a-view
SELECT * FROM main.roster WHERE home_site_code IN (SELECT code FROM access_site);

-- @stmt access_account one scan-ok=the-text-of-a-view
SELECT * FROM main.account WHERE EXISTS (SELECT 1 FROM main.candidate c
	WHERE c.account_id = account.id AND c.site_code IN (SELECT code FROM access_site));

-- The site of a changed row, by table. :pk is its key; of a key of several columns, which are
-- joined by '/', the cast takes the first.

-- @stmt site_of_candidate one
SELECT site_code FROM candidate WHERE id = :pk;

-- @stmt site_of_entry one
SELECT c.site_code FROM entry e JOIN candidate c ON c.id = e.candidate_id WHERE e.id = :pk;

-- @stmt site_of_wish one
SELECT c.site_code FROM candidate c JOIN entry e ON e.candidate_id = c.id WHERE e.id = CAST(:pk AS INTEGER);

-- @stmt site_of_candidate_need one
SELECT site_code FROM candidate WHERE id = CAST(:pk AS INTEGER);

-- @stmt site_of_review_decision one
SELECT c.site_code FROM review_decision d JOIN candidate c ON c.id = d.candidate_id WHERE d.id = :pk;

-- @stmt site_of_handout one
SELECT c.site_code FROM handout h JOIN candidate c ON c.id = h.candidate_id WHERE h.id = :pk;

-- @stmt site_of_pay_order one
SELECT site_code FROM pay_order WHERE id = :pk;

-- @stmt site_of_order_entry one
SELECT site_code FROM pay_order WHERE id = CAST(:pk AS INTEGER);

-- @stmt site_of_roster one
SELECT home_site_code AS site_code FROM roster WHERE id = :pk;
