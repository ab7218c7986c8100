-- Deductions that a run of the month takes: confirmed, on no statement, of the month or an earlier one, at sites that are
-- paid. Co-payments only where the rules of their month net them, or where they take back one that was netted.
SELECT deduction.id, deduction.site_id, deduction.kind, deduction.month, deduction.cents, deduction.document
FROM billing_deduction AS deduction
JOIN providers_site AS site ON site.id = deduction.site_id
JOIN providers_provider AS provider ON provider.id = site.provider_id
LEFT JOIN billing_deduction AS taken_back ON taken_back.id = deduction.reverses_id
WHERE deduction.strand_id = %(strand)s AND deduction.statement_id IS NULL AND deduction.confirmed_at IS NOT NULL
    AND deduction.month <= %(month)s AND provider.sector <> 'public'
    AND (
        deduction.kind <> 'co_payment'
        OR taken_back.statement_id IS NOT NULL
        OR EXISTS (
            SELECT FROM pilot_ruleset AS rules
            WHERE rules.strand_id = deduction.strand_id AND rules.period @> deduction.month AND rules.nets_co_payments
        )
    )
ORDER BY deduction.site_id, deduction.id
