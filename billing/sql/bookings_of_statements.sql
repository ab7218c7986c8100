-- What became owed by each statement that is paid: its entries and its incentive as expense, what is taken off it, what is
-- carried over as what the provider owes, and what is to pay. Booked in the run's month; corrections keep their service
-- month beside it.
SELECT 'statement/' || said.id AS cause_key, 'statement' AS kind, said.booked_on, said.id AS statement_id,
    NULL::bigint AS payment_id, said.id AS place, line.use, line.side, line.cents, line.area_id,
    CASE WHEN line.use = 'expense' THEN said.site_id END AS site_id, said.provider_id, line.month, line.entry_kind
FROM (
    SELECT statement.*, site.provider_id, (run.month + interval '1 month')::date - 1 AS booked_on
    FROM billing_statement AS statement
    JOIN billing_paymentrun AS run ON run.id = statement.run_id AND run.state NOT IN ('frozen', 'submitted')
    JOIN providers_site AS site ON site.id = statement.site_id
    WHERE statement.run_id = %(run)s AND statement.is_payable
) AS said
CROSS JOIN LATERAL (
    SELECT 'expense' AS use, CASE entry.kind WHEN 'REFUND' THEN 'credit' ELSE 'debit' END AS side,
        abs(sum(entry.cents))::bigint AS cents, entry.area_id, entry.month, entry.kind AS entry_kind
    FROM billing_entry AS entry
    WHERE entry.run_id = %(run)s AND entry.site_id = said.site_id
    GROUP BY entry.area_id, entry.month, entry.kind
    UNION ALL
    SELECT part.use, CASE WHEN part.cents < 0 THEN 'credit' ELSE 'debit' END, abs(part.cents), NULL, NULL, ''
    FROM (
        VALUES ('incentive', said.incentive), ('deductions', said.deductions), ('co_payments', said.co_payments)
    ) AS part (use, cents)
    UNION ALL
    SELECT 'carried', CASE WHEN said.carried_out < said.carried_in THEN 'debit' ELSE 'credit' END,
        abs(said.carried_out - said.carried_in), NULL, NULL, ''
    UNION ALL
    SELECT 'payables', 'credit', said.to_pay, NULL, NULL, ''
) AS line
