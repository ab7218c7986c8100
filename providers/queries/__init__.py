"""What pages and other apps read about providers and sites."""

from providers.queries.accounts import AccountRow, accounts_awaiting, bank_accounts
from providers.queries.catalogue import (
    Facets,
    Place,
    ever_approved,
    facets,
    in_areas,
    in_daily_order,
    latest_measures,
    nearest_first,
    open_sites,
    place_of,
    searched,
    waiting_at_most,
    with_km,
    with_late_hours,
    with_saturdays,
)

__all__ = [
    "AccountRow",
    "Facets",
    "Place",
    "accounts_awaiting",
    "bank_accounts",
    "ever_approved",
    "facets",
    "in_areas",
    "in_daily_order",
    "latest_measures",
    "nearest_first",
    "open_sites",
    "place_of",
    "searched",
    "waiting_at_most",
    "with_km",
    "with_late_hours",
    "with_saturdays",
]
