-- Register which of the new residents are outside the pilot, in every strand of it.
INSERT INTO registry_exclusion (resident_id, strand_id, reason, period)
SELECT resident_id, strand.id, excluded_because, daterange(excluded_since, NULL)
FROM population_new
CROSS JOIN pilot_strand AS strand
WHERE excluded_because IS NOT NULL AND strand.pilot_id = %(pilot)s
