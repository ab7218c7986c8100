"""The log-in of a resident: tied to a person of the register, never the other way round."""

from datetime import datetime

from django.db import transaction
from django.db.models import Case, Value, When

from pilot import audit
from pilot.calendar import helsinki_today
from pilot.locks import lock
from pilot.models import User
from registry.models import Resident, ResidentAccount


@transaction.atomic
def recognise_resident(*, identity_code: str, at: datetime) -> User | None:
    """Return the log-in of the resident with this identity code in use, made at the first time; None for strangers.

    All eleven characters count: the sign of the century is part of the identity. Records `resident_account_opened`
    when the log-in is made.
    """
    resident = _living_resident(identity_code, at)
    if resident is None:
        return None
    lock(("resident-account", resident.pk))
    known = ResidentAccount.objects.select_related("user").filter(resident=resident).first()
    return known.user if known else _open(resident, at)


def _living_resident(identity_code: str, at: datetime) -> Resident | None:
    """Find the resident; somebody of several pilots comes to the one that runs now, else to the latest."""
    runs_now = When(pilot__period__contains=helsinki_today(at), then=Value(0))
    return (
        Resident.objects.filter(identity_codes__code=identity_code, identity_codes__active=True, died_on__isnull=True)
        .select_related("pilot")
        .order_by(Case(runs_now, default=Value(1)), "-pilot__period__startswith", "-pk")
        .first()
        if identity_code
        else None
    )


def _open(resident: Resident, at: datetime) -> User:
    user = User.objects.create_user(
        name=resident.full_name, language=resident.language, is_demonstration=resident.pilot.is_demonstration
    )
    ResidentAccount.objects.create(user=user, resident=resident, created_at=at)
    audit.record(
        "resident_account_opened",
        by=user,
        at=at,
        channel="online",
        subject=("resident", resident.pk),
        pilot_code=resident.pilot.code,
    )
    return user
