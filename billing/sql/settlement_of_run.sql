-- What other organisers owe the one that paid the run: days and cents of their areas' residents, at sites that are paid,
-- and from whose area each had come. A resident has come from where an earlier month of theirs stands: of the entries
-- frozen up to this run, taken together, so that an area that was taken back counts for nothing.
-- Not in the ORM: entries of all runs up to this one are met with each other where they lie.
WITH bearers AS MATERIALIZED (
    -- Who was booked to bear an area's residents does so for good, whoever has the area today.
    SELECT area.id AS area_id, coalesce(booked.organiser_id, area.organiser_id, %(payer)s) AS organiser_id
    FROM pilot_area AS area
    LEFT JOIN LATERAL (
        SELECT line.organiser_id
        FROM billing_booking AS booking
        JOIN billing_bookingline AS line ON line.booking_id = booking.id
        WHERE booking.run_id = %(run)s AND line.use = 'expense' AND line.area_id = area.id
        LIMIT 1
    ) AS booked ON TRUE
    WHERE area.pilot_id = %(pilot)s
), own AS MATERIALIZED (
    SELECT entry.resident_id, entry.month, bearers.organiser_id, entry.kind <> 'ORIGINAL' AS is_correction,
        CASE entry.kind WHEN 'REFUND' THEN -entry.days ELSE entry.days END AS days, entry.cents
    FROM billing_entry AS entry
    JOIN billing_statement AS statement
        ON statement.run_id = entry.run_id AND statement.site_id = entry.site_id AND statement.is_payable
    JOIN bearers ON bearers.area_id = entry.area_id AND bearers.organiser_id <> %(payer)s
    WHERE entry.run_id = %(run)s
), earlier AS MATERIALIZED (
    SELECT entry.resident_id, entry.month, bearers.organiser_id
    FROM billing_entry AS entry
    JOIN bearers ON bearers.area_id = entry.area_id
    WHERE entry.run_id = ANY(%(runs)s) AND entry.resident_id IN (SELECT resident_id FROM own)
    GROUP BY entry.resident_id, entry.month, bearers.organiser_id
    HAVING sum(entry.cents) > 0
), moved AS (
    SELECT DISTINCT ON (own.resident_id, own.month, own.organiser_id)
        own.resident_id, own.month, own.organiser_id, earlier.organiser_id AS from_id
    FROM own
    JOIN earlier ON earlier.resident_id = own.resident_id AND earlier.month < own.month
        AND earlier.organiser_id <> own.organiser_id
    ORDER BY own.resident_id, own.month, own.organiser_id, earlier.month DESC, earlier.organiser_id
)
SELECT own.organiser_id, moved.from_id, own.month, own.is_correction, count(DISTINCT own.resident_id) AS residents,
    sum(own.days)::bigint AS days, sum(own.cents)::bigint AS cents
FROM own
LEFT JOIN moved USING (resident_id, month, organiser_id)
GROUP BY own.organiser_id, moved.from_id, own.month, own.is_correction
ORDER BY own.organiser_id, moved.from_id NULLS FIRST, own.month DESC, own.is_correction
