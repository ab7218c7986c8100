"""What the change feed tells of a resident beside deaths and homes: non-disclosure, names, codes and guardianships.

Each returns whether anything is other than before, and records its one event only then.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from pilot import audit
from pilot.calendar import ONE_DAY
from pilot.locks import lock
from pilot.models import User
from pilot.periods import between
from registry import errors
from registry.actions.absorbed import locked
from registry.feed.facts import Code, Custody, Name, Secrecy
from registry.models import Guardianship, IdentityCode, Protection, Resident


@transaction.atomic
def tell_protection(
    *, resident: Resident, fact: Secrecy, told_on: date, by: User | None, at: datetime, channel: str
) -> bool:
    """Begin or end non-disclosure. Records `resident_protected` or `protection_ended`.

    It ends on the day that the register tells, else on the day of the change; nothing but the register ends it.
    """
    lock(("protection", resident.pk))
    resident = locked(resident.pk)
    until = fact.last + ONE_DAY if fact.last else None
    if fact.holds:
        return _protect(resident, told_on, until, by=by, at=at, channel=channel)
    ends = until or told_on
    open_now = resident.protections.filter(Q(period__upper_inf=True) | Q(period__endswith__gt=ends))
    ended = [_end(row, ends) for row in open_now.order_by("period")]
    if ended:
        facts = {"until": ends.isoformat()}
        _record("protection_ended", resident, by=by, at=at, channel=channel, facts=facts)
    return bool(ended)


def _protect(
    resident: Resident, first: date, until: date | None, *, by: User | None, at: datetime, channel: str
) -> bool:
    coming = resident.protections.filter(Q(period__upper_inf=True) | Q(period__endswith__gt=first))
    standing = coming.order_by("period").first()
    if standing and standing.period.lower <= first:
        if standing.period.upper == until:
            return False
        standing.period = between(standing.period.lower, until)
        standing.save(update_fields=["period"])
    else:
        until = min(filter(None, (until, standing and standing.period.lower)), default=None)
        Protection.objects.create(resident=resident, period=between(first, until))
    _record("resident_protected", resident, by=by, at=at, channel=channel, reason="register")
    return True


def _end(row: Protection, ends: date) -> Protection:
    # Of one that only began that day the day itself stays: an address that was kept back harms nobody.
    row.period = between(row.period.lower, max(ends, row.period.lower + ONE_DAY))
    row.save(update_fields=["period"])
    return row


@transaction.atomic
def tell_name(*, resident: Resident, fact: Name, told_on: date, by: User | None, at: datetime, channel: str) -> bool:
    """Give the resident the name that the register tells. Records `name_recorded`, without the name."""
    resident = locked(resident.pk)
    if (resident.given_names, resident.family_name) == (fact.given_names, fact.family_name):
        return False
    resident.given_names, resident.family_name = fact.given_names, fact.family_name
    resident.save(update_fields=["given_names", "family_name"])
    _record("name_recorded", resident, by=by, at=at, channel=channel)
    return True


@transaction.atomic
def tell_code(*, resident: Resident, fact: Code, told_on: date, by: User | None, at: datetime, channel: str) -> bool:
    """Put the new identity code in the old one's place from the day on. Records `identity_code_changed`.

    Refuses a code that another resident has: then there may be two records of one person.
    """
    resident = locked(resident.pk)
    codes = IdentityCode.objects.filter(pilot=resident.pilot_id)
    if codes.filter(code=fact.code, period__contains=told_on).exclude(resident=resident).exists():
        raise errors.CodeOfAnother
    active = codes.filter(resident=resident, active=True).first()
    if active is not None and active.code == fact.code:
        return False
    first = told_on
    if active is not None:
        first = max(told_on, active.period.lower + ONE_DAY)
        active.active, active.period = False, between(active.period.lower, first)
        active.save(update_fields=["active", "period"])
    IdentityCode.objects.create(pilot=resident.pilot, resident=resident, code=fact.code, period=between(first, None))
    _record("identity_code_changed", resident, by=by, at=at, channel=channel)
    return True


@transaction.atomic
def tell_guardianship(
    *,
    child: Resident,
    guardian: Resident,
    fact: Custody,
    told_on: date,
    by: User | None,
    at: datetime,
    channel: str,
) -> bool:
    """Record from and until which day somebody is a child's guardian. Records `guardianship_recorded`.

    What was done under a guardianship that never was stays as it was done: it ends on the day that tells of it.
    """
    child = locked(child.pk)
    first = fact.first or told_on
    until = told_on if fact.never_was else (fact.last + ONE_DAY if fact.last else None)
    rows = Guardianship.objects.filter(child=child, guardian=guardian).filter(
        Q(period__upper_inf=True) | Q(period__endswith__gt=first)
    )
    row = rows.order_by("period").first()
    if row is None:
        if fact.never_was or (until is not None and until <= first):
            return False
        row = Guardianship(child=child, guardian=guardian)
        period = between(first, until)
    else:
        begins = row.period.lower
        period = between(begins, max(until, begins + ONE_DAY) if until else None)
        if period == row.period:
            return False
    row.period = period
    row.save()
    facts = {"guardian": guardian.pk, "until": until and until.isoformat()}
    _record("guardianship_recorded", child, by=by, at=at, channel=channel, facts=facts)
    return True


def _record(
    kind: str,
    resident: Resident,
    *,
    by: User | None,
    at: datetime,
    channel: str,
    reason: str = "",
    facts: dict[str, Any] | None = None,
) -> None:
    audit.record(
        kind,
        by=by,
        at=at,
        channel=channel,
        subject=("resident", resident.pk),
        pilot_code=resident.pilot.code,
        reason=reason,
        facts=facts,
    )
