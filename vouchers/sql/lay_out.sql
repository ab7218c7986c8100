-- Lay out the lists of the residents in `laying` for one strand, and rewrite only the rows that differ.
--
-- The facts are choices, residences, births and deaths, and approvals; enrolments follow from them and from nothing else.
-- Not in the ORM: multirange arithmetic over every resident at once. One statement, so that nobody is ever on two lists.
-- The braces below take a subselect of resident ids from vouchers/actions/lay_out.py.
WITH laying AS MATERIALIZED (
    -- A death known by its month or year may be read as a day before birth: then nobody was ever alive.
    SELECT id AS resident_id,
        CASE WHEN died_on < born_on THEN 'empty' ELSE daterange(born_on, died_on, '[]') END AS alive
    FROM registry_resident
    WHERE id IN ({laying})
), inside AS (
    SELECT resident_id, range_agg(period) AS days
    FROM registry_residence JOIN laying USING (resident_id)
    WHERE area_id IS NOT NULL AND period IS NOT NULL
    GROUP BY resident_id
), open AS (
    SELECT site_id, range_agg(period) AS days
    FROM providers_approval
    WHERE strand_id = %(strand)s
    GROUP BY site_id
), taking_effect AS (
    -- A choice kept from taking effect leaves everything as it is, so it is simply not here.
    SELECT choice.id, choice.resident_id, choice.site_id, choice.effective_on, laying.alive,
        CASE WHEN rules.leaves_area = 'ends' THEN inside.days END AS must_stay_inside,
        open.days AS open_days
    FROM vouchers_choice AS choice
    JOIN laying USING (resident_id)
    JOIN pilot_ruleset AS rules ON rules.strand_id = choice.strand_id AND rules.period @> choice.made_on
    LEFT JOIN inside USING (resident_id)
    LEFT JOIN open ON open.site_id = choice.site_id
    WHERE choice.strand_id = %(strand)s
        AND choice.regretted_at IS NULL
        AND choice.replaced_by_id IS NULL
        AND laying.alive @> choice.effective_on
        AND (choice.site_id IS NULL OR open.days @> choice.effective_on)
        AND (rules.leaves_area = 'keeps' OR inside.days @> daterange(choice.made_on, choice.effective_on, '[]'))
), in_order AS (
    -- Of two that take effect on one day the later made holds: the earlier one's period comes out empty.
    SELECT *, lead(effective_on) OVER (PARTITION BY resident_id ORDER BY effective_on, id) AS next_on
    FROM taking_effect
), chosen AS (
    SELECT resident_id, site_id, id AS choice_id,
        daterange(effective_on, least(
            next_on,
            upper(alive),
            (SELECT upper(days) FROM unnest(open_days) AS days WHERE days @> effective_on),
            (SELECT upper(days) FROM unnest(must_stay_inside) AS days WHERE days @> effective_on)
        )) AS period
    FROM in_order
    WHERE site_id IS NOT NULL AND next_on IS DISTINCT FROM effective_on
), elsewhere AS (
    SELECT resident_id, range_agg(period) AS days FROM chosen GROUP BY resident_id
), at_home AS (
    SELECT residence.resident_id, site.id AS site_id,
        unnest(range_agg(residence.period * laying.alive) - coalesce(elsewhere.days, '{{}}'::datemultirange)) AS period
    FROM registry_residence AS residence
    JOIN laying USING (resident_id)
    JOIN providers_site AS site ON site.home_area_id = residence.area_id
    LEFT JOIN elsewhere USING (resident_id)
    WHERE residence.period && laying.alive
    GROUP BY residence.resident_id, site.id, elsewhere.days
), due AS MATERIALIZED (
    SELECT resident_id, site_id, period, 'home' AS origin, NULL::bigint AS choice_id FROM at_home
    UNION ALL
    SELECT resident_id, site_id, period, 'choice', choice_id FROM chosen
), standing AS MATERIALIZED (
    SELECT enrolment.id, enrolment.resident_id, enrolment.site_id, enrolment.period, enrolment.choice_id
    FROM vouchers_enrolment AS enrolment JOIN laying USING (resident_id)
    WHERE enrolment.strand_id = %(strand)s
), paired AS MATERIALIZED (
    SELECT standing.id, standing.period AS standing_period, due.*
    FROM standing
    FULL JOIN due ON due.resident_id = standing.resident_id
        AND due.site_id = standing.site_id
        AND coalesce(due.choice_id, 0) = coalesce(standing.choice_id, 0)
        AND lower(due.period) = lower(standing.period)
), ended AS (
    DELETE FROM vouchers_enrolment USING paired
    WHERE vouchers_enrolment.id = paired.id AND paired.resident_id IS NULL
    RETURNING 1
), changed AS (
    UPDATE vouchers_enrolment SET period = paired.period
    FROM paired
    WHERE vouchers_enrolment.id = paired.id AND paired.period <> paired.standing_period
    RETURNING 1
), added AS (
    INSERT INTO vouchers_enrolment (resident_id, strand_id, site_id, period, origin, choice_id)
    SELECT resident_id, %(strand)s, site_id, period, origin, choice_id
    FROM paired
    WHERE id IS NULL
    RETURNING 1
)
SELECT (SELECT count(*) FROM ended) + (SELECT count(*) FROM changed) + (SELECT count(*) FROM added)
