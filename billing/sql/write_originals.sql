-- Write the month's own entries. A stretch without a cell is written too, and so refused: the rate tables then have holes
-- that residents fall into, which is rare, and the month is computed by write_originals_and_gaps.sql instead.
WITH {due}
INSERT INTO {part} (run_id, resident_id, month, starts_on, kind, site_id, days, cents, cell_id, area_id, age,
    need_thousandths, choice_id, cause)
SELECT %(run)s, resident_id, month, starts_on, 'ORIGINAL', site_id, days, cents, cell_id, area_id, age,
    need_thousandths, choice_id, ''
FROM due WHERE cents > 0 OR cell_id IS NULL
