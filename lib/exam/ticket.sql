-- The paid entries of a sitting in the order of printing. Those without a seat come too: the
-- caller lists them (R-TICKET).
-- @stmt ticket_list many
SELECT * FROM v_ticket
WHERE sitting_id = :sitting AND site_code BETWEEN coalesce(:site, '') AND coalesce(:site, '~')
	AND state = 'paid' AND (:room IS NULL OR room_code = :room)
ORDER BY site_code, room_code, session, seat, reg_no, subject_code;

-- All live entries of one candidate: by registration number, document number or ticket number.
-- @stmt ticket_list_candidate many
SELECT * FROM v_ticket
WHERE candidate_id IN (
	SELECT id FROM candidate WHERE reg_no = :key AND gone_at IS NULL AND sitting_id = :sitting
	UNION SELECT id FROM candidate WHERE sitting_id = :sitting AND id_number = :key AND gone_at IS NULL
	UNION SELECT e.candidate_id FROM placement p JOIN entry e ON e.id = p.entry_id WHERE p.ticket_no = :key)
ORDER BY site_code, room_code, session, seat, reg_no, subject_code;

-- The plan of a room.
-- @stmt room_plan one
SELECT row_count, col_count FROM room
WHERE sitting_id = :sitting AND site_code = :site AND code = :room;
