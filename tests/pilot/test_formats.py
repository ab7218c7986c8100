"""How money, numbers, days and periods are written in the three languages."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils.translation import override

from pilot import elements, formats, tables
from pilot.calendar import Month
from pilot.periods import between, since

NBSP = "\u00a0"
MINUS = "\u2212"
WEDNESDAY = date(2017, 4, 5)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fi", f"1{NBSP}234,56{NBSP}€"),
        ("sv", f"1{NBSP}234,56{NBSP}€"),
        ("en", f"1,234.56{NBSP}€"),
    ],
)
def test_money_is_written_as_each_language_does(language, text):
    assert formats.money(123456, language=language) == text


def test_english_figures_have_one_form_wherever_they_stand():
    with override("en"):
        shown = [elements.money(123456), tables.PRINTERS["money"](tables.Column("paid", "Paid", "money"), 123456)]

    assert [re.sub("<[^>]+>", "", html) for html in shown] == [f"1,234.56{NBSP}€"] * 2
    assert formats.number(Decimal("1.085"), language="en") == "1.085"


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_less_than_nothing_begins_with_a_true_minus(language):
    text = formats.money(-2489, language=language)

    assert text.startswith(MINUS)
    assert "-" not in text


def test_a_sign_marks_gains_but_not_nothing():
    assert formats.money(2283, language="fi", sign=True) == f"+22,83{NBSP}€"
    assert formats.money(0, language="fi", sign=True) == f"0,00{NBSP}€"


def test_numbers_part_their_thousands():
    assert formats.number(18485, language="fi") == f"18{NBSP}485"
    assert formats.number(1284, language="en") == "1,284"
    assert formats.number(Decimal("1.085"), language="sv") == "1,085"


def test_percentages_round_and_sign():
    assert formats.percent(Decimal("0.0333"), language="fi", sign=True) == f"+3,3{NBSP}%"
    assert formats.percent(Decimal("-0.05"), language="en", decimals=0) == f"{MINUS}5{NBSP}%"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fi", f"keskiviikkona 5.{NBSP}huhtikuuta 2017"),
        ("sv", f"onsdag 5{NBSP}april 2017"),
        ("en", f"Wednesday 5{NBSP}April 2017"),
    ],
)
def test_a_long_day_is_written_as_one_says_it_and_its_month_never_begins_a_line(language, text):
    assert formats.long_day(WEDNESDAY, language=language) == text


def test_finnish_weekdays_bend_with_from_and_until():
    thursday, sunday = date(2017, 4, 6), date(2017, 4, 9)

    assert formats.long_day(sunday, language="fi").startswith("sunnuntaina ")
    assert formats.long_day(WEDNESDAY, language="fi", case="from").startswith("keskiviikosta ")
    assert formats.long_day(WEDNESDAY, language="fi", case="until").startswith("keskiviikkoon ")
    assert formats.long_day(thursday, language="fi", case="until").startswith("torstaihin ")
    assert formats.long_day(thursday, language="sv", case="until").startswith("torsdag ")


def test_a_moment_is_told_in_helsinki():
    at = datetime(2017, 3, 31, 21, 5, tzinfo=UTC)

    assert formats.moment(at, language="fi") == f"1.4.2017 klo{NBSP}0.05"
    assert formats.day(at) == "1.4.2017"


def test_a_period_names_its_last_day_not_the_day_after():
    assert formats.period(between(date(2017, 3, 1), date(2017, 4, 1))) == "1.3.2017–31.3.2017"
    assert formats.period(since(date(2017, 3, 1))) == "1.3.2017–"
    assert formats.period(between(date(2017, 3, 1), date(2017, 3, 2))) == "1.3.2017"


def test_months_have_names():
    assert formats.month(Month(2017, 5), language="fi") == "toukokuu 2017"
    assert formats.month(date(2017, 5, 9), language="sv") == "maj 2017"
