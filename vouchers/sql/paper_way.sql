-- How paper reaches a resident on a day: it waits at a service point for one under non-disclosure, goes by post where a
-- whole address is known, and otherwise no way at all (NULL). Fragment: an expression; the brace takes resident and day.
(
    SELECT CASE
        WHEN EXISTS (
            SELECT FROM registry_protection AS protection
            WHERE protection.resident_id = reader.id AND protection.period @> reader.day
        ) THEN 'handed'
        WHEN EXISTS (
            SELECT FROM registry_residence AS home
            WHERE home.resident_id = reader.id AND home.period @> reader.day
                AND btrim(home.street) <> '' AND btrim(home.postal_code) <> ''
        ) THEN 'post' END
    FROM (VALUES ({whose})) AS reader (id, day)
)
