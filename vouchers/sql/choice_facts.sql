-- What decides on a choice made on one day that takes effect on another, as far as it hangs on the resident's homes and
-- lists and on the site, which may be none: always one row. Asked in one go, since hundreds choose in the same minutes.
SELECT EXISTS (
        SELECT FROM registry_residence
        WHERE resident_id = %(resident)s AND area_id IS NOT NULL AND period @> %(on)s::date
    ),
    EXISTS (
        SELECT FROM registry_exclusion
        WHERE resident_id = %(resident)s AND strand_id = %(strand)s AND period @> %(on)s::date
    ),
    present.site_id, present.origin, present.effective_on,
    %(site)s::bigint IS NULL OR EXISTS (
        SELECT FROM providers_approval
        WHERE site_id = %(site)s AND strand_id = %(strand)s AND period @> %(effective_on)s::date
    ),
    -- Taken is who is on the list on the day or comes to it later, whoever chooses left out of the count.
    CASE WHEN cap.places IS NOT NULL THEN greatest(0, cap.places - (
        SELECT count(DISTINCT resident_id) FROM vouchers_enrolment
        WHERE site_id = %(site)s AND strand_id = %(strand)s AND resident_id <> %(resident)s
            AND (upper_inf(period) OR upper(period) > %(effective_on)s)
    )) END
FROM (VALUES (1)) AS one (row)
LEFT JOIN (
    SELECT choice.site_id, choice.origin, choice.effective_on
    FROM vouchers_enrolment AS enrolment
    JOIN vouchers_choice AS choice ON choice.id = enrolment.choice_id
    WHERE enrolment.resident_id = %(resident)s AND enrolment.strand_id = %(strand)s AND enrolment.period @> %(on)s::date
) AS present ON TRUE
LEFT JOIN (
    SELECT places FROM providers_listcap
    WHERE site_id = %(site)s AND strand_id = %(strand)s AND period @> %(effective_on)s::date
) AS cap ON TRUE
