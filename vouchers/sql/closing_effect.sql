-- What a closing on a day does to those who are on private sites' lists the day before, counted and nothing done: from
-- which site, to which (none is nobody's list), by own choice or home, and how many of them under non-disclosure.
WITH private AS (
    SELECT site.id FROM providers_site AS site JOIN providers_provider AS whose ON whose.id = site.provider_id
    WHERE whose.pilot_id = %(pilot)s AND {is_private}
), leaving AS (
    SELECT enrolment.resident_id, enrolment.site_id
    FROM vouchers_enrolment AS enrolment JOIN private ON private.id = enrolment.site_id
    WHERE enrolment.strand_id = %(strand)s AND enrolment.period @> %(last_day)s::date
), chosen AS (
    SELECT DISTINCT ON (choice.resident_id) choice.resident_id, choice.site_id
    FROM vouchers_choice AS choice JOIN leaving USING (resident_id)
    WHERE choice.strand_id = %(strand)s AND choice.effective_on = %(closes_on)s
        AND choice.regretted_at IS NULL AND choice.replaced_by_id IS NULL
        AND choice.site_id IS NOT NULL AND choice.site_id NOT IN (SELECT id FROM private)
    ORDER BY choice.resident_id, choice.id DESC
), home AS (
    SELECT residence.resident_id, min(site.id) AS site_id
    FROM registry_residence AS residence JOIN leaving USING (resident_id)
    JOIN providers_site AS site ON site.home_area_id = residence.area_id
    WHERE residence.period @> %(closes_on)s::date
    GROUP BY residence.resident_id
)
SELECT leaving.site_id, coalesce(chosen.site_id, home.site_id), chosen.site_id IS NOT NULL, count(*),
    count(*) FILTER (WHERE EXISTS (
        SELECT FROM registry_protection AS protection
        WHERE protection.resident_id = leaving.resident_id AND protection.period @> %(today)s::date
    ))
FROM leaving
LEFT JOIN chosen USING (resident_id)
LEFT JOIN home USING (resident_id)
GROUP BY 1, 2, 3
ORDER BY 1, 2 NULLS LAST, 3
