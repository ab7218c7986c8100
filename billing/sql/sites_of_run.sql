-- The sites that have entries, deductions or something carried in: whether each is paid, and what the run before carried out.
SELECT site.id, provider.sector <> 'public', coalesce(carried.carried_out, 0)
FROM providers_site AS site
JOIN providers_provider AS provider ON provider.id = site.provider_id
LEFT JOIN billing_statement AS carried
    ON carried.site_id = site.id AND carried.run_id = %(previous)s AND carried.carried_out <> 0
WHERE site.id = ANY(%(sites)s) OR carried.site_id IS NOT NULL
ORDER BY site.id
