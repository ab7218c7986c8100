-- What the months cost by the rates that hold and by the rates asked about, by month, site, area and band of ages; and by
-- area and age those for whom the rates asked about have no cell. One pass for all months: those who are alike in
-- everything that their rate depends on are counted before anything is priced, so that every further table is nearly free.
WITH {lists}{placed}, alike AS MATERIALIZED (
    SELECT month, length, is_snapshot, reference_day, site_id, area_id, age, sex, need_thousandths, days,
        count(*) AS stretches
    FROM placed
    GROUP BY month, length, is_snapshot, reference_day, site_id, area_id, age, sex, need_thousandths, days
), {held}, {asked}
SELECT month, site_id, area_id, band, age, sum(days * stretches)::bigint,
    coalesce(sum(held_cents * stretches), 0)::bigint, coalesce(sum(asked_cents * stretches), 0)::bigint,
    coalesce(sum(stretches) FILTER (WHERE asked_cell IS NULL), 0)::bigint,
    coalesce(sum(held_cents * stretches) FILTER (WHERE asked_cell IS NULL), 0)::bigint
FROM (SELECT *, width_bucket(age, %(bands)s::int[]) AS band FROM asked) AS banded
GROUP BY GROUPING SETS ((month, site_id, area_id, band), (area_id, age))
HAVING grouping(month) = 0 OR count(*) FILTER (WHERE asked_cell IS NULL) > 0
