-- Replace for good what each resident had wished for before and what still waited, by the choices just made. Not in the
-- ORM: each is replaced by another row, for any number of residents in one statement.
UPDATE vouchers_choice AS earlier SET replaced_by_id = later.id
FROM vouchers_choice AS later
WHERE later.id = ANY(%(choices)s)
    AND earlier.resident_id = later.resident_id
    AND earlier.strand_id = later.strand_id
    AND earlier.id < later.id
    -- What was chosen after the moment by which the new choice counts stays: it would have been chosen all the same.
    AND earlier.made_at <= later.made_at
    AND earlier.origin IN ('own', 'queue')
    AND earlier.regretted_at IS NULL
    AND earlier.replaced_by_id IS NULL
    AND earlier.effective_on > later.made_on
