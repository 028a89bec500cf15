-- Which days the statements of a channel cover.

-- The statement that covers a part of this time; one with rows rather than a declared day.
-- @stmt coverage_touching one
SELECT s.name, s.sha256 FROM statement s
WHERE s.channel = :channel AND s.covers_to_at > :from AND s.covers_from_at < :to
ORDER BY s.row_count = 0, s.id LIMIT 1;

-- @stmt coverage_declare exec
INSERT INTO statement (channel, sha256, name, covers_from_at, covers_to_at, row_count, total_fen, loaded_at, run_id)
VALUES (:channel, 'none ' || :channel || ' ' || :day, 'none ' || :day, :from, :to, 0, 0, :now, :run);

-- Each channel that has statements, how far they reach, and the days between without any (the first
-- few). Days count from 1970-01-01 at +08:00; the last instant of a statement is no longer in it. What was
-- loaded within a day knows nothing of the rest, so that day is missing once another one follows.
-- @stmt coverage_list many scan-ok=every-statement-of-four-channels
WITH RECURSIVE span (channel, first, last, covers_to) AS (
	SELECT channel, (min(covers_from_at) + 28800) / 86400, (max(covers_to_at) + 28799) / 86400, max(covers_to_at)
	FROM statement WHERE covers_to_at IS NOT NULL GROUP BY channel),
day (channel, n) AS (
	SELECT channel, first FROM span
	UNION ALL SELECT d.channel, d.n + 1 FROM day d JOIN span x ON x.channel = d.channel WHERE d.n < x.last),
missing (channel, n) AS (
	SELECT d.channel, d.n FROM day d WHERE NOT EXISTS (SELECT 1 FROM statement s WHERE s.channel = d.channel
		AND s.covers_to_at > d.n * 86400 - 28800 AND s.covers_from_at < (d.n + 1) * 86400 - 28800
		AND (s.loaded_at >= (d.n + 1) * 86400 - 28800 OR NOT EXISTS (SELECT 1 FROM span x
			WHERE x.channel = d.channel AND x.last > d.n))))
SELECT x.channel, x.covers_to, (SELECT count(*) FROM missing m WHERE m.channel = x.channel) AS missing,
	(SELECT group_concat(date(k.n * 86400, 'unixepoch'), ' ') FROM (SELECT m.n FROM missing m
		WHERE m.channel = x.channel ORDER BY m.n LIMIT 3) k) AS missing_days,
	(SELECT count(*) FROM pay_order o WHERE o.state = 'open' AND o.opened_at < :now
		AND coalesce(o.channel, x.channel) = x.channel) AS open_orders
FROM span x ORDER BY x.channel;
