-- @stmt offering_load_clear exec scan-ok=recount-of-everything
DELETE FROM offering_load WHERE true;

-- @stmt offering_load_fill exec scan-ok=recount-of-everything
INSERT INTO offering_load (offering_id, taken)
SELECT o.id, (SELECT count(*) FROM entry e WHERE e.offering_id = o.id AND e.gone_at IS NULL)
FROM offering o;

-- @stmt cap_load_clear exec scan-ok=recount-of-everything
DELETE FROM cap_load WHERE true;

-- @stmt cap_load_fill exec scan-ok=recount-of-everything
INSERT INTO cap_load (cap_id, taken)
SELECT c.id, coalesce((SELECT sum(l.taken) FROM cap_member m
	JOIN offering_load l ON l.offering_id = m.offering_id WHERE m.cap_id = c.id), 0)
FROM cap c;

-- The first place that is over-full.
-- @stmt offering_over_full one scan-ok=one-row-an-offering
SELECT o.site_code || ' ' || o.subject_code AS what FROM offering_load l JOIN offering o ON o.id = l.offering_id
WHERE l.taken > o.capacity
UNION ALL
SELECT c.name FROM cap_load l JOIN cap c ON c.id = l.cap_id WHERE l.taken > c.capacity
ORDER BY 1 LIMIT 1;

-- @check offering_over_capacity R-CAP error scan-ok=one-row-an-offering
-- zh: 报考数超过容量
-- en: more entries than places
SELECT o.site_code || ' ' || o.subject_code AS subject, l.taken || ' > ' || o.capacity AS detail
FROM offering_load l JOIN offering o ON o.id = l.offering_id WHERE l.taken > o.capacity
UNION ALL
SELECT c.name, l.taken || ' > ' || c.capacity FROM cap_load l JOIN cap c ON c.id = l.cap_id
WHERE l.taken > c.capacity
ORDER BY 1;

-- @check offering_count_wrong R-CAP error scan-ok=recount-of-everything
-- zh: 容量计数与报考不符
-- en: the counter of places differs from the entries
SELECT o.site_code || ' ' || o.subject_code AS subject, l.taken || ' <> ' || n.live AS detail
FROM offering o
LEFT JOIN offering_load l ON l.offering_id = o.id
JOIN (SELECT o2.id AS id, (SELECT count(*) FROM entry e WHERE e.offering_id = o2.id AND e.gone_at IS NULL) AS live
	FROM offering o2) n ON n.id = o.id
WHERE l.taken IS NOT n.live
UNION ALL
SELECT c.name, l.taken || ' <> ' || n.live
FROM cap c
LEFT JOIN cap_load l ON l.cap_id = c.id
JOIN (SELECT c2.id AS id, (SELECT count(*) FROM cap_member m JOIN entry e ON e.offering_id = m.offering_id
		WHERE m.cap_id = c2.id AND e.gone_at IS NULL) AS live
	FROM cap c2) n ON n.id = c.id
WHERE l.taken IS NOT n.live
ORDER BY 1;
