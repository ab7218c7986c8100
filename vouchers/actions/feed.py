"""Carrying out what the population register's change feed tells, with the lists that follow from it.

Each change is a unit of work of its own, so that a run that was cut off goes on where it was and one change in doubt
holds up no other. What a frozen month should have been is corrected by the next freeze, as with any later knowledge.
"""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from pilot import audit, jobs
from pilot.errors import Refused
from pilot.jobs_progress import Progress
from pilot.locks import lock
from pilot.models import Pilot, RuleSet, User
from registry import actions as registry_actions
from registry import errors, queries
from registry.actions import Custody, Death, Fact, Home, Unreadable, fact_of
from registry.models import FeedAnswer, RegisterChange, Resident
from vouchers.actions.register import cancel_move, record_death, record_move
from vouchers.queries.strands import rules_on, strands_of

JOB = "register_changes"
CHANNEL = "register"
Outcome, Matter = RegisterChange.Outcome, RegisterChange.Matter
# What has come of these is known, or will be: an earlier one of the same fact does not go before them.
HOLDING = (Outcome.WAITING, Outcome.APPLIED, Outcome.UNCHANGED, Outcome.SETTLED)


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
    """Carry out what waits of an answer, in its order, and return what has come of all of it.

    Records `feed_answer_carried_out`, and the event of each deed.
    """
    waiting = RegisterChange.objects.filter(answer=answer, outcome=Outcome.WAITING).order_by("place")
    before = answer.changes - waiting.count()
    for done, pk in enumerate(list(waiting.values_list("pk", flat=True)), start=before + 1):
        _carry_out(pk, by=by, at=at)
        if progress is not None:
            progress.advance(done, total=answer.changes)
    return _end(answer, by=by, at=at)


@transaction.atomic
def try_change_again(*, change: RegisterChange, by: User, at: datetime) -> RegisterChange:
    """Carry out a change that was in doubt, now that what stood in its way may be gone; else it stays in doubt.

    Records the event of its deed, or `change_tried` where there was nothing to do.
    """
    found = registry_actions.doubted(change)
    outcome = _decide(found, by=by, at=at)
    if outcome != Outcome.APPLIED:
        facts = {"matter": found.matter, "outcome": outcome, "because": found.because}
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
def _carry_out(pk: int, *, by: User | None, at: datetime) -> None:
    change = RegisterChange.objects.select_related("pilot").get(pk=pk)
    # One answer of a pilot after the other: of two that tell of the same fact, each has to see the other.
    lock(("feed", change.pilot_id))
    change.refresh_from_db(fields=["outcome"])
    if change.outcome == Outcome.WAITING:
        _decide(change, by=by, at=at)


def _decide(change: RegisterChange, *, by: User | None, at: datetime) -> str:
    """Carry the change out, or find why not, and keep what came of it."""
    change.because = ""
    try:
        with transaction.atomic():
            change.outcome = _outcome(change, by=by, at=at)
    except (Refused, Unreadable) as refusal:
        change.outcome = Outcome.DOUBT
        change.because = refusal.because if isinstance(refusal, Unreadable) else refusal.code
    except IntegrityError:
        change.outcome, change.because = Outcome.DOUBT, "does_not_fit"
    if change.outcome != Outcome.DOUBT:
        change.payload = {}
    change.save(update_fields=["outcome", "because", "payload", "resident"])
    return change.outcome


def _outcome(change: RegisterChange, *, by: User | None, at: datetime) -> str:
    if change.resident_id is None:
        change.resident_id = _by_code(change.pilot, change.payload["henkilotunnus"], errors.NotRegistered)
    if _is_overtaken(change):
        return Outcome.OVERTAKEN
    fact = fact_of(change.matter, change.payload["tietoryhmat"])
    resident = Resident.objects.select_related("pilot").filter(pk=change.resident_id).get()
    is_news = DEEDS[change.matter](resident, fact, change, {"by": by, "at": at, "channel": CHANNEL})
    return Outcome.APPLIED if is_news else Outcome.UNCHANGED


def _is_overtaken(change: RegisterChange) -> bool:
    later = Q(mark__gt=change.mark) | Q(mark=change.mark, answer__gt=change.answer_id)
    later |= Q(answer=change.answer_id, place__gt=change.place)
    same = RegisterChange.objects.filter(resident=change.resident_id, matter=change.matter, about=change.about)
    return same.filter(later, outcome__in=HOLDING).exists()


def _death(resident: Resident, fact: Fact, change: RegisterChange, who: dict[str, Any]) -> bool:
    assert isinstance(fact, Death)
    died = registry_actions.register_day(fact.died, _partial_date(resident, change)) if fact.died else None
    told = (died.day, died.precision) if died else (None, "")
    if (resident.died_on, resident.died_precision) == told:
        return False
    record_death(resident=resident, died=died, **who)
    return True


def _home(resident: Resident, fact: Fact, change: RegisterChange, who: dict[str, Any]) -> bool:
    """Record a move, or that it never happened; an address kept from us is placed by its municipality alone."""
    assert isinstance(fact, Home)
    standing = queries.home_from(resident, fact.first)
    if fact.never_was:
        if standing is not None:
            cancel_move(residence=standing, **who)
        return standing is not None
    address = registry_actions.Address(
        street=fact.street,
        postal_code=fact.postal_code,
        town=fact.town,
        municipality_code=fact.municipality_code or queries.municipality_of(fact.postal_code),
    )
    if standing is not None and queries.is_same_home(standing, address):
        return False
    area = queries.area_of(resident.pilot, postal_code=address.postal_code, municipality_code=address.municipality_code)
    if area is None and queries.is_place_unclear(resident.pilot, address):
        raise errors.PlaceUnclear
    record_move(resident=resident, moved_on=fact.first, area=area, address=address, **who)
    return True


def _guardianship(resident: Resident, fact: Fact, change: RegisterChange, who: dict[str, Any]) -> bool:
    assert isinstance(fact, Custody)
    other_id = _by_code(change.pilot, fact.other, errors.OtherNotRegistered)
    other = Resident.objects.select_related("pilot").get(pk=other_id)
    guardian, child = (resident, other) if fact.is_guardian else (other, resident)
    return registry_actions.tell_guardianship(child=child, guardian=guardian, fact=fact, told_on=change.told_on, **who)


def _by_code(pilot: Pilot, code: str, refusal: type[Refused]) -> int:
    found = registry_actions.residents_by_code(pilot, [code])
    if code not in found:
        raise refusal
    return found[code]


def _told(deed: Callable[..., bool]) -> Callable[..., bool]:
    return lambda resident, fact, change, who: deed(resident=resident, fact=fact, told_on=change.told_on, **who)


DEEDS: dict[str, Callable[..., bool]] = {
    Matter.DEATH: _death,
    Matter.HOME: _home,
    Matter.PROTECTION: _told(registry_actions.tell_protection),
    Matter.NAME: _told(registry_actions.tell_name),
    Matter.CODE: _told(registry_actions.tell_code),
    Matter.GUARDIANSHIP: _guardianship,
}


def _partial_date(resident: Resident, change: RegisterChange) -> str:
    """Return how the rules of the day read a day that is only partly known."""
    rules = (rules_on(strand, change.told_on) for strand in strands_of(resident.pilot))
    return next((rule_set.partial_date for rule_set in rules if rule_set), RuleSet.PartialDate.LAST_DAY)


@transaction.atomic
def _end(answer: FeedAnswer, *, by: User | None, at: datetime) -> dict[str, int]:
    told = RegisterChange.objects.filter(answer=answer).values_list("outcome", flat=True)
    counts = dict(Counter(told))
    registry_actions.record_answer("feed_answer_carried_out", answer, by=by, at=at, channel=CHANNEL, facts=counts)
    return counts
