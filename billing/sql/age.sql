-- How old a resident is: in completed years on a day, or by the year of birth in the year of the month. Fragment, an
-- expression: wherever ages are asked for, billing/month/due.py names the month, the day and the rule. Adding years to
-- 29 February gives the 28th, as the Act on statutory time limits 150/1930 § 3 reads it.
-- Years of 365.2425 days are off by less than three days at any age, so that whoever had their birthday neither in the
-- last three days nor has it in the next three is told by plain numbers, in a fourth of the time; the calendar tells the rest.
CASE
    WHEN {is_by_year} THEN date_part('year', {month})::int - date_part('year', resident.born_on)::int
    WHEN mod(({day} - resident.born_on) * 10000, 3652425) BETWEEN 30000 AND 3622425
        THEN ({day} - resident.born_on) * 10000 / 3652425
    ELSE date_part('year', {day})::int - date_part('year', resident.born_on)::int - (
        {day} < resident.born_on
            + make_interval(years => (date_part('year', {day}) - date_part('year', resident.born_on))::int)
    )::int
END
