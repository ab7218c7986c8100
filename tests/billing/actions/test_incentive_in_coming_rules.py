"""The incentive in coming rules: its share and its targets are drafted by one person and approved by another.

The stage's targets weigh 40 and 60; until July 90 % of the capitation is fixed, and 85.5 % from then on.
"""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pgtrigger
import pytest
from django.db import transaction
from django.utils import translation

from billing import actions as billing_actions
from billing import errors
from billing.actions import TargetDraft
from billing.models import DraftTarget, IncentiveTarget
from billing.queries.incentives import targets_of
from pilot import formats
from pilot.calendar import Month
from pilot.models import AuditEvent, RuleDraft, RuleSet
from pilot.rule_words import share_words
from tests.billing.stage import a_stage, give_incentive
from tests.people import a_person
from tests.rules import write_rules
from vouchers import actions, queries
from vouchers import errors as voucher_errors

pytestmark = pytest.mark.django_db
AT = datetime(2017, 3, 15, 10, tzinfo=UTC)
JULY = date(2017, 7, 1)
DOCTOR = TargetDraft("Lääkärin T3", "at_most", 5, "days", 100, indicator="t3_doctor")
NAMES = ("name_fi", "name_sv", "name_en", "indicator", "direction", "threshold", "unit", "weight")


@pytest.fixture
def strand():
    stage = a_stage()
    give_incentive(stage)
    return stage.strand


def drafted(strand, **values) -> RuleDraft:
    given = {"source": "Lautakunta 12.6.2017", **values}
    return actions.draft_rules(strand=strand, valid_from=JULY, values=given, by=a_person(), at=AT, channel="online")


def with_targets(draft: RuleDraft, *targets: TargetDraft, by=None) -> None:
    billing_actions.draft_targets(draft=draft, targets=targets, by=by or draft.drafted_by, at=AT, channel="online")


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
    with pytest.raises(voucher_errors.ShareBelowFloor) as refusal:
        drafted(strand, fixed_share_thousandths=666)

    assert "66,7" in refusal.value.message
    assert not RuleDraft.objects.exists()


def test_without_targets_there_is_no_incentive(strand):
    with pgtrigger.ignore("billing.IncentiveTarget:targets_never_change"):
        IncentiveTarget.objects.all().delete()
    draft = drafted(strand, fixed_share_thousandths=800)

    with pytest.raises(errors.IncentiveWithoutTargets):
        approved(draft)
    with_targets(draft, DOCTOR)

    assert targets(approved(draft)) == [("Lääkärin T3", "t3_doctor", "at_most", 5, "days", 100)]


def test_new_targets_hold_from_their_day_on_and_the_old_ones_until_then(strand):
    draft = drafted(strand)
    with_targets(draft, DOCTOR)
    with translation.override("en"):
        (difference,) = queries.draft_standing(draft).differences
        survey = f"at least {formats.percent(Decimal('0.2'), decimals=0)}"
        assert difference.before == f"Lääkärin T3: at most 7 d, weight 40; Kyselyyn vastanneet: {survey}, weight 60"
        assert difference.after == "Lääkärin T3: at most 5 d, weight 100"

    new = approved(draft)

    assert targets(new) == [("Lääkärin T3", "t3_doctor", "at_most", 5, "days", 100)]
    assert [row.threshold for row in targets_of(strand, Month(2017, 6))] == [7, 20]
    assert [row.threshold for row in targets_of(strand, Month(2017, 7))] == [5]
    assert AuditEvent.objects.filter(kind="rule_targets_drafted", subject_id=draft.pk).count() == 1


def test_what_nobody_knew_of_the_targets_is_known_once_they_are_decided(strand):
    write_rules(strand, demonstration_fields=["targets", "minimum_age"])
    draft = drafted(strand, lock_in_months=1)
    assert draft.demonstration_fields == ["targets", "minimum_age"]
    with_targets(draft, DOCTOR)

    assert approved(draft).demonstration_fields == ["minimum_age"]


def test_targets_written_after_a_draft_was_looked_at_are_not_approved(strand):
    draft = drafted(strand, lock_in_months=1)
    digest = queries.draft_standing(draft).digest
    with_targets(draft, DOCTOR)

    with pytest.raises(voucher_errors.RulesDiffer):
        actions.approve_rules(draft=draft, looked_at=digest, by=a_person(), at=AT, channel="online")
    assert strand.rule_sets.count() == 1


def test_the_same_targets_are_no_change(strand):
    draft = drafted(strand)
    with_targets(draft, DOCTOR)
    with_targets(draft, *(TargetDraft(**row) for row in IncentiveTarget.objects.order_by("place").values(*NAMES)))

    assert not draft.incentive_targets.exists()
    with pytest.raises(voucher_errors.NothingChanges):
        approved(draft)


def test_only_the_drafter_writes_targets_and_only_while_the_draft_waits(strand):
    draft = drafted(strand, lock_in_months=1)
    with pytest.raises(voucher_errors.OthersRules):
        with_targets(draft, DOCTOR, by=a_person())
    with pytest.raises(errors.NoTargets):
        with_targets(draft)
    approved(draft)

    with pytest.raises(voucher_errors.RulesDecided):
        with_targets(draft, DOCTOR)
    with pytest.raises(voucher_errors.RulesDecided):
        billing_actions.keep_targets(draft=draft, by=draft.drafted_by, at=AT, channel="online")
    assert len(targets(RuleSet.objects.latest("pk"))) == 2


def test_targets_go_with_a_draft_that_is_thrown_away(strand):
    draft = drafted(strand)
    with_targets(draft, DOCTOR)

    actions.discard_rule_draft(draft=draft, by=draft.drafted_by, at=AT, channel="online")

    assert not DraftTarget.objects.exists()


def test_targets_that_fail_to_be_written_leave_the_old_ones(strand, monkeypatch):
    draft = drafted(strand)
    with_targets(draft, DOCTOR)
    monkeypatch.setattr("pilot.audit.record", lambda *_args, **_fields: 1 / 0)

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        with_targets(draft, replace(DOCTOR, threshold=3))

    assert draft.incentive_targets.get().threshold == 5


def test_a_draft_lets_the_targets_stay_as_they_are(strand):
    draft = drafted(strand, lock_in_months=1)
    with_targets(draft, DOCTOR)

    billing_actions.keep_targets(draft=draft, by=draft.drafted_by, at=AT, channel="online")

    assert len(targets(approved(draft))) == 2
    assert AuditEvent.objects.filter(kind="rule_targets_kept").count() == 1
