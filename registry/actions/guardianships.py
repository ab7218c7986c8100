"""Whether a guardianship can be acted on online: staff say so where the register's own words cannot be read."""

from datetime import datetime

from django.db import transaction

from pilot import audit
from pilot.models import User
from registry import errors
from registry.models import Guardianship


@transaction.atomic
def set_certainty(
    *, guardianship: Guardianship, is_certain: bool, reason: str, by: User, at: datetime, channel: str
) -> Guardianship:
    """Say that a guardianship is doubted, which keeps every guardian of the child from acting online, or cleared.

    Refuses what is so already, and without a reason. Records `guardianship_doubted` or `guardianship_cleared`.
    """
    rows = Guardianship.objects.select_for_update(of=["self"]).select_related("child__pilot")
    found = rows.get(pk=guardianship.pk)
    if found.is_certain == is_certain:
        raise errors.CertaintyStands
    if not reason.strip():
        raise errors.CertaintyUnexplained
    found.is_certain = is_certain
    found.save(update_fields=["is_certain"])
    audit.record(
        "guardianship_cleared" if is_certain else "guardianship_doubted",
        by=by,
        at=at,
        channel=channel,
        subject=("resident", found.child_id),
        pilot_code=found.child.pilot.code,
        reason=reason.strip(),
        facts={"guardianship": found.pk, "guardian": found.guardian_id},
    )
    return found
