"""Days and months as the pilot counts them: Helsinki days, service months, bank days, office days.

Pure arithmetic. Nothing here asks what time it is; the day or the moment is passed in.
"""

import calendar as gregorian
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Self
from zoneinfo import ZoneInfo

import holidays
from django.utils.translation import gettext_lazy as _

from pilot.errors import Refused

HELSINKI = ZoneInfo("Europe/Helsinki")
ONE_DAY = timedelta(days=1)
SATURDAY = 5


class NotAMonth(Refused):
    """The text is not a month."""

    code = "not_a_month"
    text = _("Write the month as year and number, for example 2017-02.")


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """One month of one year, written 2017-02."""

    year: int
    number: int

    def __post_init__(self) -> None:
        date(self.year, self.number, 1)

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the month that the day belongs to."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a month written as 2017-02; anything else is refused."""
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}", text):
            raise NotAMonth()
        try:
            return cls(int(text[:4]), int(text[5:]))
        except ValueError as error:
            raise NotAMonth() from error

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        return date(self.year, self.number, self.days)

    @property
    def days(self) -> int:
        """The number of days in the month."""
        return gregorian.monthrange(self.year, self.number)[1]

    @property
    def until(self) -> date:
        """The first day that no longer belongs to the month."""
        return self.last + ONE_DAY

    @property
    def next(self) -> "Month":
        return Month.of(self.until)

    @property
    def previous(self) -> "Month":
        return Month.of(self.first - ONE_DAY)

    def contains(self, day: date) -> bool:
        return (day.year, day.month) == (self.year, self.number)


def months_between(first: Month, last: Month) -> Iterator[Month]:
    """Yield the months from the first to the last, both included."""
    while first <= last:
        yield first
        first = first.next


def add_months(day: date, count: int) -> date:
    """Return the same day of the month, count months later; a missing day becomes that month's last."""
    year, month_index = divmod(day.year * 12 + day.month - 1 + count, 12)
    month = Month(year, month_index + 1)
    return month.first.replace(day=min(day.day, month.days))


def completed_years(born_on: date, on: date) -> int:
    """Return the age in completed years; one born on 29 February completes a year on the 28th (150/1930 § 3)."""
    birthday = (born_on.month, born_on.day)
    is_leap = on.year % 4 == 0 and (on.year % 100 != 0 or on.year % 400 == 0)
    if birthday == (2, 29) and not is_leap:
        birthday = (2, 28)
    return on.year - born_on.year - ((on.month, on.day) < birthday)


def helsinki_today(at: datetime) -> date:
    """Return the day it is in Helsinki at the moment."""
    if at.tzinfo is None:
        raise ValueError("a moment has a time zone")
    return at.astimezone(HELSINKI).date()


def is_bank_day(day: date) -> bool:
    """Return whether payments between banks run on the day (the T2 calendar of the ECB)."""
    return day.weekday() < SATURDAY and day not in _bank_holidays(day.year)


def next_bank_day(day: date) -> date:
    """Return the first bank day on or after the day."""
    while not is_bank_day(day):
        day += ONE_DAY
    return day


def is_office_day(day: date) -> bool:
    """Return whether a statutory time limit may end on the day.

    The Act on the calculation of statutory time limits (150/1930, section 5) moves the end of a limit
    from Saturdays, Sundays and holy days, Independence Day, May Day, Christmas Eve and Midsummer Eve
    to the next weekday.
    """
    return day.weekday() < SATURDAY and day not in _public_holidays(day.year)


def next_office_day(day: date) -> date:
    """Return the first day on or after the day on which a statutory time limit may end."""
    while not is_office_day(day):
        day += ONE_DAY
    return day


# One frozen set a year: the library's own object fills itself on reading, which threads must not share.
@cache
def _bank_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.financial_holidays("XECB", years=year))


@cache
def _public_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("FI", years=year))
