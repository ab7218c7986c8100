"""What a month pays where rates differ by sex and need class, with figures worked out by hand."""

from datetime import date

import pytest
from django.utils import translation

from billing import actions
from billing.actions.rates import CellDraft
from billing.models import Entry, Gap, PaymentRun, Statement
from billing.queries.explanations import explain, explainable
from billing.queries.statements import cell_rows
from pilot.periods import since
from registry.models import NeedCoefficient, Resident
from tests.billing.stage import CHANNEL, FEBRUARY, IN_FEBRUARY, IN_MARCH, LONG_AGO, NEW_YEAR, Stage, freeze

HEAVY_FROM = 1_200


@pytest.fixture
def stage(stage) -> Stage:
    centre, lake = stage.areas
    of_all = CellDraft(lake, 0, None, 120_000)
    of_children = CellDraft(centre, 0, 64, 60_000)
    of_old = [
        CellDraft(centre, 65, None, 240_000, sex="female", needs=(0, HEAVY_FROM)),
        CellDraft(centre, 65, None, 360_000, sex="female", needs=(HEAVY_FROM, None)),
        CellDraft(centre, 65, None, 120_000, sex="male"),
    ]
    table = actions.draft_rate_table(
        strand=stage.strand, valid_from=NEW_YEAR, cells=[of_all, of_children, *of_old], by=stage.preparer, at=LONG_AGO,
        channel=CHANNEL,
    )  # fmt: skip
    actions.approve_rate_table(table=table, by=stage.approver, at=LONG_AGO, channel=CHANNEL, accept_holes=True)
    return stage


def is_now(resident: Resident, sex: str, need: int | None = None, stage: Stage | None = None) -> None:
    Resident.objects.filter(pk=resident.pk).update(sex=sex)
    if need is not None:
        NeedCoefficient.objects.create(
            resident=resident, strand=stage.strand, thousandths=need, period=since(date(2016, 1, 1))
        )


def paid(run: PaymentRun, resident: Resident) -> list[tuple[str, int]]:
    rows = Entry.objects.filter(run=run, resident=resident).order_by("month", "-kind")
    return [(entry.kind, entry.cents) for entry in rows]


@pytest.mark.parametrize(("sex", "need", "cents"), [
    ("female", None, 20_000),
    ("female", 1_199, 23_980),  # 2 400 € x 1.199 / 12
    ("female", 1_200, 36_000),  # 3 600 € x 1.2 / 12
    ("male", 1_200, 12_000),
    ("male", None, 10_000),
])  # fmt: skip
def test_a_resident_meets_the_cell_of_sex_and_need(stage, sex, need, cents):
    old = stage.residents[0]
    is_now(old, sex, need, stage)

    run = freeze(stage)

    assert paid(run, old) == [("ORIGINAL", cents)]
    assert paid(run, stage.residents[1]) == [("ORIGINAL", 10_000)]
    assert paid(run, stage.residents[2]) == [("ORIGINAL", 5_000)]


def test_a_sex_without_a_rate_is_a_gap(stage):
    run = freeze(stage)

    assert paid(run, stage.residents[0]) == []
    assert Gap.objects.get(run=run).resident == stage.residents[0]


def test_a_sex_registered_otherwise_later_corrects_the_frozen_month(stage):
    old = stage.residents[0]
    is_now(old, "male")
    freeze(stage, at=IN_FEBRUARY)
    is_now(old, "female")

    run = freeze(stage, FEBRUARY, IN_MARCH)

    assert paid(run, old) == [("REFUND", -10_000), ("CORRECTION", 20_000), ("ORIGINAL", 20_000)]


def test_statement_and_entry_say_whom_the_rate_is_for(stage):
    old = stage.residents[0]
    is_now(old, "female", 1_500, stage)
    run = freeze(stage)
    entry = Entry.objects.get(run=run, resident=old)

    with translation.override("en"):
        rows = [row.ages for row in cell_rows(Statement.objects.get(run=run, site=stage.site))]
        explained = explain(explainable(Entry.objects.all()).get(pk=entry.pk), Entry.objects.all())

    assert rows == ["65 years or over, women, need 1.2 or over", "0 years or over"]
    assert explained.ages == "65 years or over, women, need 1.2 or over"
