-- Certificates of earlier sittings, as reported (R-CERT).

-- @rows incoming_held_certificates (seq INTEGER, number TEXT, id_type TEXT, id_number TEXT, name TEXT, subject_code TEXT, issued_on TEXT)

-- @known held_known held-certificates
SELECT i.seq FROM incoming_held_certificates i
CROSS JOIN held_certificate h ON h.programme_id = :programme AND h.number = i.number
WHERE h.id_type = i.id_type AND h.id_number = i.id_number AND h.name = i.name
	AND h.subject_code = i.subject_code AND h.issued_on IS coalesce(i.issued_on, h.issued_on)
ORDER BY i.seq;

-- @rule held_other_person held-certificates id_number R-CERT
-- zh: 证书 {number} 已登记在 {held_name}（{held_id}）名下
-- en: certificate {number} is recorded for {held_name} ({held_id})
SELECT i.seq, h.name AS held_name, h.id_number AS held_id FROM incoming_held_certificates i
CROSS JOIN held_certificate h ON h.programme_id = :programme AND h.number = i.number
WHERE h.id_type <> i.id_type OR h.id_number <> i.id_number
ORDER BY i.seq;

-- @rule held_subject held-certificates subject_code R-CERT
-- zh: 没有科目 {subject_code}
-- en: no such subject: {subject_code}
SELECT i.seq FROM incoming_held_certificates i
WHERE NOT EXISTS (SELECT 1 FROM subject s WHERE s.programme_id = :programme AND s.code = i.subject_code)
ORDER BY i.seq;

-- @put held_put held-certificates
INSERT INTO held_certificate (programme_id, number, id_type, id_number, name, subject_code, issued_on, run_id)
SELECT :programme, number, id_type, id_number, name, subject_code, issued_on, :run
FROM incoming_held_certificates WHERE true
ON CONFLICT (programme_id, number) DO UPDATE SET name = excluded.name,
	subject_code = excluded.subject_code, issued_on = coalesce(excluded.issued_on, issued_on),
	run_id = excluded.run_id;
