-- Keep in invited_judged of each row of invited_row whom it names, or why it invites nobody; looked at as a whole, for a
-- later row is judged by an earlier one. Not in the ORM: a temporary table of a whole file.
CREATE TEMPORARY TABLE invited_judged ON COMMIT DROP AS
WITH read AS MATERIALIZED (
    SELECT row.line, row.code, row.shown, resident.id AS resident_id, resident.died_on,
        row_number() OVER (PARTITION BY resident.id ORDER BY row.line) AS turn
    FROM invited_row AS row
    LEFT JOIN registry_identitycode AS known
        ON known.pilot_id = %(pilot)s AND known.code = row.code AND known.active
    LEFT JOIN registry_resident AS resident ON resident.id = known.resident_id AND resident.merged_into_id IS NULL
)
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
