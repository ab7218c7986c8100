-- Who was written to about a closing on an earlier day. Fragment of reminded.sql.
SELECT told.resident_id, told.plan_id AS cause, plan.choose_until AS last_day,
    (told.written_at AT TIME ZONE 'Europe/Helsinki')::date AS begun_on,
    jsonb_build_object(
        'site', coalesce(nullif(to_jsonb(site) ->> ('name_' || resident.language), ''), site.name_fi),
        'last_day', to_char(plan.choose_until, 'FMDD.FMMM.YYYY'),
        'closes_on', to_char(plan.closes_on, 'FMDD.FMMM.YYYY')
    ) AS filling
FROM vouchers_closingletter AS told
JOIN vouchers_closingplan AS plan ON plan.id = told.plan_id
JOIN registry_resident AS resident ON resident.id = told.resident_id
JOIN providers_site AS site ON site.id = told.site_id
WHERE plan.strand_id = %(strand)s AND (told.written_at AT TIME ZONE 'Europe/Helsinki')::date < %(on)s::date
