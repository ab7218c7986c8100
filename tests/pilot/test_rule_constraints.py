"""The database's rules about who may choose, since when and by which channel, tried by breaking them there."""

from datetime import date, timedelta

import pytest

from pilot.models import RuleSet
from tests.billing.stage import a_stage
from tests.constraints import copied, refused_by


@pytest.fixture
def rules(db) -> RuleSet:
    return a_stage().strand.rule_sets.get()


@pytest.mark.parametrize("half", [{"kept_in": ["109"]}, {"kept_until": date(2018, 12, 31)}])
def test_a_right_that_is_kept_says_where_and_until_when(rules, half):
    with refused_by("kept_right_has_its_municipalities_and_its_last_day"):
        copied(rules, cohort_on=rules.period.lower, **half)()


def test_the_day_of_homes_is_the_first_day_or_an_earlier_one(rules):
    first = rules.period.lower

    with refused_by("day_of_homes_is_not_after_the_first_day"):
        copied(rules, cohort_on=first + timedelta(days=1))()
    # The negative control: of the first day itself only the other rules for these days are in the way.
    with refused_by("strand_has_one_rule_set_on_any_day"):
        copied(rules, cohort_on=first)()


def test_a_right_is_kept_on_the_first_day_of_its_rules(rules):
    first = rules.period.lower
    kept = {"cohort_on": first, "kept_in": ["109"]}

    with refused_by("kept_right_does_not_end_before_its_rules"):
        copied(rules, **kept, kept_until=first - timedelta(days=1))()
    with refused_by("strand_has_one_rule_set_on_any_day"):
        copied(rules, **kept, kept_until=first)()


def test_a_right_is_kept_only_where_the_home_of_a_certain_day_gives_it(rules):
    with refused_by("kept_right_hangs_on_a_day_of_homes"):
        copied(rules, kept_in=["109"], kept_until=date(2018, 12, 31))()


def test_some_channel_is_open(rules):
    with refused_by("one_may_choose_by_some_channel"):
        copied(rules, channels=[])()
