-- How old a resident is: in completed years on a day, or by the year of birth in the year of the month. Fragment, an
-- expression: wherever ages are asked for, billing/due.py names the month, the day and the rule. Adding years to
-- 29 February gives the 28th, as the Act on statutory time limits 150/1930 § 3 reads it.
date_part('year', CASE WHEN {is_by_year} THEN {month} ELSE {day} END)::int - date_part('year', resident.born_on)::int
    - (NOT {is_by_year} AND {day} < (
        resident.born_on + make_interval(years => (date_part('year', {day}) - date_part('year', resident.born_on))::int)
    ))::int
