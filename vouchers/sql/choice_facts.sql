-- What decides on a choice made on one day that takes effect on another, as far as it hangs on the resident's homes and
-- lists and on the site, which may be none: always one row. Asked in one go, since hundreds choose in the same minutes.
-- Where a closing is approved, a choice of a public site takes effect when private sites close, if not earlier.
-- The braces take the conditions of eligible.sql, holds_place.sql, and is_private.sql. Each parameter is named once.
SELECT {home_holds},
    {is_excluded},
    {is_invited},
    present.site_id, present.origin, present.effective_on, present.lock_in_months,
    asked.site IS NULL OR EXISTS (
        SELECT FROM providers_approval
        WHERE site_id = asked.site AND strand_id = asked.strand AND period @> day.effective_on
    ),
    -- Whoever chooses is left out of the count.
    CASE WHEN cap.places IS NOT NULL THEN greatest(0, cap.places - (
        SELECT count(DISTINCT resident_id) FROM vouchers_enrolment
        WHERE site_id = asked.site AND strand_id = asked.strand AND resident_id <> asked.resident AND {holds_place}
    )) END,
    -- Others wait for the list; whether they may choose on the day is asked only then.
    EXISTS (
        SELECT FROM vouchers_queueplace
        WHERE site_id = asked.site AND strand_id = asked.strand AND state = 'waiting' AND resident_id <> asked.resident
    ),
    -- Whatever takes effect later, whoever brought it about and whatever became of it: what waits is among it.
    EXISTS (
        SELECT FROM vouchers_choice
        WHERE resident_id = asked.resident AND strand_id = asked.strand AND effective_on > asked.today
    ),
    EXISTS (
        SELECT FROM vouchers_queueplace
        WHERE resident_id = asked.resident AND strand_id = asked.strand AND state = 'waiting'
    ),
    -- What the same form has chosen already.
    (SELECT id FROM vouchers_choice WHERE resident_id = asked.resident AND key = asked.key),
    day.effective_on, day.join_until_on, day.join_until_time, day.choose_until, day.closes_on, day.is_private,
    day.closes_on IS NOT NULL AND {present_is_private}
FROM (VALUES (
    %(resident)s::bigint, %(strand)s::bigint, %(site)s::bigint, %(on)s::date, %(effective_on)s::date, %(key)s::text
)) AS asked (resident, strand, site, today, effective_on, key)
CROSS JOIN LATERAL (
    SELECT plan.*, CASE WHEN NOT is_private AND asked.today >= join_until_on AND asked.today < closes_on
        THEN least(asked.effective_on, closes_on) ELSE asked.effective_on END AS effective_on
    FROM (VALUES (1)) AS one (row)
    LEFT JOIN (
        SELECT join_until_on, join_until_time, choose_until, closes_on, {is_private} AS is_private
        FROM vouchers_closingplan
        WHERE strand_id = asked.strand AND approved_at IS NOT NULL AND undone_at IS NULL
    ) AS plan ON TRUE
) AS day
JOIN pilot_ruleset AS rules ON rules.strand_id = asked.strand AND rules.period @> asked.today
LEFT JOIN LATERAL (
    -- Bound is one by the rules of the day on which one chose: the receipt said until when.
    SELECT choice.site_id, choice.origin, choice.effective_on, agreed.lock_in_months
    FROM vouchers_enrolment AS enrolment
    JOIN vouchers_choice AS choice ON choice.id = enrolment.choice_id
    LEFT JOIN pilot_ruleset AS agreed ON agreed.strand_id = choice.strand_id AND agreed.period @> choice.made_on
    WHERE enrolment.resident_id = asked.resident AND enrolment.strand_id = asked.strand AND enrolment.period @> asked.today
) AS present ON TRUE
LEFT JOIN LATERAL (
    -- The lowest that holds from the day on: nobody is let onto a list that has to give them up soon after.
    SELECT min(places) AS places FROM providers_listcap
    WHERE site_id = asked.site AND strand_id = asked.strand AND period && daterange(day.effective_on, NULL)
) AS cap ON TRUE
