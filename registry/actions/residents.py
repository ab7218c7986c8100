"""One resident taken into the register by hand; files come through registry/population."""

from datetime import date, datetime

from django.db import transaction

from pilot import audit, numbers
from pilot.models import Area, Pilot, User
from pilot.periods import since as open_period
from registry.models import Residence, Resident


@transaction.atomic
def add_resident(
    *,
    pilot: Pilot,
    born_on: date,
    area: Area | None,
    since: date,
    by: User | None,
    at: datetime,
    channel: str,
    given_names: str,
    family_name: str,
    list_code: str = "",
    language: str = "fi",
) -> Resident:
    """Take a resident in, living in the area since the day. Records `resident_added`."""
    resident = Resident.objects.create(
        pilot=pilot,
        list_code=list_code or f"R{numbers.next_number(f'list-code-{pilot.pk}'):07d}",
        given_names=given_names,
        family_name=family_name,
        born_on=born_on,
        language=language,
    )
    Residence.objects.create(resident=resident, moved_on=since, area=area, period=open_period(since), registered_at=at)
    audit.record(
        "resident_added",
        by=by,
        at=at,
        channel=channel,
        subject=("resident", resident.pk),
        pilot_code=pilot.code,
        facts={"area": area.code if area else None, "since": since.isoformat()},
    )
    return resident
