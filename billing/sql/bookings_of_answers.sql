-- What became of payments at the bank: paid ones leave the bank; those that did not arrive are owed again, and come back
-- from the bank when it had booked them, else from those on their way. Booked on the day that the message was read, and
-- never before the day that they were ordered for.
SELECT 'payment/' || told.id || '/' || told.kind AS cause_key, told.kind, told.booked_on, NULL::bigint AS statement_id,
    told.id AS payment_id, told.id AS place, line.use, line.side, told.cents, NULL::bigint AS area_id,
    NULL::bigint AS site_id, told.provider_id, NULL::date AS month, '' AS entry_kind
FROM (
    SELECT payment.*, answer.kind, CASE WHEN answer.kind = 'failed' AND known.is_paid THEN 'bank' ELSE 'clearing' END
            AS from_use,
        greatest(coalesce(repayment.pay_on, run.pay_on), coalesce((
            SELECT (message.read_at AT TIME ZONE 'Europe/Helsinki')::date
            FROM billing_bankmessageline AS said
            JOIN billing_bankmessage AS message ON message.id = said.message_id
            WHERE said.payment_id = payment.id AND said.result = 'applied'
                AND CASE answer.kind WHEN 'paid' THEN said.outcome = 'paid'
                    ELSE said.outcome IN ('rejected', 'returned') END
            ORDER BY said.id LIMIT 1
        ), %(today)s)) AS booked_on
    FROM billing_payment AS payment
    JOIN billing_paymentrun AS run ON run.id = payment.run_id
    LEFT JOIN billing_repayment AS repayment ON repayment.id = payment.repayment_id
    CROSS JOIN LATERAL (
        SELECT payment.state = 'paid' OR EXISTS (
            SELECT FROM billing_bankmessageline AS said
            WHERE said.payment_id = payment.id AND said.result = 'applied' AND said.outcome = 'paid'
        ) OR EXISTS (
            SELECT FROM billing_booking AS booked WHERE booked.payment_id = payment.id AND booked.kind = 'paid'
        ) AS is_paid
    ) AS known
    JOIN (VALUES ('paid'), ('failed')) AS answer (kind)
        ON (answer.kind = 'paid' AND known.is_paid)
        OR (answer.kind = 'failed' AND payment.state IN ('rejected', 'returned'))
    WHERE payment.run_id = %(run)s AND payment.file_id IS NOT NULL
) AS told
CROSS JOIN LATERAL (VALUES
    (CASE told.kind WHEN 'paid' THEN 'clearing' ELSE told.from_use END, 'debit'),
    (CASE told.kind WHEN 'paid' THEN 'bank' ELSE 'payables' END, 'credit')
) AS line (use, side)
