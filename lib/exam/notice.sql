-- The text of a site that candidates are shown, and that is printed on tickets.

-- @rows incoming_notices (seq INTEGER, site_code TEXT, notice TEXT)

-- @known notice_known notices
SELECT i.seq FROM incoming_notices i
CROSS JOIN sitting_site ss ON ss.sitting_id = :sitting AND ss.site_code = i.site_code AND ss.notice = i.notice
ORDER BY i.seq;

-- @rule notice_site notices site_code ROW
-- zh: 本考次没有考点 {site_code}
-- en: the sitting has no site {site_code}
SELECT i.seq FROM incoming_notices i WHERE NOT EXISTS (SELECT 1 FROM sitting_site ss
	WHERE ss.sitting_id = :sitting AND ss.site_code = i.site_code)
ORDER BY i.seq;

-- @put notice_put notices
UPDATE sitting_site SET notice = i.notice, run_id = :run
FROM incoming_notices i
WHERE sitting_site.sitting_id = :sitting AND sitting_site.site_code = i.site_code;
