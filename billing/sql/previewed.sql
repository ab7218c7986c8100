-- Each site's month as it would be, and what moved its sum since the run before: in one pass over everybody, written
-- nowhere. The corrections are in `part` already, and count here as entries of somebody. One row a site and cause; the
-- cause is empty for those whom nothing moved. The braces take the type that holds any resident's cents: a million sums of
-- integers need less than half the memory of sums of bigints.
WITH {due}, rows AS (
    -- A stretch without a rate is no entry: it is only told of.
    SELECT due.site_id, due.resident_id, coalesce(due.cents, 0)::{cents} AS cents, due.cents::{cents} AS original_cents,
        CASE WHEN due.cell_id IS NOT NULL THEN 1 END AS entry, due.cell_id AS now_cell_id,
        NULL::bigint AS before_cell_id, (due.cell_id IS NULL)::integer AS hole
    FROM due WHERE due.cents > 0 OR due.cell_id IS NULL
    UNION ALL
    SELECT part.site_id, part.resident_id, 0, NULL, 1, NULL, NULL, 0 FROM {part} AS part
    UNION ALL
    SELECT entry.site_id, entry.resident_id, -entry.cents::{cents}, NULL, NULL, NULL, entry.cell_id, 0
    FROM billing_entry AS entry WHERE run_id = %(previous)s AND kind = 'ORIGINAL' AND {of_shard}
), added AS (
    SELECT site_id, resident_id, sum(cents)::bigint AS moved_cents, sum(original_cents)::bigint AS original_cents,
        count(entry) AS entries, min(now_cell_id) AS now_cell_id, min(before_cell_id) AS before_cell_id,
        max(hole) AS hole
    FROM rows
    GROUP BY site_id, resident_id
), named AS (
    SELECT added.*,
        -- Most residents come to nothing: no cell of theirs is looked up.
        CASE WHEN now_cell_id IS NOT DISTINCT FROM before_cell_id AND moved_cents = 0 THEN '' ELSE {cause} END AS cause
    FROM added
    LEFT JOIN billing_ratecell AS now_cell ON now_cell.id = now_cell_id
    LEFT JOIN billing_ratecell AS before_cell ON before_cell.id = before_cell_id
)
SELECT site_id, cause, sum(entries)::bigint, count(*) FILTER (WHERE entries > 0), coalesce(sum(original_cents), 0)::bigint,
    count(*), sum(moved_cents)::bigint, max(hole)
FROM named
GROUP BY site_id, cause
