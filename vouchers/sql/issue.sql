-- Give a voucher to every eligible resident of a range of ids who has none, and answer with how many waited for one and
-- the ids of the vouchers given. Not in the ORM: one statement for thousands of people, with numbers made here.
-- A number that exists already (one in 10^15) is left out, and the statement run once more gives another.
WITH waiting AS (
    SELECT eligible.id
    FROM ({eligible}) AS eligible
    WHERE eligible.id > %(after)s AND eligible.id <= %(last)s
        AND NOT EXISTS (
            SELECT FROM vouchers_voucher
            WHERE resident_id = eligible.id AND strand_id = %(strand)s AND period && %(period)s::daterange
        )
), drawn AS MATERIALIZED (
    SELECT id, uuid_send(gen_random_uuid()) AS random FROM waiting
), given AS (
    INSERT INTO vouchers_voucher (resident_id, strand_id, number, period, issued_at, issued_by_id, job_id)
    SELECT id, %(strand)s, {number}, %(period)s::daterange, %(at)s, %(by)s, %(job)s
    FROM drawn
    ON CONFLICT DO NOTHING
    RETURNING id
)
SELECT (SELECT count(*) FROM drawn), coalesce((SELECT array_agg(id) FROM given), '{{}}')
