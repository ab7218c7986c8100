"""Carrying out what the population register's change feed tells, with the lists that follow from it.

Each change is a unit of work of its own, so that a run that was cut off goes on where it was and one change in doubt
holds up no other. What a frozen month should have been is corrected by the next freeze, as with any later knowledge.
"""

from collections import Counter
from datetime import datetime

from django.db import transaction

from pilot import audit, jobs
from pilot.jobs_progress import Progress
from pilot.locks import lock
from pilot.models import Pilot, User
from registry import actions as registry_actions
from registry.models import FeedAnswer, RegisterChange
from vouchers.actions.feed_deeds import CHANNEL, Outcome, decide
from vouchers.actions.newcomers import take_in_newcomers, try_stranger
from vouchers.queries.feed_changes import waiting_change

JOB = "register_changes"


@transaction.atomic
def receive_feed_answer(
    *, pilot: Pilot, filename: str, content: bytes, by: User | None, at: datetime, channel: str = "online"
) -> tuple[FeedAnswer, bool]:
    """Keep a file of the change feed and start the job that carries it out; the same file again changes nothing.

    Refuses a file that is not whole. Records `feed_answer_received` and `job_started`.
    """
    answer, is_new = registry_actions.receive_answer(
        pilot=pilot, filename=filename, read=registry_actions.read_answer(content), by=by, at=at, channel=channel
    )
    if is_new:
        params = {"answer": answer.pk}
        answer.job = jobs.start(JOB, by=by, at=at, params=params, pilot=pilot, total=answer.changes, channel=channel)
        answer.save(update_fields=["job"])
    return answer, is_new


def carry_out_answer(
    *, answer: FeedAnswer, by: User | None, at: datetime, progress: Progress | None = None
) -> dict[str, int]:
    """Carry out what waits of an answer, in its order, take in newcomers, and return what has come of all of it.

    Records `feed_answer_carried_out`, and the event of each deed.
    """
    waiting = RegisterChange.objects.filter(answer=answer, outcome=Outcome.WAITING).order_by("place")
    before = answer.changes - waiting.count()
    for done, pk in enumerate(list(waiting.values_list("pk", flat=True)), start=before + 1):
        _carry_out(answer, pk, by=by, at=at)
        if progress is not None:
            progress.advance(done, total=answer.changes)
    take_in_newcomers(answer=answer, by=by, at=at)
    return _end(answer, by=by, at=at)


@transaction.atomic
def try_change_again(*, change: RegisterChange, by: User, at: datetime) -> RegisterChange:
    """Carry out a change that was in doubt, now that what stood in its way may be gone; else it stays in doubt.

    Records the event of its deed, or `change_tried` where there was nothing to do.
    """
    found = registry_actions.doubted(change)
    if found.resident_id is None:
        try_stranger(change=found, by=by, at=at)
    else:
        decide(found, by=by, at=at)
    if found.outcome != Outcome.APPLIED:
        facts = {"matter": found.matter, "outcome": found.outcome, "because": found.because}
        audit.record(
            "change_tried",
            by=by,
            at=at,
            channel=CHANNEL,
            subject=("register_change", found.pk),
            pilot_code=found.pilot.code,
            facts=facts,
        )
    return found


@transaction.atomic
def _carry_out(answer: FeedAnswer, pk: int, *, by: User | None, at: datetime) -> None:
    # One answer of a pilot after the other: of two that tell of the same fact, each has to see the other.
    lock(("feed", answer.pilot_id))
    change = waiting_change(pk)
    if change is not None:
        decide(change, by=by, at=at)


@transaction.atomic
def _end(answer: FeedAnswer, *, by: User | None, at: datetime) -> dict[str, int]:
    told = RegisterChange.objects.filter(answer=answer).values_list("outcome", flat=True)
    counts = dict(Counter(told))
    registry_actions.record_answer("feed_answer_carried_out", answer, by=by, at=at, channel=CHANNEL, facts=counts)
    return counts
