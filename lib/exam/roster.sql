-- The enrolled students of a site, and where they may register (R-ROSTER).

-- @rows incoming_roster (seq INTEGER, home_site_code TEXT, id_type TEXT, id_number TEXT, name TEXT, sex TEXT, born_on TEXT, nation TEXT, college TEXT, major TEXT, class TEXT, student_no TEXT)

-- @known roster_known roster
SELECT i.seq FROM incoming_roster i
CROSS JOIN roster r ON r.id_number = i.id_number AND r.id_type = i.id_type
WHERE r.home_site_code = i.home_site_code AND r.name = i.name AND r.sex IS coalesce(i.sex, r.sex)
	AND r.born_on IS coalesce(i.born_on, r.born_on) AND r.nation IS coalesce(i.nation, r.nation)
	AND r.college IS coalesce(i.college, r.college) AND r.major IS coalesce(i.major, r.major)
	AND r.class IS coalesce(i.class, r.class) AND r.student_no IS coalesce(i.student_no, r.student_no)
ORDER BY i.seq;

-- @rule roster_home roster home_site_code R-ROSTER
-- zh: 没有考点 {home_site_code}
-- en: no such site: {home_site_code}
SELECT i.seq FROM incoming_roster i WHERE NOT EXISTS (SELECT 1 FROM site s WHERE s.code = i.home_site_code)
ORDER BY i.seq;

-- @rule roster_moved roster home_site_code R-ROSTER warning
-- zh: 该学生原在考点 {was} 的学籍库（{was_name}），改到考点 {home_site_code}
-- en: the student was on the roster of site {was} ({was_name}) and moves to site {home_site_code}
SELECT i.seq, r.home_site_code AS was, r.name AS was_name FROM incoming_roster i
CROSS JOIN roster r ON r.id_number = i.id_number AND r.id_type = i.id_type
WHERE r.home_site_code <> i.home_site_code ORDER BY i.seq;

-- @rule roster_registered roster name R-ROSTER warning
-- zh: 本考次已以姓名 {other_name} 报名（{other_no}），请核对
-- en: registered in this sitting under the name {other_name} ({other_no}): please compare
SELECT i.seq, c.name AS other_name, c.reg_no AS other_no FROM incoming_roster i
CROSS JOIN candidate c ON c.sitting_id = :sitting AND c.id_number = i.id_number AND c.id_type = i.id_type
	AND c.gone_at IS NULL
WHERE c.name <> i.name ORDER BY i.seq;

-- What a row leaves empty stays as it is.
-- @put roster_put roster
INSERT INTO roster (home_site_code, id_type, id_number, name, sex, born_on, nation, college, major,
	class, student_no, run_id)
SELECT home_site_code, id_type, id_number, name, sex, born_on, nation, college, major, class,
	student_no, :run
FROM incoming_roster WHERE true
ON CONFLICT (id_number, id_type) DO UPDATE SET home_site_code = excluded.home_site_code,
	name = excluded.name, sex = coalesce(excluded.sex, sex), born_on = coalesce(excluded.born_on, born_on),
	nation = coalesce(excluded.nation, nation), college = coalesce(excluded.college, college),
	major = coalesce(excluded.major, major), class = coalesce(excluded.class, class),
	student_no = coalesce(excluded.student_no, student_no), run_id = excluded.run_id;

-- @rows incoming_roster_sites (seq INTEGER, home_site_code TEXT, site_code TEXT, allowed INTEGER)

-- @known roster_site_known roster-sites
SELECT i.seq FROM incoming_roster_sites i
WHERE coalesce(i.allowed, 1) = EXISTS (SELECT 1 FROM roster_site r
	WHERE r.home_site_code = i.home_site_code AND r.site_code = i.site_code)
ORDER BY i.seq;

-- @rule roster_site_home roster-sites home_site_code R-ROSTER
-- zh: 没有考点 {home_site_code}
-- en: no such site: {home_site_code}
SELECT i.seq FROM incoming_roster_sites i
WHERE NOT EXISTS (SELECT 1 FROM site s WHERE s.code = i.home_site_code) ORDER BY i.seq;

-- @rule roster_site_other roster-sites site_code R-ROSTER
-- zh: 没有考点 {site_code}
-- en: no such site: {site_code}
SELECT i.seq FROM incoming_roster_sites i
WHERE NOT EXISTS (SELECT 1 FROM site s WHERE s.code = i.site_code) ORDER BY i.seq;

-- @put roster_site_put roster-sites
INSERT INTO roster_site (home_site_code, site_code, run_id)
SELECT home_site_code, site_code, :run FROM incoming_roster_sites WHERE coalesce(allowed, 1);

-- @put roster_site_take roster-sites
DELETE FROM roster_site WHERE (home_site_code, site_code) IN
	(SELECT home_site_code, site_code FROM incoming_roster_sites WHERE NOT allowed);
