"""What pages and other apps read about providers and sites."""

from providers.queries.accounts import AccountRow, accounts_awaiting, bank_accounts, has_account
from providers.queries.approvals import approval_waiting, approvals_of, approvals_waiting, caps_of
from providers.queries.catalogue import (
    Facets,
    Figure,
    Hours,
    Place,
    by_name,
    ever_approved,
    facets,
    in_areas,
    in_daily_order,
    latest_measures,
    nearest_first,
    open_sites,
    opening_hours,
    place_of,
    searched,
    waiting_at_most,
    with_km,
    with_late_hours,
    with_saturdays,
)
