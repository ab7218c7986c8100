-- What decides on a choice made on one day that takes effect on another, as far as it hangs on the resident's homes and
-- lists and on the site, which may be none: always one row. Asked in one go, since hundreds choose in the same minutes.
-- Where a closing is approved, a choice of a public site takes effect when private sites close, if not earlier.
-- The braces take the conditions of eligible.sql, holds_place.sql, and is_private.sql.
SELECT {home_holds},
    {is_excluded},
    {is_invited},
    present.site_id, present.origin, present.effective_on, present.lock_in_months,
    %(site)s::bigint IS NULL OR EXISTS (
        SELECT FROM providers_approval
        WHERE site_id = %(site)s AND strand_id = %(strand)s AND period @> day.effective_on
    ),
    -- Whoever chooses is left out of the count.
    CASE WHEN cap.places IS NOT NULL THEN greatest(0, cap.places - (
        SELECT count(DISTINCT resident_id) FROM vouchers_enrolment
        WHERE site_id = %(site)s AND strand_id = %(strand)s AND resident_id <> %(resident)s AND {holds_place}
    )) END,
    -- Others wait for the list; whether they may choose on the day is asked only then.
    EXISTS (
        SELECT FROM vouchers_queueplace
        WHERE site_id = %(site)s AND strand_id = %(strand)s AND state = 'waiting' AND resident_id <> %(resident)s
    ),
    -- Whatever takes effect later, whoever brought it about and whatever became of it: what waits is among it.
    EXISTS (
        SELECT FROM vouchers_choice
        WHERE resident_id = %(resident)s AND strand_id = %(strand)s AND effective_on > %(on)s
    ),
    EXISTS (
        SELECT FROM vouchers_queueplace
        WHERE resident_id = %(resident)s AND strand_id = %(strand)s AND state = 'waiting'
    ),
    -- What the same form has chosen already.
    (SELECT id FROM vouchers_choice WHERE resident_id = %(resident)s AND key = %(key)s),
    day.effective_on, day.join_until_on, day.join_until_time, day.choose_until, day.closes_on, day.is_private,
    day.closes_on IS NOT NULL AND {present_is_private}
FROM (
    SELECT plan.*, CASE WHEN NOT is_private AND %(on)s::date >= join_until_on AND %(on)s::date < closes_on
        THEN least(%(effective_on)s::date, closes_on) ELSE %(effective_on)s::date END AS effective_on
    FROM (VALUES (1)) AS one (row)
    LEFT JOIN (
        SELECT join_until_on, join_until_time, choose_until, closes_on, {is_private} AS is_private
        FROM vouchers_closingplan
        WHERE strand_id = %(strand)s AND approved_at IS NOT NULL AND undone_at IS NULL
    ) AS plan ON TRUE
) AS day
JOIN pilot_ruleset AS rules ON rules.strand_id = %(strand)s AND rules.period @> %(on)s::date
LEFT JOIN (
    -- Bound is one by the rules of the day on which one chose: the receipt said until when.
    SELECT choice.site_id, choice.origin, choice.effective_on, agreed.lock_in_months
    FROM vouchers_enrolment AS enrolment
    JOIN vouchers_choice AS choice ON choice.id = enrolment.choice_id
    LEFT JOIN pilot_ruleset AS agreed ON agreed.strand_id = choice.strand_id AND agreed.period @> choice.made_on
    WHERE enrolment.resident_id = %(resident)s AND enrolment.strand_id = %(strand)s AND enrolment.period @> %(on)s::date
) AS present ON TRUE
LEFT JOIN LATERAL (
    -- The lowest that holds from the day on: nobody is let onto a list that has to give them up soon after.
    SELECT min(places) AS places FROM providers_listcap
    WHERE site_id = %(site)s AND strand_id = %(strand)s AND period && daterange(day.effective_on, NULL)
) AS cap ON TRUE
