"""Periods: half-open days."""

from datetime import date

import pytest

from pilot.calendar import Month
from pilot.periods import between, contains, day_before_end, ended_on, is_open, month_period, since

FEBRUARY = Month(2017, 2)


def test_a_period_holds_its_first_day_and_not_its_end():
    period = between(date(2017, 2, 1), date(2017, 2, 15))

    assert contains(period, date(2017, 2, 1))
    assert contains(period, date(2017, 2, 14))
    assert not contains(period, date(2017, 2, 15))
    assert not contains(period, date(2017, 1, 31))
    assert day_before_end(period) == date(2017, 2, 14)


def test_a_period_without_an_end_goes_on():
    period = since(date(2017, 2, 10))

    assert is_open(period)
    assert contains(period, date(2117, 1, 1))
    assert day_before_end(period) is None


def test_the_period_of_a_month_is_the_month():
    assert month_period(FEBRUARY) == between(date(2017, 2, 1), date(2017, 3, 1))


def test_ended_on_cuts_a_period_on_one_of_its_days():
    assert ended_on(since(date(2017, 2, 1)), date(2017, 2, 15)) == between(date(2017, 2, 1), date(2017, 2, 15))


@pytest.mark.parametrize("day", [date(2017, 1, 31), date(2017, 2, 1), date(2017, 3, 1)])
def test_ended_on_refuses_to_leave_nothing_or_to_lengthen(day):
    with pytest.raises(ValueError):
        ended_on(month_period(FEBRUARY), day)


@pytest.mark.parametrize(
    ("first", "until"), [(date(2017, 2, 2), date(2017, 2, 2)), (date(2017, 2, 2), date(2017, 2, 1)), (None, None)]
)
def test_between_refuses_a_period_without_days(first, until):
    with pytest.raises(ValueError):
        between(first, until)
