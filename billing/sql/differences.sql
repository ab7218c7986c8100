-- What moved each site's sum since the run before: who is new on its list, who left, whose age band or rate changed. Added up
-- in one go, the run before with its sign turned: most residents come to nothing, and are left out before anything is named.
WITH both_runs AS (
    SELECT entry.site_id, entry.resident_id, entry.cents, entry.cell_id AS now_cell_id, NULL::bigint AS before_cell_id
    FROM {part} AS entry WHERE kind = 'ORIGINAL'
    UNION ALL
    SELECT entry.site_id, entry.resident_id, -entry.cents, NULL, entry.cell_id
    FROM billing_entry AS entry WHERE run_id = %(previous)s AND kind = 'ORIGINAL' AND {of_shard}
), moved AS (
    SELECT site_id, resident_id, sum(cents) AS cents,
        min(now_cell_id) AS now_cell_id, min(before_cell_id) AS before_cell_id
    FROM both_runs
    GROUP BY site_id, resident_id
    HAVING min(now_cell_id) IS DISTINCT FROM min(before_cell_id) OR sum(cents) <> 0
), named AS (
    SELECT site_id, cents,
        {cause} AS cause
    FROM moved
    LEFT JOIN billing_ratecell AS now_cell ON now_cell.id = now_cell_id
    LEFT JOIN billing_ratecell AS before_cell ON before_cell.id = before_cell_id
)
SELECT site_id, cause, count(*), sum(cents)::bigint
FROM named
GROUP BY site_id, cause
UNION ALL
SELECT site_id, 'correction:' || cause, count(DISTINCT resident_id), sum(cents)::bigint
FROM {part} WHERE kind <> 'ORIGINAL'
GROUP BY site_id, cause
