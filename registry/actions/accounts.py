"""The log-in of a resident: tied to a person of the register, never the other way round."""

from datetime import datetime

from django.db import transaction
from django.db.models import Case, Value, When

from pilot import audit
from pilot.calendar import helsinki_today
from pilot.locks import lock
from pilot.log_in.refusals import NotLetIn
from pilot.models import User
from registry.models import IdentityCode, Resident, ResidentAccount


@transaction.atomic
def recognise_resident(*, identity_code: str, at: datetime) -> User:
    """Return the log-in of the resident with this identity code in use, made at the first time.

    All eleven characters count: the sign of the century is part of the identity. Refuses whoever has no Finnish code,
    strangers, a code that another has replaced, the dead, and a log-in that was closed; never makes a person. Records
    `resident_account_opened` when the log-in is made.
    """
    resident = _living_resident(identity_code, at)
    lock(("resident-account", resident.pk))
    known = ResidentAccount.objects.select_related("user").filter(resident=resident).first()
    if known and not known.user.is_active:
        raise NotLetIn("closed", resident=resident)
    return known.user if known else _open(resident, at)


def _living_resident(identity_code: str, at: datetime) -> Resident:
    """Find the resident; somebody of several pilots comes to the one that runs now, else to the latest."""
    if not identity_code:
        raise NotLetIn("no-identity-code")
    runs_now = When(resident__pilot__period__contains=helsinki_today(at), then=Value(0))
    codes = list(
        IdentityCode.objects.filter(code=identity_code)
        .select_related("resident__pilot")
        .order_by(Case(runs_now, default=Value(1)), "-resident__pilot__period__startswith", "-resident")
    )
    if not codes:
        raise NotLetIn("not-in-register")
    in_use = [code.resident for code in codes if code.active and code.resident.merged_into_id is None]
    living = [resident for resident in in_use if resident.died_on is None]
    if living:
        return living[0]
    raise NotLetIn("died", resident=in_use[0]) if in_use else NotLetIn("code-not-in-use", resident=codes[0].resident)


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
