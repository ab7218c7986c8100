-- List what is wrong with each row by itself. Only the first fault of a field counts; the birth date is the code's.
--
-- Values never hold an identity code in full: the last four characters of anything that looks like one are hidden.
INSERT INTO population_fault (line, field, because, value, leaves_out)
SELECT line, 'row', broken, broken_value, TRUE FROM population_row WHERE broken IS NOT NULL
UNION ALL
SELECT line, field, because, left(regexp_replace(value, '([0-9]{{6}}[-+A-Z])[0-9]{{3}}\w', '\1****', 'g'), 80), TRUE
FROM population_checked AS c
CROSS JOIN LATERAL (VALUES
    ('identity_code',
        CASE
            WHEN identity_code IS NULL THEN 'missing'
            WHEN code_born_on IS NULL THEN 'bad_identity_code'
            WHEN code_number >= 900 AND NOT %(allow_artificial)s THEN 'artificial_identity_code'
        END,
        left(identity_code, 7) || '****'),
    ('family_name', CASE WHEN family_name = '' AND given_names = '' THEN 'missing' ELSE {family_name} END, family_name),
    ('given_names', {given_names}, given_names),
    ('born_on',
        CASE
            WHEN born_text IS NULL THEN 'missing'
            WHEN born_on IS NULL THEN 'impossible_date'
            WHEN born_on > %(on)s THEN 'date_to_come'
            WHEN born_on <> code_born_on THEN 'born_on_differs'
        END,
        born_text),
    ('language', CASE WHEN language NOT IN ('fi', 'sv', 'en') THEN 'unknown_language' END, language),
    ('street', {street}, street),
    ('town', {town}, town),
    ('postal_code',
        CASE WHEN c.postal_code IS NULL THEN 'missing' WHEN NOT is_known_postal_code THEN 'unknown_area' END,
        c.postal_code),
    ('municipality',
        CASE WHEN c.municipality IS NULL THEN 'missing' WHEN NOT is_known_municipality THEN 'unknown_area' END,
        c.municipality),
    ('lives_there_since',
        CASE
            WHEN since_text IS NULL THEN 'missing'
            WHEN lives_there_since IS NULL THEN 'impossible_date'
            WHEN lives_there_since > %(on)s THEN 'date_to_come'
            WHEN lives_there_since < code_born_on THEN 'before_birth'
        END,
        since_text),
    ('guardians',
        CASE
            WHEN identity_code = ANY(guardians) THEN 'own_guardian'
            WHEN EXISTS (
                SELECT FROM unnest(guardians) AS guardian
                WHERE guardian !~ '^[0-9]{{6}}[-+ABCDEFYXWVU][0-9]{{3}}[0123456789ABCDEFHJKLMNPRSTUVWXY]$'
            ) THEN 'bad_identity_code'
        END,
        array_to_string(guardians, ' ')),
    ('protected_since',
        CASE
            WHEN protected_text IS NULL THEN NULL
            WHEN protected_since IS NULL THEN 'impossible_date'
            WHEN protected_since < code_born_on THEN 'before_birth'
        END,
        protected_text),
    ('excluded_because',
        CASE
            WHEN excluded_because IS NULL AND excluded_text IS NOT NULL THEN 'missing'
            WHEN NOT excluded_because = ANY(%(exclusions)s) THEN 'unknown_exclusion'
        END,
        excluded_because),
    ('excluded_since',
        CASE
            WHEN excluded_text IS NULL AND excluded_because IS NOT NULL THEN 'missing'
            WHEN excluded_text IS NOT NULL AND excluded_since IS NULL THEN 'impossible_date'
            WHEN excluded_since < code_born_on THEN 'before_birth'
        END,
        excluded_text)
) AS fault (field, because, value)
WHERE because IS NOT NULL
