-- What was written that the last freeze of the strand could not see, and which recorded deed wrote it. Fragment: a chain of
-- WITH queries that ends in `found`: whose it is (nobody's own: everybody's), the first day that it may change, its cause,
-- how early the cause is named, and the change, as the table and the id of the deed, or of the row that nobody's deed wrote.
--
-- Asked of the database's own units of work, not of a clock: what was being written while the last freeze looked, and
-- became visible after it, is found as well. What the last freeze's own unit of work wrote, before it or after (a replay
-- is one unit of work), counts as not seen: history's times are the beginning of the unit of work and cannot tell. Of
-- deeds, which are numbered as they are done, those before that freeze are left out; rows without a deed come last.
last AS (
    SELECT run.month, run.snapshot::pg_snapshot AS seen, run.frozen_xid::text::xid8 AS own, pilot.code AS pilot_code,
        strand.code AS strand_code, (
            SELECT id FROM pilot_auditevent
            WHERE subject_kind = 'run' AND subject_id = run.id::text AND kind = 'run_frozen'
        ) AS frozen_by_deed
    FROM billing_paymentrun AS run
    JOIN pilot_strand AS strand ON strand.id = run.strand_id
    JOIN pilot_pilot AS pilot ON pilot.id = strand.pilot_id
    WHERE run.id = %(previous)s
), named AS (
    SELECT cause, rank FROM unnest(%(causes)s::text[]) WITH ORDINALITY AS named (cause, rank)
), deeds AS MATERIALIZED (
    SELECT event.id, event.xid, event.subject_kind, event.subject_id, event.facts,
        (event.facts ->> 'changes_from')::date AS since,
        CASE WHEN event.facts ? 'replaces' THEN 'wrong_area' ELSE known.cause END AS cause
    FROM pilot_auditevent AS event
    JOIN unnest(%(deed_kinds)s::text[], %(deed_causes)s::text[]) AS known (kind, cause) USING (kind)
    CROSS JOIN last
    WHERE {missed_deed} AND {seen_deed}
        AND (event.xid <> last.own OR event.id > last.frozen_by_deed)
        AND event.pilot_code = last.pilot_code
        AND coalesce(event.facts ->> 'strand' = last.strand_code, TRUE)
), written AS MATERIALIZED (
    SELECT pgh_obj_id AS resident_id, pgh_xid AS xid, 'registry_residentevent' AS source, pgh_id, NULL::bigint AS site_id,
        NULL::date AS since, CASE WHEN died_on IS NULL THEN 'register' ELSE 'death' END AS cause
    FROM registry_residentevent AS event, last WHERE {missed} AND {seen}
    UNION ALL
    SELECT resident_id, pgh_xid, 'registry_residenceevent', pgh_id, NULL, moved_on, 'move'
    FROM registry_residenceevent AS event, last WHERE {missed} AND {seen}
    UNION ALL
    SELECT resident_id, pgh_xid, 'registry_needcoefficientevent', pgh_id, NULL, lower(period), 'need'
    FROM registry_needcoefficientevent AS event, last WHERE strand_id = %(strand)s AND {missed} AND {seen}
    UNION ALL
    SELECT resident_id, pgh_xid, 'vouchers_enrolmentevent', pgh_id, site_id, lower(period), 'choice'
    FROM vouchers_enrolmentevent AS event, last WHERE strand_id = %(strand)s AND {missed} AND {seen}
), by_deed AS MATERIALIZED (
    -- Of two records that were merged both are meant.
    SELECT whose AS resident_id, deeds.xid, deeds.id, deeds.since, deeds.cause
    FROM deeds CROSS JOIN LATERAL unnest(ARRAY[subject_id::bigint, (facts ->> 'absorbed')::bigint]) AS whose
    WHERE subject_kind = 'resident' AND whose IS NOT NULL
    UNION
    -- A site that closes or opens moves those whose place on its list was written by the same unit of work; a file is of
    -- those whose rows it wrote.
    SELECT written.resident_id, deeds.xid, deeds.id, deeds.since, deeds.cause
    FROM deeds JOIN written USING (xid)
    WHERE subject_kind = 'register_batch' OR (subject_kind = 'site' AND subject_id = written.site_id::text)
), of_everybody AS (
    SELECT event.valid_from AS since, 'rate_error' AS cause, deeds.id,
        'billing_ratetableevent' AS source, event.pgh_id
    FROM billing_ratetableevent AS event
    CROSS JOIN last
    LEFT JOIN deeds ON deeds.subject_kind = 'rate_table' AND deeds.subject_id = event.pgh_obj_id::text
    WHERE event.strand_id = %(strand)s AND event.state = 'approved' AND {missed} AND {seen}
    UNION ALL
    SELECT lower(event.period), 'rules', NULL, 'pilot_rulesetevent', event.pgh_id
    FROM pilot_rulesetevent AS event, last
    WHERE event.strand_id = %(strand)s AND {missed} AND {seen}
), found AS (
    SELECT by_deed.resident_id, by_deed.since, by_deed.cause, named.rank, 'pilot_auditevent:' || by_deed.id AS change
    FROM by_deed JOIN named USING (cause)
    UNION ALL
    SELECT written.resident_id, min(written.since), written.cause, named.rank + 100,
        written.source || ':' || max(written.pgh_id)
    FROM written JOIN named USING (cause)
    WHERE NOT EXISTS (
        SELECT FROM by_deed WHERE by_deed.resident_id = written.resident_id AND by_deed.xid = written.xid
    )
    GROUP BY written.resident_id, written.cause, named.rank, written.source
    UNION ALL
    SELECT NULL, since, cause, named.rank + CASE WHEN id IS NULL THEN 100 ELSE 0 END,
        coalesce('pilot_auditevent:' || id, source || ':' || pgh_id)
    FROM of_everybody JOIN named USING (cause)
)
