-- Give each fact of residence of the residents its period: from its day until the next fact's day.
--
-- Of two facts of one day the later registered holds; a cancelled one never does. Not in the ORM: window functions in an
-- UPDATE, which must be one statement, so that nobody ever lives in two places.
WITH standing AS (
    SELECT DISTINCT ON (resident_id, moved_on) id, resident_id, moved_on
    FROM registry_residence
    WHERE resident_id = ANY(%(residents)s) AND cancelled_at IS NULL
    ORDER BY resident_id, moved_on, id DESC
), laid_out AS (
    SELECT residence.id,
        CASE WHEN standing.id IS NOT NULL THEN
            daterange(standing.moved_on, lead(standing.moved_on) OVER (
                PARTITION BY residence.resident_id, standing.id IS NULL ORDER BY standing.moved_on
            ))
        END AS period
    FROM registry_residence AS residence
    LEFT JOIN standing USING (id)
    WHERE residence.resident_id = ANY(%(residents)s)
)
UPDATE registry_residence SET period = laid_out.period
FROM laid_out
WHERE registry_residence.id = laid_out.id AND registry_residence.period IS DISTINCT FROM laid_out.period
