-- Register the new residents' identity codes, in use since birth.
INSERT INTO registry_identitycode (pilot_id, resident_id, code, period, active)
SELECT %(pilot)s, resident_id, identity_code, daterange(born_on, NULL), TRUE
FROM population_new
ORDER BY identity_code
