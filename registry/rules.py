"""Pure decisions about what the register tells: how a partly known day is read. No database, no clock."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

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
