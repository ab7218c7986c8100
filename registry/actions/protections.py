"""Non-disclosure for personal safety (turvakielto), as far as something else than the register's file tells of it."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from pilot import audit
from pilot.calendar import helsinki_today
from pilot.locks import lock
from pilot.models import User
from pilot.periods import between
from registry.models import Protection, Resident


@transaction.atomic
def protect_as_identified(*, resident: Resident, by: User, at: datetime) -> Protection | None:
    """Put the resident under non-disclosure from today on, because the identification says that they are.

    The population register knew it before its changes have come to us, and an address shown in between cannot be taken
    back. Silence ends no protection, and neither does this: only the register does. Does nothing for whom we protect
    already. Records `resident_protected`.
    """
    today = helsinki_today(at)
    lock(("protection", resident.pk))
    coming = Protection.objects.filter(Q(period__upper_inf=True) | Q(period__endswith__gt=today), resident=resident)
    first = coming.order_by("period").first()
    if first and first.period.lower <= today:
        return None
    protection = Protection.objects.create(
        resident=resident, period=between(today, first.period.lower if first else None)
    )
    audit.record(
        "resident_protected",
        by=by,
        at=at,
        channel="online",
        subject=("resident", resident.pk),
        pilot_code=resident.pilot.code,
        reason="identification",
    )
    return protection
