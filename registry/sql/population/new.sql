-- Give every good row that nobody is registered by its resident's id and number.
CREATE TEMP TABLE population_new ON COMMIT DROP AS
SELECT nextval(pg_get_serial_sequence('registry_resident', 'id')) AS resident_id,
    row_number() OVER (ORDER BY line) AS ordinal, c.*
FROM population_checked AS c
WHERE NOT EXISTS (SELECT FROM population_fault WHERE line = c.line)
    AND NOT EXISTS (SELECT FROM population_known WHERE line = c.line)
ORDER BY line
