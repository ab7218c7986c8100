"""Deductions are entered by one, confirmed by another, withdrawn before that and taken back after it."""

from datetime import date
from unittest.mock import patch

import pytest

from billing import actions, errors
from billing.models import Deduction
from pilot import audit
from pilot.calendar import Month
from pilot.models import AuditEvent
from tests.billing.stage import CHANNEL, IN_MARCH, a_purchase, confirm, enter, take_off
from tests.rules import write_rules


@pytest.fixture
def entered(stage) -> Deduction:
    return enter(stage)[0]


@pytest.fixture
def confirmed(stage, entered) -> Deduction:
    return confirm(stage, entered)[0]


def withdraw(stage, row):
    actions.withdraw_deduction(deduction=row, by=stage.approver, at=IN_MARCH, channel=CHANNEL)


def reverse(stage, row):
    return actions.reverse_deduction(
        deduction=row, reason="Väärä yksikkö", by=stage.preparer, at=IN_MARCH, channel=CHANNEL
    )


def the_event(kind: str) -> AuditEvent:
    return AuditEvent.objects.get(kind=kind)


def test_entering_writes_rows_that_nobody_has_confirmed(stage):
    rows = enter(stage, a_purchase(stage, cents=1120, quantity=4, unit_cents=280), a_purchase(stage, item="Viljelyt"))

    assert [(row.cents, row.confirmed_at, row.statement_id) for row in rows] == [(1120, None, None), (1000, None, None)]
    assert Deduction.objects.count() == 2


def test_entering_records_one_event(stage, entered):
    event = the_event("deductions_entered")

    assert (event.by_id, event.facts) == (stage.preparer.pk, {"deductions": [entered.pk], "cents": 1000})


@pytest.mark.parametrize(("change", "refusal"), [
    ({"month": Month(2016, 12)}, errors.MonthOutsidePilot),
    ({"month": Month(2019, 1)}, errors.MonthOutsidePilot),
    ({"kind": "co_payment"}, errors.CoPaymentsNotNetted),
    ({}, errors.DeductionStandsAlready),
])  # fmt: skip
def test_entering_refuses_and_leaves_no_trace(stage, entered, change, refusal):
    with pytest.raises(refusal):
        enter(stage, a_purchase(stage, item="Viljelyt"), a_purchase(stage, **change))

    assert list(Deduction.objects.all()) == [entered]
    assert AuditEvent.objects.filter(kind="deductions_entered").count() == 1


def test_entering_refuses_a_public_site(stage):
    with pytest.raises(errors.SiteIsNotPaid):
        enter(stage, a_purchase(stage, site=stage.home))


def test_entering_refuses_the_same_row_twice(stage):
    with pytest.raises(errors.DeductionStandsAlready):
        enter(stage, a_purchase(stage), a_purchase(stage))


def test_co_payments_are_entered_where_the_rules_net_them(stage):
    write_rules(stage.strand, nets_co_payments=True)

    assert enter(stage, a_purchase(stage, kind="co_payment"))[0].kind == "co_payment"


def test_confirming_says_who_and_when(stage, entered):
    (row,) = confirm(stage, entered, at=IN_MARCH)

    row.refresh_from_db()
    assert (row.confirmed_by, row.confirmed_at) == (stage.approver, IN_MARCH)


def test_confirming_records_one_event(stage, confirmed):
    event = the_event("deductions_confirmed")

    assert (event.by_id, event.facts["deductions"]) == (stage.approver.pk, [confirmed.pk])


def test_confirming_refuses_who_entered_and_confirms_nothing(stage, entered):
    other = actions.enter_deductions(
        strand=stage.strand,
        drafts=[a_purchase(stage, item="Viljelyt")],
        by=stage.approver,
        at=IN_MARCH,
        channel=CHANNEL,
    )

    with pytest.raises(errors.OwnDeduction):
        confirm(stage, entered, *other)

    assert not Deduction.objects.filter(confirmed_at__isnull=False).exists()
    assert not AuditEvent.objects.filter(kind="deductions_confirmed").exists()


def test_confirming_refuses_what_does_not_wait(stage, confirmed):
    for rows in ([confirmed], [], [Deduction(pk=10**9)]):
        with pytest.raises(errors.DeductionsMoved):
            confirm(stage, *rows)


def test_withdrawing_takes_an_unconfirmed_row_away_and_records_it(stage, entered):
    withdraw(stage, entered)

    assert not Deduction.objects.exists()
    assert the_event("deduction_withdrawn").facts == {"deductions": [entered.pk], "cents": 1000}
    with pytest.raises(errors.DeductionsMoved):
        withdraw(stage, entered)


def test_withdrawing_refuses_a_confirmed_row(stage, confirmed):
    with pytest.raises(errors.DeductionConfirmed):
        withdraw(stage, confirmed)
    assert Deduction.objects.exists()


def test_taking_back_enters_a_row_that_waits_for_another(stage):
    (row,) = take_off(stage, a_purchase(stage, cents=1120, quantity=4, unit_cents=280))

    back = reverse(stage, row)

    assert (back.cents, back.reverses, back.confirmed_at, back.month) == (-1120, row, None, date(2017, 1, 1))
    assert the_event("deduction_reversed").reason == "Väärä yksikkö"
    # What was taken back may be entered anew, right.
    assert enter(stage, a_purchase(stage, cents=900))


def test_taking_back_refuses_an_unconfirmed_row_a_second_time_and_a_row_that_takes_back(stage, entered):
    with pytest.raises(errors.DeductionNotConfirmed):
        reverse(stage, entered)
    back = reverse(stage, confirm(stage, entered)[0])
    confirm_by_approver = confirm(stage, back)[0]

    for row in (entered, confirm_by_approver):
        with pytest.raises(errors.TakenBackBefore):
            reverse(stage, row)


def test_a_deed_rolls_back_whole_when_its_event_fails(stage, entered):
    deeds = [
        lambda: enter(stage, a_purchase(stage, item="Viljelyt")),
        lambda: confirm(stage, entered),
        lambda: withdraw(stage, entered),
    ]
    for deed in deeds:
        with patch.object(audit, "record", side_effect=RuntimeError), pytest.raises(RuntimeError):
            deed()

    row = Deduction.objects.get()
    assert (row, row.confirmed_at) == (entered, None)
