"""When a notice counts as received, and until when its decision may be reconsidered: pure arithmetic on given terms.

The day of receipt is not counted; a limit that would end on a day when offices are closed goes on to the next
weekday (150/1930, sections 2 and 5). How many days there are is data (`pilot.models.NoticeTerms`).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from pilot.calendar import next_office_day


class Way(StrEnum):
    """How somebody is given notice."""

    MESSAGE = "message"
    POST = "post"
    HANDED = "handed"


class Terms(Protocol):
    """The days that terms of notice hold."""

    appeal_days: int
    letter_days: int
    message_days: int


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice: the day it was sent, the day it counts as received, and the last day for asking again."""

    way: Way
    sent_on: date
    received_on: date
    appeal_until: date


def notice(*, way: Way, sent_on: date, terms: Terms, appeal_days: int | None = None) -> Notice:
    """Return when what is sent on the day counts as received, and the last day of the appeal.

    `appeal_days` is what a decision has said already; terms that came later do not change it.
    """
    days = {Way.POST: terms.letter_days, Way.MESSAGE: terms.message_days, Way.HANDED: 0}[way]
    received_on = sent_on + timedelta(days=days)
    return Notice(
        way, sent_on, received_on, next_office_day(received_on + timedelta(days=appeal_days or terms.appeal_days))
    )
