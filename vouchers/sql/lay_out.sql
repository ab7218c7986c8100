-- Lay out the lists of the residents in `laying` for one strand, and rewrite only the rows that differ: one statement, so
-- that nobody is ever on two lists. `lists.sql` says what the lists come to.
WITH {lists}, standing AS MATERIALIZED (
    SELECT enrolment.id, enrolment.resident_id, enrolment.site_id, enrolment.period, enrolment.choice_id
    FROM vouchers_enrolment AS enrolment JOIN laying USING (resident_id)
    WHERE enrolment.strand_id = %(strand)s
), paired AS MATERIALIZED (
    SELECT standing.id, standing.period AS standing_period, due.*
    FROM standing
    FULL JOIN due ON due.resident_id = standing.resident_id
        AND due.site_id = standing.site_id
        AND coalesce(due.choice_id, 0) = coalesce(standing.choice_id, 0)
        AND lower(due.period) = lower(standing.period)
), ended AS (
    DELETE FROM vouchers_enrolment USING paired
    WHERE vouchers_enrolment.id = paired.id AND paired.resident_id IS NULL
    RETURNING 1
), changed AS (
    UPDATE vouchers_enrolment SET period = paired.period
    FROM paired
    WHERE vouchers_enrolment.id = paired.id AND paired.period <> paired.standing_period
    RETURNING 1
), added AS (
    INSERT INTO vouchers_enrolment (resident_id, strand_id, site_id, period, origin, choice_id)
    SELECT resident_id, %(strand)s, site_id, period, origin, choice_id
    FROM paired
    WHERE id IS NULL
    RETURNING 1
)
SELECT (SELECT count(*) FROM ended) + (SELECT count(*) FROM changed) + (SELECT count(*) FROM added)
