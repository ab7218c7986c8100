
    -- The same as billing/actions/freeze.py asks. What came after the month's end is corrected by the next one; who put
    -- a change off does not count as the colleague who lets the month go without it.
    IF EXISTS (
        SELECT FROM registry_registerchange AS change
        JOIN registry_feedanswer AS answer ON answer.id = change.answer_id
        WHERE change.pilot_id = (SELECT pilot_id FROM pilot_strand WHERE id = NEW.strand_id)
            AND change.outcome = 'doubt'
            AND answer.received_at < (NEW.month + interval '1 month') AT TIME ZONE 'Europe/Helsinki'
            AND NOT EXISTS (
                SELECT FROM registry_postponement AS postponement
                WHERE postponement.change_id = change.id
                    AND postponement.month = NEW.month
                    AND postponement.put_off_by_id IS DISTINCT FROM NEW.frozen_by_id
            )
    ) THEN
        RAISE EXCEPTION 'unresolved_doubt_stops_the_month' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
