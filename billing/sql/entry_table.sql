-- Entries, partitioned by run. The application may only read them; the functions of entry_functions.sql, which belong to
-- the owner, are its one way to add a partition: tables are filled, then checked set-wise and attached whole.
--
-- Not foreign keys: attaching would lock the tables they point to against writing until the freeze ends, and no death
-- could be recorded meanwhile. What they would check is checked when entries are attached, and nobody deletes what an
-- entry names; runs are never deleted at all.
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
    change text NOT NULL DEFAULT '',
    CONSTRAINT entry_is_written_once_a_run PRIMARY KEY (resident_id, month, starts_on, kind, run_id),
    CONSTRAINT entry_kind_fixes_its_sign CHECK (
        (kind IN ('ORIGINAL', 'CORRECTION') AND cents > 0) OR (kind = 'REFUND' AND cents < 0)
    ),
    CONSTRAINT refund_names_the_run_it_takes_back CHECK ((kind = 'REFUND') = (refunds_run_id IS NOT NULL)),
    CONSTRAINT entry_days_are_of_one_month CHECK (days BETWEEN 1 AND 31),
    CONSTRAINT entry_month_starts_on_the_first CHECK (extract(day FROM month) = 1),
    CONSTRAINT correction_has_a_cause CHECK ((kind = 'ORIGINAL') = (cause = '')),
    CONSTRAINT correction_names_its_change CHECK ((kind = 'ORIGINAL') = (change = '')),
    CONSTRAINT cause_is_one_of_those_known CHECK (cause = '' OR cause IN (
        'dispute', 'merger', 'reinstatement', 'death', 'wrong_area', 'move', 'need',
        'site_closed', 'decision', 'choice', 'rate_error', 'rules', 'register'
    ))
) PARTITION BY LIST (run_id);
CREATE INDEX billing_entry_by_site ON billing_entry (site_id, resident_id);

CREATE FUNCTION billing_keep_what_entries_name() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    is_named boolean;
BEGIN
    EXECUTE format('SELECT EXISTS (SELECT FROM billing_entry WHERE %I = $1)', TG_ARGV[0]) INTO is_named USING OLD.id;
    IF is_named THEN
        RAISE EXCEPTION 'what_an_entry_names_is_kept' USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER resident_of_an_entry_is_kept BEFORE DELETE ON registry_resident
    FOR EACH ROW EXECUTE FUNCTION billing_keep_what_entries_name('resident_id');
CREATE TRIGGER site_of_an_entry_is_kept BEFORE DELETE ON providers_site
    FOR EACH ROW EXECUTE FUNCTION billing_keep_what_entries_name('site_id');
