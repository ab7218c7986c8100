"""What counts against a pilot's grant, and which organiser bears the cost of which area."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from billing import errors
from pilot import audit
from pilot.models import Area, Organiser, Pilot, User


@transaction.atomic
def set_grant_share(*, pilot: Pilot, share_thousandths: int, by: User, at: datetime, channel: str) -> Pilot:
    """Say what share of the cost counts against the grant, in thousandths. Records `grant_share_set`."""
    pilot = Pilot.objects.select_for_update().get(pk=pilot.pk)
    before, pilot.grant_share_thousandths = pilot.grant_share_thousandths, share_thousandths
    pilot.save(update_fields=["grant_share_thousandths"])
    audit.record(
        "grant_share_set",
        by=by,
        at=at,
        channel=channel,
        subject=("pilot", pilot.pk),
        pilot_code=pilot.code,
        facts={"before": before, "after": share_thousandths},
    )
    return pilot


@transaction.atomic
def set_area_organisers(
    *, pilot: Pilot, organisers: Mapping[int, int | None], by: User, at: datetime, channel: str
) -> Pilot:
    """Say who bears the cost of each area, by its id; none is the pilot's lead. What is booked stays as it is.

    Refuses an organiser that does not take part in the pilot. Records `area_organisers_set`.
    """
    areas = list(Area.objects.select_for_update().filter(pilot=pilot, pk__in=organisers).order_by("pk"))
    allowed = set(Organiser.objects.filter(Q(pk=pilot.lead_id) | Q(pilots=pilot)).values_list("pk", flat=True))
    for area in areas:
        organiser = organisers[area.pk]
        if organiser is not None and organiser not in allowed:
            raise errors.NotOfPilot(organiser=Organiser.objects.get(pk=organiser).name)
        area.organiser_id = organiser
        area.save(update_fields=["organiser"])
    codes = dict(Organiser.objects.filter(pk__in=allowed).values_list("pk", "code"))
    audit.record(
        "area_organisers_set",
        by=by,
        at=at,
        channel=channel,
        subject=("pilot", pilot.pk),
        pilot_code=pilot.code,
        facts={area.code: codes[area.organiser_id] if area.organiser_id else "" for area in areas},
    )
    return pilot
