-- Residents of whom something was written that the last freeze of the strand could not see, and what it was.
--
-- Asked of the database's own units of work, not of a clock: what was being written while the last freeze looked, and
-- became visible after it, is found as well. What the last freeze's own unit of work wrote, before it or after (a replay
-- is one unit of work), counts as not seen: history's times are the beginning of the unit of work and cannot tell.
WITH last AS (
    SELECT month, snapshot::pg_snapshot AS seen, frozen_xid::text::xid8 AS own
    FROM billing_paymentrun WHERE id = %(previous)s
), renewed AS MATERIALIZED (
    SELECT valid_from AS since FROM billing_ratetableevent AS event, last
    WHERE strand_id = %(strand)s AND state = 'approved' AND {missed}
    UNION ALL
    SELECT lower(period) FROM pilot_rulesetevent AS event, last
    WHERE strand_id = %(strand)s AND {missed}
), missed AS (
    -- A death, or the withdrawal of one; what else may change of a resident is the register's.
    SELECT pgh_obj_id AS resident_id, 1 AS rank,
        CASE WHEN EXISTS (
            SELECT FROM registry_residentevent AS version
            WHERE version.pgh_obj_id = event.pgh_obj_id AND version.died_on IS NOT NULL
        ) THEN 'death' ELSE 'register' END AS cause
    FROM registry_residentevent AS event, last
    WHERE {missed}
    UNION ALL
    SELECT resident_id, 2, 'move' FROM registry_residenceevent AS event, last
    WHERE {missed}
    UNION ALL
    SELECT resident_id, 3, 'need' FROM registry_needcoefficientevent AS event, last
    WHERE {missed}
    UNION ALL
    SELECT resident_id, 4, 'list' FROM vouchers_enrolmentevent AS event, last
    WHERE strand_id = %(strand)s AND {missed}
    UNION ALL
    -- New rates or rules touch everybody who has been on a list since they hold; a snapshot looks one day back.
    SELECT enrolment.resident_id, 5, 'rates' FROM vouchers_enrolment AS enrolment, last
    WHERE EXISTS (SELECT FROM renewed)
        AND enrolment.strand_id = %(strand)s
        AND enrolment.period && daterange(
            (SELECT min(since) FROM renewed) - 1,
            greatest((last.month + interval '1 month')::date, (SELECT min(since) FROM renewed))
        )
)
INSERT INTO touched (resident_id, cause)
SELECT DISTINCT ON (missed.resident_id) missed.resident_id, missed.cause
FROM missed
JOIN registry_resident AS resident ON resident.id = missed.resident_id
WHERE resident.pilot_id = %(pilot)s AND {of_shard}
ORDER BY missed.resident_id, missed.cause = 'register', missed.rank
