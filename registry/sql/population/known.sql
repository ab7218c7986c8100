-- Pair the good rows with residents whose identity code is on file, and tell whether the file says the same of them.
--
-- What is compared is what holds without an end: an ended protection is no fact any more. Guardians and exclusions are
-- gathered first, for everybody at once; asked for each row they would take hours.
CREATE TEMP TABLE population_known ON COMMIT DROP AS
WITH guardians AS (
    SELECT guardianship.child_id,
        coalesce(array_agg(guardian.code::text) FILTER (WHERE guardianship.period @> %(on)s), '{}') AS present,
        coalesce(array_agg(guardian.code::text) FILTER (WHERE NOT guardianship.period @> %(on)s), '{}') AS ended
    FROM registry_guardianship AS guardianship
    JOIN registry_identitycode AS guardian ON guardian.resident_id = guardianship.guardian_id AND guardian.active
    WHERE guardian.pilot_id = %(pilot)s
    GROUP BY guardianship.child_id
), exclusions AS (
    SELECT resident_id, array_agg(DISTINCT reason::text || lower(period)) AS reasons
    FROM registry_exclusion
    WHERE upper_inf(period)
    GROUP BY resident_id
)
SELECT c.line, resident.id AS resident_id,
    CASE
        WHEN NOT code.active THEN 'identity_code'
        WHEN resident.died_on IS NOT NULL THEN 'died_on'
        WHEN resident.family_name <> c.family_name THEN 'family_name'
        WHEN resident.given_names <> c.given_names THEN 'given_names'
        WHEN resident.born_on <> c.born_on THEN 'born_on'
        -- Whoever told their own language of contact goes on with it.
        WHEN resident.language <> c.language AND NOT EXISTS (
            SELECT FROM registry_contactdetails AS own WHERE own.resident_id = resident.id AND own.language_is_own
        ) THEN 'language'
        WHEN home.street IS DISTINCT FROM c.street THEN 'street'
        WHEN home.postal_code IS DISTINCT FROM c.postal_code THEN 'postal_code'
        WHEN home.town IS DISTINCT FROM c.town THEN 'town'
        WHEN home.municipality_code IS DISTINCT FROM c.municipality THEN 'municipality'
        WHEN home.moved_on IS DISTINCT FROM c.lives_there_since THEN 'lives_there_since'
        WHEN lower(protection.period) IS DISTINCT FROM c.protected_since THEN 'protected_since'
        WHEN exclusions.reasons IS DISTINCT FROM
            CASE WHEN c.excluded_because IS NOT NULL THEN ARRAY[c.excluded_because || c.excluded_since] END
            THEN 'excluded_because'
        WHEN c.born_on > %(adult_if_born_by)s
            AND (NOT guardians.present <@ coalesce(c.guardians, '{}') OR guardians.ended && c.guardians)
            THEN 'guardians'
    END AS differs
FROM population_checked AS c
JOIN registry_identitycode AS code ON code.pilot_id = %(pilot)s AND code.code = c.identity_code
JOIN registry_resident AS resident ON resident.id = code.resident_id
LEFT JOIN registry_residence AS home ON home.resident_id = resident.id AND upper_inf(home.period)
LEFT JOIN registry_protection AS protection ON protection.resident_id = resident.id AND upper_inf(protection.period)
LEFT JOIN guardians ON guardians.child_id = resident.id
LEFT JOIN exclusions ON exclusions.resident_id = resident.id
WHERE NOT EXISTS (SELECT FROM population_fault WHERE line = c.line)
