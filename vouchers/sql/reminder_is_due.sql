-- Whether a resident still has to do what a reminder tells: the last day has not passed, and the thing is not done.
-- Fragment: a condition on the row `reminder`, with the parameter `on`.
reminder.last_day >= %(on)s::date
AND EXISTS (
    SELECT FROM registry_resident AS living
    WHERE living.id = reminder.resident_id AND living.merged_into_id IS NULL
        AND (living.died_on IS NULL OR living.died_on >= %(on)s::date)
)
AND CASE reminder.kind
    WHEN 'regret' THEN EXISTS (
        SELECT FROM vouchers_choice AS choice
        WHERE choice.id = reminder.cause AND choice.effective_on > %(on)s::date
            AND choice.regretted_at IS NULL AND choice.replaced_by_id IS NULL
    )
    WHEN 'closing' THEN EXISTS (
        SELECT FROM vouchers_closingplan AS plan
        WHERE plan.id = reminder.cause AND plan.approved_at IS NOT NULL AND plan.undone_at IS NULL AND NOT EXISTS (
            SELECT FROM vouchers_choice AS choice
            WHERE choice.resident_id = reminder.resident_id AND choice.strand_id = plan.strand_id
                AND choice.effective_on = plan.closes_on AND choice.origin IN ('own', 'queue')
                AND choice.regretted_at IS NULL AND choice.replaced_by_id IS NULL
        ) AND EXISTS (
            SELECT FROM vouchers_enrolment AS enrolment
            WHERE enrolment.resident_id = reminder.resident_id AND enrolment.strand_id = plan.strand_id
                AND enrolment.period @> plan.closes_on - 1 AND {is_private}
        )
    )
    -- Whoever chose once, whatever became of it, or waits for a list, knows of the right.
    ELSE NOT EXISTS (
        SELECT FROM vouchers_choice AS choice
        WHERE choice.resident_id = reminder.resident_id AND choice.strand_id = reminder.strand_id
            AND choice.origin IN ('own', 'queue')
    ) AND NOT EXISTS (
        SELECT FROM vouchers_queueplace AS place
        WHERE place.resident_id = reminder.resident_id AND place.strand_id = reminder.strand_id
            AND place.state = 'waiting'
    )
END
