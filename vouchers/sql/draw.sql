-- The draw of those whom a list gives up. Fragment: a chain of WITH RECURSIVE queries that ends in `lots`, one row for
-- each resident of the list, and `figures`, one row.
--
-- Deterministic: the same list, seed and destinations give the same lots on any server, and anybody can draw them again
-- (docs/adr/0017). A lot is the SHA-256 of seed, slash and list code; the lowest go first. Not in the ORM: one statement
-- for any number of people, used for the dry run and for what is carried out alike.
held AS MATERIALIZED (
    -- Whoever goes to another list by a choice by the day on which the others are moved is left out: they leave anyway.
    SELECT enrolment.resident_id, resident.list_code, resident.born_on, enrolment.origin,
        EXISTS (
            SELECT FROM registry_protection AS protection
            WHERE protection.resident_id = resident.id
                AND (protection.period @> %(today)s::date OR protection.period @> %(effective_on)s::date)
        ) AS is_protected, (
            SELECT min(site.id)
            FROM registry_residence AS residence JOIN providers_site AS site ON site.home_area_id = residence.area_id
            WHERE residence.resident_id = resident.id AND residence.period @> %(effective_on)s::date
        ) AS home_site_id
    FROM vouchers_enrolment AS enrolment
    JOIN registry_resident AS resident ON resident.id = enrolment.resident_id
    WHERE enrolment.strand_id = %(strand)s AND enrolment.site_id = %(site)s AND enrolment.period @> %(held_on)s::date
        AND (resident.died_on IS NULL OR resident.died_on >= %(effective_on)s::date)
        AND NOT EXISTS (
            SELECT FROM vouchers_enrolment AS next
            WHERE next.resident_id = enrolment.resident_id AND next.strand_id = %(strand)s
                AND next.site_id <> %(site)s AND next.choice_id IS NOT NULL AND next.period @> %(effective_on)s::date
        )
        AND NOT EXISTS (
            SELECT FROM vouchers_choice AS back
            WHERE back.resident_id = enrolment.resident_id AND back.strand_id = %(strand)s
                AND back.site_id IS NULL AND back.regretted_at IS NULL AND back.replaced_by_id IS NULL
                AND back.effective_on > %(held_on)s::date AND back.effective_on <= %(effective_on)s::date
        )
), coming AS (
    SELECT count(DISTINCT resident_id) AS residents
    FROM vouchers_enrolment
    WHERE strand_id = %(strand)s AND site_id = %(site)s AND lower(period) > %(held_on)s::date
        AND resident_id NOT IN (SELECT resident_id FROM held)
), present AS MATERIALIZED (
    -- When the site closes everybody leaves; else some are kept: docs/adr/0017 says why.
    SELECT *, encode(sha256(convert_to(%(seed)s::text || '/' || list_code, 'UTF8')), 'hex') AS own_lot,
        CASE WHEN origin = 'home' THEN 'home'
            WHEN home_site_id IS NULL AND (%(places)s::int IS NOT NULL OR %(moves_to)s::text = 'home' OR is_protected)
                THEN 'no_home'
            WHEN %(places)s::int IS NULL THEN ''
            WHEN is_protected THEN 'protected'
            WHEN origin = 'forced' THEN 'moved_before'
            ELSE '' END AS kept
    FROM held
), family AS (
    -- A child goes with that guardian on the list whose lot is drawn last; children of a guardian who is not on it
    -- together. While any guardian is kept the child stays.
    SELECT child.resident_id, (
            array_agg(guardian.list_code ORDER BY (beside.resident_id IS NOT NULL) DESC,
                sha256(convert_to(%(seed)s::text || '/' || guardian.list_code, 'UTF8')) DESC)
        )[1] AS unit, coalesce(bool_or(beside.kept <> ''), FALSE) AS stays
    FROM present AS child
    JOIN registry_guardianship AS guardianship
        ON guardianship.child_id = child.resident_id AND guardianship.period @> %(effective_on)s::date
    JOIN registry_resident AS guardian ON guardian.id = guardianship.guardian_id
    LEFT JOIN present AS beside ON beside.resident_id = guardian.id
    WHERE child.born_on + make_interval(years => %(family_age)s::int) > %(effective_on)s::date
    GROUP BY child.resident_id
), drawn AS MATERIALIZED (
    SELECT present.*, coalesce(family.unit, present.list_code) AS unit,
        CASE WHEN present.kept = '' AND family.stays AND %(places)s::int IS NOT NULL THEN 'family' ELSE present.kept END AS stays
    FROM present LEFT JOIN family USING (resident_id)
), in_draw AS MATERIALIZED (
    SELECT *, encode(sha256(convert_to(%(seed)s::text || '/' || unit, 'UTF8')), 'hex') AS lot FROM drawn WHERE stays = ''
), must AS (
    SELECT CASE WHEN %(places)s::int IS NULL THEN (SELECT count(*) FROM in_draw)
        ELSE greatest(0, (SELECT count(*) FROM held) + coming.residents - %(places)s::int) END AS residents
    FROM coming
), units AS MATERIALIZED (
    -- Whole families in the order of their lots, until enough have moved.
    SELECT unit, lot, upto - size < must.residents AS moves, seats
    FROM (
        SELECT unit, lot, count(*) AS size, count(*) FILTER (WHERE NOT is_protected) AS seats,
            sum(count(*)) OVER (ORDER BY lot, unit) AS upto
        FROM in_draw
        GROUP BY unit, lot
    ) AS family, must
), seeking AS MATERIALIZED (
    SELECT unit, seats::int, row_number() OVER (ORDER BY lot, unit) AS turn
    FROM units
    WHERE moves AND seats > 0 AND %(moves_to)s::text = 'nearest'
), line AS MATERIALIZED (
    -- As an array: a step looks its family up by its place, so that thousands cost no more than one pass.
    SELECT array_agg(seats ORDER BY turn) AS seats FROM seeking
), seated AS (
    -- Each family in its turn takes the nearest site that has room for all of it, or none.
    SELECT 0::bigint AS turn, NULL::int AS place, %(free)s::int[] AS free
    UNION ALL
    SELECT seated.turn + 1, found.place, CASE WHEN found.place IS NULL THEN seated.free
        ELSE seated.free[:found.place - 1] || (seated.free[found.place] - line.seats[seated.turn + 1])
            || seated.free[found.place + 1:] END
    FROM seated
    CROSS JOIN line
    CROSS JOIN LATERAL (
        SELECT min(place) AS place FROM generate_subscripts(seated.free, 1) AS place
        WHERE seated.free[place] >= line.seats[seated.turn + 1]
    ) AS found
    WHERE seated.turn < cardinality(line.seats)
), going AS (
    SELECT seeking.unit, (%(sites)s::bigint[])[seated.place] AS site_id
    FROM seated JOIN seeking USING (turn)
), placed AS (
    -- Nobody's new site learns where somebody under non-disclosure is; who is at home there anyway goes home.
    SELECT in_draw.resident_id, units.moves, in_draw.lot, in_draw.home_site_id,
        nullif(CASE WHEN NOT in_draw.is_protected THEN going.site_id END, in_draw.home_site_id) AS to_site_id
    FROM in_draw
    JOIN units USING (unit)
    LEFT JOIN going USING (unit)
), settled AS MATERIALIZED (
    SELECT drawn.resident_id, drawn.list_code, drawn.unit, coalesce(placed.lot, drawn.own_lot) AS lot, placed.to_site_id,
        CASE WHEN placed.moves AND coalesce(placed.to_site_id, placed.home_site_id) IS NULL THEN 'no_home'
            ELSE drawn.stays END AS kept,
        coalesce(placed.moves AND coalesce(placed.to_site_id, placed.home_site_id) IS NOT NULL, FALSE) AS moves
    FROM drawn LEFT JOIN placed USING (resident_id)
), lots AS MATERIALIZED (
    SELECT *, CASE WHEN kept = '' THEN row_number() OVER (PARTITION BY kept = '' ORDER BY lot, list_code) END AS turn
    FROM settled
), figures AS (
    SELECT (SELECT count(*) FROM held) AS on_list, coming.residents AS coming,
        CASE WHEN %(places)s::int IS NULL THEN moving.residents ELSE must.residents END AS must_move,
        moving.residents AS moving,
        (SELECT encode(sha256(convert_to(coalesce(string_agg(
            concat_ws('|', list_code, unit, kept, moves::int, coalesce(to_site_id::text, '')), E'\n'
            ORDER BY list_code COLLATE "C"
        ), ''), 'UTF8')), 'hex') FROM lots) AS digest
    FROM coming, must, (SELECT count(*) AS residents FROM lots WHERE moves) AS moving
)
