-- Each capped list: the lowest cap that holds from the day of effect on, how many places are taken for a choice made on the
-- day `on`, and whether anybody waits for it; of the sites given, or of all without any. Not in the ORM: the conditions
-- are those of choice_facts.sql.
SELECT cap.site_id, cap.places,
    (
        SELECT count(DISTINCT resident_id) FROM vouchers_enrolment AS enrolment
        WHERE enrolment.site_id = cap.site_id AND enrolment.strand_id = %(strand)s AND {holds_place}
    ),
    EXISTS (
        SELECT FROM vouchers_queueplace AS place
        WHERE place.site_id = cap.site_id AND place.strand_id = %(strand)s AND place.state = 'waiting'
    )
FROM (
    SELECT site_id, min(places) AS places
    FROM providers_listcap
    WHERE strand_id = %(strand)s AND period && daterange(%(effective_on)s::date, NULL)
        AND (%(sites)s::bigint[] IS NULL OR site_id = ANY(%(sites)s))
    GROUP BY site_id
) AS cap
