-- Read each row's text as days, an identity code and an area; what cannot be read is NULL.
--
-- Not in the ORM: a million rows at once, by functions that Django does not have. The separator is part of the identity
-- and decides the century; the check character does not cover it. 000 and 001 were never given as individual numbers.
CREATE TEMP TABLE population_checked ON COMMIT DROP AS
WITH form AS (
    SELECT *,
        identity_code ~ '^[0-9]{{6}}[-+ABCDEFYXWVU][0-9]{{3}}[0123456789ABCDEFHJKLMNPRSTUVWXY]$' AS looks_like_code
    FROM population_row
    WHERE broken IS NULL
), code AS (
    SELECT *,
        CASE WHEN looks_like_code THEN
            CASE substr(identity_code, 7, 1)
                WHEN '+' THEN '18' WHEN '-' THEN '19' WHEN 'Y' THEN '19' WHEN 'X' THEN '19' WHEN 'W' THEN '19'
                WHEN 'V' THEN '19' WHEN 'U' THEN '19' ELSE '20'
            END || substr(identity_code, 5, 2) || '-' || substr(identity_code, 3, 2) || '-' || left(identity_code, 2)
        END AS code_day,
        CASE WHEN looks_like_code THEN substr(identity_code, 8, 3)::integer END AS code_number,
        CASE WHEN looks_like_code THEN
            substr('0123456789ABCDEFHJKLMNPRSTUVWXY',
                mod((left(identity_code, 6) || substr(identity_code, 8, 3))::integer, 31) + 1, 1)
                = right(identity_code, 1)
        END AS code_checks
    FROM form
)
SELECT line, identity_code, btrim(coalesce(family_name, '')) AS family_name,
    btrim(coalesce(given_names, '')) AS given_names, coalesce(language, 'fi') AS language,
    btrim(coalesce(street, '')) AS street, btrim(coalesce(town, '')) AS town,
    code.postal_code, code.municipality, register_area,
    born_on AS born_text, lives_there_since AS since_text,
    protected_since AS protected_text, excluded_because, excluded_since AS excluded_text,
    code_number,
    CASE WHEN code_checks AND code_number >= 2 AND pg_input_is_valid(code_day, 'date') THEN code_day::date END
        AS code_born_on,
    {born_on} AS born_on,
    {lives_there_since} AS lives_there_since,
    {protected_since} AS protected_since,
    {excluded_since} AS excluded_since,
    CASE WHEN guardians IS NOT NULL THEN regexp_split_to_array(btrim(guardians), '\s+') END AS guardians,
    coalesce(by_register.area_id, by_postal_code.area_id, by_municipality.area_id) AS area_id,
    code.postal_code IS NULL OR place.postal_code IS NOT NULL AS is_known_postal_code,
    code.municipality IS NULL OR town_of.municipality IS NOT NULL AS is_known_municipality
FROM code
LEFT JOIN population_place AS place ON place.postal_code = code.postal_code
LEFT JOIN (SELECT DISTINCT municipality FROM population_place) AS town_of ON town_of.municipality = code.municipality
LEFT JOIN pilot_arearule AS by_register
    ON by_register.pilot_id = %(pilot)s AND by_register.kind = 'register_area'
    AND by_register.value = code.register_area
LEFT JOIN pilot_arearule AS by_postal_code
    ON by_postal_code.pilot_id = %(pilot)s AND by_postal_code.kind = 'postal_code'
    AND by_postal_code.value = code.postal_code
LEFT JOIN pilot_arearule AS by_municipality
    ON by_municipality.pilot_id = %(pilot)s AND by_municipality.kind = 'municipality'
    AND by_municipality.value = code.municipality
