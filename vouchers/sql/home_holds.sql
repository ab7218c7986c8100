-- Whether where a resident lives gives the right on the day, under the row `rules`. Fragment: a condition; the brace
-- takes the resident's id. The same questions as vouchers/eligibility.py asks in words; unknown days are nowhere.
(rules.cohort_on IS NULL OR EXISTS (
    SELECT FROM registry_residence AS residence
    WHERE residence.resident_id = {resident} AND residence.area_id IS NOT NULL AND residence.period @> rules.cohort_on
)) AND EXISTS (
    SELECT FROM registry_residence AS residence
    WHERE residence.resident_id = {resident} AND residence.period @> %(on)s::date AND (
        residence.area_id IS NOT NULL
        OR rules.cohort_on IS NOT NULL AND residence.municipality_code = ANY (rules.kept_in)
            AND rules.kept_until >= %(on)s::date
    )
) AND (rules.cohort_on IS NULL OR rules.kept_in = '{{}}' OR NOT EXISTS (
    -- Whoever left the city since has lost the right for good; before the day itself nobody has yet.
    SELECT FROM registry_residence AS residence
    WHERE residence.resident_id = {resident} AND residence.area_id IS NULL
        AND NOT residence.municipality_code = ANY (rules.kept_in)
        AND residence.period && daterange(least(rules.cohort_on, %(on)s::date), %(on)s::date, '[]')
))
