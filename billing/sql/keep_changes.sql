-- Keep what was learned since the last freeze of the shard's residents, and of everybody.
WITH {changes}
INSERT INTO changes (resident_id, since, cause, rank, change)
SELECT found.resident_id, found.since, found.cause, found.rank, found.change
FROM found
LEFT JOIN registry_resident AS resident ON resident.id = found.resident_id
WHERE found.resident_id IS NULL OR (resident.pilot_id = %(pilot)s AND {of_shard})
