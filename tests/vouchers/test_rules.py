"""Days worked out by hand: when a choice is still in time."""

from datetime import date

import pytest

from pilot.models import RuleSet
from vouchers import rules

# The pilot's last day is 31.12.2018.
UNTIL = date(2019, 1, 1)


@pytest.mark.parametrize(
    ("kind", "days", "last"),
    [
        ("days", 21, date(2018, 12, 10)),
        ("first_of_next_month", None, date(2018, 11, 30)),
        ("same_day", None, date(2018, 12, 31)),
    ],
)
def test_the_last_choice_still_takes_effect_and_the_next_days_does_not(kind, days, last):
    rule_set = RuleSet(effect_kind=kind, effect_days=days)

    found = rules.last_choice_on(rule_set, UNTIL)

    assert found == last
    assert rules.effective_on(rule_set, last) < UNTIL
    assert rules.effective_on(rule_set, date.fromordinal(last.toordinal() + 1)) >= UNTIL
