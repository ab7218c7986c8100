-- Who of a range of ids is told that the pilot closes, and what their letter says of them: each once a plan, who is on a
-- private site's list or about to come to one. Fragment of write_letters.sql.
-- Where somebody under non-disclosure is at home is told in none.
SELECT DISTINCT ON (enrolment.resident_id) enrolment.resident_id, site.id AS about_id,
    concat('closing/', %(plan)s::bigint, '/', enrolment.resident_id) AS key,
    jsonb_build_object(
        'site', coalesce(nullif(to_jsonb(site) ->> ('name_' || resident.language), ''), site.name_fi),
        'home', coalesce(home.name, %(no_home)s::jsonb ->> resident.language)
    ) AS filling
FROM vouchers_enrolment AS enrolment
JOIN registry_resident AS resident ON resident.id = enrolment.resident_id
JOIN providers_site AS site ON site.id = enrolment.site_id
LEFT JOIN LATERAL (
    SELECT coalesce(nullif(to_jsonb(station) ->> ('name_' || resident.language), ''), station.name_fi) AS name
    FROM registry_residence AS residence
    JOIN providers_site AS station ON station.home_area_id = residence.area_id
    WHERE residence.resident_id = enrolment.resident_id AND residence.period @> %(today)s::date
        AND NOT EXISTS (
            SELECT FROM registry_protection
            WHERE resident_id = enrolment.resident_id AND period @> %(today)s::date
        )
) AS home ON TRUE
WHERE enrolment.strand_id = %(strand)s
    AND {is_private}
    AND enrolment.resident_id > %(after)s AND enrolment.resident_id <= %(last)s
    AND enrolment.period && daterange(%(today)s, NULL)
    AND NOT EXISTS (
        SELECT FROM vouchers_closingletter AS earlier
        WHERE earlier.plan_id = %(plan)s AND earlier.resident_id = enrolment.resident_id
            -- Said here too, else all of the plan's letters are read for each range.
            AND earlier.resident_id > %(after)s AND earlier.resident_id <= %(last)s
    )
ORDER BY enrolment.resident_id, enrolment.period
