"""The incentive in coming rules: its share is drafted and approved like any value, and its targets come along.

The stage's targets weigh 40 and 60; until July 90 % of the capitation is fixed, and 85.5 % from then on.
"""

from datetime import UTC, date, datetime

import pytest

from billing import part_errors
from billing.models import IncentiveTarget
from pilot.models import RuleDraft, RuleSet
from pilot.rule_words import share_words
from tests.billing.stage import a_stage, give_incentive
from tests.people import a_person
from vouchers import actions, queries, rule_errors

pytestmark = pytest.mark.django_db
AT = datetime(2017, 3, 15, 10, tzinfo=UTC)
JULY = date(2017, 7, 1)


@pytest.fixture
def strand():
    stage = a_stage()
    give_incentive(stage)
    return stage.strand


def drafted(strand, **values) -> RuleDraft:
    given = {"source": "Lautakunta 12.6.2017", **values}
    return actions.draft_rules(strand=strand, valid_from=JULY, values=given, by=a_person(), at=AT, channel="online")


def approved(draft: RuleDraft) -> RuleSet:
    digest = queries.draft_standing(draft).digest
    return actions.approve_rules(draft=draft, looked_at=digest, by=a_person(), at=AT, channel="online")


def targets(rules: RuleSet) -> list[tuple]:
    rows = IncentiveTarget.objects.filter(rule_set=rules).order_by("place")
    return list(rows.values_list("name_fi", "indicator", "direction", "threshold", "unit", "weight"))


def test_a_new_share_holds_from_its_day_on_with_the_same_targets(strand):
    draft = drafted(strand, fixed_share_thousandths=855)
    (difference,) = queries.draft_standing(draft).differences
    assert (share_words(900) in difference.before, share_words(855) in difference.after) == (True, True)

    new = approved(draft)

    old = RuleSet.objects.in_force(date(2017, 6, 30)).get(strand=strand)
    assert (old.fixed_share_thousandths, new.fixed_share_thousandths) == (900, 855)
    assert targets(new) == targets(old)
    assert len(targets(new)) == 2


def test_an_incentive_ends_and_begins_again(strand):
    ended = approved(drafted(strand, incentive_kind="none", fixed_share_thousandths=1000))
    again = actions.draft_rules(
        strand=strand, valid_from=date(2017, 10, 1), by=a_person(), at=AT, channel="online",
        values={"source": "Lautakunta 1.8.2017", "incentive_kind": "held", "fixed_share_thousandths": 800},
    )  # fmt: skip

    begun = approved(again)

    assert (ended.incentive_kind, begun.incentive_kind) == ("none", "held")
    assert len(targets(begun)) == 2


def test_no_less_is_fixed_than_the_pilots_terms_ask_for(strand):
    """Two thirds: 66.6 % is a little less."""
    with pytest.raises(rule_errors.ShareBelowFloor) as refusal:
        drafted(strand, fixed_share_thousandths=666)

    assert "66,7" in refusal.value.message
    assert not RuleDraft.objects.exists()


def test_without_targets_there_is_no_incentive(strand):
    IncentiveTarget.objects.all().delete()

    with pytest.raises(part_errors.IncentiveWithoutTargets):
        drafted(strand, fixed_share_thousandths=800)
