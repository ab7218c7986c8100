-- Whose right to choose might be reminded of: who holds a voucher and may choose on the day. The cause is the voucher, or
-- the strand where the last day for everybody comes. Fragment of reminded.sql.
SELECT voucher.resident_id, coalesce(%(cause)s::bigint, voucher.id) AS cause, %(last_day)s::date AS last_day,
    (voucher.issued_at AT TIME ZONE 'Europe/Helsinki')::date AS begun_on,
    jsonb_build_object('last_day', to_char(%(last_day)s::date, 'FMDD.FMMM.YYYY')) AS filling
FROM vouchers_voucher AS voucher
JOIN ({eligible}) AS eligible ON eligible.id = voucher.resident_id
    -- Said here too, else everybody's right is looked at for each range.
    AND eligible.id > %(after)s AND eligible.id <= %(last)s
WHERE voucher.strand_id = %(strand)s AND voucher.period @> %(on)s::date
