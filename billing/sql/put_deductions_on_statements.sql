-- Put the deductions that a run takes on its sites' statements, for good. Not in the ORM: an update by join.
UPDATE billing_deduction AS deduction
SET statement_id = statement.id
FROM billing_statement AS statement
WHERE statement.run_id = %(run)s AND statement.site_id = deduction.site_id AND deduction.id = ANY(%(deductions)s)
