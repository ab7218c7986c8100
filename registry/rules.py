"""Pure decisions about what the register tells: how a partly known day is read, what of a period is not known yet.

No database and no clock.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from psycopg.types.range import Range

from pilot.models import RuleSet
from registry import errors


@dataclass(frozen=True)
class RegisterDay:
    """A day of the register as the rule set reads it, and how exactly the register knew it."""

    day: date
    precision: str


def register_day(value: str, partial_date: str) -> RegisterDay:
    """Read `2017`, `2017-02` or `2017-02-11`; a month or year is its first or last day, as the rule says."""
    match = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", value)
    if not match:
        raise errors.NotARegisterDay(value=value[:20])
    year, month, day = match.groups()
    is_last = partial_date == RuleSet.PartialDate.LAST_DAY
    try:
        if day:
            return RegisterDay(date(int(year), int(month), int(day)), "day")
        if month:
            first = date(int(year), int(month), 1)
            return RegisterDay(first.replace(day=monthrange(first.year, first.month)[1]) if is_last else first, "month")
        return RegisterDay(date(int(year), 12, 31) if is_last else date(int(year), 1, 1), "year")
    except ValueError as error:
        raise errors.NotARegisterDay(value=value[:20]) from error


def uncovered(period: Range[Any], by: Iterable[Range[Any]]) -> Iterator[Range[Any]]:
    """Yield what is left of the period when the days of the others are taken out, in order."""
    first: Any = period.lower

    def first_day(one: Range[Any]) -> Any:
        return one.lower

    for other in sorted((one for one in by if not one.isempty), key=first_day):
        if period.upper is not None and other.lower >= period.upper:
            break
        if other.upper is not None and other.upper <= first:
            continue
        if first < other.lower:
            yield Range(first, other.lower)
        if other.upper is None:
            return
        first = other.upper
    if period.upper is None or first < period.upper:
        yield Range(first, period.upper)
