"""Keeping the change feed's answers, and settling what stays in doubt; `vouchers.actions.feed` carries them out."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from pilot import audit
from pilot.locks import lock
from pilot.models import Pilot, User
from registry import errors
from registry.feed.reading import Answer, Told
from registry.models import FeedAnswer, IdentityCode, RegisterChange

Outcome = RegisterChange.Outcome
ROWS_AT_ONCE = 5_000


@transaction.atomic
def receive_answer(
    *, pilot: Pilot, filename: str, read: Answer, by: User | None, at: datetime, channel: str
) -> tuple[FeedAnswer, bool]:
    """Keep what an answer tells, a row for each change; the same file again is answered with the first, and False.

    A change that cannot be read is in doubt from the start. Records `feed_answer_received`.
    """
    lock(("feed", pilot.pk))
    earlier = FeedAnswer.objects.filter(pilot=pilot, sha256=read.sha256).first()
    if earlier is not None:
        return earlier, False
    first_day, last_day = read.days
    answer = FeedAnswer.objects.create(
        pilot=pilot,
        filename=filename[-200:],
        sha256=read.sha256,
        after_mark=read.after_mark,
        last_mark=read.last_mark,
        first_day=first_day,
        last_day=last_day,
        is_up_to_date=read.is_up_to_date,
        changes=len(read.told),
        received_at=at,
        received_by=by,
    )
    whose = residents_by_code(pilot, {one.code for one in read.told})
    rows = (_row(answer, place, one, whose) for place, one in enumerate(read.told, start=1))
    RegisterChange.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE)
    facts = {"sha256": answer.sha256, "last_mark": answer.last_mark, "changes": answer.changes}
    record_answer("feed_answer_received", answer, by=by, at=at, channel=channel, facts=facts)
    return answer, True


@transaction.atomic
def settle_change(*, change: RegisterChange, note: str, by: User, at: datetime, channel: str) -> RegisterChange:
    """Say what was done by hand about a change in doubt, so that it waits for nobody. Records `change_settled`.

    Refuses a change that is not in doubt, and no words.
    """
    found = doubted(change)
    if not note.strip():
        raise errors.SettledWithoutWords
    found.outcome, found.payload = Outcome.SETTLED, {}
    found.settled_at, found.settled_by, found.note = at, by, note.strip()
    found.save(update_fields=["outcome", "payload", "settled_at", "settled_by", "note"])
    audit.record(
        "change_settled",
        by=by,
        at=at,
        channel=channel,
        subject=("register_change", found.pk),
        pilot_code=found.pilot.code,
        reason=found.note,
        facts={"matter": found.matter, "because": found.because, "resident": found.resident_id},
    )
    return found


def doubted(change: RegisterChange) -> RegisterChange:
    """Hold the change, which must be in doubt."""
    lock(("feed", change.pilot_id))
    found = RegisterChange.objects.select_for_update(of=["self"]).select_related("pilot", "answer").get(pk=change.pk)
    if found.outcome != Outcome.DOUBT:
        raise errors.ChangeNotInDoubt
    return found


def residents_by_code(pilot: Pilot, codes: Iterable[str]) -> dict[str, int]:
    """Return who has, or had, each code; of a record that was merged the one that goes on."""
    rows = IdentityCode.objects.filter(pilot=pilot, code__in=list(codes)).order_by("active", "pk")
    found = rows.values_list("code", "resident", "resident__merged_into")
    return {code: survivor or resident for code, resident, survivor in found}


def record_answer(
    kind: str, answer: FeedAnswer, *, by: User | None, at: datetime, channel: str, facts: dict[str, Any]
) -> None:
    """Record a deed on an answer."""
    audit.record(
        kind,
        by=by,
        at=at,
        channel=channel,
        subject=("feed_answer", answer.pk),
        pilot_code=answer.pilot.code,
        facts=facts,
    )


def _row(answer: FeedAnswer, place: int, told: Told, whose: dict[str, int]) -> RegisterChange:
    return RegisterChange(
        answer=answer,
        pilot=answer.pilot,
        place=place,
        mark=answer.last_mark,
        matter=told.matter,
        about=told.about,
        told_on=told.told_on,
        payload={"henkilotunnus": told.code, "tietoryhmat": told.groups},
        resident_id=whose.get(told.code),
        outcome=Outcome.DOUBT if told.because else Outcome.WAITING,
        because=told.because,
    )
