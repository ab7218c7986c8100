"""Putting changes in doubt off: a month is frozen without them, by somebody else, who sees why."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from pilot import audit
from pilot.calendar import Month, helsinki_today
from pilot.locks import lock
from pilot.models import Pilot, User
from registry import errors, queries
from registry.models import Postponement, RegisterChange


@transaction.atomic
def put_off_changes(
    *, pilot: Pilot, changes: Collection[int], month: Month, reason: str, by: User, at: datetime, channel: str
) -> list[Postponement]:
    """Let the month be frozen without these changes in doubt, and return what was put off; the next month they stop.

    What came after the month's end, and what is put off for it already, does not stop it and is left out. Refuses no
    words, a month to come, a change that is in doubt no more, and when nothing is left. Records `changes_put_off`.
    """
    lock(("feed", pilot.pk))
    if not reason.strip():
        raise errors.PutOffWithoutWords
    if helsinki_today(at) < month.first:
        raise errors.PutOffTooEarly
    asked = RegisterChange.objects.filter(pilot=pilot, pk__in=changes)
    if asked.filter(outcome=RegisterChange.Outcome.DOUBT).count() != len(set(changes)):
        raise errors.ChangeNotInDoubt
    stopping = queries.doubts_that_stop(pilot.pk, month).filter(pk__in=changes).order_by("pk")
    rows = [
        Postponement(change=change, month=month.first, reason=reason.strip(), put_off_at=at, put_off_by=by)
        for change in stopping
    ]
    if not rows:
        raise errors.NothingToPutOff
    Postponement.objects.bulk_create(rows)
    audit.record(
        "changes_put_off",
        by=by,
        at=at,
        channel=channel,
        subject=("pilot", pilot.pk),
        pilot_code=pilot.code,
        reason=reason.strip(),
        facts={"month": str(month), "changes": [row.change_id for row in rows]},
    )
    return rows
