-- Keep the faults for good, by line.
INSERT INTO registry_registerrejection (batch_id, line, field, because, value)
SELECT %(batch)s, line, field, because, coalesce(value, '')
FROM population_fault
ORDER BY line, field
