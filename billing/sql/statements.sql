-- One row a site that has entries in the run or something carried in, with the digest over its ordered entries.
WITH sums AS (
    SELECT site_id, count(*) AS entry_count, count(DISTINCT resident_id) AS resident_count, sum(cents)::bigint AS cents,
        encode(sha256(convert_to(string_agg(
            concat_ws(';', resident_id, month, starts_on, kind, days, cents, cell_id, need_thousandths, refunds_run_id),
            E'\n' ORDER BY resident_id, month, starts_on, kind
        ), 'UTF8')), 'hex') AS digest
    FROM {part}
    GROUP BY site_id
), carried AS (
    SELECT site_id, carried_out FROM billing_statement WHERE run_id = %(previous)s AND carried_out <> 0
)
SELECT site.id, provider.sector <> 'public' AS is_payable, coalesce(sums.entry_count, 0),
    coalesce(sums.resident_count, 0), coalesce(sums.cents, 0), coalesce(carried.carried_out, 0),
    coalesce(sums.digest, '')
FROM sums
FULL JOIN carried USING (site_id)
JOIN providers_site AS site ON site.id = site_id
JOIN providers_provider AS provider ON provider.id = site.provider_id
ORDER BY site.id
