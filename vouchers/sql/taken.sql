-- How many places are taken on each of the lists, for a choice made on the day `on` that takes effect on another. Not in
-- the ORM: the condition is that of choice_facts.sql.
SELECT site_id, count(DISTINCT resident_id)
FROM vouchers_enrolment AS enrolment
WHERE site_id = ANY(%(sites)s) AND strand_id = %(strand)s AND {holds_place}
GROUP BY site_id
