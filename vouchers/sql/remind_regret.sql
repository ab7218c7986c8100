-- Whose choice waits to take effect and may be taken back. Nobody is reminded on the day on which they chose.
-- Fragment of reminded.sql.
SELECT choice.resident_id, choice.id AS cause, choice.effective_on - 1 AS last_day, choice.made_on AS begun_on,
    jsonb_build_object(
        'site', coalesce(
            nullif(to_jsonb(site) ->> ('name_' || resident.language), ''), site.name_fi,
            %(no_home)s::jsonb ->> resident.language
        ),
        'effective_on', to_char(choice.effective_on, 'FMDD.FMMM.YYYY'),
        'last_day', to_char(choice.effective_on - 1, 'FMDD.FMMM.YYYY')
    ) AS filling
FROM vouchers_choice AS choice
JOIN registry_resident AS resident ON resident.id = choice.resident_id
LEFT JOIN providers_site AS site ON site.id = choice.site_id
WHERE choice.strand_id = %(strand)s AND choice.effective_on > %(on)s::date AND choice.made_on < %(on)s::date
    AND choice.origin IN ('own', 'queue')
