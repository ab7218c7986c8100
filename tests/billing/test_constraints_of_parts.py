"""Rules of deductions and of the incentive that the database holds, tried by breaking them there."""

from datetime import date

import pytest
from django.db import connection

from billing.models import Deduction, Incentive, IncentiveInput, IncentiveTarget, Statement
from tests.billing.stage import (
    IN_FEBRUARY,
    IN_MARCH,
    a_purchase,
    a_site,
    confirm,
    enter,
    freeze,
    give_incentive,
    measure,
    take_off,
    type_figure,
)
from tests.constraints import changed, copied, refused_by
from tests.rules import write_rules


@pytest.fixture
def entered(stage) -> Deduction:
    return enter(stage, a_purchase(stage, cents=1120, quantity=4, unit_cents=280))[0]


@pytest.fixture
def confirmed(stage, entered) -> Deduction:
    return confirm(stage, entered)[0]


@pytest.fixture
def targets(stage) -> list[IncentiveTarget]:
    return give_incentive(stage)


@pytest.fixture
def statement(stage, confirmed, targets) -> Statement:
    measure(stage, 5)
    return Statement.objects.get(run=freeze(stage), site=stage.site)


def test_a_statement_adds_up_with_all_its_parts(statement):
    with refused_by("statement_adds_up"):
        copied(statement, number="another", site_id=statement.site_id, run_id=statement.run_id, deductions=-1)()


def test_a_public_sites_statement_has_entries_only(stage, statement):
    public = Statement.objects.get(run=statement.run, site=stage.home)

    for part in ("deductions", "co_payments", "incentive"):
        with refused_by("statement_adds_up"):
            copied(public, number="another", **{part: 1})()


@pytest.mark.parametrize("part", ["deductions", "co_payments", "incentive"])
def test_statement_parts_are_the_sums_of_their_rows(stage, statement, part):
    """A row beside the frozen ones in the same unit of work, checked when that ends."""
    parts = {"deductions": 0, "co_payments": 0, "incentive": 0, part: 5}
    other = a_site(stage.strand, "private", stage.approver)

    with refused_by("statement_parts_are_the_sums_of_their_rows"), connection.cursor() as cursor:
        copied(statement, number="another", site_id=other.pk, to_pay=statement.cents + 5, **parts)()
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_deduction_month_starts_on_the_first(entered):
    with refused_by("deduction_month_starts_on_the_first"):
        changed(entered, month=date(2017, 1, 2))()


@pytest.mark.parametrize("change", [{"cents": 0}, {"cents": -1120}, {"cents": 10**11}, {"reason": "Erehdys"}])
def test_a_deduction_is_above_zero_unless_it_takes_back(entered, change):
    with refused_by("deduction_is_above_zero_unless_it_takes_back"):
        changed(entered, **{"quantity": None, "unit_cents": None} | change)()


@pytest.mark.parametrize("change", [
    {"quantity": 5}, {"unit_cents": 281}, {"quantity": None}, {"quantity": 0, "unit_cents": 0}, {"cents": 1121}
])  # fmt: skip
def test_a_deduction_is_its_quantity_times_its_price(entered, change):
    with refused_by("deduction_is_its_quantity_times_its_price"):
        changed(entered, **change)()


@pytest.mark.parametrize("change", [{"confirmed_at": IN_MARCH}, {"confirmed_at": IN_MARCH, "confirmed_by": "self"}])
def test_a_deduction_is_confirmed_by_somebody_else(entered, change):
    if "confirmed_by" in change:
        change = change | {"confirmed_by": entered.entered_by}
    with refused_by("deduction_is_confirmed_by_somebody_else"):
        changed(entered, **change)()


def test_a_confirmed_deduction_never_changes_and_is_never_deleted(confirmed):
    for change in (
        {"document": "Lasku 18"},
        {"confirmed_at": None, "confirmed_by": None},
        {"cents": 560, "quantity": 2},
    ):
        with refused_by("confirmed_deduction_never_changes|Cannot update"):
            changed(confirmed, **change)()
    with refused_by("confirmed_deduction_is_never_deleted|Cannot delete"):
        Deduction.objects.filter(pk=confirmed.pk)._raw_delete("default")


@pytest.mark.parametrize("change", [{"cents": -560, "quantity": 2}, {"month": date(2017, 2, 1)}, {"kind": "imaging"}])
def test_a_deduction_takes_back_a_whole_one(confirmed, change):
    back = {
        "cents": -1120,
        "reverses_id": confirmed.pk,
        "reason": "Erehdys",
        "confirmed_at": None,
        "confirmed_by_id": None,
    }

    with refused_by("deduction_takes_back_a_whole_one"):
        copied(confirmed, **back | change)()
    copied(confirmed, **back)()
    with refused_by("reverses_id"):
        copied(confirmed, **back)()


def test_a_deduction_takes_back_only_a_confirmed_one(entered):
    with refused_by("deduction_takes_back_a_whole_one"):
        copied(entered, cents=-1120, reverses_id=entered.pk, reason="Erehdys")()


def test_only_a_freeze_puts_deductions_on_a_statement(stage, statement):
    (late,) = take_off(stage, a_purchase(stage, item="Viljelyt"))
    public = Statement.objects.get(run=statement.run, site=stage.home)

    with refused_by("only_a_freeze_puts_deductions_on_a_statement"):
        changed(late, statement=public)()
    with refused_by("only_a_freeze_puts_deductions_on_a_statement"):
        copied(late, item="Muu", month=date(2017, 2, 1), statement_id=statement.pk)()


def test_a_deduction_stays_on_its_statement(confirmed, statement):
    confirmed.refresh_from_db()
    assert confirmed.statement == statement

    with refused_by("deduction_stays_on_its_statement|Cannot update"):
        changed(confirmed, statement=None)()


def test_targets_have_places_and_weights(targets):
    with refused_by("incentive_target_has_a_place_of_its_own"):
        copied(targets[0])()
    with refused_by("incentive_target_weighs_something"):
        copied(targets[0], place=3, weight=0)()


def test_a_target_never_changes_whether_it_was_used_or_not(targets):
    with refused_by("Cannot update or delete rows"):
        changed(targets[0], threshold=100)()
    with refused_by("Cannot update or delete rows"):
        IncentiveTarget.objects.filter(pk=targets[0].pk)._raw_delete("default")


@pytest.fixture
def typed(stage, targets) -> IncentiveInput:
    return type_figure(stage, targets[1], 25, confirmed=False)


def test_an_incentive_input_is_typed_once_a_month_with_its_source(typed):
    with refused_by("incentive_input_is_typed_once_a_month"):
        copied(typed)()
    with refused_by("incentive_input_month_starts_on_the_first"):
        changed(typed, month=date(2017, 1, 2))()
    with refused_by("incentive_input_says_its_source"):
        changed(typed, source="")()


def test_an_incentive_input_is_confirmed_by_somebody_else_and_then_stays(stage, typed):
    for who in (None, typed.entered_by):
        with refused_by("incentive_input_is_confirmed_by_somebody_else"):
            changed(typed, confirmed_at=IN_FEBRUARY, confirmed_by=who)()
    changed(typed, confirmed_at=IN_FEBRUARY, confirmed_by=stage.approver)()
    with refused_by("confirmed_incentive_input_never_changes|Cannot update"):
        changed(typed, value=90)()
    with refused_by("confirmed_incentive_input_is_never_deleted|Cannot delete"):
        IncentiveInput.objects.filter(pk=typed.pk)._raw_delete("default")


def test_a_confirmed_input_is_removed_by_somebody_else_than_who_asked_and_stays_removed(stage, typed):
    asked = {"removal_asked_at": IN_FEBRUARY, "removal_asked_by": stage.preparer}
    removed = {"removed_at": IN_FEBRUARY, "removed_by": stage.approver}

    with refused_by("removal_is_asked_of_a_confirmed_input"):
        changed(typed, **asked)()
    changed(typed, confirmed_at=IN_FEBRUARY, confirmed_by=stage.approver)()
    with refused_by("removal_is_asked_of_a_confirmed_input"):
        changed(typed, **asked | {"removal_asked_by": None})()
    for change in (removed, asked | removed | {"removed_by": stage.preparer}, asked | removed | {"removed_by": None}):
        with refused_by("confirmed_input_is_removed_by_somebody_else"):
            changed(typed, **change)()
    changed(typed, **asked | removed)()
    with refused_by("confirmed_incentive_input_never_changes|Cannot update"):
        changed(typed, removed_by=None, removed_at=None)()


@pytest.mark.parametrize(("change", "rule"), [
    ({}, "target_is_on_a_statement_once"),
    ({"cents": 1}, "incentive_is_its_part_or_nothing"),
    ({"part_cents": -1, "cents": -1}, "incentive_is_its_part_or_nothing"),
    ({"is_added": False}, "incentive_is_its_part_or_nothing"),
    ({"value": None}, "target_without_a_figure_is_not_met"),
])  # fmt: skip
def test_an_incentive_is_its_part_or_nothing(statement, change, rule):
    met = Incentive.objects.get(statement=statement, is_met=True)

    with refused_by(rule):
        copied(met, **change)()


def test_only_a_freeze_adds_incentives_and_nobody_changes_them(stage, statement):
    met = Incentive.objects.get(statement=statement, is_met=True)

    with refused_by("incentive_never_changes|Cannot update|permission denied"):
        changed(met, part_cents=0, cents=0)()
    with refused_by("only_a_freeze_adds_incentives"):
        copied(met, statement_id=10**9)()


@pytest.mark.parametrize("change", [
    {"fixed_share_thousandths": 666}, {"fixed_share_thousandths": 1001}, {"fixed_share_floor_thousandths": 901}
])  # fmt: skip
def test_the_fixed_share_is_not_below_its_floor(stage, targets, change):
    with refused_by("fixed_share_is_not_below_its_floor"):
        write_rules(stage.strand, **change)
    write_rules(stage.strand, fixed_share_thousandths=500, fixed_share_floor_thousandths=500)


@pytest.mark.parametrize("change", [{"incentive_kind": "none"}, {"fixed_share_thousandths": 1000}])
def test_without_an_incentive_all_is_fixed(stage, targets, change):
    with refused_by("without_an_incentive_all_is_fixed"):
        write_rules(stage.strand, **change)
