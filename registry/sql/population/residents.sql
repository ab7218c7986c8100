-- Register the new residents.
INSERT INTO registry_resident (
    id, pilot_id, list_code, given_names, family_name, born_on, sex, language, email, died_precision, batch_id
)
SELECT resident_id, %(pilot)s, 'R' || lpad((ordinal + %(last_number)s)::text, 7, '0'), given_names, family_name, born_on,
    CASE mod(code_number, 2) WHEN 0 THEN 'female' ELSE 'male' END, language, '', '', %(batch)s
FROM population_new
ORDER BY resident_id
