-- Whether a site is not public: it is paid, and closes when a pilot does. Fragment: a condition; the brace takes the
-- site's id.
EXISTS (
    SELECT FROM providers_site AS owned JOIN providers_provider AS provider ON provider.id = owned.provider_id
    WHERE owned.id = {site} AND provider.sector <> 'public'
)
