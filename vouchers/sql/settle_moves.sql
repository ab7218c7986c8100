-- Let each move by others that waits be replaced by what the resident wished for after it, if that comes no later; what
-- comes later leaves the move as it is, for until then the resident cannot stay either. Said anew after every wish and
-- every regret. One whose draw was undone stays taken back. Not in the ORM: each move has a wish of its own.
UPDATE vouchers_choice AS move SET replaced_by_id = settled.wish_id
FROM (
    SELECT id, (
        SELECT wish.id FROM vouchers_choice AS wish
        WHERE wish.resident_id = waiting.resident_id
            AND wish.strand_id = waiting.strand_id
            AND wish.id > waiting.id
            AND wish.origin IN ('own', 'queue')
            AND wish.regretted_at IS NULL
            AND wish.replaced_by_id IS NULL
            AND wish.effective_on <= waiting.effective_on
        ORDER BY wish.id
        LIMIT 1
    ) AS wish_id
    FROM vouchers_choice AS waiting
    WHERE waiting.resident_id = ANY(%(residents)s)
        AND waiting.strand_id = %(strand)s
        AND waiting.origin NOT IN ('own', 'queue')
        AND waiting.effective_on > %(on)s
        AND waiting.regretted_at IS NULL
) AS settled
WHERE settled.id = move.id AND move.replaced_by_id IS DISTINCT FROM settled.wish_id
