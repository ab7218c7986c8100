-- Give everybody whom a draw moves the choice that moves them, and answer with choice and resident. Not in the ORM: one
-- statement for any number of people, with receipt numbers made here.
WITH drawn AS MATERIALIZED (
    SELECT resident_id, to_site_id, uuid_send(gen_random_uuid()) AS random
    FROM vouchers_movelot
    WHERE plan_id = %(plan)s AND moves AND choice_id IS NULL
), given AS (
    INSERT INTO vouchers_choice (resident_id, strand_id, site_id, made_at, made_on, effective_on, channel, reason,
        origin, made_by_id, receipt_number)
    SELECT resident_id, %(strand)s, to_site_id, %(at)s, %(on)s, %(effective_on)s, %(channel)s, '', 'forced', %(by)s, {number}
    FROM drawn
    RETURNING id, resident_id
)
UPDATE vouchers_movelot SET choice_id = given.id
FROM given
WHERE vouchers_movelot.plan_id = %(plan)s AND vouchers_movelot.resident_id = given.resident_id
RETURNING vouchers_movelot.choice_id, vouchers_movelot.resident_id
