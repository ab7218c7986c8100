-- Whether anything on file leaves a resident out on the day, under the row `rules`. Fragment: a condition; the brace
-- takes the resident's id. What the rule set does not name leaves nobody out.
EXISTS (
    SELECT FROM registry_exclusion AS exclusion
    WHERE exclusion.resident_id = {resident} AND exclusion.strand_id = %(strand)s
        AND exclusion.period @> %(on)s::date AND exclusion.reason = ANY (rules.excluded)
        AND NOT (exclusion.reason IN ('institution', 'service_housing')
            AND lower(exclusion.period) + make_interval(months => rules.care_months) > %(on)s::date)
        AND NOT (exclusion.reason = 'other_centre'
            AND lower(exclusion.period) + make_interval(months => rules.other_centre_months) <= %(on)s::date)
)
