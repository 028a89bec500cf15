-- What waits for a person, what comes next: the lines of `ncre today`.

-- @stmt today_runs many scan-ok=the-newest-twenty
SELECT r.id, r.command, r.operator, r.started_at FROM run r
WHERE r.id > (SELECT coalesce(max(id), 0) - 20 FROM run) AND r.started_at >= :since
ORDER BY r.id DESC LIMIT 20;

-- @stmt today_reviews one
SELECT count(*) AS waiting, min(review_at) AS oldest FROM candidate
WHERE sitting_id = :sitting AND review = 'pending' AND gone_at IS NULL;

-- @stmt today_orders one scan-ok=only-what-is-open
SELECT count(*) AS orders, coalesce(sum(amount_fen), 0) AS amount, min(opened_at) AS oldest
FROM pay_order WHERE state = 'open';

-- @stmt today_refunds one scan-ok=only-what-is-owed
SELECT count(*) AS refunds, coalesce(sum(amount_fen), 0) AS amount, min(owed_at) AS oldest
FROM refund WHERE state = 'owed';

-- @stmt today_suspense one scan-ok=only-what-is-held
SELECT count(*) AS items, coalesce(sum(v.open_fen), 0) AS amount FROM v_suspense v;

-- @stmt today_expiring one
SELECT count(*) AS entries, coalesce(min(clock_at), 0) AS oldest FROM entry
WHERE clock_at IS NOT NULL AND clock_at > :after AND clock_at <= :before;

-- @stmt today_windows many
SELECT site_code, phase, opens_at, closes_at FROM time_window
WHERE sitting_id = :sitting AND closes_at > :now AND opens_at <= :until
ORDER BY closes_at, phase, site_code LIMIT 20;

-- @stmt today_outbox one scan-ok=only-what-waits
SELECT count(*) AS messages FROM outbox WHERE state <> 'sent';

-- @stmt today_unplaced one
SELECT count(*) AS entries FROM entry e JOIN offering o ON o.id = e.offering_id
WHERE o.sitting_id = :sitting AND e.state = 'paid'
	AND (SELECT purged_at FROM sitting WHERE id = :sitting) IS NULL
	AND NOT EXISTS (SELECT 1 FROM placement p WHERE p.entry_id = e.id AND p.seat IS NOT NULL);
