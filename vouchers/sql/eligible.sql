-- Who may choose in the strand on the day: a subselect of resident ids.
--
-- The same questions as vouchers/eligibility.py asks of one person; tests hold the two together. Not in the ORM:
-- it stands inside issue.sql and its counts, where a million residents are asked at once. The braces take the fragments
-- that choice_facts.sql asks too, and whether the rules in force or a draft decide.
SELECT resident.id
FROM registry_resident AS resident
JOIN pilot_pilot AS pilot ON pilot.id = resident.pilot_id AND pilot.period @> %(on)s::date
JOIN {rules}
WHERE resident.pilot_id = (SELECT pilot_id FROM pilot_strand WHERE id = %(strand)s)
    AND {is_invited}
    AND resident.merged_into_id IS NULL
    AND resident.born_on <= %(on)s::date
    AND (resident.died_on IS NULL OR resident.died_on >= %(on)s::date)
    AND resident.born_on + make_interval(years => rules.eligible_from_age) <= %(on)s::date
    AND {home_holds}
    AND NOT {is_excluded}
