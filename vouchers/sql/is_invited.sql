-- Whether a resident needs no invitation to the strand on the day under the row `rules`, or has one. Fragment: a
-- condition; the brace takes the resident's id.
(NOT rules.by_invitation OR EXISTS (
    SELECT FROM vouchers_invitation AS invitation
    WHERE invitation.resident_id = {resident} AND invitation.strand_id = %(strand)s
        AND invitation.period @> %(on)s::date
))
