-- A payment that is in a file is on its way: no longer a payable, not yet out of the bank.
SELECT 'payment/' || payment.id || '/ordered' AS cause_key, 'payment' AS kind,
    coalesce(repayment.pay_on, run.pay_on) AS booked_on, NULL::bigint AS statement_id, payment.id AS payment_id,
    payment.id AS place, line.use, line.side, payment.cents, NULL::bigint AS area_id, NULL::bigint AS site_id,
    payment.provider_id, NULL::date AS month, '' AS entry_kind
FROM billing_payment AS payment
JOIN billing_paymentrun AS run ON run.id = payment.run_id
LEFT JOIN billing_repayment AS repayment ON repayment.id = payment.repayment_id
CROSS JOIN (VALUES ('payables', 'debit'), ('clearing', 'credit')) AS line (use, side)
WHERE payment.run_id = %(run)s AND payment.file_id IS NOT NULL
