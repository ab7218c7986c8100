-- How many residents of a strand's lists are on a day in each of the places that a rate table leaves without a rate.
-- Not in the ORM: residents are counted by age, sex and need first, and only those few sums meet the places. The
-- braces take age.sql.
WITH listed AS (
    SELECT residence.area_id, resident.sex, coalesce(need.thousandths, 1000) AS need,
        {age} AS age,
        count(*) AS residents
    FROM vouchers_enrolment AS enrolment
    JOIN registry_resident AS resident ON resident.id = enrolment.resident_id
    JOIN registry_residence AS residence
        ON residence.resident_id = enrolment.resident_id AND coalesce(residence.period @> %(on)s::date, FALSE)
    LEFT JOIN registry_needcoefficient AS need
        ON need.resident_id = enrolment.resident_id AND need.strand_id = %(strand)s
        AND coalesce(need.period @> %(on)s::date, FALSE)
    WHERE enrolment.strand_id = %(strand)s AND enrolment.period @> %(on)s::date
        AND residence.area_id = ANY (%(areas)s::bigint[])
    GROUP BY 1, 2, 3, 4
)
SELECT hole.place, sum(listed.residents)::bigint
FROM unnest(
    %(places)s::int[], %(areas)s::bigint[], %(ages_from)s::int[], %(ages_until)s::int[], %(sexes)s::text[],
    %(needs_from)s::int[], %(needs_until)s::int[]
) AS hole (place, area_id, age_from, age_until, sex, need_from, need_until)
JOIN listed
    ON listed.area_id = hole.area_id
    AND listed.age >= hole.age_from AND listed.age < hole.age_until
    AND (hole.sex IS NULL OR hole.sex = listed.sex)
    AND listed.need >= hole.need_from AND listed.need < hole.need_until
GROUP BY hole.place
