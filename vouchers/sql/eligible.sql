-- Who may choose in the strand on the day: a subselect of resident ids.
--
-- The same four questions as vouchers/eligibility.py asks of one person; tests hold the two together. Not in the ORM:
-- it stands inside issue.sql and its counts, where a million residents are asked at once.
SELECT resident.id
FROM registry_resident AS resident
JOIN pilot_pilot AS pilot ON pilot.id = resident.pilot_id AND pilot.period @> %(on)s::date
WHERE resident.pilot_id = (SELECT pilot_id FROM pilot_strand WHERE id = %(strand)s)
    AND EXISTS (SELECT FROM pilot_ruleset WHERE strand_id = %(strand)s AND period @> %(on)s::date)
    AND resident.merged_into_id IS NULL
    AND resident.born_on <= %(on)s::date
    AND (resident.died_on IS NULL OR resident.died_on >= %(on)s::date)
    AND EXISTS (
        SELECT FROM registry_residence
        WHERE resident_id = resident.id AND area_id IS NOT NULL AND period @> %(on)s::date
    )
    AND NOT EXISTS (
        SELECT FROM registry_exclusion
        WHERE resident_id = resident.id AND strand_id = %(strand)s AND period @> %(on)s::date
    )
