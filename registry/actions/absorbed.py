"""What is refused of a record that goes on under another one."""

from registry import errors
from registry.models import Resident


def locked(pk: int) -> Resident:
    """Wait for whoever is writing about the resident; refuses a record that another one absorbed."""
    rows = Resident.objects.select_for_update(of=["self"]).select_related("pilot", "merged_into")
    resident = rows.get(pk=pk)
    refuse_absorbed(resident)
    return resident


def refuse_absorbed(resident: Resident) -> None:
    """Refuse a deed of a record that another one of the same person absorbed."""
    if resident.merged_into is not None:
        raise errors.AbsorbedRecord(survivor=resident.merged_into.list_code)
