-- What stands against what is due, for every resident and frozen month at once: every entry as often as it occurs.
-- A refund takes back exactly one entry (same site, days and cents turned), so counting them with signs leaves what stands.
WITH {due}, written AS (
    SELECT entry.resident_id, entry.month, entry.site_id, entry.days, abs(entry.cents) AS cents,
        CASE entry.kind WHEN 'REFUND' THEN -1 ELSE 1 END AS times
    FROM billing_entry AS entry
    JOIN billing_paymentrun AS run ON run.id = entry.run_id AND run.strand_id = %(strand)s
), sides AS (
    SELECT resident_id, month, site_id, days, cents, times AS stands, 0 AS falls_due FROM written
    UNION ALL
    SELECT resident_id, month, site_id, days::smallint, cents, 0, 1 FROM due WHERE cents > 0
), balance AS (
    SELECT resident_id, month, cents, sum(stands) AS stands, sum(falls_due) AS falls_due
    FROM sides
    GROUP BY resident_id, month, site_id, days, cents
), of_month AS (
    SELECT resident_id, month, sum(cents * stands) AS standing_cents, sum(cents * falls_due) AS due_cents,
        bool_or(stands <> falls_due) AS differs
    FROM balance
    GROUP BY resident_id, month
)
SELECT count(DISTINCT of_month.resident_id), count(*), coalesce(sum(standing_cents), 0)::bigint,
    coalesce(sum(due_cents), 0)::bigint,
    count(*) FILTER (WHERE differs AND touched.resident_id IS NOT NULL),
    count(*) FILTER (WHERE differs AND touched.resident_id IS NULL)
FROM of_month
LEFT JOIN touched USING (resident_id)
