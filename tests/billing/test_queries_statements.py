"""What a statement is made of, worked out by hand, and one entry's explanation."""

from datetime import date
from decimal import Decimal

import pytest

from billing.models import Entry, Statement
from billing.queries import statements as queries
from billing.queries.documents import payment_of, statement_document
from billing.queries.explanations import explain
from pilot.calendar import Month
from pilot.periods import since
from registry.models import NeedCoefficient
from tests.billing.stage import (
    FEBRUARY,
    IN_FEBRUARY,
    IN_MARCH,
    JANUARY,
    a_resident,
    a_site,
    die,
    freeze,
    submit,
)
from tests.rules import write_rules


@pytest.fixture
def corrected(stage):
    """February at the private site: one lives, one died on 10 January."""
    freeze(stage)
    die(stage, stage.residents[0], "2017-01-10", IN_MARCH)
    run = freeze(stage, FEBRUARY, IN_MARCH)
    return Statement.objects.get(run=run, site=stage.site)


def test_cells_sum_the_months_own_entries(stage):
    a_resident(stage, date(1951, 1, 1), stage.areas[0], stage.site)
    statement = Statement.objects.get(run=freeze(stage), site=stage.site)

    rows = queries.cell_rows(statement)

    assert [(row.area, row.age_from, row.age_to, row.residents, row.days, row.cents) for row in rows] == [
        ("Keskusta", 65, None, 2, 62, 4208),
        ("Kuokkala", 0, 64, 1, 31, 1052),
    ]


def test_corrections_stand_old_beside_new(stage, corrected):
    (row,) = queries.correction_rows(corrected)

    assert (row.month, row.list_code) == (JANUARY, stage.residents[0].list_code)
    assert (row.old_days, row.old_cents, row.new_days, row.new_cents, row.difference) == (31, 2104, 10, 679, -1425)
    (month,) = queries.correction_months(corrected)
    assert (month.month, month.residents, month.difference) == (JANUARY, 1, -1425)


def test_movement_and_history(corrected):
    assert queries.movement(corrected) == queries.Movement(residents=1, person_days=28, arrived=0, left=1)
    # What February owes less than nothing is carried on, and nothing is paid.
    assert [(figure.month, figure.cents, figure.residents) for figure in queries.history(corrected)] == [
        (JANUARY, 3156, 2), (FEBRUARY, 0, 1),
    ]  # fmt: skip
    assert corrected.carried_out == 1052 - 1425


def test_the_document_is_filled_from_the_same_rows(stage, corrected):
    document = statement_document(corrected, issued_at=IN_MARCH)

    assert (document.figures.month_cents, document.corrections_cents, document.figures.carried_out) == (
        1052,
        -1425,
        -373,
    )
    assert (document.payment, document.residents, len(document.entries)) == (None, 1, 3)
    assert document.recipient.address == ("Kauppakatu 1", "40100 Jyväskylä")
    # 1 April is a Saturday: the limit ends on the next weekday.
    assert document.dispute_until == date(2017, 4, 3)


def test_a_statement_says_how_it_will_be_paid_and_then_how_it_is(stage):
    other = a_site(stage.strand, "private", stage.approver, provider=stage.provider)
    a_resident(stage, date(1940, 1, 1), stage.areas[1], other)
    run = freeze(stage)
    statement = queries.with_run_and_site().get(run=run, site=stage.site)

    planned = payment_of(statement, IN_FEBRUARY)
    submit(stage, run)
    actual = payment_of(queries.with_run_and_site().get(pk=statement.pk), IN_MARCH)

    assert planned == actual
    assert (planned.pay_on, planned.together_cents) == (date(2017, 2, 15), 3156 + 2104)
    assert planned.reference == run.payments.get().reference


def explained(run, **lookup):
    entry = Entry.objects.get(run=run, **lookup)
    return explain(entry, Entry.objects.all())


def test_a_correction_is_explained_to_the_last_fraction(stage, corrected):
    it = explained(corrected.run, kind="CORRECTION")

    # 252.48 x 10 days / (12 x 31 days)
    assert it.formula.exact == Decimal("6.787097")
    assert (it.formula.is_cut, it.formula.cents, it.formula.days, it.formula.month_days) == (True, 679, 10, 31)
    assert (it.reference_day, it.last_day, it.is_snapshot) == (date(2017, 1, 1), date(2017, 1, 10), False)
    assert (it.pair.refund_cents, it.pair.correction_cents, it.pair.cents) == (-2104, 679, -1425)
    assert [line.kind_code for line in it.others] == ["ORIGINAL", "REFUND", "CORRECTION"]
    assert it.others_cents == 679


def test_a_refund_leads_to_the_row_that_it_takes_back(corrected):
    it = explained(corrected.run, kind="REFUND")

    assert it.original.kind == "ORIGINAL"
    assert it.original.run_id == corrected.run.previous_id
    assert (it.formula.exact, it.formula.is_cut, it.formula.cents) == (Decimal("21.04"), False, 2104)


def test_an_original_has_its_choice_and_its_need(stage):
    resident = stage.residents[0]
    NeedCoefficient.objects.create(
        resident=resident, strand=stage.strand, thousandths=1085, period=since(date(2016, 1, 1))
    )

    it = explained(freeze(stage), resident=resident)

    assert (it.formula.need, it.formula.exact, it.formula.cents) == (Decimal("1.085"), Decimal("22.8284"), 2283)
    assert it.entry.choice.receipt_number
    assert (it.pair, it.original, it.previous, it.following is None) == (None, None, None, False)


def test_a_snapshot_is_explained_by_its_day_and_year(stage):
    write_rules(stage.strand, counting="snapshot", age_on="year_of_birth")

    it = explained(freeze(stage), resident=stage.residents[1])

    assert (it.is_snapshot, it.by_year_of_birth, it.reference_day) == (True, True, date(2016, 12, 31))
    assert (it.formula.by_days, it.formula.exact, Month.of(it.entry.month)) == (False, Decimal("10.52"), JANUARY)
