"""One resident taken into the register, by hand or by the change feed; files come through registry/population."""

from datetime import date, datetime

from django.db import transaction

from pilot import audit, numbers
from pilot.identifiers import sex_by_code
from pilot.models import Area, Pilot, User
from pilot.periods import since as open_period
from registry.actions.moves import Address
from registry.models import IdentityCode, Residence, Resident


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
    identity_code: str = "",
    address: Address | None = None,
) -> Resident:
    """Take a resident in, living in the area since the day, with the code in use since birth and the sex it tells.

    Records `resident_added`. The lists are laid out by the caller in `vouchers`.
    """
    resident = Resident.objects.create(
        pilot=pilot,
        list_code=list_code or f"R{numbers.next_number(f'list-code-{pilot.pk}'):07d}",
        given_names=given_names,
        family_name=family_name,
        born_on=born_on,
        language=language,
        sex=sex_by_code(identity_code) if identity_code else Resident.Sex.UNKNOWN,
    )
    if identity_code:
        IdentityCode.objects.create(pilot=pilot, resident=resident, code=identity_code, period=open_period(born_on))
    Residence.objects.create(
        resident=resident,
        moved_on=since,
        area=area,
        period=open_period(since),
        registered_at=at,
        **vars(address or Address()),
    )
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
