-- Withdraw the letters that wait for post, or one that waits for the message service, and remind of what is done or too
-- late by now; answers with their ids. Not in the ORM: the condition is that by which they were written.
UPDATE vouchers_delivery AS delivery SET state = 'withdrawn'
FROM vouchers_reminder AS reminder
JOIN registry_resident AS reader ON reader.id = reminder.resident_id
WHERE reminder.letter_id = delivery.letter_id AND delivery.state = 'waiting' AND delivery.batch_id IS NULL
    AND (delivery.id = %(delivery)s OR %(delivery)s::bigint IS NULL AND delivery.way = 'post')
    AND reader.pilot_id = %(pilot)s
    AND NOT ({is_due})
RETURNING delivery.id
