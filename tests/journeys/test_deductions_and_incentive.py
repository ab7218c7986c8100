"""Two stories that an accountant checks with paper and pencil: what was bought is paid off, and targets are met or not.

The private site's two residents bring 252.48 and 126.24 euros a year: 21.04 and 10.52 a month, together 31.56.
"""

from datetime import UTC, datetime

import pytest

from billing import actions
from billing.models import Booking, Deduction, Payment, Statement
from billing.month import checks
from pilot.calendar import Month
from tests.billing.books import accounts, balance, book
from tests.billing.stage import (
    CHANNEL,
    a_purchase,
    a_stage,
    approve,
    enter,
    freeze,
    give_incentive,
    measure,
    submit,
    take_off,
    type_figure,
)
from tests.rules import write_rules

pytestmark = pytest.mark.django_db


def test_a_deduction_larger_than_a_months_pay_is_carried_on_and_paid_off():
    stage = a_stage()
    january = run(stage, 1, a_purchase(stage, item="Perustutkimukset", cents=7000, quantity=25, unit_cents=280))
    late = enter(stage, a_purchase(stage, item="Röntgen", kind="imaging", cents=1200), at=moment(2))
    february = run(stage, 2)
    actions.confirm_deductions(
        strand=stage.strand, deductions=[late[0].pk], by=stage.approver, at=moment(3), channel=CHANNEL
    )
    march = run(stage, 3)
    wrong = Deduction.objects.get(item="Perustutkimukset")
    back = actions.reverse_deduction(
        deduction=wrong, reason="Toisen tuottajan lasku", by=stage.approver, at=moment(4), channel=CHANNEL
    )
    actions.confirm_deductions(
        strand=stage.strand, deductions=[back.pk], by=stage.preparer, at=moment(4), channel=CHANNEL
    )
    april, may = run(stage, 4), run(stage, 5)

    # entries, deductions, carried in, to pay, carried out
    assert figures(stage, january) == (3156, -7000, 0, 0, -3844)
    # The x-ray waited for its confirmation.
    assert figures(stage, february) == (3156, 0, -3844, 0, -688)
    # 31.56 - 12.00 - 6.88 = 12.68
    assert figures(stage, march) == (3156, -1200, -688, 1268, 0)
    # The laboratory's invoice was another's: 31.56 + 70.00 = 101.56
    assert figures(stage, april) == (3156, 7000, 0, 10156, 0)
    assert figures(stage, may) == (3156, 0, 0, 3156, 0)
    assert [paid(one) for one in (january, february, march, april, may)] == [0, 0, 1268, 10156, 3156]
    # What was paid in all is five months' capitation less the x-ray.
    assert 1268 + 10156 + 3156 == 5 * 3156 - 1200
    assert all(checks._digest_agrees(one) for one in (january, february, march, april, may))


def test_targets_are_missed_met_at_the_threshold_and_passed():
    stage = a_stage()
    survey = give_incentive(stage, kind="added")[1]
    # 10 % of 31.56 is 3.16 in whole cents; 40 and 60 parts of it are 1.26 and 1.90.
    under = month_with(stage, survey, 1, doctor=8, answers=19)
    at = month_with(stage, survey, 2, doctor=7, answers=20)
    over = month_with(stage, survey, 3, doctor=2, answers=55)
    write_rules(stage.strand, incentive_kind="held")
    held = month_with(stage, survey, 4, doctor=8, answers=20)

    assert incentive(stage, under) == (0, 3156)
    assert incentive(stage, at) == (316, 3472)
    assert incentive(stage, over) == (316, 3472)
    # Held back: only the doctor's part is missing.
    assert incentive(stage, held) == (-126, 3030)
    assert checks.identity(stage.strand, at=moment(5)).state == "ok"


def test_the_books_hold_what_the_statement_holds():
    stage = a_stage()
    accounts(stage)
    write_rules(stage.strand, nets_co_payments=True)
    survey = give_incentive(stage)[1]
    take_off(stage, a_purchase(stage, cents=1000), a_purchase(stage, kind="co_payment", item="Käynnit", cents=500))
    january = month_with(stage, survey, 1, doctor=7, answers=20)

    book(stage, january, at=moment(2))

    uses = ("expense", "incentive", "deductions", "co_payments", "payables")
    assert [balance(january, use) for use in uses] == [3156, 316, -1000, -500, -1972]
    assert paid(january) == 3156 + 316 - 1000 - 500 == 1972
    assert Booking.objects.filter(run=january).count() == 1


def moment(month: int) -> datetime:
    """The second of the month after the service month, when it is frozen and paid."""
    return datetime(2017, month + 1, 2, 9, tzinfo=UTC)


def run(stage, number: int, *drafts):
    """Enter what was bought, freeze the month and have it approved."""
    if drafts:
        take_off(stage, *drafts, at=moment(number))
    at = moment(number)
    return approve(stage, submit(stage, freeze(stage, Month(2017, number), at), at), at)


def month_with(stage, survey, number: int, *, doctor: int, answers: int):
    month = Month(2017, number)
    measure(stage, doctor, on=month.first)
    type_figure(stage, survey, answers, month=month)
    return run(stage, number)


def the_statement(stage, one) -> Statement:
    return Statement.objects.get(run=one, site=stage.site)


def figures(stage, one) -> tuple[int, ...]:
    row = the_statement(stage, one)
    return row.cents, row.deductions, row.carried_in, row.to_pay, row.carried_out


def incentive(stage, one) -> tuple[int, int]:
    row = the_statement(stage, one)
    return row.incentive, row.to_pay


def paid(one) -> int:
    return sum(Payment.objects.filter(run=one).values_list("cents", flat=True))
