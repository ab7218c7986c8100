-- Whether who is on a list holds a place there for a choice made on the day `on` that takes effect on another: who is on it
-- then or comes to it later, and who leaves by a choice that can still be taken back, for they may yet stay.
-- Fragment: a condition; the braces take the enrolment and the day of effect.
(
    upper_inf({enrolment}.period)
    OR upper({enrolment}.period) > {effective_on}
    OR upper({enrolment}.period) > %(on)s::date AND EXISTS (
        SELECT FROM vouchers_choice AS leaving
        WHERE leaving.resident_id = {enrolment}.resident_id
            AND leaving.strand_id = {enrolment}.strand_id
            AND leaving.effective_on = upper({enrolment}.period)
            AND leaving.origin IN ('own', 'queue')
            AND leaving.regretted_at IS NULL
            AND leaving.replaced_by_id IS NULL
        OFFSET 0 -- Asked of the few who leave, one by one: never of all choices at once.
    )
)
