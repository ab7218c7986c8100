-- What of a run has to be booked, line by line, from frozen rows. The braces take the sources, one a way that money goes
-- (billing/actions/bookings.py names them); each gives these columns. Only what is not booked yet is kept.
-- Not in the ORM: a run's entries are summed where they lie, and its lines are written without being read here.
CREATE TEMP TABLE found_bookings ON COMMIT DROP AS
SELECT found.*, rules.id AS rules_id, rules.cost_places_by, rules.cost_place AS common_cost_place
FROM ({sources}) AS found
LEFT JOIN LATERAL (
    -- Rules of the strand's own come before those for every strand.
    SELECT * FROM billing_accountingrules
    WHERE organiser_id = %(organiser)s AND (strand_id = %(strand)s OR strand_id IS NULL) AND period @> found.booked_on
    ORDER BY strand_id NULLS LAST
    LIMIT 1
) AS rules ON TRUE
WHERE found.cents > 0 AND NOT EXISTS (SELECT FROM billing_booking AS booked WHERE booked.cause_key = found.cause_key)
