-- How many eligible residents have no voucher; see issue.sql.
SELECT count(*)
FROM ({eligible}) AS eligible
WHERE NOT EXISTS (
    SELECT FROM vouchers_voucher
    WHERE resident_id = eligible.id AND strand_id = %(strand)s AND period && %(period)s::daterange
)
