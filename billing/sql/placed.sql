-- Who is on whose list in the months: one row a resident and stretch, with the area, age and need that its rate depends
-- on. Fragment: a chain of WITH queries that ends in `placed`, which `priced.sql` goes on from; the braces take what
-- billing/month/ says of whose, and of rules and ages. Exact meaning: docs/capitation.md. Not in the ORM: a
-- month is a set. `coalesce(…, FALSE)` says the same as its condition; without it the planner would expect one row of
-- hundreds where nearly all match, and build its hash tables for them.
months AS MATERIALIZED (
    SELECT month, (month + interval '1 month')::date AS until,
        (month + interval '1 month')::date - month AS length,
        {counting} = 'snapshot' AS is_snapshot, {age_on} = 'year_of_birth' AS is_by_year,
        -- What somebody's list has to cover to count for the whole month, and the day it is looked up on.
        CASE WHEN {counting} = 'snapshot' THEN daterange(month - 1, month)
            ELSE daterange(month, (month + interval '1 month')::date) END AS whole,
        CASE WHEN {counting} = 'snapshot' THEN month - 1 ELSE month END AS whole_reference_day
    FROM unnest(%(months)s::date[]) AS month
    JOIN pilot_ruleset AS rules ON rules.strand_id = %(strand)s AND {in_force}
), ruled AS MATERIALIZED (
    -- A ruling on a dispute goes before the lists: on its days the resident counts to its site's list, or to nobody's.
    -- Of a record that another one absorbed nothing is ruled any more: its days are the other one's.
    SELECT ruling.resident_id, ruling.site_id, ruling.period
    FROM billing_ruling AS ruling
    JOIN registry_resident AS subject ON subject.id = ruling.resident_id AND subject.merged_into_id IS NULL
    WHERE ruling.strand_id = %(strand)s AND ruling.confirmed_at IS NOT NULL AND {rulings}
), relisted AS MATERIALIZED (
    -- The lists of those of whom something was ruled: few, so that everybody else's path below stays as it is.
    SELECT resident_id, site_id, NULL::bigint AS choice_id, period FROM ruled WHERE site_id IS NOT NULL
    UNION ALL
    SELECT enrolment.resident_id, enrolment.site_id, enrolment.choice_id, kept.period
    FROM (SELECT resident_id, range_agg(period) AS days FROM ruled GROUP BY resident_id) AS ruled
    JOIN {lists} AS enrolment
        ON enrolment.resident_id = ruled.resident_id AND enrolment.strand_id = %(strand)s
    CROSS JOIN LATERAL unnest(datemultirange(enrolment.period) - ruled.days) AS kept (period)
), parts AS (
    SELECT months.month, months.length, months.is_by_year, enrolment.resident_id, enrolment.site_id, enrolment.choice_id,
        greatest(lower(enrolment.period), months.month) AS starts_on,
        least(upper(enrolment.period), months.until) AS until
    FROM months
    JOIN {lists} AS enrolment
        ON NOT months.is_snapshot AND coalesce(enrolment.period && months.whole, FALSE)
        AND NOT enrolment.period @> months.whole
    WHERE enrolment.strand_id = %(strand)s AND {enrolments}
        AND coalesce(enrolment.period && daterange(%(first)s, %(until)s), FALSE)
        AND NOT EXISTS (SELECT FROM ruled WHERE ruled.resident_id = enrolment.resident_id)
    UNION ALL
    SELECT months.month, months.length, months.is_by_year, relisted.resident_id, relisted.site_id, relisted.choice_id,
        greatest(lower(relisted.period), months.month), least(upper(relisted.period), months.until)
    FROM months
    JOIN relisted ON NOT months.is_snapshot AND relisted.period && months.whole
), in_runs AS (
    -- Neighbouring parts on one site's list are one stretch, whatever the reason for being on it.
    SELECT *, starts_on IS DISTINCT FROM lag(until) OVER (
        PARTITION BY month, resident_id, site_id ORDER BY starts_on
    ) AS begins
    FROM parts
), numbered AS (
    SELECT *, count(*) FILTER (WHERE begins) OVER (
        PARTITION BY month, resident_id, site_id ORDER BY starts_on
    ) AS stretch
    FROM in_runs
), stretches AS (
    -- Most residents are on one list for the whole month, or on the snapshot day: nothing of theirs has to be sorted.
    SELECT months.month, months.length, months.is_snapshot, months.is_by_year, enrolment.resident_id, enrolment.site_id,
        enrolment.choice_id, months.month AS starts_on, months.whole_reference_day AS reference_day,
        months.length AS days
    FROM months
    JOIN {lists} AS enrolment ON coalesce(enrolment.period @> months.whole, FALSE)
    WHERE enrolment.strand_id = %(strand)s AND {enrolments}
        AND enrolment.period && daterange(%(first)s::date - 1, %(until)s)
        AND NOT EXISTS (SELECT FROM ruled WHERE ruled.resident_id = enrolment.resident_id)
    UNION ALL
    SELECT months.month, months.length, TRUE, months.is_by_year, relisted.resident_id, relisted.site_id,
        relisted.choice_id, months.month, months.whole_reference_day, months.length
    FROM months
    JOIN relisted ON months.is_snapshot AND relisted.period @> months.whole
    UNION ALL
    SELECT month, length, FALSE, is_by_year, resident_id, site_id, (array_agg(choice_id ORDER BY starts_on))[1],
        min(starts_on), min(starts_on), max(until) - min(starts_on)
    FROM numbered
    GROUP BY month, length, is_by_year, resident_id, site_id, stretch
), placed AS (
    SELECT stretches.*,
        -- Outside all areas a list by choice that goes on is paid by the last area inside.
        CASE WHEN residence.area_id IS NOT NULL THEN residence.area_id ELSE (
            SELECT earlier.area_id FROM registry_residence AS earlier
            WHERE earlier.resident_id = stretches.resident_id AND earlier.area_id IS NOT NULL
                AND lower(earlier.period) <= stretches.reference_day
            ORDER BY lower(earlier.period) DESC LIMIT 1
        ) END AS area_id,
        {age} AS age,
        resident.sex, coalesce(need.thousandths, 1000) AS need_thousandths
    FROM stretches
    JOIN registry_resident AS resident ON resident.id = stretches.resident_id AND {residents}
    LEFT JOIN {homes} AS residence
        ON residence.resident_id = stretches.resident_id AND {residences}
        AND coalesce(residence.period @> stretches.reference_day, FALSE)
    LEFT JOIN registry_needcoefficient AS need
        ON need.resident_id = stretches.resident_id AND need.strand_id = %(strand)s
        AND coalesce(need.period @> stretches.reference_day, FALSE)
    OFFSET 0 -- Keeps the age from being worked out again for every column that uses it.
)
