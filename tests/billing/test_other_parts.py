"""What a freeze takes besides entries: deductions, co-payments and the incentive, and that the check covers them.

January brings the private site 21.04 + 10.52 = 31.56, the public home site 10.52.
"""

from datetime import date
from hashlib import sha256

import pytest
from django.db import connection

from billing import actions
from billing.models import Deduction, Statement
from billing.month import checks
from billing.month.computing import pieces
from billing.month.other_parts import OtherParts
from billing.month.preview import preview
from tests.billing.stage import (
    CHANNEL,
    FEBRUARY,
    IN_MARCH,
    JANUARY,
    MARCH,
    a_purchase,
    a_site,
    confirm,
    die,
    enter,
    freeze,
    give_incentive,
    measure,
    take_off,
    type_figure,
)
from tests.rules import write_rules


def statement(stage, run) -> Statement:
    return Statement.objects.get(run=run, site=stage.site)


def figures(stage, run) -> tuple[int, ...]:
    row = statement(stage, run)
    return row.cents, row.deductions, row.co_payments, row.incentive, row.carried_in, row.to_pay, row.carried_out


def test_confirmed_deductions_lower_what_is_paid(stage):
    rows = take_off(stage, a_purchase(stage), a_purchase(stage, kind="imaging", cents=500))

    run = freeze(stage)

    assert figures(stage, run) == (3156, -1500, 0, 0, 0, 1656, 0)
    assert set(statement(stage, run).deduction_rows.all()) == set(rows)


def test_what_is_not_confirmed_or_of_a_later_month_waits(stage):
    enter(stage)
    take_off(stage, a_purchase(stage, month=MARCH))

    assert figures(stage, freeze(stage)) == (3156, 0, 0, 0, 0, 3156, 0)


def test_what_comes_after_the_freeze_goes_to_the_next_run(stage):
    freeze(stage)
    (row,) = take_off(stage, at=IN_MARCH)

    february = freeze(stage, FEBRUARY, IN_MARCH)

    assert figures(stage, february) == (3156, -1000, 0, 0, 0, 2156, 0)
    row.refresh_from_db()
    assert row.month == JANUARY.first
    assert figures(stage, freeze(stage, MARCH, IN_MARCH))[1] == 0


def test_what_is_taken_back_comes_back_in_the_next_run(stage):
    (row,) = take_off(stage)
    freeze(stage)
    back = actions.reverse_deduction(
        deduction=row, reason="Väärä yksikkö", by=stage.approver, at=IN_MARCH, channel=CHANNEL
    )
    actions.confirm_deductions(
        strand=stage.strand, deductions=[back.pk], by=stage.preparer, at=IN_MARCH, channel=CHANNEL
    )

    assert figures(stage, freeze(stage, FEBRUARY, IN_MARCH)) == (3156, 1000, 0, 0, 0, 4156, 0)


def test_a_site_with_nothing_but_a_deduction_has_a_statement(stage):
    other = a_site(stage.strand, "private", stage.approver, provider=stage.provider)
    take_off(stage, a_purchase(stage, site=other))

    run = freeze(stage)

    row = Statement.objects.get(run=run, site=other)
    assert (row.entry_count, row.deductions, row.to_pay, row.carried_out) == (0, -1000, 0, -1000)


@pytest.mark.parametrize(("nets", "expected"), [(True, -400), (False, 0)])
def test_co_payments_are_netted_where_the_rules_say_so(stage, nets, expected):
    write_rules(stage.strand, nets_co_payments=True)
    take_off(stage, a_purchase(stage, kind="co_payment", cents=400))
    write_rules(stage.strand, nets_co_payments=nets)

    assert figures(stage, freeze(stage)) == (3156, 0, expected, 0, 0, 3156 + expected, 0)


@pytest.mark.parametrize(("kind", "doctor", "survey", "expected"), [
    # 10 % of 31.56 is 3.16 in whole cents: 40 and 60 parts are 1.264 and 1.896, so 1.26 and 1.90.
    ("added", 7, 20, 316),
    ("added", 6, 19, 126),
    ("added", 8, 21, 190),
    ("added", None, 19, 0),
    ("held", 7, 20, 0),
    ("held", 8, 20, -126),
    ("held", None, 19, -316),
])  # fmt: skip
def test_targets_bring_or_cost_their_parts(stage, kind, doctor, survey, expected):
    typed = give_incentive(stage, kind=kind)[1]
    measure(stage, doctor)
    type_figure(stage, typed, survey)

    assert figures(stage, freeze(stage)) == (3156, 0, 0, expected, 0, 3156 + expected, 0)


def test_the_last_figure_of_the_month_counts_and_a_typed_one_before_it(stage):
    doctor, _survey = give_incentive(stage)
    measure(stage, 9)
    measure(stage, 5, on=date(2017, 1, 31))
    measure(stage, 9, on=date(2017, 2, 1))

    row = statement(stage, freeze(stage)).incentive_rows.get(target=doctor)
    assert (row.value, row.measured_on, row.is_met, row.cents) == (5, date(2017, 1, 31), True, 126)
    type_figure(stage, doctor, 3, month=FEBRUARY)
    row = statement(stage, freeze(stage, FEBRUARY, IN_MARCH)).incentive_rows.get(target=doctor)
    assert (row.value, row.measured_on, row.source) == (3, None, "Kyselyn tulokset")


def test_an_unconfirmed_figure_does_not_count(stage):
    survey = give_incentive(stage)[1]
    type_figure(stage, survey, 90, confirmed=False)

    row = statement(stage, freeze(stage)).incentive_rows.get(target=survey)
    assert (row.value, row.is_met, row.part_cents, row.cents) == (None, False, 190, 0)


def test_corrections_of_earlier_months_are_not_in_the_base(stage):
    give_incentive(stage)
    freeze(stage)
    die(stage, stage.residents[0], "2017-01-10", IN_MARCH)

    row = statement(stage, freeze(stage, FEBRUARY, IN_MARCH))
    assert (row.cents, {part.base_cents for part in row.incentive_rows.all()}) == (1052 - 1425, {1052})


def test_a_public_site_stays_a_calculation(stage):
    give_incentive(stage)
    measure(stage, 3, site=stage.home)

    row = Statement.objects.get(run=freeze(stage), site=stage.home)

    assert (row.cents, row.incentive, row.to_pay) == (1052, 0, 0)
    assert not row.incentive_rows.exists()


def test_a_preview_says_what_the_freeze_writes(stage):
    give_incentive(stage)
    measure(stage, 3)
    take_off(stage)

    (seen,) = [row.figures for row in preview(strand=stage.strand, month=JANUARY).sites if row.figures.is_payable]
    run = freeze(stage)

    assert (seen.cents, seen.parts.deductions, seen.parts.incentive, seen.to_pay) == (3156, -1000, 126, 2282)
    assert figures(stage, run) == (3156, -1000, 0, 126, 0, 2282, 0)


def test_the_check_recomputes_the_other_parts(stage, monkeypatch):
    give_incentive(stage)
    measure(stage, 3)
    take_off(stage)
    run = freeze(stage)

    assert checks._digest_agrees(run)
    monkeypatch.setattr(checks, "frozen_parts", lambda _run: OtherParts())
    assert not checks._digest_agrees(run)


def test_a_run_without_other_parts_has_the_digest_that_it_always_had(stage):
    run = freeze(stage)
    (piece,) = [row for row in pieces(f"(SELECT * FROM billing_entry WHERE run_id = {run.pk})") if row.cents == 3156]

    text = f"{stage.site.pk};3156;0;3156;0\n{piece.number};{piece.digest}"
    assert statement(stage, run).digest == sha256(text.encode()).hexdigest()


def test_the_number_of_queries_does_not_grow_with_deductions(stage, django_assert_max_num_queries):
    take_off(stage, *(a_purchase(stage, item=f"Tutkimus {number}") for number in range(40)))

    with django_assert_max_num_queries(60):
        freeze(stage)

    assert Deduction.objects.filter(statement__isnull=False).count() == 40
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_confirming_after_the_freeze_has_begun_is_the_next_runs(stage):
    (row,) = enter(stage)
    freeze(stage)
    confirm(stage, row, at=IN_MARCH)

    assert figures(stage, freeze(stage, FEBRUARY, IN_MARCH))[1] == -1000
