-- What is due for those `placed`: each with its cell and cents. Fragment: a chain of WITH queries that ends in one of the
-- name that billing/month/due.py gives it, which also says whose tables count and from which day. Exact meaning:
-- docs/capitation.md.
{name}_tables AS MATERIALIZED (
    SELECT id, valid_from, lead(valid_from) OVER (ORDER BY valid_from) AS until
    FROM (
        SELECT DISTINCT ON (valid_from) id, valid_from
        FROM (
            SELECT id, {holds_from} AS valid_from, approval_order
            FROM billing_ratetable
            WHERE strand_id = %(strand)s AND {counts}
        ) AS counting
        -- A draft has no place in the order of approvals yet: it is the next.
        ORDER BY valid_from, approval_order DESC NULLS FIRST
    ) AS latest
), {name}_cells AS MATERIALIZED (
    -- One row a year of age, so that a resident meets a cell by equality.
    SELECT cell.id, cell.area_id, age, cell.sex, cell.needs, cell.annual_cents, tables.valid_from, tables.until
    FROM {name}_tables AS tables
    JOIN billing_ratecell AS cell ON cell.table_id = tables.id
    CROSS JOIN LATERAL generate_series(lower(cell.ages), least(upper(cell.ages) - 1, 300)) AS age
), {name} AS {how} (
    SELECT {columns}, cells.id AS {cell},
        -- Rounded half up once, from whole numbers: (2 x numerator + denominator) / (2 x denominator).
        CASE WHEN placed.is_snapshot
            THEN (cells.annual_cents * placed.need_thousandths * 2 + 12000) / 24000
            ELSE (cells.annual_cents * placed.need_thousandths * placed.days * 2 + 12000 * placed.length)
                / (24000 * placed.length)
        END AS {cents}
    FROM {placed} AS placed
    LEFT JOIN {name}_cells AS cells ON cells.area_id = placed.area_id AND cells.age = least(placed.age, 300)
        AND cells.valid_from <= placed.reference_day
        AND (cells.until IS NULL OR cells.until > placed.reference_day)
        -- Few cells of an area and age at most, so that these pick among what equality found. None means any.
        AND (cells.sex IS NULL OR cells.sex = placed.sex)
        AND (cells.needs IS NULL OR cells.needs @> placed.need_thousandths)
)
