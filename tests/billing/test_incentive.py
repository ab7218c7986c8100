"""What targets bring or cost, worked out by hand."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing.month.incentive import Measured, Terms, decided_over, target_parts

ADDED, HELD = Terms(True, 970), Terms(False, 970)


def figure(value, *, weight=1, at_most=True, threshold=7) -> Measured:
    return Measured(1, 1, at_most, threshold, weight, value, value is None, date(2018, 1, 1), "")


@pytest.mark.parametrize(("value", "at_most", "is_met"), [
    (6, True, True), (7, True, True), (8, True, False), (None, True, False),
    (6, False, False), (7, False, True), (8, False, True), (None, False, False),
])  # fmt: skip
def test_a_target_is_met_at_its_threshold_and_never_without_a_figure(value, at_most, is_met):
    assert figure(value, at_most=at_most).is_met is is_met


def test_met_targets_are_paid_on_top():
    """The printed example: 14 180.24 x 3.0 % x 70 % = 297.79."""
    measured = [figure(5, weight=40), figure(2, weight=30), figure(17, weight=30)]

    parts = target_parts(1_418_024, ADDED, measured)

    # 425.4072 is 425.41 in whole cents: 170.164, 127.623 and 127.623, and the cent over goes to the first.
    assert [part.part_cents for part in parts] == [17_017, 12_762, 12_762]
    assert [part.cents for part in parts] == [17_017, 12_762, 0]
    assert sum(part.cents for part in parts) == 29_779


def test_missed_targets_are_held_back():
    measured = [figure(5, weight=40), figure(17, weight=60)]

    assert [part.cents for part in target_parts(1_418_024, HELD, measured)] == [0, -25_525]


def test_without_targets_or_capitation_there_is_nothing():
    assert target_parts(1_418_024, ADDED, []) == ()
    assert target_parts(0, ADDED, [figure(5)]) == ()


@given(
    base=st.integers(1, 10**11),
    fixed=st.integers(667, 999),
    weights=st.lists(st.integers(1, 100), min_size=1, max_size=6),
)
def test_the_parts_are_the_whole_and_the_fixed_share_is_never_touched(base, fixed, weights):
    terms = Terms(False, fixed)

    missed = target_parts(base, terms, [figure(None, weight=weight) for weight in weights])

    held = -sum(part.cents for part in missed)
    assert held == sum(part.part_cents for part in missed) == decided_over(base, terms)
    # Half a cent of rounding at most below the fixed share.
    assert (base - held) * 1000 * 2 >= base * fixed * 2 - 1000
