-- Write the month's own entries, and its gaps: `due` is kept for both, which costs a fifth more.
WITH {due}, written AS (
    INSERT INTO {part} (run_id, resident_id, month, starts_on, kind, site_id, days, cents, cell_id, area_id, age,
        need_thousandths, choice_id, cause)
    SELECT %(run)s, resident_id, month, starts_on, 'ORIGINAL', site_id, days, cents, cell_id, area_id, age,
        need_thousandths, choice_id, ''
    FROM due WHERE cents > 0
)
INSERT INTO {gaps} (month, resident_id, site_id, area_id, starts_on, age)
SELECT month, resident_id, site_id, area_id, starts_on, age FROM due WHERE cell_id IS NULL
