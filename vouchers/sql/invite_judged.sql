-- Invite those of invited_judged whose rows lie in a stretch of the file, and keep why the others were left out; answers
-- with the ids of the invitations. Each row is one or the other: whoever was invited by somebody else since the file was
-- judged is left out as invited. Not in the ORM: one statement for a stretch.
WITH stretch AS MATERIALIZED (
    SELECT * FROM invited_judged WHERE line > %(after)s AND line <= %(last)s
), given AS (
    INSERT INTO vouchers_invitation (resident_id, strand_id, invited_on, period, recorded_at, recorded_by_id, file_id)
    SELECT resident_id, %(strand)s, %(invited_on)s, daterange(%(invited_on)s, NULL), %(at)s, %(by)s, %(file)s
    FROM stretch WHERE because IS NULL
    ON CONFLICT DO NOTHING
    RETURNING id, resident_id
), left_out AS (
    INSERT INTO vouchers_invitationrejection (file_id, line, because, shown)
    SELECT %(file)s, line, coalesce(because, 'invited'), shown
    FROM stretch LEFT JOIN given USING (resident_id)
    WHERE because IS NOT NULL OR given.id IS NULL
)
SELECT coalesce(array_agg(id), '{}') FROM given
