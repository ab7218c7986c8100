"""Who is reminded of what on a day: by the rules in force, what is still to be done, and how long a letter takes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count

from pilot.models import NoticeTerms, Strand
from vouchers import sql
from vouchers.models import Reminder, ReminderKind, ReminderRule
from vouchers.ports.mailbox import mailbox
from vouchers.queries.closing import approved_closing, home_unnamed
from vouchers.queries.strands import last_choice_on, rules_on

NOBODY_LEFT_OUT = {"after": 0, "last": 2**62}
TURNS = {
    ReminderKind.UNUSED: "remind_unused",
    ReminderKind.LAST_CHOICE: "remind_unused",
    ReminderKind.REGRET: "remind_regret",
    ReminderKind.CLOSING: "remind_closing",
}


@dataclass(frozen=True)
class RemindedOf:
    """How a kind of reminder stands in a strand: its rule, whose turn it is if counted, how many were so far."""

    kind: ReminderKind
    rule: ReminderRule | None
    today: int | None
    so_far: int


def reminder_rules_on(strand: Strand, on: date) -> dict[str, int]:
    """Return the days of each kind by which the strand reminds on the day."""
    return dict(ReminderRule.objects.in_force(on).filter(strand=strand).order_by("kind").values_list("kind", "days"))


def reminder_terms(strand: Strand, kind: str, *, days: int, on: date) -> dict[str, Any] | None:
    """Return what decides whose turn it is; None when nobody's can be, for there is no last day for choosing."""
    last_day = _last_day(strand, on)
    if last_day is None and kind in (ReminderKind.UNUSED, ReminderKind.LAST_CHOICE):
        return None
    return {
        "strand": strand.pk,
        "reminds_of": kind,
        "days": days,
        "on": on,
        "last_day": last_day,
        "counts_from_beginning": kind == ReminderKind.UNUSED,
        "cause": strand.pk if kind == ReminderKind.LAST_CHOICE else None,
        "no_home": home_unnamed(),
    }


def reminded_sql(kind: str, *, way: str) -> str:
    """Return the query of those whose turn it is; it takes what `reminder_terms` returns, a range, and `early`."""
    turn = sql.text(TURNS[ReminderKind(kind)])
    if TURNS[ReminderKind(kind)] == "remind_unused":
        turn = turn.format(eligible=sql.eligible())
    return sql.text("reminded").format(turn=turn, way=way, is_due=sql.reminder_is_due())


def letter_days(strand: Strand, *, on: date) -> int:
    """Return how many days a letter takes to count as received, by the way that is tried first."""
    terms = NoticeTerms.objects.of(strand.pilot.lead, on)
    if terms is None:
        return 0
    return terms.message_days if mailbox() else terms.letter_days


def is_still_due(reminder: Reminder, *, on: date) -> bool:
    """Tell whether the resident still has to do what the reminder tells."""
    statement = f"SELECT {sql.reminder_is_due()} FROM vouchers_reminder AS reminder WHERE id = %(id)s"  # noqa: S608 - our own text
    with connection.cursor() as cursor:
        cursor.execute(statement, {"on": on, "id": reminder.pk})
        return cursor.fetchone()[0]


def reminded_of(strand: Strand, *, on: date, counts: bool = False) -> list[RemindedOf]:
    """Return each kind of reminder as it stands in the strand; whose turn it is, which asks of everybody, on demand."""
    rules = {rule.kind: rule for rule in ReminderRule.objects.in_force(on).filter(strand=strand)}
    counted = Reminder.objects.filter(strand=strand).order_by().values_list("kind").annotate(Count("pk"))
    so_far = dict(counted)
    return [
        RemindedOf(
            kind, rules.get(kind), _whose_turn(strand, rules.get(kind), on) if counts else None, so_far.get(kind, 0)
        )
        for kind in ReminderKind
    ]


def _whose_turn(strand: Strand, rule: ReminderRule | None, on: date) -> int:
    terms = reminder_terms(strand, rule.kind, days=rule.days, on=on) if rule else None
    if rule is None or terms is None:
        return 0
    counts: Iterable[tuple[str, int]] = (("reader.email <> ''", 0), ("reader.email = ''", letter_days(strand, on=on)))
    found = 0
    with connection.cursor() as cursor:
        for way, early in counts:
            statement = f"SELECT count(*) FROM ({reminded_sql(rule.kind, way=way)}) AS reminded"  # noqa: S608 - our own text
            cursor.execute(statement, terms | NOBODY_LEFT_OUT | {"early": early})
            found += cursor.fetchone()[0]
    return found


def _last_day(strand: Strand, on: date) -> date | None:
    """Return the last day for choosing: of the pilot, or the last one to join when a closing is approved."""
    closing = approved_closing(strand)
    days = (last_choice_on(strand, rules_on(strand, on)), closing.join_until_on if closing else None)
    return min((day for day in days if day is not None), default=None)
