-- Entries, partitioned by run. The application may only read them; the two functions below, which belong to the owner,
-- are its one way to add a partition: a table of its own is filled, then checked set-wise and attached whole.
CREATE TABLE billing_entry (
    run_id bigint NOT NULL,
    resident_id bigint NOT NULL,
    month date NOT NULL,
    starts_on date NOT NULL,
    kind text NOT NULL,
    site_id bigint NOT NULL,
    days smallint NOT NULL,
    cents bigint NOT NULL,
    cell_id bigint NOT NULL,
    area_id bigint NOT NULL,
    age smallint NOT NULL,
    need_thousandths integer NOT NULL,
    choice_id bigint,
    refunds_run_id bigint,
    cause text NOT NULL DEFAULT '',
    CONSTRAINT entry_is_written_once_a_run PRIMARY KEY (run_id, resident_id, month, starts_on, kind),
    CONSTRAINT entry_belongs_to_a_run FOREIGN KEY (run_id) REFERENCES billing_paymentrun (id),
    CONSTRAINT entry_belongs_to_a_resident FOREIGN KEY (resident_id) REFERENCES registry_resident (id),
    CONSTRAINT entry_belongs_to_a_site FOREIGN KEY (site_id) REFERENCES providers_site (id),
    CONSTRAINT entry_kind_fixes_its_sign CHECK (
        (kind IN ('ORIGINAL', 'CORRECTION') AND cents > 0) OR (kind = 'REFUND' AND cents < 0)
    ),
    CONSTRAINT refund_names_the_run_it_takes_back CHECK ((kind = 'REFUND') = (refunds_run_id IS NOT NULL)),
    CONSTRAINT entry_days_are_of_one_month CHECK (days BETWEEN 1 AND 31),
    CONSTRAINT entry_month_starts_on_the_first CHECK (extract(day FROM month) = 1)
) PARTITION BY LIST (run_id);
CREATE INDEX billing_entry_by_site ON billing_entry (site_id, resident_id);

CREATE FUNCTION billing_open_entries(run bigint) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    part text := 'billing_entry_run_' || run;
BEGIN
    EXECUTE format('CREATE TABLE %I (LIKE billing_entry INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', part);
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT is_of_its_run CHECK (run_id = %s)', part, run);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO %I', part, session_user);
    RETURN part;
END $$;

CREATE FUNCTION billing_attach_entries(run bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    part text := 'billing_entry_run_' || run;
BEGIN
    IF NOT EXISTS (
        SELECT FROM billing_paymentrun WHERE id = run AND frozen_xid = pg_current_xact_id()::text::numeric
    ) THEN
        RAISE EXCEPTION 'only_a_freeze_adds_to_its_run' USING ERRCODE = 'check_violation';
    END IF;
    EXECUTE format('REVOKE INSERT ON %I FROM %I', part, session_user);
    EXECUTE format('ALTER TABLE %I ADD PRIMARY KEY (run_id, resident_id, month, starts_on, kind)', part);
    EXECUTE format('CREATE INDEX ON %I (site_id, resident_id)', part);
    EXECUTE format('ALTER TABLE billing_entry ATTACH PARTITION %I FOR VALUES IN (%s)', part, run);
    EXECUTE format('ALTER TABLE %I DROP CONSTRAINT is_of_its_run', part);
    EXECUTE format('ANALYZE %I', part);
END $$;

REVOKE ALL ON FUNCTION billing_open_entries(bigint), billing_attach_entries(bigint) FROM PUBLIC;
