"""Calendar reckoning of the calculator, written apart from the product's own calendar on purpose.

Everything is a plain date; a month is its text, "2017-02".
"""

import calendar
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


def days_of_month(month: str) -> list[date]:
    year, number = int(month[:4]), int(month[5:])
    return [date(year, number, day) for day in range(1, calendar.monthrange(year, number)[1] + 1)]


def read_day(text: str, partial_date: str) -> date:
    """Read a register's day, month or year as a day, by the rule."""
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return date(*parts)
    if partial_date == "first_day":
        return date(parts[0], parts[1] if len(parts) == 2 else 1, 1)
    month = f"{text}-12" if len(parts) == 1 else text
    return days_of_month(month)[-1]


def months_later(day: date, months: int) -> date:
    """The same day of the month so many months later; a missing day becomes that month's last."""
    years, month = divmod(day.month - 1 + months, 12)
    there = days_of_month(f"{day.year + years:04}-{month + 1:02}")
    return there[min(day.day, len(there)) - 1]


def effective_day(chosen_on: date, effect: dict) -> date:
    if effect["kind"] == "same_day":
        return chosen_on
    if effect["kind"] == "days":
        return chosen_on + timedelta(days=effect["days"])
    day = chosen_on + ONE_DAY
    while day.day != 1:
        day += ONE_DAY
    return day


def completed_years(born: date, on: date) -> int:
    """Count the birthdays up to the day; who is born on 29 February has the 28th where the 29th is missing."""
    years = on.year - born.year
    birthday = (born.month, born.day)
    if birthday == (2, 29) and not calendar.isleap(on.year):
        birthday = (2, 28)
    return years if (on.month, on.day) >= birthday else years - 1
