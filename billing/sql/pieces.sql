-- One row a site and piece of the population: how much, and a digest over its ordered entries. A piece is the residents
-- whose ids differ in their last bits only, so that shards, which hold whole pieces, give the same digests as one query.
SELECT site_id, resident_id >> %(piece_bits)s AS piece, count(*), count(DISTINCT resident_id), sum(cents)::bigint,
    coalesce(sum(cents) FILTER (WHERE kind = 'ORIGINAL'), 0)::bigint, {digest}
FROM {part}
GROUP BY site_id, piece
ORDER BY site_id, piece
