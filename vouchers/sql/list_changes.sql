-- Who joined or left one list between two looks, as the first look knew the list and as the second knows it: one
-- statement, so that what it finds and the snapshot that it ends with cannot differ. Not in the ORM: row history is asked
-- by the database's own units of work (docs/adr/0009), not by a clock, so what was being written during the first look and
-- became visible after it is found now.
--
-- Stretches that touch are one: then nobody came and nobody left, as on the provider's page. Whatever was brought about and
-- taken back between the two looks is not told at all; what an earlier look told and is no longer so is told as undone.
-- Always a row at least, for the snapshot and whether the first look saw what this database has not written yet.
WITH looked AS MATERIALIZED (
    SELECT since.seen AS since, coalesce(%(until)s::text::pg_snapshot, pg_current_snapshot()) AS until
    FROM (SELECT %(since)s::text::pg_snapshot AS seen) AS since
), touched AS MATERIALIZED (
    SELECT DISTINCT event.resident_id
    FROM vouchers_enrolmentevent AS event CROSS JOIN looked
    WHERE event.site_id = %(site)s AND event.strand_id = %(strand)s AND event.resident_id >= %(after_resident)s
        AND event.pgh_xid >= pg_snapshot_xmin(looked.since)
        AND NOT pg_visible_in_snapshot(event.pgh_xid, looked.since)
        AND pg_visible_in_snapshot(event.pgh_xid, looked.until)
), versions AS MATERIALIZED (
    SELECT event.pgh_obj_id, event.pgh_id, event.pgh_label, event.resident_id, event.period, event.origin,
        pg_visible_in_snapshot(event.pgh_xid, looked.since) AS was_known
    FROM vouchers_enrolmentevent AS event JOIN touched USING (resident_id) CROSS JOIN looked
    WHERE event.site_id = %(site)s AND event.strand_id = %(strand)s
        AND pg_visible_in_snapshot(event.pgh_xid, looked.until)
), stood AS (
    -- An enrolment's versions are numbered in the order in which they were written: each waited for the one before.
    SELECT DISTINCT ON (look.is_now, pgh_obj_id) look.is_now, versions.*
    FROM versions JOIN (VALUES (FALSE), (TRUE)) AS look (is_now) ON look.is_now OR versions.was_known
    ORDER BY look.is_now, pgh_obj_id, pgh_id DESC
), pieces AS (
    SELECT is_now, resident_id, lower(period) AS first, upper(period) AS until, origin,
        lag(upper(period)) OVER by_day IS DISTINCT FROM lower(period) AS comes
    FROM stood
    WHERE pgh_label <> 'delete' AND NOT isempty(period)
    WINDOW by_day AS (PARTITION BY is_now, resident_id ORDER BY lower(period))
), numbered AS (
    SELECT *, count(*) FILTER (WHERE comes) OVER (PARTITION BY is_now, resident_id ORDER BY first) AS stretch
    FROM pieces
), stretches AS (
    SELECT is_now, resident_id, min(first) AS first, (array_agg(until ORDER BY first DESC))[1] AS until,
        (array_agg(origin ORDER BY first))[1] AS origin
    FROM numbered
    GROUP BY is_now, resident_id, stretch
), edges AS (
    SELECT *, first AS day, 'joined' AS change FROM stretches
    UNION ALL
    SELECT *, until, 'left' FROM stretches WHERE until IS NOT NULL
), told AS (
    SELECT resident_id, day, change, min(first) AS first, min(until) AS until, min(origin) AS origin,
        bool_and(NOT is_now) AS is_undone
    FROM edges
    GROUP BY resident_id, day, change
    HAVING count(*) = 1 AND (resident_id, day, change) > (%(after_resident)s, %(after_day)s::date, %(after_change)s)
    ORDER BY resident_id, day, change
    LIMIT %(most)s
)
SELECT looked.until::text, pg_snapshot_xmax(looked.since) > pg_snapshot_xmax(pg_current_snapshot()), told.resident_id,
    resident.list_code, told.change, told.day, told.first, told.until, told.origin, told.is_undone
FROM looked
LEFT JOIN told ON TRUE
LEFT JOIN registry_resident AS resident ON resident.id = told.resident_id
ORDER BY told.resident_id, told.day, told.change
