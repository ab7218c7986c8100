-- Register who may act for the children, or might while they were children, and remark on who is not registered.
--
-- A guardianship is written when both people are there, whichever came first; a pair that was ever registered is left
-- to the change feed. A child goes on a list without its guardian, so a missing one keeps nobody out.
WITH child AS (
    SELECT line, resident_id, born_on, guardians FROM population_new WHERE guardians IS NOT NULL
    UNION ALL
    SELECT c.line, known.resident_id, c.born_on, c.guardians
    FROM population_known AS known JOIN population_checked AS c USING (line)
    WHERE known.differs IS NULL AND c.guardians IS NOT NULL
), pair AS (
    SELECT DISTINCT child.line, child.resident_id, child.born_on, guardian_code, code.resident_id AS guardian_id
    FROM child
    CROSS JOIN LATERAL unnest(guardians) AS guardian_code
    LEFT JOIN registry_identitycode AS code
        ON code.pilot_id = %(pilot)s AND code.code = guardian_code AND code.active
), remarked AS (
    INSERT INTO population_fault (line, field, because, value, leaves_out)
    SELECT line, 'guardians', 'guardian_not_registered', left(guardian_code, 7) || '****', FALSE
    FROM pair
    WHERE guardian_id IS NULL
)
INSERT INTO registry_guardianship (child_id, guardian_id, period)
SELECT resident_id, guardian_id, daterange(born_on, (born_on + interval '18 years')::date)
FROM pair
WHERE guardian_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM registry_guardianship AS registered
    WHERE registered.child_id = pair.resident_id AND registered.guardian_id = pair.guardian_id
)
