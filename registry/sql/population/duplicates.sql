-- List every good row whose identity code stood on an earlier good row; the value is that row's line.
INSERT INTO population_fault (line, field, because, value, leaves_out)
SELECT line, 'identity_code', 'duplicate', first_line::text, TRUE
FROM (
    SELECT line, min(line) OVER (PARTITION BY identity_code) AS first_line
    FROM population_checked AS c
    WHERE NOT EXISTS (SELECT FROM population_fault WHERE line = c.line)
        AND identity_code IN (SELECT identity_code FROM population_checked GROUP BY identity_code HAVING count(*) > 1)
) AS repeated
WHERE line > first_line
