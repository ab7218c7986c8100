-- What moved each site's sum since the run before: who is new on its list, who left, whose age band or rate changed.
WITH now AS (
    SELECT entry.site_id, entry.resident_id, sum(entry.cents) AS cents, min(entry.cell_id) AS cell_id
    FROM {part} AS entry WHERE kind = 'ORIGINAL'
    GROUP BY entry.site_id, entry.resident_id
), before AS (
    SELECT entry.site_id, entry.resident_id, sum(entry.cents) AS cents, min(entry.cell_id) AS cell_id
    FROM billing_entry AS entry WHERE run_id = %(previous)s AND kind = 'ORIGINAL' AND {of_shard}
    GROUP BY entry.site_id, entry.resident_id
), paired AS (
    SELECT coalesce(now.site_id, before.site_id) AS site_id,
        coalesce(now.cents, 0) - coalesce(before.cents, 0) AS cents,
        CASE
            WHEN before.resident_id IS NULL THEN 'new'
            WHEN now.resident_id IS NULL THEN 'left'
            WHEN now_cell.table_id <> before_cell.table_id THEN 'rate'
            WHEN now.cell_id <> before.cell_id THEN 'age'
            WHEN now.cents <> before.cents THEN 'days'
        END AS cause
    FROM now
    FULL JOIN before ON before.site_id = now.site_id AND before.resident_id = now.resident_id
    LEFT JOIN billing_ratecell AS now_cell ON now_cell.id = now.cell_id
    LEFT JOIN billing_ratecell AS before_cell ON before_cell.id = before.cell_id
)
SELECT site_id, cause, count(*), sum(cents)::bigint
FROM paired WHERE cause IS NOT NULL
GROUP BY site_id, cause
UNION ALL
SELECT site_id, 'correction:' || cause, count(DISTINCT resident_id), sum(cents)::bigint
FROM {part} WHERE kind <> 'ORIGINAL'
GROUP BY site_id, cause
