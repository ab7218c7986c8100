"""What is refused of a record that goes on under another one."""

from pilot.models import Pilot
from pilot.spelt import Spelt
from registry import errors
from registry.models import Resident

LOCKED = Spelt(
    """
    SELECT {resident}, {pilot} FROM registry_resident AS resident
    JOIN pilot_pilot AS pilot ON pilot.id = resident.pilot_id
    WHERE resident.id = %(pk)s
    FOR UPDATE OF resident
    """,
    resident=Resident,
    pilot=Pilot,
)


def locked(pk: int) -> Resident:
    """Wait for whoever is writing about the resident; refuses a record that another one absorbed."""
    ((resident, resident.pilot),) = LOCKED.rows(pk=pk)
    refuse_absorbed(resident)
    return resident


def refuse_absorbed(resident: Resident) -> None:
    """Refuse a deed of a record that another one of the same person absorbed."""
    if resident.merged_into is not None:
        raise errors.AbsorbedRecord(survivor=resident.merged_into.list_code)
