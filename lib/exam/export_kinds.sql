-- Tables that come in, as they leave: the columns of their layouts (schemas/layout), so that a file
-- can be imported again and changes nothing. Filters as in export.sql.

-- @stmt export_decisions many
SELECT c.reg_no, CASE WHEN c.review IN ('approved', 'rejected') THEN c.review END AS decision,
	c.review_reason AS reason, c.review_at, c.site_code, c.name, c.sex, c.born_on, c.id_type, c.id_number,
	(SELECT group_concat(o.subject_code, ' ') FROM entry e JOIN offering o ON o.id = e.offering_id
		WHERE e.candidate_id = c.id AND e.gone_at IS NULL) AS subjects,
	c.photo_name,
	(SELECT count(*) FROM review_decision d WHERE d.candidate_id = c.id AND d.decision = 'submitted') AS times,
	(SELECT d.reason FROM review_decision d WHERE d.candidate_id = c.id AND d.decision = 'rejected'
		ORDER BY d.decided_at DESC, d.id DESC LIMIT 1) AS last_reason
FROM candidate c
JOIN sitting_site ss ON ss.sitting_id = c.sitting_id AND ss.site_code = c.site_code
WHERE c.sitting_id = :sitting AND c.gone_at IS NULL AND (ss.review = 1 OR c.review <> 'unsubmitted')
	AND c.site_code BETWEEN coalesce(:site, '') AND coalesce(:site, '~')
	AND (:state IS NULL OR c.review = :state)
	AND (:since IS NULL OR c.run_id > :since)
ORDER BY c.site_code, c.reg_no;

-- @stmt export_confirmations many
SELECT c.reg_no AS number, c.name, c.site_code, c.confirmed_at
FROM candidate c
WHERE c.sitting_id = :sitting AND c.gone_at IS NULL AND c.confirmed_at IS NOT NULL
	AND c.site_code BETWEEN coalesce(:site, '') AND coalesce(:site, '~')
	AND (:since IS NULL OR c.run_id > :since)
ORDER BY c.site_code, c.reg_no;

-- @stmt export_wishes many
SELECT e.reg_no, e.subject_code, w.on_date AS wish_on, e.site_code, e.name
FROM v_entry e JOIN wish w ON w.entry_id = e.entry_id
WHERE e.sitting_id = :sitting AND e.site_code BETWEEN coalesce(:site, '') AND coalesce(:site, '~')
	AND (:subject IS NULL OR e.subject_code = :subject)
	AND (:state IS NULL OR e.state = :state)
	AND (:since IS NULL OR w.run_id > :since)
ORDER BY e.site_code, e.reg_no, e.subject_code;

-- @stmt export_needs many
SELECT c.reg_no, n.tag, n.extra_percent, c.name
FROM candidate c JOIN candidate_need n ON n.candidate_id = c.id
WHERE c.sitting_id = :sitting AND c.gone_at IS NULL
	AND c.site_code BETWEEN coalesce(:site, '') AND coalesce(:site, '~')
	AND (:since IS NULL OR n.run_id > :since)
ORDER BY c.site_code, c.reg_no;

-- @stmt export_placements many
SELECT e.reg_no, e.subject_code, s.number AS session, r.code AS room_code, p.seat, p.fixed, e.site_code, e.name
FROM v_entry e JOIN placement p ON p.entry_id = e.entry_id
JOIN session s ON s.id = p.session_id LEFT JOIN room r ON r.id = p.room_id
WHERE e.sitting_id = :sitting AND e.site_code BETWEEN coalesce(:site, '') AND coalesce(:site, '~')
	AND (:subject IS NULL OR e.subject_code = :subject)
	AND (:since IS NULL OR p.run_id > :since)
ORDER BY e.site_code, e.reg_no, e.subject_code;

-- The state of a score is its grade.
-- @stmt export_scores many
SELECT p.ticket_no, e.reg_no, e.subject_code, e.name, s.points, s.part_points, s.mark, s.band, e.site_code
FROM v_entry e JOIN score s ON s.entry_id = e.entry_id
LEFT JOIN placement p ON p.entry_id = e.entry_id
WHERE e.sitting_id = :sitting AND e.site_code BETWEEN coalesce(:site, '') AND coalesce(:site, '~')
	AND (:subject IS NULL OR e.subject_code = :subject)
	AND (:state IS NULL OR s.band = :state)
	AND (:since IS NULL OR s.run_id > :since)
ORDER BY e.site_code, e.reg_no, e.subject_code;

-- @stmt export_held_certificates many
SELECT number, id_type, id_number, name, subject_code, issued_on FROM held_certificate
WHERE programme_id = :programme AND (:subject IS NULL OR subject_code = :subject)
	AND (:since IS NULL OR run_id > :since)
ORDER BY number;

-- @stmt export_notices many
SELECT site_code, notice FROM sitting_site
WHERE sitting_id = :sitting AND notice <> '' AND (:site IS NULL OR site_code = :site)
	AND (:since IS NULL OR run_id > :since)
ORDER BY site_code;

-- @stmt export_accounts many scan-ok=all-accounts-are-asked-for
SELECT email, mobile AS phone, id_type, id_number FROM account WHERE (:since IS NULL OR run_id > :since)
ORDER BY id;

-- @stmt export_roster many scan-ok=the-whole-roster-is-asked-for
SELECT home_site_code, id_type, id_number, name, sex, born_on, nation, college, major, class, student_no
FROM roster WHERE (:site IS NULL OR home_site_code = :site) AND (:since IS NULL OR run_id > :since)
ORDER BY home_site_code, id_number, id_type;

-- @stmt export_roster_sites many scan-ok=the-whole-table-is-asked-for
SELECT home_site_code, site_code, 1 AS allowed FROM roster_site
WHERE (:site IS NULL OR home_site_code = :site) AND (:since IS NULL OR run_id > :since)
ORDER BY home_site_code, site_code;

-- ---- the tables of setup ----

-- @stmt export_sitting many
SELECT programme_id AS programme, code, name, first_on, last_on, agreement FROM sitting
WHERE id = :sitting AND (:since IS NULL OR run_id > :since) ORDER BY id;

-- @stmt export_sites many
SELECT ss.site_code AS code, t.name, t.address, ss.review, ss.confirmation, ss.subject_limit,
	ss.self_printing, ss.wishes, ss.photo_background, ss.group_deadline_at, ss.notice
FROM sitting_site ss JOIN site t ON t.code = ss.site_code
WHERE ss.sitting_id = :sitting AND (:site IS NULL OR ss.site_code = :site)
	AND (:since IS NULL OR ss.run_id > :since OR t.run_id > :since)
ORDER BY ss.site_code;

-- @stmt export_windows many
SELECT phase, site_code, opens_at, closes_at FROM time_window
WHERE sitting_id = :sitting AND (:site IS NULL OR site_code = :site)
	AND (:state IS NULL OR phase = :state) AND (:since IS NULL OR run_id > :since)
ORDER BY site_code, phase;

-- @stmt export_subjects many
SELECT s.code, s.name, s.level, s.minutes, s.valid_from_on, s.valid_to_on,
	(SELECT group_concat(required_code, ' ') FROM (SELECT r.required_code FROM subject_requires r
		WHERE r.programme_id = s.programme_id AND r.code = s.code ORDER BY r.required_code)) AS requires
FROM subject s
WHERE s.programme_id = :programme AND (:subject IS NULL OR s.code = :subject)
	AND (:since IS NULL OR s.run_id > :since)
ORDER BY s.code;

-- @stmt export_offerings many
SELECT site_code AS sites, subject_code AS subjects, fee_fen, capacity FROM offering
WHERE sitting_id = :sitting AND (:site IS NULL OR site_code = :site)
	AND (:subject IS NULL OR subject_code = :subject) AND (:since IS NULL OR run_id > :since)
ORDER BY site_code, subject_code;

-- @stmt export_caps many scan-ok=all-caps-are-asked-for
SELECT c.name,
	(SELECT group_concat(site_code, ' ') FROM (SELECT DISTINCT o.site_code FROM cap_member m
		JOIN offering o ON o.id = m.offering_id WHERE m.cap_id = c.id ORDER BY 1)) AS sites,
	(SELECT group_concat(subject_code, ' ') FROM (SELECT DISTINCT o.subject_code FROM cap_member m
		JOIN offering o ON o.id = m.offering_id WHERE m.cap_id = c.id ORDER BY 1)) AS subjects,
	c.capacity
FROM cap c WHERE c.sitting_id = :sitting AND (:since IS NULL OR c.run_id > :since) ORDER BY c.name;

-- @stmt export_rooms many
SELECT site_code, code, name, seats, row_count, col_count, tag FROM room
WHERE sitting_id = :sitting AND (:site IS NULL OR site_code = :site) AND (:since IS NULL OR run_id > :since)
ORDER BY site_code, code;

-- @stmt export_sessions many
SELECT s.site_code, s.number, s.starts_at, s.ends_at,
	(SELECT group_concat(code, ' ') FROM (SELECT r.code FROM session_room o JOIN room r ON r.id = o.room_id
		WHERE o.session_id = s.id ORDER BY r.code)) AS rooms,
	(SELECT group_concat(subject_code, ' ') FROM (SELECT x.subject_code FROM session_subject x
		WHERE x.session_id = s.id AND x.room_id = 0 ORDER BY x.subject_code)) AS subjects
FROM session s
WHERE s.sitting_id = :sitting AND (:site IS NULL OR s.site_code = :site)
	AND (:since IS NULL OR s.run_id > :since)
ORDER BY s.site_code, s.number;

-- @stmt export_wish_days many
SELECT o.site_code AS sites, o.subject_code AS subjects, d.on_date, d.capacity
FROM offering o JOIN wish_day d ON d.offering_id = o.id
WHERE o.sitting_id = :sitting AND (:site IS NULL OR o.site_code = :site)
	AND (:subject IS NULL OR o.subject_code = :subject) AND (:since IS NULL OR d.run_id > :since)
ORDER BY o.site_code, o.subject_code, d.on_date;

-- @stmt export_policy many
SELECT p.key, p.value, p.site_code, iif(p.sitting_code = '', 'programme', 'sitting') AS scope
FROM sitting s JOIN policy p ON p.programme_id = s.programme_id AND p.sitting_code IN ('', s.code)
WHERE s.id = :sitting AND (:site IS NULL OR p.site_code = :site) AND (:since IS NULL OR p.run_id > :since)
ORDER BY p.key, p.site_code, p.sitting_code;
