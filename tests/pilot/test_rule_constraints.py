"""The database's rules about who may choose and by which channel, tried by breaking them there."""

from datetime import date

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
        copied(rules, **half)()


def test_some_channel_is_open(rules):
    with refused_by("one_may_choose_by_some_channel"):
        copied(rules, channels=[])()
