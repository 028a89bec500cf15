-- @stmt policy_value one
SELECT coalesce((SELECT p.value FROM sitting s JOIN policy p ON p.programme_id = s.programme_id
		AND p.sitting_code IN ('', s.code) AND p.site_code IN ('', :site) AND p.key = :key
		WHERE s.id = :sitting
		ORDER BY (p.sitting_code <> '') * 2 + (p.site_code <> '') DESC LIMIT 1),
	k.value) AS value
FROM policy_key k WHERE k.key = :key;
