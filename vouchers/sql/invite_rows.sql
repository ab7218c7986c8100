-- Invite those whose codes were copied into invited_row, and keep why the others were left out; answers with the ids of
-- the invitations. Each row is one or the other. Not in the ORM: one statement for a whole file.
WITH read AS MATERIALIZED (
    SELECT row.line, row.code, row.shown, resident.id AS resident_id, resident.died_on,
        row_number() OVER (PARTITION BY resident.id ORDER BY row.line) AS turn
    FROM invited_row AS row
    LEFT JOIN registry_identitycode AS known
        ON known.pilot_id = %(pilot)s AND known.code = row.code AND known.active
    LEFT JOIN registry_resident AS resident ON resident.id = known.resident_id AND resident.merged_into_id IS NULL
), judged AS MATERIALIZED (
    SELECT line, shown, resident_id, CASE
        WHEN code IS NULL THEN 'no_code'
        WHEN resident_id IS NULL THEN 'unknown'
        WHEN turn > 1 THEN 'twice'
        WHEN died_on < %(invited_on)s THEN 'not_alive'
        WHEN EXISTS (
            SELECT FROM vouchers_invitation AS earlier
            WHERE earlier.resident_id = read.resident_id AND earlier.strand_id = %(strand)s
                AND earlier.period && daterange(%(invited_on)s, NULL)
        ) THEN 'invited'
    END AS because
    FROM read
), left_out AS (
    INSERT INTO vouchers_invitationrejection (file_id, line, because, shown)
    SELECT %(file)s, line, because, shown FROM judged WHERE because IS NOT NULL
), given AS (
    INSERT INTO vouchers_invitation (resident_id, strand_id, invited_on, period, recorded_at, recorded_by_id, file_id)
    SELECT resident_id, %(strand)s, %(invited_on)s, daterange(%(invited_on)s, NULL), %(at)s, %(by)s, %(file)s
    FROM judged WHERE because IS NULL
    RETURNING id
)
SELECT coalesce(array_agg(id), '{}') FROM given
