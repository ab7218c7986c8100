-- One number a cause, in the order of the books: by day, then as money goes.
CREATE TEMP TABLE numbered_bookings ON COMMIT DROP AS
SELECT cause_key, kind, booked_on, statement_id, payment_id, rules_id, extract(year FROM booked_on)::int AS year,
    row_number() OVER (
        PARTITION BY extract(year FROM booked_on) ORDER BY booked_on, array_position(ARRAY['statement', 'payment', 'paid', 'failed'], kind), place, cause_key
    ) AS ordinal
FROM (
    SELECT DISTINCT cause_key, kind, booked_on, statement_id, payment_id, rules_id, place FROM found_bookings
) AS causes
