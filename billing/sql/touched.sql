-- The residents of whom something was learned since the last freeze. New rates or rules touch everybody who has been on a
-- list since they hold; a snapshot looks one day back.
WITH renewed AS (
    SELECT min(since) AS since FROM changes WHERE resident_id IS NULL
)
INSERT INTO touched (resident_id)
SELECT resident_id FROM changes WHERE resident_id IS NOT NULL
UNION
SELECT enrolment.resident_id
FROM vouchers_enrolment AS enrolment
JOIN renewed ON renewed.since IS NOT NULL
CROSS JOIN billing_paymentrun AS last
WHERE last.id = %(previous)s AND enrolment.strand_id = %(strand)s AND {of_shard}
    AND enrolment.period && daterange(
        renewed.since - 1, greatest((last.month + interval '1 month')::date, renewed.since)
    )
