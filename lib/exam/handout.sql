-- What was printed just now.
-- @rows printed (candidate_id INTEGER, entry_id INTEGER, content_sha256 TEXT)

-- @stmt handout_insert exec
INSERT INTO handout (kind, candidate_id, entry_id, content_sha256, printed_at, run_id)
SELECT :kind, candidate_id, entry_id, content_sha256, :now, :run FROM printed;

-- What was last printed for the entry by the run :before or an earlier one.
-- @stmt handout_last_of_entry one
SELECT content_sha256 FROM handout
WHERE entry_id = :entry AND kind = :kind AND run_id <= :before ORDER BY id DESC LIMIT 1;

-- Tickets on paper that show what run :id decided: person, photo, payment, session, room or seat.
-- They block its undo.
-- @stmt handout_of_run many scan-ok=undo-looks-at-every-print
SELECT 'handout' AS what, t.reg_no || ' ' || t.subject_code AS who, max(h.run_id) AS run
FROM handout h
JOIN entry e ON e.id = h.entry_id
JOIN candidate c ON c.id = e.candidate_id
JOIN v_ticket t ON t.entry_id = h.entry_id
LEFT JOIN photo f ON f.sha256 = c.photo_sha256
LEFT JOIN placement p ON p.entry_id = h.entry_id
LEFT JOIN session x ON x.id = p.session_id
LEFT JOIN room r ON r.id = p.room_id
WHERE h.kind = 'ticket' AND h.run_id > :id
	AND (:id IN (p.run_id, x.run_id, r.run_id, e.run_id, c.run_id, f.run_id)
		OR h.entry_id IN (SELECT g.entry_id FROM posting g WHERE g.run = :id AND g.entry_id IS NOT NULL))
GROUP BY h.entry_id
ORDER BY who;
