"""Periods: half-open days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilot.calendar import Month
from pilot.periods import between, contains, day_before_end, days_in, ended_on, is_open, month_period, overlap, since

FEBRUARY = Month(2017, 2)
days = st.dates(date(2000, 1, 1), date(2040, 1, 1))


@st.composite
def periods(draw):
    first = draw(days)
    length = draw(st.none() | st.integers(1, 2000))
    return between(first, length and first + timedelta(days=length))


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
    assert days_in(period, FEBRUARY) == 19


def test_the_period_of_a_month_is_the_month():
    assert month_period(FEBRUARY) == between(date(2017, 2, 1), date(2017, 3, 1))
    assert days_in(month_period(FEBRUARY), FEBRUARY) == 28
    assert days_in(month_period(FEBRUARY), FEBRUARY.next) == 0


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


@given(periods(), periods(), days)
def test_a_day_is_in_the_overlap_when_it_is_in_both(one, other, day):
    common = overlap(one, other)

    assert (common is not None and contains(common, day)) == (contains(one, day) and contains(other, day))
    assert common == overlap(other, one)


@given(periods(), days)
def test_days_in_counts_the_days_of_the_month(period, day):
    month = Month.of(day)
    counted = sum(contains(period, month.first + timedelta(days=place)) for place in range(month.days))

    assert days_in(period, month) == counted
