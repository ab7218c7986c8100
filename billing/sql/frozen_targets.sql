-- What a run's statements say of each target, as the freeze found it.
SELECT statement.site_id, target.id, target.direction = 'at_most', target.threshold, target.weight,
    incentive.value, incentive.is_not_bookable, incentive.measured_on, incentive.source
FROM billing_incentive AS incentive
JOIN billing_statement AS statement ON statement.id = incentive.statement_id
JOIN billing_incentivetarget AS target ON target.id = incentive.target_id
WHERE statement.run_id = %(run)s
ORDER BY statement.site_id, target.place
