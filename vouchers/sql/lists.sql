-- What the lists of the residents in `laying` come to in one strand. Fragment: a chain of WITH queries that ends in `due`.
--
-- The facts are choices, residences, births and deaths, and approvals; enrolments follow from them and from nothing else.
-- Not in the ORM: multirange arithmetic over every resident at once. The braces take a subselect of resident ids, and
-- what vouchers/sql/lists.py says of how a rule and a partly known death are read.
laying AS MATERIALIZED (
    -- A death known by its month or year may be read as a day before birth: then nobody was ever alive.
    -- A record that another one of the same person absorbed is on no list.
    SELECT id AS resident_id,
        CASE WHEN died_on < born_on OR merged_into_id IS NOT NULL THEN 'empty'
            ELSE daterange(born_on, died_on, '[]') END AS alive
    FROM (
        SELECT id, born_on, merged_into_id, {died_on} AS died_on FROM registry_resident WHERE id IN ({laying})
    ) AS resident
), inside AS (
    -- Days on which the home gave the right, those of a move that the rules let somebody keep it on too.
    SELECT resident_id, range_agg(period) AS days
    FROM (
        SELECT resident_id, period
        FROM registry_residence JOIN laying USING (resident_id)
        WHERE area_id IS NOT NULL AND period IS NOT NULL
        UNION ALL
        SELECT resident_id, residence.period * rules.period * daterange(NULL, rules.kept_until, '[]')
        FROM pilot_ruleset AS rules
        JOIN registry_residence AS residence ON residence.municipality_code = ANY (rules.kept_in)
        JOIN laying USING (resident_id)
        WHERE rules.strand_id = %(strand)s AND rules.kept_until IS NOT NULL
            AND residence.area_id IS NULL AND residence.period IS NOT NULL
    ) AS home
    GROUP BY resident_id
), open AS (
    SELECT site_id, range_agg(period) AS days
    FROM providers_approval
    WHERE strand_id = %(strand)s
    GROUP BY site_id
), taking_effect AS (
    -- A choice kept from taking effect leaves everything as it is, so it is simply not here.
    SELECT choice.id, choice.resident_id, choice.site_id, choice.effective_on, choice.origin, laying.alive,
        CASE WHEN {leaves_area} = 'ends' THEN inside.days END AS must_stay_inside,
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
        AND ({leaves_area} = 'keeps' OR inside.days @> daterange(choice.made_on, choice.effective_on, '[]'))
), in_order AS (
    -- Of two that take effect on one day the later made holds: the earlier one's period comes out empty.
    SELECT *, lead(effective_on) OVER (PARTITION BY resident_id ORDER BY effective_on, id) AS next_on
    FROM taking_effect
), chosen AS (
    SELECT resident_id, site_id, id AS choice_id, CASE origin WHEN 'own' THEN 'choice' ELSE origin END AS origin,
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
    SELECT resident_id, site_id, period, origin, choice_id FROM chosen
)
