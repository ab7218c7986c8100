-- What stands for the months: every entry of every run so far, with its sign, by month, site, area and band of ages.
SELECT entry.month, entry.site_id, entry.area_id, width_bucket(entry.age, %(bands)s::int[]), sum(entry.cents)::bigint
FROM billing_entry AS entry
WHERE entry.run_id = ANY(%(runs)s::bigint[]) AND entry.month = ANY(%(months)s::date[])
    AND {of_shard}
GROUP BY 1, 2, 3, 4
