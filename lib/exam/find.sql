-- @stmt find_candidate one
SELECT id FROM candidate WHERE reg_no = :text AND sitting_id = :sitting AND gone_at IS NULL
UNION ALL
SELECT id FROM candidate WHERE sitting_id = :sitting AND id_number = :text AND gone_at IS NULL
ORDER BY 1 LIMIT 1;
