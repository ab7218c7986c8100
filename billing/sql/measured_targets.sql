-- Every site's figure for every target of the rule set, in the targets' order: what was typed and confirmed for the month,
-- else the last that was measured in it. One row a site and target, also where there is no figure.
SELECT site.id, target.id, target.direction = 'at_most', target.threshold, target.weight,
    coalesce(typed.value, measured.value), coalesce(measured.not_bookable, FALSE), measured."on", coalesce(typed.source, '')
FROM unnest(%(sites)s::bigint[]) AS site (id)
CROSS JOIN billing_incentivetarget AS target
LEFT JOIN billing_incentiveinput AS typed
    ON typed.target_id = target.id AND typed.site_id = site.id AND typed.month = %(first)s
    AND typed.confirmed_at IS NOT NULL AND typed.removed_at IS NULL
LEFT JOIN LATERAL (
    SELECT measure.value, measure.not_bookable, measure."on"
    FROM providers_measure AS measure
    WHERE typed.id IS NULL AND measure.site_id = site.id AND measure.indicator = target.indicator
        AND measure."on" >= %(first)s AND measure."on" < %(until)s
    ORDER BY measure."on" DESC
    LIMIT 1
) AS measured ON TRUE
WHERE target.rule_set_id = %(rules)s
ORDER BY site.id, target.place
