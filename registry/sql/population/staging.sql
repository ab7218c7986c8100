-- The tables of one loading, which vanish with its unit of work. Braces: our columns, all text, from Python's one list.
DROP TABLE IF EXISTS population_row, population_place, population_fault, population_checked, population_known,
    population_new;
CREATE TEMP TABLE population_row (line integer NOT NULL, broken text, broken_value text, {columns}) ON COMMIT DROP;
CREATE TEMP TABLE population_place (postal_code text, municipality text NOT NULL) ON COMMIT DROP;
CREATE TEMP TABLE population_fault (
    line integer NOT NULL, field text NOT NULL, because text NOT NULL, value text, leaves_out boolean NOT NULL
) ON COMMIT DROP
