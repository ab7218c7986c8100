-- Write a letter of one kind to each of `letter_reader` (resident_id, key, about_id, filling), and begin to deliver it;
-- what was written by its key before stays as it is. Answers with the ids of the letters written. Documents are made
-- afterwards, each by itself.
-- Who is reached by no way gets a delivery that did not arrive: staff find it and do something about it.
-- Not in the ORM: one statement for thousands of people. The braces take title and text with what is known of each
-- filled in, and what else is kept of each letter.
WITH addressed AS MATERIALIZED (
    SELECT whose.*, resident.language, btrim(resident.given_names || ' ' || resident.family_name) AS full_name,
        CASE WHEN %(by_message)s THEN 'message' ELSE {paper_way} END AS way
    FROM letter_reader AS whose JOIN registry_resident AS resident ON resident.id = whose.resident_id
    WHERE resident.merged_into_id IS NULL
), written AS (
    INSERT INTO vouchers_letter (resident_id, kind, language, title, text, version_id, key, written_at, written_by_id)
    SELECT resident_id, %(kind)s, language, left({title}, 200), {text}, %(version)s, key, %(at)s, %(by)s
    FROM addressed
    JOIN jsonb_to_recordset(%(texts)s::jsonb) AS said (language text, title text, text text) USING (language)
    ON CONFLICT (key) DO NOTHING
    RETURNING id, key
), begun AS (
    INSERT INTO vouchers_delivery (letter_id, way, state, begun_at, sent_on, received_on, reference, note)
    SELECT written.id, coalesce(way, 'post'), CASE WHEN way IS NULL THEN 'undeliverable' ELSE 'waiting' END, %(at)s,
        sent_on, received_on, '', CASE WHEN way IS NULL THEN %(no_address)s ELSE '' END
    FROM written
    JOIN addressed USING (key)
    LEFT JOIN jsonb_to_recordset(%(notices)s::jsonb) AS notice (way text, sent_on date, received_on date) USING (way)
    RETURNING id, way
), promised AS (
    INSERT INTO pilot_outboxmessage (kind, key, payload, created_at, due_at, tries, error)
    SELECT 'letter', 'letter-' || id, jsonb_build_object('delivery', id), now(), %(at)s, 0, ''
    FROM begun WHERE way = 'message'
    ON CONFLICT DO NOTHING
), kept AS (
    {kept}
)
SELECT coalesce(array_agg(id), '{{}}') FROM written
