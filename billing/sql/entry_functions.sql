-- The application's one way to add a run's entries. A freeze opens a table for each shard of the population, fills it and
-- closes it, on connections of their own; what it closed is attached when the run is there, by the run's own unit of work.

CREATE OR REPLACE FUNCTION billing_open_entries(run bigint, shard integer, first bigint, until bigint) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    part text := format('billing_entry_run_%s_%s', run, shard);
BEGIN
    EXECUTE format('CREATE TABLE %I (LIKE billing_entry INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', part);
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT is_of_its_run CHECK (run_id = %s)', part, run);
    EXECUTE format(
        'ALTER TABLE %I ADD CONSTRAINT is_of_its_shard CHECK (resident_id >= %s AND resident_id < %s)',
        part, coalesce(first, 0), coalesce(until, 9223372036854775807)
    );
    EXECUTE format('GRANT SELECT, INSERT ON %I TO %I', part, session_user);
    RETURN part;
END $$;

-- What foreign keys would check is checked here, for the whole table at once; from then on nobody adds to it.
CREATE OR REPLACE FUNCTION billing_close_entries(run bigint, shard integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET default_statistics_target = 20 AS $$
DECLARE
    part text := format('billing_entry_run_%s_%s', run, shard);
    lowest bigint;
    highest bigint;
    strays boolean;
BEGIN
    EXECUTE format('REVOKE INSERT ON %I FROM %I', part, session_user);
    EXECUTE format('ALTER TABLE %I ADD PRIMARY KEY (resident_id, month, starts_on, kind, run_id)', part);
    EXECUTE format('CREATE INDEX ON %I (site_id, resident_id)', part);
    EXECUTE format('ANALYZE %I', part);
    EXECUTE format('SELECT min(resident_id), max(resident_id) FROM %I', part) INTO lowest, highest;
    EXECUTE format(
        'SELECT EXISTS (SELECT FROM (SELECT DISTINCT site_id FROM %1$I) AS named'
        ' WHERE NOT EXISTS (SELECT FROM providers_site WHERE id = site_id))'
        ' OR EXISTS (SELECT FROM %1$I WHERE NOT EXISTS'
        ' (SELECT FROM registry_resident WHERE id = resident_id AND id BETWEEN $1 AND $2))', part
    ) INTO strays USING lowest, highest;
    IF strays THEN
        RAISE EXCEPTION 'entry_names_a_resident_and_a_site' USING ERRCODE = 'foreign_key_violation';
    END IF;
    EXECUTE format(
        'SELECT EXISTS (SELECT FROM registry_resident AS absorbed JOIN %I AS entry ON entry.resident_id = absorbed.id'
        ' WHERE absorbed.merged_into_id IS NOT NULL AND entry.kind <> ''REFUND'')', part
    ) INTO strays;
    IF strays THEN
        RAISE EXCEPTION 'nothing_is_paid_for_an_absorbed_record' USING ERRCODE = 'check_violation';
    END IF;
END $$;

CREATE OR REPLACE FUNCTION billing_attach_entries(run bigint, firsts bigint[], untils bigint[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    whole text := format('billing_entry_run_%s', run);
    shards integer := cardinality(firsts);
    part text;
BEGIN
    IF NOT EXISTS (
        SELECT FROM billing_paymentrun WHERE id = run AND frozen_xid = pg_current_xact_id()::text::numeric
    ) THEN
        RAISE EXCEPTION 'only_a_freeze_adds_to_its_run' USING ERRCODE = 'check_violation';
    END IF;
    IF shards > 1 THEN
        EXECUTE format('CREATE TABLE %I (LIKE billing_entry INCLUDING DEFAULTS INCLUDING CONSTRAINTS)'
            ' PARTITION BY RANGE (resident_id)', whole);
        EXECUTE format('ALTER TABLE %I ADD PRIMARY KEY (resident_id, month, starts_on, kind, run_id)', whole);
        EXECUTE format('CREATE INDEX ON %I (site_id, resident_id)', whole);
    END IF;
    FOR shard IN 0 .. shards - 1 LOOP
        part := format('billing_entry_run_%s_%s', run, shard);
        IF has_table_privilege(session_user, part, 'INSERT') THEN
            RAISE EXCEPTION 'entries_are_closed_before_they_are_attached' USING ERRCODE = 'check_violation';
        END IF;
        IF shards > 1 THEN
            EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%s) TO (%s)', whole, part,
                coalesce(firsts[shard + 1], 0), coalesce(untils[shard + 1], 9223372036854775807));
        ELSE
            EXECUTE format('ALTER TABLE %I RENAME TO %I', part, whole);
        END IF;
    END LOOP;
    -- Nothing is read again: that the rows are of this run is known from a constraint of each table.
    EXECUTE format('ALTER TABLE billing_entry ATTACH PARTITION %I FOR VALUES IN (%s)', whole, run);
END $$;

-- A freeze that was killed may leave tables of a run that never came to be. Each freeze holds a lock on its run's number,
-- so that another one, of another strand, does not take its tables for left ones.
CREATE OR REPLACE FUNCTION billing_drop_leftovers(run bigint) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    own CONSTANT integer := hashtext('billing_entry_run');
    leftover text;
    dropped integer := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(own, run::integer);
    FOR leftover IN
        SELECT relname FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND NOT relispartition
            AND relname ~ '^billing_entry_run_[0-9]+_[0-9]+$'
    LOOP
        IF pg_try_advisory_xact_lock(own, split_part(leftover, '_', 4)::integer) THEN
            EXECUTE format('DROP TABLE IF EXISTS %I', leftover);
            dropped := dropped + 1;
        END IF;
    END LOOP;
    RETURN dropped;
END $$;

REVOKE ALL ON FUNCTION billing_open_entries(bigint, integer, bigint, bigint), billing_close_entries(bigint, integer),
    billing_attach_entries(bigint, bigint[], bigint[]), billing_drop_leftovers(bigint) FROM PUBLIC;
