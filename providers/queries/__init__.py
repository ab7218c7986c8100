"""What pages and other apps read about providers and sites."""

from providers.queries.catalogue import (
    Facets,
    Place,
    facets,
    in_areas,
    in_daily_order,
    latest_measures,
    nearest_first,
    open_sites,
    place_of,
    searched,
)

__all__ = [
    "Facets",
    "Place",
    "facets",
    "in_areas",
    "in_daily_order",
    "latest_measures",
    "nearest_first",
    "open_sites",
    "place_of",
    "searched",
]
