-- List the rows that tell other things of a registered resident: changes come by the change feed, never by this file.
INSERT INTO population_fault (line, field, because, value, leaves_out)
SELECT line,
    CASE differs WHEN 'died_on' THEN 'identity_code' ELSE differs END,
    CASE differs WHEN 'died_on' THEN 'has_died' WHEN 'identity_code' THEN 'old_identity_code' ELSE 'differs' END,
    '', TRUE
FROM population_known
WHERE differs IS NOT NULL
