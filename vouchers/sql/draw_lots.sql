-- Keep the lots of a draw for its plan, and answer with the digest of what was kept. The brace takes draw.sql.
WITH RECURSIVE {draw}, written AS (
    INSERT INTO vouchers_movelot (plan_id, resident_id, list_code, unit, lot, kept, turn, moves, to_site_id)
    SELECT %(plan)s, resident_id, list_code, unit, lot, kept, turn, moves, to_site_id FROM lots
)
SELECT digest FROM figures
