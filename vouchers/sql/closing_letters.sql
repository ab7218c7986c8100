-- Write to the residents of a range of ids who are, or are about to come, on a private site's list by a choice, each once
-- a plan, and promise an e-mail to those who have an address for it. Answers with the ids of the letters written.
-- An e-mail says only that there is something to read. Nothing is posted to one under non-disclosure or without an address.
-- Not in the ORM: one statement for thousands of people.
WITH whose AS (
    SELECT DISTINCT ON (enrolment.resident_id) enrolment.resident_id, enrolment.site_id
    FROM vouchers_enrolment AS enrolment
    JOIN providers_site AS site ON site.id = enrolment.site_id
    JOIN providers_provider AS provider ON provider.id = site.provider_id
    WHERE enrolment.strand_id = %(strand)s AND provider.sector <> 'public'
        AND enrolment.resident_id > %(after)s AND enrolment.resident_id <= %(last)s
        AND enrolment.period && daterange(%(today)s, NULL)
    ORDER BY enrolment.resident_id, enrolment.period
), written AS (
    INSERT INTO vouchers_closingletter (plan_id, resident_id, site_id, way, written_at, job_id)
    SELECT %(plan)s, whose.resident_id, whose.site_id,
        CASE WHEN resident.email <> '' THEN 'message'
            WHEN EXISTS (
                SELECT FROM registry_protection
                WHERE resident_id = whose.resident_id AND period @> %(today)s::date
            ) THEN 'handed'
            WHEN EXISTS (
                SELECT FROM registry_residence
                WHERE resident_id = whose.resident_id AND period @> %(today)s::date AND street <> ''
            ) THEN 'post'
            ELSE 'handed' END,
        %(at)s, %(job)s
    FROM whose JOIN registry_resident AS resident ON resident.id = whose.resident_id
    ON CONFLICT DO NOTHING
    RETURNING id, way
), promised AS (
    INSERT INTO pilot_outboxmessage (kind, key, payload, created_at, due_at, tries, error)
    SELECT 'closing_letter', 'closing-letter-' || id, jsonb_build_object('letter', id), now(), %(at)s, 0, ''
    FROM written WHERE way = 'message'
    ON CONFLICT DO NOTHING
)
SELECT coalesce(array_agg(id), '{}') FROM written
