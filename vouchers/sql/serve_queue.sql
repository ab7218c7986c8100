-- Give the places of a queue their choices, and answer with choice and resident. Not in the ORM: one statement for any
-- number of people, with receipt numbers made here.
WITH drawn AS MATERIALIZED (
    SELECT resident_id, uuid_send(gen_random_uuid()) AS random
    FROM vouchers_queueplace
    WHERE id = ANY(%(places)s) AND state = 'waiting'
), given AS (
    INSERT INTO vouchers_choice (resident_id, strand_id, site_id, made_at, made_on, effective_on, channel, reason,
        origin, made_by_id, receipt_number)
    SELECT resident_id, %(strand)s, %(site)s, %(at)s, %(on)s, %(effective_on)s, %(channel)s, '', 'queue', %(by)s, {number}
    FROM drawn
    RETURNING id, resident_id
)
UPDATE vouchers_queueplace SET state = 'served', left_at = %(at)s, left_by_id = %(by)s, choice_id = given.id
FROM given
WHERE vouchers_queueplace.id = ANY(%(places)s) AND vouchers_queueplace.resident_id = given.resident_id
RETURNING vouchers_queueplace.choice_id, vouchers_queueplace.resident_id
