-- A voucher number from sixteen random bytes: an expression, with the bytes in the braces.
--
-- The same number as pilot.identifiers.random_code makes: eleven characters of an alphabet of 23 and a check character
-- that brings the weighted sum to a multiple of 23. Of the bytes of a random UUID the seventh and the ninth are partly
-- fixed and are left out: 56 random bits give the first five characters, 56 others the last six.
(
    SELECT string_agg(substr(alphabet, 1 + digit, 1), '' ORDER BY weight DESC)
        || substr(alphabet, 1 + (23 - (sum(weight * digit) %% 23)::int) %% 23, 1)
    FROM (VALUES (
        '23456789CDFGHJKMNPRTVWX',
        ('\x00'::bytea || substr({random}, 1, 6) || substr({random}, 8, 1))::bigint,
        ('\x00'::bytea || substr({random}, 10, 7))::bigint
    )) AS source (alphabet, high, low)
    CROSS JOIN generate_series(2, 12) AS weight
    CROSS JOIN LATERAL (
        SELECT (CASE WHEN weight > 7 THEN high / power(23, weight - 8)::bigint
                     ELSE low / power(23, weight - 2)::bigint END %% 23)::int AS digit
    ) AS place
    GROUP BY alphabet
)
