"""Periods of days, half-open: from the first day until the first day that no longer belongs.

Small questions about DateRange. A period without an end goes on; a period without a beginning is not
used in this project and is refused.
"""

from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange

from pilot.calendar import ONE_DAY, Month


def since(day: date) -> DateRange:
    """Return the period that begins on the day and goes on."""
    return between(day, None)


def between(first: date, until: date | None) -> DateRange:
    """Return the period from the first day until, and not including, the other."""
    if first is None:
        raise ValueError("a period has a first day")
    if until is not None and until <= first:
        raise ValueError("a period has at least one day")
    return DateRange(first, until, "[)")


def month_period(month: Month) -> DateRange:
    """Return the month as a period."""
    return between(month.first, month.until)


def contains(period: DateRange, day: date) -> bool:
    """Return whether the day belongs to the period."""
    return period.lower <= day and (period.upper is None or day < period.upper)


def is_open(period: DateRange) -> bool:
    """Return whether the period goes on without an end."""
    return period.upper is None


def day_before_end(period: DateRange) -> date | None:
    """Return the last day that belongs to the period, or None while it goes on."""
    return None if period.upper is None else period.upper - ONE_DAY


def ended_on(period: DateRange, day: date) -> DateRange:
    """Return the period cut so that the day is the first that no longer belongs."""
    if not contains(period, day):
        raise ValueError("a period is cut on one of its own days")
    return between(period.lower, day)
