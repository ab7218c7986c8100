INSERT INTO billing_booking (organiser_id, year, number, kind, cause_key, run_id, statement_id, payment_id, rules_id,
    booked_on, booked_at, booked_by_id)
SELECT %(organiser)s, numbered.year, numbered.ordinal + series.before, numbered.kind, numbered.cause_key, %(run)s,
    numbered.statement_id, numbered.payment_id, numbered.rules_id, numbered.booked_on, %(at)s, %(by)s
FROM numbered_bookings AS numbered
JOIN unnest(%(years)s::int[], %(befores)s::int[]) AS series (year, before) ON series.year = numbered.year
ORDER BY numbered.year, numbered.ordinal
