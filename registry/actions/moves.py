"""Moves as the register tells them: into an area, between areas, out of them, and moves that never happened."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import connection, transaction

from pilot import audit
from pilot.models import Area, User
from registry import errors, sql
from registry.actions.absorbed import locked
from registry.addresses import Address
from registry.models import Residence, Resident


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
    """Record where the resident lives from the day on; no area means outside the pilot's areas.

    The place holds until the resident's next move, whichever was registered first; a later record of the same day
    replaces the earlier. `precision` says how exactly the register knew the day that the rule set read. Refuses a day
    on or before the first residence. Records `move_recorded`.
    """
    resident = locked(resident.pk)
    known = list(resident.residences.order_by("moved_on", "pk"))
    if known and moved_on <= known[0].moved_on:
        raise errors.BeforeFirstResidence
    replaced = next((row for row in known[::-1] if row.moved_on == moved_on and row.cancelled_at is None), None)
    residence = Residence.objects.create(
        resident=resident, moved_on=moved_on, area=area, registered_at=at, **vars(address or Address())
    )
    lay_out_residences(residents=[resident.pk])
    audit.record(
        "move_recorded",
        by=by,
        at=at,
        channel=channel,
        subject=("resident", resident.pk),
        pilot_code=resident.pilot.code,
        facts={
            "residence": residence.pk,
            "moved_on": moved_on.isoformat(),
            "area": area.code if area else None,
            "changes_from": moved_on.isoformat(),
        }
        | ({"replaces": replaced.pk} if replaced else {})
        | ({"precision": precision} if precision != Resident.Precision.DAY else {}),
    )
    return residence


@transaction.atomic
def cancel_move(*, residence: Residence, by: User | None, at: datetime, channel: str) -> Residence:
    """Record that a move never happened: all is then as if it had not been registered.

    Refuses a move cancelled before, and the first residence. Records `move_cancelled`.
    """
    resident = locked(residence.resident_id)
    residence = Residence.objects.get(pk=residence.pk)
    if residence.cancelled_at is not None:
        raise errors.AlreadyCancelled
    if residence == resident.residences.order_by("moved_on", "pk").first():
        raise errors.FirstResidence
    residence.cancelled_at, residence.cancelled_by, residence.period = at, by, None
    residence.save(update_fields=["cancelled_at", "cancelled_by", "period"])
    lay_out_residences(residents=[resident.pk])
    audit.record(
        "move_cancelled",
        by=by,
        at=at,
        channel=channel,
        subject=("resident", resident.pk),
        pilot_code=resident.pilot.code,
        facts={
            "residence": residence.pk,
            "moved_on": residence.moved_on.isoformat(),
            "changes_from": residence.moved_on.isoformat(),
        },
    )
    return residence


def lay_out_residences(*, residents: Iterable[int]) -> None:
    """Give the residents' facts of residence their periods anew."""
    with connection.cursor() as cursor:
        cursor.execute(sql.text("lay_out_residences"), {"residents": list(residents)})
