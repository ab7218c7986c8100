-- For every earlier frozen month of the residents touched: where what is due differs from what stands, take back exactly
-- each entry that stands and write anew everything that is due. A month differs when any of its entries stands more often or
-- less often than it is due.
-- Named is the change that explains the month: of those that may have changed anything before the month was over, the one
-- whose cause comes first, then the latest. A resident's own changes come before everybody's by that same order.
WITH listed AS MATERIALIZED (
    -- Read once, not again for every month.
    SELECT enrolment.* FROM vouchers_enrolment AS enrolment
    WHERE strand_id = %(strand)s AND resident_id IN (SELECT resident_id FROM touched)
), housed AS MATERIALIZED (
    SELECT residence.* FROM registry_residence AS residence
    WHERE resident_id IN (SELECT resident_id FROM touched)
), {due}, found AS MATERIALIZED (
    -- All entries of those touched, whichever way is shorter: by the key for a few, by reading on for many.
    SELECT entry.* FROM billing_entry AS entry JOIN touched USING (resident_id)
    WHERE {of_runs} AND {of_shard}
), written AS MATERIALIZED (
    -- To compare with a list of runs is dear where all entries are read, and another strand's freeze may just have
    -- attached its own: it is asked of the few that are left.
    SELECT * FROM found WHERE run_id = ANY(%(runs)s)
), standing AS MATERIALIZED (
    SELECT * FROM written AS entry
    WHERE kind <> 'REFUND'
        AND NOT EXISTS (
            SELECT FROM written AS refund
            WHERE refund.resident_id = entry.resident_id AND refund.month = entry.month
                AND refund.starts_on = entry.starts_on AND refund.kind = 'REFUND'
                AND refund.refunds_run_id = entry.run_id
        )
), counted AS (
    SELECT resident_id, month, site_id, days, cents, 1 AS times FROM standing
    UNION ALL
    SELECT resident_id, month, site_id, days, cents, -1 FROM due WHERE cents > 0
), differing AS MATERIALIZED (
    SELECT DISTINCT resident_id, month
    FROM (
        SELECT resident_id, month FROM counted
        GROUP BY resident_id, month, site_id, days, cents
        HAVING sum(times) <> 0
    ) AS unmatched
), own AS (
    SELECT DISTINCT ON (differing.resident_id, differing.month) differing.resident_id, differing.month,
        changes.cause, changes.change, changes.rank + CASE WHEN changes.since >= months.until THEN 1000 ELSE 0 END AS rank
    FROM differing
    JOIN months USING (month)
    JOIN changes USING (resident_id)
    ORDER BY differing.resident_id, differing.month, 5, length(changes.change) DESC, changes.change DESC
), of_everybody AS (
    SELECT DISTINCT ON (months.month) months.month, changes.cause, changes.change,
        changes.rank + CASE WHEN changes.since >= months.until THEN 1000 ELSE 0 END AS rank
    FROM months
    JOIN changes ON changes.resident_id IS NULL
    ORDER BY months.month, 4, changes.since DESC, length(changes.change) DESC, changes.change DESC
), explained AS MATERIALIZED (
    SELECT differing.resident_id, differing.month,
        CASE WHEN own.rank <= of_everybody.rank OR of_everybody.rank IS NULL
            THEN own.cause ELSE of_everybody.cause END AS cause,
        CASE WHEN own.rank <= of_everybody.rank OR of_everybody.rank IS NULL
            THEN own.change ELSE of_everybody.change END AS change
    FROM differing
    LEFT JOIN own USING (resident_id, month)
    LEFT JOIN of_everybody USING (month)
), taken_back AS (
    INSERT INTO {part} (run_id, resident_id, month, starts_on, kind, site_id, days, cents, cell_id, area_id, age,
        need_thousandths, choice_id, refunds_run_id, cause, change)
    SELECT %(run)s, standing.resident_id, standing.month, standing.starts_on, 'REFUND', standing.site_id, standing.days,
        -standing.cents, standing.cell_id, standing.area_id, standing.age, standing.need_thousandths,
        standing.choice_id, standing.run_id, explained.cause, explained.change
    FROM standing JOIN explained USING (resident_id, month)
), corrected AS (
    INSERT INTO {part} (run_id, resident_id, month, starts_on, kind, site_id, days, cents, cell_id, area_id, age,
        need_thousandths, choice_id, cause, change)
    SELECT %(run)s, due.resident_id, due.month, due.starts_on, 'CORRECTION', due.site_id, due.days, due.cents,
        due.cell_id, due.area_id, due.age, due.need_thousandths, due.choice_id, explained.cause, explained.change
    FROM due JOIN explained USING (resident_id, month)
    WHERE due.cents > 0
), reported AS (
    INSERT INTO {gaps} (month, resident_id, site_id, area_id, starts_on, age)
    SELECT month, resident_id, site_id, area_id, starts_on, age FROM due WHERE cell_id IS NULL
)
SELECT count(*) FROM differing
