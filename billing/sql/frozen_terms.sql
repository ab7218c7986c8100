-- On what terms a run's targets were paid; a run has one rule set.
SELECT incentive.is_added, incentive.fixed_share_thousandths
FROM billing_incentive AS incentive
JOIN billing_statement AS statement ON statement.id = incentive.statement_id
WHERE statement.run_id = %(run)s
LIMIT 1
