-- Register where the new residents live.
INSERT INTO registry_residence (
    resident_id, moved_on, area_id, municipality_code, postal_code, town, street, period, registered_at
)
SELECT resident_id, lives_there_since, area_id, municipality, postal_code, town, street,
    daterange(lives_there_since, NULL), %(at)s
FROM population_new
ORDER BY resident_id
