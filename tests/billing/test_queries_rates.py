"""A table as a matrix: its holes and who is in them, what it changes, and two tables compared."""

from datetime import date

import pytest
from django.utils import translation

from billing import actions
from billing.actions.rates import CellDraft
from billing.queries import rates as queries
from pilot.periods import since
from registry.models import NeedCoefficient, Resident
from tests.billing.stage import CHANNEL, LONG_AGO, a_rate_table, a_stage
from tests.rules import write_rules

ON = date(2017, 3, 1)


def draft(stage, *cells: CellDraft):
    return actions.draft_rate_table(
        strand=stage.strand, valid_from=date(2017, 4, 1), cells=cells, by=stage.preparer, at=LONG_AGO, channel=CHANNEL
    )


def test_residents_of_today_are_counted_in_each_hole(stage):
    """The residents are born 1950 (Keskusta), 1980 (Kuokkala) and 2010 (Keskusta)."""
    centre, lake = stage.areas
    table = draft(stage, CellDraft(centre, 8, 64, 1), CellDraft(lake, 0, None, 1))

    matrix = queries.matrix(table, on=ON)

    assert [[cell.residents for cell in row.cells] for row in matrix.rows] == [[1, None, 1], [None]]
    assert matrix.residents_in_holes == 2


@pytest.mark.parametrize(("on", "age_on", "residents"), [
    (date(2017, 1, 30), "reference_day", 1),
    (date(2017, 1, 31), "reference_day", 0),
    (date(2017, 1, 30), "year_of_birth", 0),
])  # fmt: skip
def test_ages_are_counted_as_the_rules_say(stage, on, age_on, residents):
    write_rules(stage.strand, age_on=age_on)
    table = draft(stage, CellDraft(stage.areas[0], 7, None, 1), CellDraft(stage.areas[1], 0, None, 1))

    assert queries.matrix(table, on=on).residents_in_holes == residents


def test_holes_of_a_sex_and_need_hold_those_residents_only(stage):
    centre, lake = stage.areas
    old = stage.residents[0]
    Resident.objects.filter(pk=old.pk).update(sex="female")
    NeedCoefficient.objects.create(resident=old, strand=stage.strand, thousandths=1_500, period=since(ON))
    light = CellDraft(centre, 0, None, 1, sex="female", needs=(0, 1_500))
    of_others = [CellDraft(centre, 0, None, 1, sex="male"), CellDraft(lake, 0, None, 1)]
    table = draft(stage, light, *of_others)

    with translation.override("en"):
        found = {row.only: row.cells[0].residents for row in queries.matrix(table, on=ON).rows}

    assert found == {
        "women, need 0–1.499": None, "women, need 1.5 or over": 1,
        "men, need 0–1.499": None, "men, need 1.5 or over": None,
        "sex not known, need 0–1.499": 1, "sex not known, need 1.5 or over": 0,
        "": None,
    }  # fmt: skip


def test_another_strands_lists_and_days_off_them_are_not_counted(stage):
    table = draft(stage)

    assert queries.matrix(table, on=date(1900, 1, 1)).residents_in_holes == 0
    assert queries.matrix(table, on=ON).residents_in_holes == 3
    assert queries.matrix(draft(a_stage()), on=ON).residents_in_holes == 3


def test_the_matrix_marks_what_differs_from_the_table_before(stage):
    centre, lake = stage.areas
    of_centre = [CellDraft(centre, 0, 64, 13_886), CellDraft(centre, 65, None, 25_248)]
    table = draft(stage, *of_centre, CellDraft(lake, 0, None, 1))

    matrix = queries.matrix(table, before=queries.holding_before(table))

    young, old = matrix.rows[0].cells
    assert (young.is_changed, f"{young.ratio:.3f}", old.is_changed) == (True, "0.100", False)
    assert [cell.before.annual_cents for cell in matrix.rows[1].cells] == [12_624, 25_248]


def test_two_tables_are_compared_in_pieces_of_both(stage):
    centre, lake = stage.areas
    new = draft(stage, CellDraft(centre, 0, 74, 20_000), CellDraft(lake, 0, None, 25_248))

    with translation.override("en"):
        rows = [
            (row.area.code, row.ages, row.old_ages, row.new_ages, row.cents, str(row.ratio)[:7])
            for row in queries.differences(stage.table, new)
        ]

    assert rows == [
        ("Keskusta", "0–64 years", "", "0–74 years", 7_376, "0.58428"),
        ("Keskusta", "65–74 years", "65 years or over", "0–74 years", -5_248, "-0.2078"),
        ("Keskusta", "75 years or over", "65 years or over", "", None, "None"),
        ("Kuokkala", "0–64 years", "", "0 years or over", 12_624, "1"),
        ("Kuokkala", "65 years or over", "", "0 years or over", 0, "0"),
    ]


def test_a_new_rate_beside_nothing_or_zero_has_no_per_cent(stage):
    free, dear = (draft(stage, CellDraft(stage.areas[0], 0, None, cents)) for cents in (0, 500))

    found = queries.differences(free, dear)

    assert [(row.cents, row.ratio, row.is_changed) for row in found] == [(500, None, True), (None, None, False)]


def test_the_table_before_is_the_one_whose_place_a_table_takes(stage):
    later = a_rate_table(stage.strand, stage.areas, stage.preparer, stage.approver, cents=30_000)
    new = draft(stage)

    assert queries.holding_before(new) == later
    assert queries.holding_before(later) == stage.table
    assert queries.holding_before(stage.table) is None


def test_of_two_tables_with_one_day_the_later_approved_holds(stage):
    later = a_rate_table(stage.strand, stage.areas, stage.preparer, stage.approver, cents=30_000)

    assert queries.in_force(stage.strand, date(2017, 1, 1)) == later
    assert (queries.is_superseded(stage.table), queries.is_superseded(later)) == (True, False)
