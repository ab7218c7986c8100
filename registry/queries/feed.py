"""How the change feed stands, what is in doubt of it, and which months that stops."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import BooleanField, Case, Count, Min, QuerySet, Value, When

from pilot.calendar import HELSINKI, Month, helsinki_today, months_between
from pilot.models import Pilot
from pilot.periods import is_open
from registry.feed.holes import Hole, Span, holes
from registry.models import FeedAnswer, Postponement, RegisterChange

SILENT_AFTER_DAYS = 1


@dataclass(frozen=True)
class FeedState:
    """How a pilot's change feed stands: since when it says nothing, what is missing, and how much is in doubt."""

    pilot: Pilot
    heard_on: date
    silent_days: int
    holes: list[Hole]
    doubts: int

    @property
    def is_silent(self) -> bool:
        """Tell whether the register should have been heard of: it is asked at least once a day."""
        return self.silent_days > SILENT_AFTER_DAYS

    @property
    def needs_somebody(self) -> bool:
        return bool(self.is_silent or self.holes or self.doubts)


def feed_states(pilots: QuerySet[Pilot], on: date) -> list[FeedState]:
    """Return how the feed of each pilot stands that has one and goes on."""
    fields = ("after_mark", "last_mark", "first_day", "last_day", "is_up_to_date", "received_at")
    told: dict[Pilot, list[FeedAnswer]] = {}
    for answer in FeedAnswer.objects.filter(pilot__in=pilots).select_related("pilot").only("pilot", *fields):
        told.setdefault(answer.pilot, []).append(answer)
    doubts = RegisterChange.objects.filter(pilot__in=pilots, outcome=RegisterChange.Outcome.DOUBT).order_by()
    counts = dict(doubts.values_list("pilot").annotate(Count("pk")))
    return [
        _feed_state(pilot, answers, counts.get(pilot.pk, 0), on)
        for pilot, answers in sorted(told.items(), key=lambda item: item[0].pk)
        if is_open(pilot.period) or on < pilot.period.upper
    ]


def _feed_state(pilot: Pilot, answers: list[FeedAnswer], doubts: int, on: date) -> FeedState:
    # An answer that has more to come does not end the silence.
    heard = [answer for answer in answers if answer.is_up_to_date] or answers
    heard_on = helsinki_today(max(answer.received_at for answer in heard))
    spans = (Span(row.after_mark, row.last_mark, row.first_day, row.last_day) for row in answers)
    return FeedState(pilot, heard_on, max((on - heard_on).days, 0), holes(spans), doubts)


def holes_of(pilot: Pilot) -> list[Hole]:
    """Return what is missing between the pilot's answers of the change feed."""
    rows = FeedAnswer.objects.filter(pilot=pilot).values_list("after_mark", "last_mark", "first_day", "last_day")
    return holes(Span(*row) for row in rows)


def changes_of(answer: FeedAnswer) -> QuerySet[RegisterChange]:
    """Return what an answer tells and what came of it."""
    return answer.told.select_related("resident").order_by("place")


def changes_in_doubt(changes: QuerySet[RegisterChange]) -> QuerySet[RegisterChange]:
    """Return the changes that wait for somebody, oldest first."""
    doubts = changes.filter(outcome=RegisterChange.Outcome.DOUBT)
    return doubts.select_related("resident", "answer", "pilot").order_by("mark", "answer", "place")


def doubts_that_stop(pilot_id: int, month: Month) -> QuerySet[RegisterChange]:
    """Return the changes in doubt that came before the month's end and are not put off for it."""
    until = datetime.combine(month.until, time.min, tzinfo=HELSINKI)
    doubts = RegisterChange.objects.filter(pilot=pilot_id, outcome=RegisterChange.Outcome.DOUBT)
    return doubts.filter(answer__received_at__lt=until).exclude(postponements__month=month.first)


def changes_waiting(pilot_id: int) -> int:
    """Count the changes that were told and that no job has carried out yet."""
    return RegisterChange.objects.filter(pilot=pilot_id, outcome=RegisterChange.Outcome.WAITING).count()


def months_in_doubt(doubts: QuerySet[RegisterChange], today: date) -> list[Month]:
    """Return the months that a doubt may stop, the latest first: from the oldest one's up to this month."""
    oldest = doubts.order_by().aggregate(at=Min("answer__received_at"))["at"]
    this = Month.of(today)
    first = Month.of(helsinki_today(oldest)) if oldest else this
    return list(months_between(min(first, this, key=lambda month: month.first), this))[::-1]


def is_among(picked: Collection[int]) -> Case:
    """Return, for an annotation, whether a row is one of these."""
    return Case(When(pk__in=picked, then=Value(True)), default=Value(False), output_field=BooleanField())


def put_off_for(pilot_id: int, month: Month) -> QuerySet[Postponement]:
    """Return what was put off for the month, whatever has become of it since, those of one deed together."""
    rows = Postponement.objects.filter(change__pilot=pilot_id, month=month.first)
    return rows.select_related("change", "put_off_by").order_by("put_off_at", "put_off_by", "change")


def put_off_of(change: RegisterChange) -> QuerySet[Postponement]:
    """Return the months for which a change was put off."""
    return change.postponements.select_related("put_off_by").order_by("month")


def outcomes_of(answer: FeedAnswer) -> dict[str, int]:
    """Count what has come of an answer's changes."""
    return dict(answer.told.order_by().values_list("outcome").annotate(Count("pk")))
