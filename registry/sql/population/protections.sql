-- Register which of the new residents are under non-disclosure.
INSERT INTO registry_protection (resident_id, period)
SELECT resident_id, daterange(protected_since, NULL) FROM population_new WHERE protected_since IS NOT NULL
