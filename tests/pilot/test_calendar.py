"""Days and months: month ends, Helsinki days, bank days, office days."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilot.calendar import (
    HELSINKI,
    Month,
    NotAMonth,
    add_months,
    helsinki_today,
    is_bank_day,
    is_office_day,
    months_between,
    next_bank_day,
    next_office_day,
)

days = st.dates(date(1900, 1, 1), date(2200, 12, 31))


def test_a_month_knows_its_days():
    february = Month.parse("2020-02")

    assert (february.first, february.last, february.until, february.days) == (
        date(2020, 2, 1),
        date(2020, 2, 29),
        date(2020, 3, 1),
        29,
    )
    assert str(february) == "2020-02"


def test_a_month_knows_its_neighbours_over_new_year():
    assert Month(2017, 12).next == Month(2018, 1)
    assert Month(2018, 1).previous == Month(2017, 12)
    assert list(months_between(Month(2017, 11), Month(2018, 1))) == [Month(2017, 11), Month(2017, 12), Month(2018, 1)]


@pytest.mark.parametrize(
    "text", ["2017-2", "2017-13", "2017-00", "0000-01", "17-02", "2017-02-01", "２０１７-02", "2017-02\n", ""]
)
def test_month_parse_refuses_the_rest(text):
    with pytest.raises(NotAMonth):
        Month.parse(text)


@given(days)
def test_a_day_belongs_to_exactly_one_month(day):
    month = Month.of(day)

    assert month.contains(day)
    assert month.first <= day <= month.last
    assert Month.parse(str(month)) == month
    assert not month.next.contains(day)
    assert not month.previous.contains(day)


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2017, 1, 31), 1, date(2017, 2, 28)),
        (date(2020, 1, 31), 1, date(2020, 2, 29)),
        (date(2016, 2, 29), 12, date(2017, 2, 28)),
        (date(2017, 8, 31), 6, date(2018, 2, 28)),
        (date(2017, 3, 31), -1, date(2017, 2, 28)),
        (date(2017, 12, 15), 0, date(2017, 12, 15)),
        (date(2017, 12, 15), 25, date(2020, 1, 15)),
    ],
)
def test_add_months_takes_the_last_day_for_a_missing_one(day, count, expected):
    assert add_months(day, count) == expected


@given(days, st.integers(-500, 500))
def test_add_months_moves_exactly_so_many_months(day, count):
    later = add_months(day, count)

    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == count
    assert later.day <= day.day


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2017, 1, 31, 21, 59, 59, tzinfo=UTC), date(2017, 1, 31)),
        (datetime(2017, 1, 31, 22, 0, tzinfo=UTC), date(2017, 2, 1)),
        (datetime(2017, 6, 30, 21, 0, tzinfo=UTC), date(2017, 7, 1)),
        (datetime(2017, 10, 29, 3, 30, tzinfo=HELSINKI, fold=1), date(2017, 10, 29)),
        (datetime(2017, 3, 1, 0, 30, tzinfo=timezone(timedelta(hours=12))), date(2017, 2, 28)),
    ],
)
def test_helsinki_today_is_the_day_on_the_wall_there(moment, expected):
    assert helsinki_today(moment) == expected


def test_helsinki_today_refuses_a_moment_without_a_time_zone():
    with pytest.raises(ValueError):
        helsinki_today(datetime(2017, 1, 1))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2018, 3, 29), date(2018, 3, 29)),
        (date(2018, 3, 30), date(2018, 4, 3)),
        (date(2017, 12, 23), date(2017, 12, 27)),
        (date(2017, 5, 1), date(2017, 5, 2)),
        # Midsummer Eve, Independence Day and Epiphany are bank days in the ECB's calendar.
        (date(2017, 6, 23), date(2017, 6, 23)),
        (date(2017, 12, 6), date(2017, 12, 6)),
        (date(2017, 1, 6), date(2017, 1, 6)),
    ],
)
def test_next_bank_day_follows_the_calendar_of_the_ecb(day, expected):
    assert next_bank_day(day) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2017, 6, 23), date(2017, 6, 26)),
        (date(2017, 12, 6), date(2017, 12, 7)),
        (date(2017, 12, 24), date(2017, 12, 27)),
        (date(2018, 3, 30), date(2018, 4, 3)),
        (date(2018, 4, 3), date(2018, 4, 3)),
        (date(2019, 5, 30), date(2019, 5, 31)),
    ],
)
def test_next_office_day_moves_a_time_limit_off_holy_days(day, expected):
    assert next_office_day(day) == expected


@given(days)
def test_a_bank_day_and_an_office_day_are_never_far(day):
    assert is_bank_day(next_bank_day(day))
    assert is_office_day(next_office_day(day))
    assert day <= next_bank_day(day) <= day + timedelta(days=5)
    assert day <= next_office_day(day) <= day + timedelta(days=6)
