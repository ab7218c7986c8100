-- Keep whom an e-mail reminds, and promise it. Answers with the ids of the reminders. Not in the ORM: one statement for
-- thousands of people.
WITH whose AS MATERIALIZED (
    {whose}
), kept AS (
    INSERT INTO vouchers_reminder (resident_id, strand_id, kind, cause, last_day, way, written_at, job_id)
    SELECT resident_id, %(strand)s, %(reminds_of)s, about_id, last_day, 'email', %(at)s, %(job)s
    FROM whose
    ON CONFLICT DO NOTHING
    RETURNING id
), promised AS (
    INSERT INTO pilot_outboxmessage (kind, key, payload, created_at, due_at, tries, error)
    SELECT 'reminder', 'reminder-' || id, jsonb_build_object('reminder', id), now(), %(due_at)s, 0, ''
    FROM kept
    ON CONFLICT DO NOTHING
)
SELECT coalesce(array_agg(id), '{{}}') FROM kept
