-- The deductions on a run's statements, as the freeze took them.
SELECT deduction.id, deduction.site_id, deduction.kind, deduction.month, deduction.cents, deduction.document
FROM billing_deduction AS deduction
JOIN billing_statement AS statement ON statement.id = deduction.statement_id
WHERE statement.run_id = %(run)s
ORDER BY deduction.site_id, deduction.id
