-- Who of a range of ids is reminded on the day: who has not been for the cause, still has to do the thing, and is reached
-- in time. An e-mail arrives at once, a letter `early` days later, so it is written so many days sooner, and not at all
-- when it would arrive after the last day. The braces take whose turn it may be, what is still due, and who has which way.
SELECT reminder.resident_id, reminder.cause AS about_id, reminder.last_day, reminder.filling,
    concat('reminder/', reminder.kind, '/', reminder.cause, '/', reminder.resident_id) AS key
FROM (
    SELECT turn.*, %(reminds_of)s::text AS kind, %(strand)s::bigint AS strand_id
    FROM ({turn}) AS turn
) AS reminder
JOIN registry_resident AS reader ON reader.id = reminder.resident_id
WHERE reminder.resident_id > %(after)s AND reminder.resident_id <= %(last)s
    AND {way}
    AND reminder.last_day >= %(on)s::date + %(early)s::int
    AND CASE WHEN %(counts_from_beginning)s THEN reminder.begun_on + %(days)s::int <= %(on)s::date
        ELSE reminder.last_day - %(days)s::int - %(early)s::int <= %(on)s::date END
    AND NOT EXISTS (
        SELECT FROM vouchers_reminder AS earlier
        WHERE earlier.resident_id = reminder.resident_id AND earlier.kind = reminder.kind
            AND earlier.cause = reminder.cause
    )
    AND {is_due}
