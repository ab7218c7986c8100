"""What must never be true of the incentive's targets, tried in the database itself as the application."""

from datetime import UTC, date, datetime

from django.db import transaction

from billing import actions as billing_actions
from billing.actions import TargetDraft
from billing.models import DraftTarget, IncentiveTarget
from pilot.models import RuleDraft, RuleSet
from tests.billing.stage import a_stage, give_incentive
from tests.constraints import changed, copied, refused_by
from tests.people import a_person
from vouchers import actions, queries

WHO = {"at": datetime(2017, 3, 15, 10, tzinfo=UTC), "channel": "online"}


def drafted() -> RuleDraft:
    stage = a_stage()
    give_incentive(stage)
    draft = actions.draft_rules(
        strand=stage.strand, valid_from=date(2017, 7, 1), values={"source": "Lautakunta"}, by=a_person(), **WHO
    )
    target = TargetDraft("Lääkärin T3", "at_most", 5, "days", 100)
    billing_actions.draft_targets(draft=draft, targets=[target], by=draft.drafted_by, **WHO)
    return draft


def approved(draft: RuleDraft) -> RuleSet:
    return actions.approve_rules(draft=draft, looked_at=queries.draft_standing(draft).digest, by=a_person(), **WHO)


def test_a_target_comes_in_the_unit_of_work_of_its_rules(committed_db):
    with transaction.atomic():
        draft = drafted()
    with transaction.atomic():
        rules = approved(draft)
        target = rules.incentive_targets.get()
        # The negative control: here the rules are just being made.
        copied(target, place=2)()

    with refused_by("targets_come_with_their_rules"):
        copied(target, place=3)()
    assert IncentiveTarget.objects.filter(rule_set=rules).count() == 2


def test_a_target_of_rules_never_changes(db):
    target = approved(drafted()).incentive_targets.get()

    with refused_by("Cannot update or delete rows"):
        changed(target, weight=1)()
    with refused_by("Cannot update or delete rows"):
        IncentiveTarget.objects.filter(pk=target.pk)._raw_delete("default")


def test_targets_of_approved_rules_never_change(db):
    draft = drafted()
    row = draft.incentive_targets.get()
    changed(row, weight=50)()
    approved(draft)

    with refused_by("targets_of_approved_rules_never_change"):
        changed(row, weight=1)()
    with refused_by("targets_of_approved_rules_never_change"):
        copied(row, place=2)()
    with refused_by("targets_of_approved_rules_never_change"):
        DraftTarget.objects.all().delete()


def test_a_drafted_target_does_not_move_to_approved_rules(db):
    first, second = drafted(), drafted()
    approved(first)

    with refused_by("targets_of_approved_rules_never_change"):
        changed(second.incentive_targets.get(), draft=first, place=2)()


def test_drafted_targets_have_places_and_weights(db):
    row = drafted().incentive_targets.get()

    with refused_by("draft_incentive_target_has_a_place_of_its_own"):
        copied(row)()
    with refused_by("draft_incentive_target_weighs_something"):
        changed(row, weight=0)()
