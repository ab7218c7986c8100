"""Deaths, moves and closings, with what they do to the lists."""

from datetime import date, datetime

from django.db import transaction

from pilot import outbox
from pilot.models import Area, Strand, User
from providers import actions as provider_actions
from providers.models import Approval, ListCap, Site
from registry import actions as registry_actions
from registry.actions import Address, RegisterDay
from registry.models import Residence, Resident
from vouchers.actions.lay_out import lay_out, lay_out_site
from vouchers.models import QueuePlace
from vouchers.queries.strands import strands_of


@transaction.atomic
def record_death(
    *, resident: Resident, died: RegisterDay | None, by: User | None, at: datetime, channel: str
) -> Resident:
    """Record a death, or that it never happened, and lay the resident's lists out anew."""
    resident = registry_actions.record_death(resident=resident, died=died, by=by, at=at, channel=channel)
    lay_out_lists(resident)
    return resident


@transaction.atomic
def record_move(
    *,
    resident: Resident,
    moved_on: date,
    area: Area | None,
    by: User | None,
    at: datetime,
    channel: str,
    address: Address | None = None,
    precision: str = Resident.Precision.DAY,
) -> Residence:
    """Record a move and lay the resident's lists out anew."""
    residence = registry_actions.record_move(
        resident=resident,
        moved_on=moved_on,
        area=area,
        by=by,
        at=at,
        channel=channel,
        address=address,
        precision=precision,
    )
    lay_out_lists(resident)
    return residence


@transaction.atomic
def cancel_move(*, residence: Residence, by: User | None, at: datetime, channel: str) -> Residence:
    """Record that a move never happened and lay the resident's lists out anew."""
    residence = registry_actions.cancel_move(residence=residence, by=by, at=at, channel=channel)
    lay_out_lists(residence.resident)
    return residence


@transaction.atomic
def close_site(*, site: Site, strand: Strand, closes_on: date, by: User | None, at: datetime, channel: str) -> Approval:
    """Close the site from the day on: those on its list by choice go to their home sites.

    This is not their own choice and starts no lock-in.
    """
    approval = provider_actions.close(site=site, strand=strand, closes_on=closes_on, by=by, at=at, channel=channel)
    lay_out_site(strand=strand, site_id=site.pk)
    return approval


@transaction.atomic
def set_list_cap(
    *, site: Site, strand: Strand, places: int | None, first: date, by: User | None, at: datetime, channel: str
) -> ListCap | None:
    """Limit the site's list, or lift its cap; who waits for it is looked at as soon as that is kept."""
    cap = provider_actions.set_list_cap(
        site=site, strand=strand, places=places, first=first, by=by, at=at, channel=channel
    )
    if QueuePlace.objects.waiting().filter(site=site, strand=strand).exists():
        outbox.put("queue_due", {"site": site.pk, "strand": strand.pk})
    return cap


def lay_out_lists(resident: Resident) -> None:
    """Lay the lists of a resident out anew in every strand, whose row the caller has held since before it looked."""
    for strand in strands_of(resident.pilot):
        lay_out(strand=strand, residents=[resident.pk], are_locked=True)
