"""Billing's rules that the database holds, tried by breaking them there.

What is kept for good is tried in test_illegal_writes.py too, where every statement is a unit of work of its own.
"""

from datetime import date

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import NumericRange

from billing import actions
from billing.models import Gap, Payment, PaymentRun, RateCell, RateTable, Statement
from pilot.models import Document
from tests.billing.stage import CHANNEL, IN_FEBRUARY, LONG_AGO, approve, freeze, submit
from tests.constraints import changed, copied, refused_by

ENTRY = """
    INSERT INTO {part} (run_id, resident_id, month, starts_on, kind, site_id, days, cents, cell_id, area_id, age,
        need_thousandths, refunds_run_id, cause, change)
    SELECT {run}, {resident_id}, month, starts_on, {kind}, {site_id}, {days}, {cents}, cell_id, area_id, age,
        need_thousandths, {refunds}, {cause}, {change}
    FROM billing_entry LIMIT 1
"""

BECAUSE = {"cause": "'death'", "change": "'pilot_auditevent:1'"}


def entry(of: int, **changes: str) -> str:
    given = {"run": str(of), "resident_id": "resident_id", "site_id": "site_id", "kind": "'ORIGINAL'"}
    given |= {"days": "1", "cents": "1", "refunds": "NULL", "cause": "''", "change": "''"}
    return ENTRY.format(part=f"billing_entry_run_{of}_0", **given | changes)


def a_document(key: str) -> Document:
    return Document.objects.create(
        kind="statement", key=key, filename="a.pdf", media_type="application/pdf", subject_kind="statement",
        subject_id="1", content=b"a", sha256="0", issued_at=IN_FEBRUARY,
    )  # fmt: skip


@pytest.fixture
def run(stage) -> PaymentRun:
    return freeze(stage)


@pytest.fixture
def submitted(stage, run) -> PaymentRun:
    return submit(stage, run)


@pytest.fixture
def approved(stage, submitted) -> PaymentRun:
    return approve(stage, submitted)


@pytest.fixture
def draft(stage) -> RateTable:
    cells = [actions.rates.CellDraft(stage.areas[0], 0, 64, 100)]
    return actions.draft_rate_table(
        strand=stage.strand, valid_from=date(2018, 1, 1), cells=cells, by=stage.preparer, at=LONG_AGO, channel=CHANNEL
    )


def test_a_strand_has_one_run_a_month(run):
    with refused_by("strand_has_one_run_a_month"):
        copied(run)()


def test_a_service_month_starts_on_the_first(run):
    with refused_by("service_month_starts_on_the_first"):
        copied(run, month=date(2017, 3, 2))()


def test_a_run_follows_one_other(run):
    copied(run, month=date(2017, 2, 1), previous_id=run.pk)()

    with refused_by("previous_id"):
        copied(run, month=date(2017, 3, 1), previous_id=run.pk)()


@pytest.mark.parametrize(
    "change", [{"submitted_at": None}, {"submitted_by": None}, {"payment_digest": ""}, {"pay_on": None}]
)
def test_a_run_is_submitted_by_someone_with_its_payments(submitted, change):
    with refused_by("run_is_submitted_by_someone_with_its_payments"):
        changed(submitted, **change)()


@pytest.mark.parametrize("change", [{"approved_at": None}, {"approved_by": None}, {"approved_digest": "0" * 64}])
def test_a_run_is_approved_by_someone_for_its_digest(approved, change):
    with refused_by("run_is_approved_by_somebody_else_for_that_digest"):
        changed(approved, **change)()


def test_a_run_is_approved_by_somebody_else(approved):
    with refused_by("run_is_approved_by_somebody_else_for_that_digest"):
        changed(approved, approved_by=approved.submitted_by_id)()


def test_a_run_moves_as_allowed(run, submitted):
    with refused_by("run_moves_as_allowed|Invalid transition"):
        changed(submitted, state="filed")()


def test_a_run_is_never_deleted_and_its_figures_never_change(run):
    with refused_by("Cannot delete|run_is_never_deleted"):
        PaymentRun.objects.filter(pk=run.pk)._raw_delete("default")
    with refused_by("frozen_figures_never_change|Cannot update"):
        changed(run, total_cents=0)()


def test_a_site_has_one_statement_a_run(stage, run):
    statement = Statement.objects.get(run=run, site=stage.site)

    with refused_by("site_has_one_statement_a_run"):
        copied(statement, number="another")()
    with refused_by("number"):
        copied(statement, site_id=stage.home.pk)()


@pytest.mark.parametrize("figures", [
    {"to_pay": 1},
    {"carried_in": -1},
    {"carried_in": -4000, "to_pay": 0, "carried_out": 0},
    {"is_payable": False},
])  # fmt: skip
def test_a_statement_adds_up(stage, run, figures):
    statement = Statement.objects.get(run=run, site=stage.site)

    with refused_by("statement_adds_up"):
        copied(statement, number="another", **figures)()


def test_only_a_freeze_adds_statements_and_gaps(stage, run):
    """As later units of work: test_illegal_writes.py (only_a_freeze_adds_statements, only_a_freeze_adds_gaps)."""
    with refused_by("only_a_freeze_adds_to_its_run"):
        copied(Statement.objects.filter(run=run).first(), number="another", run_id=run.pk + 1)()


def test_a_statements_figures_stay_and_its_document_is_made_once(stage, run):
    statement = Statement.objects.get(run=run, site=stage.site)

    with refused_by("statement_figures_never_change|Cannot update"):
        changed(statement, entry_count=9)()
    with refused_by("statement_is_never_deleted|Cannot delete"):
        Statement.objects.filter(pk=statement.pk)._raw_delete("default")
    changed(statement, document=a_document("once"))()
    with refused_by("statement_document_is_made_once|Cannot update"):
        changed(statement, document=a_document("twice"))()


def test_a_gap_is_reported_once_a_run(stage, run):
    gap = Gap.objects.create(
        run=run, month=run.month, resident=stage.residents[0], site=stage.site, starts_on=run.month, age=1
    )

    with refused_by("gap_is_reported_once_a_run"):
        copied(gap, age=2)()


@pytest.mark.parametrize(("change", "rule"), [
    ({"kind": "'ORIGINAL'", "cents": "0"}, "entry_kind_fixes_its_sign"),
    (BECAUSE | {"kind": "'CORRECTION'", "cents": "-1"}, "entry_kind_fixes_its_sign"),
    (BECAUSE | {"kind": "'REFUND'", "cents": "1", "refunds": "1"}, "entry_kind_fixes_its_sign"),
    (BECAUSE | {"kind": "'OTHER'"}, "entry_kind_fixes_its_sign"),
    (BECAUSE | {"kind": "'REFUND'", "cents": "-1"}, "refund_names_the_run_it_takes_back"),
    (BECAUSE | {"kind": "'REFUND'", "cents": "-1", "refunds": "1", "cause": "''"}, "correction_has_a_cause"),
    (BECAUSE | {"kind": "'CORRECTION'", "change": "''"}, "correction_names_its_change"),
    (BECAUSE | {"kind": "'CORRECTION'", "cause": "'bad luck'"}, "cause_is_one_of_those_known"),
    ({"cause": "'death'"}, "correction_has_a_cause"),
    ({"change": "'pilot_auditevent:1'"}, "correction_names_its_change"),
    ({"refunds": "1"}, "refund_names_the_run_it_takes_back"),
    ({"days": "0"}, "entry_days_are_of_one_month"),
    ({"days": "32"}, "entry_days_are_of_one_month"),
    ({"run": "1"}, "is_of_its_run"),
    ({"resident_id": "1000000"}, "is_of_its_shard"),
])  # fmt: skip
def test_an_entry_is_right_before_it_is_attached(run, change, rule):
    with connection.cursor() as cursor:
        cursor.execute("SELECT billing_open_entries(999999, 0, 0, 1000000)")
        with refused_by(rule):
            cursor.execute(entry(999999, **change))


@pytest.mark.parametrize("column", ["resident_id", "site_id"])
def test_an_entry_names_a_resident_and_a_site(run, column):
    other = copied(run, month=date(2017, 2, 1), previous_id=run.pk)()
    with connection.cursor() as cursor:
        cursor.execute("SELECT billing_open_entries(%s, 0, NULL, NULL)", [other.pk])
        cursor.execute(entry(other.pk, **{column: "999999"}))

        with refused_by("entry_names_a_resident_and_a_site"):
            cursor.execute("SELECT billing_close_entries(%s, 0)", [other.pk])


@pytest.mark.parametrize("table", ["registry_resident", "providers_site"])
def test_what_an_entry_names_is_kept(stage, run, table):
    with connection.cursor() as cursor, refused_by("what_an_entry_names_is_kept"):
        cursor.execute(f"DELETE FROM {table}")


def test_a_provider_is_paid_once_a_run_and_above_zero(submitted):
    payment = Payment.objects.get(run=submitted)

    with refused_by("payments_of_a_debt_are_numbered|debt_has_one_live_payment"):
        copied(payment, end_to_end_id="another")()
    with refused_by("end_to_end_id"):
        copied(payment)()
    with refused_by("payment_is_above_zero"):
        copied(payment, end_to_end_id="another", provider_id=1, cents=0)()


def test_a_payment_never_changes_and_stays_once_filed(stage, submitted):
    payment = Payment.objects.get(run=submitted)
    with refused_by("payment_never_changes|Cannot update"):
        changed(payment, cents=1)()
    actions.make_payment_file(run=approve(stage, submitted), by=stage.preparer, at=IN_FEBRUARY, channel=CHANNEL)

    with refused_by("payment_is_in_one_file|Cannot update"):
        changed(payment, file=None)()
    with refused_by("filed_payment_stays|Cannot delete"):
        Payment.objects.filter(pk=payment.pk)._raw_delete("default")


def test_a_run_has_one_first_payment_file(stage, approved):
    file = actions.make_payment_file(run=approved, by=stage.preparer, at=IN_FEBRUARY, channel=CHANNEL)
    another = a_document("another")

    with refused_by("run_has_one_first_payment_file"):
        copied(file, message_id="another", document_id=another.pk)()


def test_rate_table_approvals_are_in_order(stage, draft):
    approved = actions.approve_rate_table(
        table=draft, by=stage.approver, at=LONG_AGO, channel=CHANNEL, accept_holes=True
    )

    with refused_by("rate_table_approvals_are_in_order"):
        copied(approved)()


@pytest.mark.parametrize("change", [{"approved_at": LONG_AGO}, {"state": "approved"}, {"approval_order": 9}])
def test_a_draft_is_approved_by_nobody(draft, change):
    with refused_by("rate_table_is_approved_by_somebody_else"):
        changed(draft, **change)()


def test_a_rate_table_is_approved_by_somebody_else(draft):
    with refused_by("rate_table_is_approved_by_somebody_else"):
        changed(draft, state="approved", approved_at=LONG_AGO, approved_by=draft.drafted_by_id, approval_order=9)()


def test_approved_rates_never_change(stage):
    with refused_by("approved_rates_never_change|Cannot update"):
        changed(stage.table, valid_from=date(2018, 1, 1))()
    with refused_by("cells_of_approved_rates_never_change"):
        changed(stage.table.cells.first(), annual_cents=0)()


def test_rate_cells_of_an_area_do_not_overlap(draft):
    cell = draft.cells.get()

    with refused_by("rate_cells_of_an_area_do_not_overlap"):
        copied(cell, ages=NumericRange(64, None))()
    copied(cell, ages=NumericRange(65, None))()


FEMALE, LIGHT, HEAVY = {"sex": "female"}, {"needs": NumericRange(0, 1000)}, {"needs": NumericRange(1000, None)}


@pytest.mark.parametrize(("one", "other"), [
    ({}, FEMALE),
    ({}, HEAVY),
    (FEMALE, {}),
    (FEMALE, FEMALE),
    (FEMALE, HEAVY),
    (HEAVY, {"needs": NumericRange(1500, 1600)}),
    (LIGHT, LIGHT | FEMALE),
])  # fmt: skip
def test_any_sex_or_need_meets_every_one(draft, one, other):
    changed(draft.cells.get(), **one)()

    with refused_by("rate_cells_of_an_area_do_not_overlap"):
        copied(draft.cells.get(), **{"sex": None, "needs": None} | other)()


def test_cells_of_an_age_differ_by_sex_and_need(draft):
    changed(draft.cells.get(), **FEMALE, **LIGHT)()

    for different in (
        FEMALE | HEAVY,
        {"sex": "male"} | LIGHT,
        {"sex": "male"} | HEAVY,
        {"sex": "unknown", "needs": None},
    ):
        copied(draft.cells.first(), **different)()

    assert draft.cells.count() == 5


@pytest.mark.parametrize("sex", ["", "mixed"])
def test_rate_sex_is_one_of_the_registers(draft, sex):
    with refused_by("rate_sex_is_one_of_the_registers"):
        RateCell.objects.filter(table=draft).update(sex=sex)


@pytest.mark.parametrize("needs", [
    NumericRange(-1, 5), NumericRange(None, 5), NumericRange(100_000, None), NumericRange(empty=True)
])  # fmt: skip
def test_rate_needs_are_coefficients(draft, needs):
    with refused_by("rate_needs_are_coefficients"):
        RateCell.objects.filter(table=draft).update(needs=needs)


@pytest.mark.parametrize("cents", [-1, 1_000_000_000])
def test_a_rate_is_not_negative(draft, cents):
    with refused_by("rate_is_not_negative"):
        RateCell.objects.filter(table=draft).update(annual_cents=cents)


@pytest.mark.parametrize("first", [-1, None])
def test_rate_ages_start_at_an_age(draft, first):
    with refused_by("rate_ages_start_at_an_age"):
        RateCell.objects.filter(table=draft).update(ages=NumericRange(first, 5))


def test_a_check_cannot_say_that_nothing_differs_where_the_sums_do(stage, run):
    check = actions.check_run(strand=stage.strand, by=None, at=IN_FEBRUARY, channel=CHANNEL)

    with refused_by("what_stands_is_due_unless_months_differ"):
        copied(check, due_cents=check.due_cents + 1)()
