"""Money: reading, rounding, splitting."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilot.money import MOST_CENTS, AmountInTwoWays, NotAnAmount, cents, cents_from_text, euros, round_half_up, split

amounts = st.integers(-MOST_CENTS, MOST_CENTS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 234,56", 123456),
        ("1\u00a0234,56 €", 123456),
        ("1\u202f234.5", 123450),
        ("1234", 123400),
        (" 0,05 ", 5),
        ("\u221284,20", -8420),
        ("-84.20€", -8420),
        ("-0", 0),
        ("9 999 999 999,99", MOST_CENTS),
    ],
)
def test_cents_from_text_reads_what_people_type(text, expected):
    assert cents_from_text(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "€", "-", "NaN", "Infinity", "1e400", "1e2", "0.005", "1,234.56", "1.234,56", "12 34", "1 2345", "+5",
        "--5", "１２", "١٢", "0x10", "1_000", ",50", "5,", "12345678901", "99 999 999 999", "5 e", "5\n6",
    ],
)  # fmt: skip
def test_cents_from_text_refuses_the_rest(text):
    with pytest.raises(NotAnAmount):
        cents_from_text(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2,515.64", 251564),
        ("2,515.6 €", 251560),
        ("\u22122,515.64\u00a0€", -251564),
        ("1,234,567", 123456700),
        ("9,999,999,999.99", MOST_CENTS),
        # One comma with two figures is no thousand, and spaces are everybody's.
        ("2515,64", 251564),
        ("2 515.64", 251564),
        ("515.64", 51564),
    ],
)
def test_commas_part_thousands_where_nothing_else_can_be_meant(text, expected):
    assert cents_from_text(text, comma_groups=True) == expected


@pytest.mark.parametrize("text", ["2,515", "2.515", "\u22122,515 €", "12,345", "123.456"])
@pytest.mark.parametrize("comma_groups", [False, True])
def test_what_two_readers_would_read_differently_is_refused_to_both(text, comma_groups):
    with pytest.raises(AmountInTwoWays) as refused:
        cents_from_text(text, comma_groups=comma_groups)

    assert text in refused.value.message


@pytest.mark.parametrize(
    "text", ["2,515.645", "25,15.64", "2515,640.00", "2,51,564", "1.234,56", "0,515", "2 515,640.00", "12345,678.00"]
)
def test_commas_in_other_places_are_no_amount(text):
    with pytest.raises(NotAnAmount) as refused:
        cents_from_text(text, comma_groups=True)

    assert refused.value.code == "not_an_amount"


@given(st.text("0123456789., \u2212€", max_size=14))
def test_no_text_is_two_amounts(text):
    read = set()
    for comma_groups in (False, True):
        try:
            read.add(cents_from_text(text, comma_groups=comma_groups))
        except NotAnAmount:
            continue

    assert len(read) <= 1


@given(amounts)
def test_euros_and_cents_are_each_others_way_back(amount):
    assert cents(euros(amount)) == amount
    assert cents_from_text(str(euros(amount))) == amount
    assert euros(amount).as_tuple().exponent == -2


@given(st.text(max_size=30))
def test_any_text_is_an_amount_or_refused(text):
    try:
        amount = cents_from_text(text)
    except NotAnAmount:
        amount = 0

    assert abs(amount) <= MOST_CENTS


@pytest.mark.parametrize("amount", [Decimal("0.005"), Decimal("NaN"), Decimal("Infinity"), Decimal("1e400")])
def test_cents_refuses_what_is_not_whole_cents(amount):
    with pytest.raises(NotAnAmount):
        cents(amount)


@pytest.mark.parametrize("number", [1.0, True, "1", None])
def test_only_whole_numbers_are_cents(number):
    with pytest.raises(TypeError):
        euros(number)


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [
        (1, 2, 1),
        (-1, 2, -1),
        (5, 2, 3),
        (-5, 2, -3),
        (49, 100, 0),
        (2, 3, 1),
        (0, 7, 0),
        (25248 * 1000 * 28, 12000 * 28, 2104),
    ],
)
def test_round_half_up_rounds_halves_away_from_zero(numerator, denominator, expected):
    assert round_half_up(numerator, denominator) == expected


@given(st.integers(-(10**30), 10**30), st.integers(1, 10**15))
def test_round_half_up_is_the_nearest_whole_number(numerator, denominator):
    rounded = round_half_up(numerator, denominator)

    assert 2 * abs(rounded * denominator - numerator) <= denominator
    assert rounded == -round_half_up(-numerator, denominator)


def test_round_half_up_refuses_a_denominator_that_is_not_positive():
    with pytest.raises(ValueError):
        round_half_up(1, 0)


@given(amounts, st.lists(st.integers(0, 10**9), min_size=1, max_size=40).filter(any))
def test_split_never_loses_a_cent(total, weights):
    parts = split(total, weights)

    assert sum(parts) == total
    assert parts == [-part for part in split(-total, weights)]
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part * sum(weights) - total * weight) < sum(weights)


def test_split_gives_the_cent_to_the_largest_remainder_then_the_earlier():
    assert split(100, [1, 1, 1]) == [34, 33, 33]
    assert split(100, [1, 2, 3]) == [17, 33, 50]


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -1, 5]])
def test_split_refuses_weights_that_share_nothing(weights):
    with pytest.raises(ValueError):
        split(100, weights)
