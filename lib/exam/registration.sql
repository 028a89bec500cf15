-- Registrations come in as rows of the program: persons and their entries, already read and
-- checked one by one. What concerns other records is asked here, one statement for all rows.

-- @rows incoming (seq INTEGER, candidate_id INTEGER, site_code TEXT, reg_no TEXT, source TEXT, name TEXT, sex TEXT, born_on TEXT, id_type TEXT, id_number TEXT, nation TEXT, occupation TEXT, education TEXT, training TEXT, postcode TEXT, address TEXT, email TEXT, phone TEXT, college TEXT, major TEXT, class TEXT, student_no TEXT, custom TEXT, remark TEXT, photo_name TEXT, agreement TEXT, agreed_at INTEGER, agreed_by TEXT)

-- @rows incoming_entry (seq INTEGER, candidate_id INTEGER, offering_id INTEGER, fee_fen INTEGER, is_self INTEGER)

-- @stmt registration_sites many
SELECT ss.site_code, ss.subject_limit,
	coalesce(w.opens_at, v.opens_at) AS opens_at, coalesce(w.closes_at, v.closes_at) AS closes_at
FROM sitting_site ss
LEFT JOIN time_window w ON w.sitting_id = ss.sitting_id AND w.site_code = ss.site_code AND w.phase = 'registration'
LEFT JOIN time_window v ON v.sitting_id = ss.sitting_id AND v.site_code = '' AND v.phase = 'registration'
WHERE ss.sitting_id = :sitting ORDER BY ss.site_code;

-- @stmt registration_offerings many scan-ok=loaded-once-for-the-whole-import
SELECT o.id, o.site_code || o.subject_code AS place, o.fee_fen, o.capacity - l.taken AS places_left,
	coalesce(s.valid_from_on, '') <= t.last_on AND coalesce(s.valid_to_on, '9999') >= t.first_on AS is_valid
FROM offering o
JOIN offering_load l ON l.offering_id = o.id
JOIN sitting t ON t.id = o.sitting_id
JOIN subject s ON s.programme_id = o.programme_id AND s.code = o.subject_code
WHERE o.sitting_id = :sitting ORDER BY o.id;

-- @stmt registration_caps many scan-ok=loaded-once-for-the-whole-import
SELECT m.cap_id, m.offering_id, c.name, c.capacity - l.taken AS places_left
FROM cap c JOIN cap_member m ON m.cap_id = c.id JOIN cap_load l ON l.cap_id = c.id
WHERE c.sitting_id = :sitting ORDER BY m.cap_id, m.offering_id;

-- Who of the incoming persons is registered already (known by the document, at the counter by the
-- registration), and does the row say anything new? What a file leaves empty says nothing; at the
-- counter (:by_hand) it takes away.
-- @stmt registration_known many
SELECT i.seq, c.id, c.reg_no, c.site_code, c.name,
	c.site_code IS i.site_code AND c.name IS i.name AND c.sex IS i.sex AND c.born_on IS i.born_on
	AND c.id_type IS i.id_type AND c.id_number IS i.id_number
	AND c.nation IS i.nation AND c.occupation IS i.occupation AND c.education IS i.education
	AND c.training IS i.training
	AND c.postcode IS iif(:by_hand, i.postcode, ifnull(i.postcode, c.postcode))
	AND c.address IS iif(:by_hand, i.address, ifnull(i.address, c.address))
	AND c.email IS iif(:by_hand, i.email, ifnull(i.email, c.email))
	AND c.phone IS iif(:by_hand, i.phone, ifnull(i.phone, c.phone))
	AND c.college IS iif(:by_hand, i.college, ifnull(i.college, c.college))
	AND c.major IS iif(:by_hand, i.major, ifnull(i.major, c.major))
	AND c.class IS iif(:by_hand, i.class, ifnull(i.class, c.class))
	AND c.student_no IS iif(:by_hand, i.student_no, ifnull(i.student_no, c.student_no)) AS same_person,
	c.custom IS iif(:by_hand, i.custom, ifnull(i.custom, c.custom))
	AND c.remark IS iif(:by_hand, i.remark, ifnull(i.remark, c.remark))
	AND c.photo_name IS i.photo_name AS same_notes, c.amended_by_run,
	(SELECT l.lock FROM v_candidate_lock l WHERE l.candidate_id = c.id) AS lock
FROM incoming i
CROSS JOIN candidate c ON c.id = CASE i.candidate_id WHEN 0 THEN (SELECT d.id FROM candidate d
	WHERE d.sitting_id = :sitting AND d.id_number = i.id_number AND d.id_type = i.id_type
		AND d.gone_at IS NULL) ELSE i.candidate_id END
ORDER BY i.seq;

-- At the counter a document number can be amended: to one that nobody else has.
-- @stmt registration_document_taken many
SELECT i.seq, c.reg_no, c.name, c.site_code FROM incoming i
CROSS JOIN candidate c ON c.sitting_id = :sitting AND c.id_number = i.id_number AND c.id_type = i.id_type
	AND c.gone_at IS NULL AND c.id <> i.candidate_id
WHERE i.candidate_id <> 0 ORDER BY i.seq;

-- @stmt registration_number_taken many
SELECT i.seq, c.reg_no, c.name FROM incoming i
CROSS JOIN candidate c ON c.reg_no = i.reg_no AND c.gone_at IS NULL
WHERE i.candidate_id = 0 ORDER BY i.seq;

-- @stmt registration_live_entries many
SELECT i.seq, count(e.id) AS entries FROM incoming i
CROSS JOIN entry e ON e.candidate_id = i.candidate_id AND e.gone_at IS NULL
WHERE i.candidate_id <> 0 GROUP BY i.seq ORDER BY i.seq;

-- @stmt registration_known_entries many
SELECT i.seq FROM incoming_entry i
CROSS JOIN entry e ON e.candidate_id = i.candidate_id AND e.offering_id = i.offering_id AND e.gone_at IS NULL
WHERE i.candidate_id <> 0 ORDER BY i.seq;

-- R-ROSTER: students whose school restricts where they may register, or knows them by another name.
-- @stmt registration_off_roster many
SELECT t.seq, t.home_site_code, t.name, t.is_away FROM (
	SELECT i.seq, r.home_site_code, r.name, r.name <> i.name AS is_other,
		EXISTS (SELECT 1 FROM roster_site x WHERE x.home_site_code = r.home_site_code)
		AND NOT EXISTS (SELECT 1 FROM roster_site x WHERE x.home_site_code = r.home_site_code
			AND x.site_code = i.site_code) AS is_away
	FROM incoming i CROSS JOIN roster r ON r.id_number = i.id_number AND r.id_type = i.id_type) AS t
WHERE t.is_away OR t.is_other
ORDER BY t.seq;

-- The serial after the highest that was ever given at a site.
-- @stmt registration_next_serial one
SELECT printf('%06d', coalesce((SELECT CAST(substr(c.reg_no, 9) AS INTEGER) FROM candidate c
	WHERE c.sitting_id = :sitting AND c.site_code = :site ORDER BY c.reg_no DESC LIMIT 1), 0) + 1) AS serial;

-- @stmt registration_content many scan-ok=the-fields-of-one-candidate
SELECT v.field AS key, v.value FROM v_candidate_content v WHERE v.candidate_id = :candidate ORDER BY v.seq;

-- A registration written as a JSON object; a list of values becomes words with blanks between.
-- @stmt registration_json_type one
SELECT CASE WHEN json_valid(:json) THEN json_type(:json) ELSE 'none' END AS type;

-- @stmt registration_json many scan-ok=the-fields-of-one-object
SELECT j.key, CASE j.type WHEN 'array' THEN (SELECT group_concat(k.atom, ' ') FROM json_each(j.value) k)
	ELSE j.atom END AS value, j.type
FROM json_each(:json) j ORDER BY j.id;

-- R-ROSTER: what the school says of a student, for fields that were not given.
-- @stmt registration_roster many scan-ok=the-fields-of-one-student
SELECT j.key, j.atom AS value FROM roster r, json_each(json_object('name', r.name, 'sex', r.sex, 'born_on', r.born_on,
	'nation', r.nation, 'college', r.college, 'major', r.major, 'class', r.class, 'student_no', r.student_no)) j
WHERE r.id_number = :id_number AND r.id_type = :id_type AND j.atom IS NOT NULL ORDER BY j.id;

-- @stmt registration_next_id one
SELECT coalesce(max(id), 0) + 1 AS id FROM candidate;

-- R-ROSTER: what the file leaves empty, the school's roster may know.
-- @stmt registration_insert exec
INSERT INTO candidate (id, sitting_id, site_code, reg_no, source, name, sex, born_on, id_type, id_number,
	nation, occupation, education, training, postcode, address, email, phone, college, major, class,
	student_no, custom, remark, photo_name, agreement, agreed_at, agreed_by, created_at, run_id)
SELECT i.candidate_id, :sitting, i.site_code, i.reg_no, i.source, i.name, i.sex, i.born_on, i.id_type,
	i.id_number, i.nation, i.occupation, i.education, i.training, i.postcode, i.address, i.email, i.phone,
	ifnull(i.college, r.college), ifnull(i.major, r.major), ifnull(i.class, r.class),
	ifnull(i.student_no, r.student_no), i.custom, i.remark, i.photo_name, i.agreement, i.agreed_at,
	i.agreed_by, :now, :run
FROM incoming i LEFT JOIN roster r ON r.id_number = i.id_number AND r.id_type = i.id_type;

-- @stmt registration_update exec
UPDATE candidate SET site_code = i.site_code, name = i.name, sex = i.sex, born_on = i.born_on,
	id_type = i.id_type, id_number = i.id_number,
	nation = i.nation, occupation = i.occupation, education = i.education, training = i.training,
	postcode = iif(:by_hand, i.postcode, ifnull(i.postcode, candidate.postcode)),
	address = iif(:by_hand, i.address, ifnull(i.address, candidate.address)),
	email = iif(:by_hand, i.email, ifnull(i.email, candidate.email)),
	phone = iif(:by_hand, i.phone, ifnull(i.phone, candidate.phone)),
	college = iif(:by_hand, i.college, ifnull(i.college, candidate.college)),
	major = iif(:by_hand, i.major, ifnull(i.major, candidate.major)),
	class = iif(:by_hand, i.class, ifnull(i.class, candidate.class)),
	student_no = iif(:by_hand, i.student_no, ifnull(i.student_no, candidate.student_no)),
	custom = iif(:by_hand, i.custom, ifnull(i.custom, candidate.custom)),
	remark = iif(:by_hand, i.remark, ifnull(i.remark, candidate.remark)),
	photo_name = i.photo_name, amended_by_run = iif(:by_hand, :run, candidate.amended_by_run), run_id = :run
FROM incoming i WHERE candidate.id = i.candidate_id;

-- R-EXP: the clock runs for individual candidates only; a group follows its site's deadline.
-- @stmt registration_insert_entries exec
INSERT INTO entry (candidate_id, offering_id, fee_fen, clock_at, created_at, run_id)
SELECT candidate_id, offering_id, fee_fen, CASE WHEN is_self THEN :now END, :now, :run
FROM incoming_entry;

-- R-CAP: what the triggers of entry do for a row at a time; the counters' own triggers still refuse.
-- @stmt registration_count_offerings exec scan-ok=one-row-an-offering
UPDATE offering_load SET taken = taken + i.entries
FROM (SELECT offering_id, count(*) AS entries FROM incoming_entry GROUP BY offering_id) i
WHERE offering_load.offering_id = i.offering_id;

-- @stmt registration_count_caps exec
UPDATE cap_load SET taken = coalesce((SELECT sum(o.taken) FROM cap_member m
	JOIN offering_load o ON o.offering_id = m.offering_id WHERE m.cap_id = cap_load.cap_id), 0)
WHERE cap_id IN (SELECT id FROM cap WHERE sitting_id = :sitting);

-- @stmt imported_file_find one
SELECT run_id FROM imported_file WHERE sha256 = :sha256 AND kind = :kind AND sitting_id = :sitting;

-- @stmt imported_file_insert exec
INSERT INTO imported_file (sha256, kind, sitting_id, name, row_count, loaded_at, run_id)
VALUES (:sha256, :kind, :sitting, :name, :rows, :now, :run)
ON CONFLICT DO UPDATE SET loaded_at = :now, run_id = :run;

-- @check candidate_without_entry R-EXP warning scan-ok=every-candidate
-- zh: 考生没有任何有效报考
-- en: a candidate without a live entry
SELECT c.reg_no AS subject, c.source AS detail FROM candidate c
WHERE c.gone_at IS NULL AND NOT EXISTS (SELECT 1 FROM entry e WHERE e.candidate_id = c.id AND e.gone_at IS NULL)
ORDER BY c.reg_no;

-- @check candidate_over_limit R-MAX error scan-ok=every-candidate
-- zh: 报考科目数超过考点上限
-- en: more subjects than the site allows
SELECT c.reg_no AS subject, count(*) || ' > ' || ss.subject_limit AS detail
FROM entry e JOIN candidate c ON c.id = e.candidate_id
JOIN sitting_site ss ON ss.sitting_id = c.sitting_id AND ss.site_code = c.site_code
WHERE e.gone_at IS NULL
GROUP BY c.id HAVING count(*) > ss.subject_limit
ORDER BY c.reg_no;

-- @check entry_elsewhere R-OFFER error scan-ok=every-entry
-- zh: 报考的科目不属于考生的考点或考次
-- en: an entry at another site or sitting than its candidate
SELECT c.reg_no AS subject, o.site_code || ' ' || o.subject_code AS detail
FROM entry e JOIN candidate c ON c.id = e.candidate_id JOIN offering o ON o.id = e.offering_id
WHERE e.gone_at IS NULL AND (o.site_code <> c.site_code OR o.sitting_id <> c.sitting_id)
ORDER BY c.reg_no, o.subject_code;

-- @check candidate_gone_with_entry R-EXP error scan-ok=every-gone-candidate
-- zh: 已移除的考生仍有有效报考
-- en: a candidate who is gone still has a live entry
SELECT c.reg_no AS subject, e.state AS detail FROM candidate c JOIN entry e ON e.candidate_id = c.id
WHERE c.gone_at IS NOT NULL AND e.gone_at IS NULL ORDER BY c.reg_no, e.id;

-- @check person_twice R-ONE-SITE error scan-ok=every-candidate
-- zh: 同一证件号在本考次有两个报名
-- en: two registrations of one document number in a sitting
SELECT min(c.reg_no) AS subject, max(c.reg_no) AS detail FROM candidate c WHERE c.gone_at IS NULL
GROUP BY c.sitting_id, c.id_number, c.id_type HAVING count(*) > 1 ORDER BY 1;
