"""Rates are drafted from pasted lines, with every wrong line named, and approved by somebody else."""

from datetime import date

import pytest
from django.test import Client
from django.utils import translation

from billing.models import RateTable
from billing.queries import rates as queries
from billing.rate_text import NotRates, read_cells, write_cells
from pilot.models import Area
from tests.billing.stage import a_rate_table, a_stage
from tests.billing.views.pages import address
from tests.people import log_in

pytestmark = pytest.mark.django_db
LINES = "Keskusta;0;64;126,24\nKeskusta;65;;252,48\nkuokkala\t0\t\t1 300,00 €"


@pytest.fixture
def stage():
    return a_stage()


def acting(user) -> Client:
    client = Client()
    log_in(client, user)
    return client


def draft(stage, cells=LINES, valid_from="1.4.2017"):
    fields = {"valid_from": valid_from, "decision_number": "20 §", "source": "", "cells": cells}
    return acting(stage.preparer).post(address("rate-draft", [stage.strand.pk]), fields)


def test_a_draft_is_made_from_pasted_lines(stage):
    response = draft(stage)

    table = RateTable.objects.get(valid_from=date(2017, 4, 1))
    assert response["Location"] == address("rate-page", [table.pk])
    assert (table.state, table.decision_number) == ("draft", "20 §")
    cells = {(cell.area.code, cell.ages.lower, cell.ages.upper, cell.annual_cents) for cell in table.cells.all()}
    assert cells == {
        ("Keskusta", 0, 65, 12624), ("Keskusta", 65, None, 25248), ("Kuokkala", 0, None, 130000),
    }  # fmt: skip


def test_the_form_opens_with_the_rates_that_hold(stage):
    response = acting(stage.preparer).get(address("rate-draft", [stage.strand.pk]))

    assert response.context["form"].initial["cells"].splitlines()[0] == "Keskusta;0;64;126,24"


def test_what_is_written_is_read_again(stage):
    areas = list(Area.objects.filter(pilot=stage.strand.pilot))

    read = read_cells(write_cells(stage.table.cells.select_related("area")), areas)

    assert {(cell.area.pk, cell.ages, cell.annual_cents) for cell in read} == {
        (cell.area_id, cell.ages, cell.annual_cents) for cell in stage.table.cells.all()
    }


@pytest.mark.parametrize(
    ("line", "because"),
    [
        ("Keskusta;0;64", "four parts"),
        ("Palokka;0;64;1,00", "Palokka"),
        ("Keskusta;nolla;64;1,00", "nolla"),
        ("Keskusta;0;151;1,00", "151"),
        ("Keskusta;64;0;1,00", "above the last"),
        ("Keskusta;0;64;1,001", "1234.50"),
        ("Keskusta;0;64;-1,00", "below zero"),
        ("Keskusta;0;64;10000000,00", "above what"),
        ("Keskusta;64;70;1,00", "Line 2"),
    ],
)
def test_a_wrong_line_is_named_with_its_reason(stage, line, because):
    areas = list(Area.objects.filter(pilot=stage.strand.pilot))
    text = f"Alue;alkaen;asti;euroa\nKeskusta;60;64;1,00\n\n{line}"

    with pytest.raises(NotRates) as refusal, translation.override("en"):
        read_cells(text, areas)

    (wrong,) = refusal.value.wrong
    assert wrong.line == 4
    assert because in wrong.because


def test_a_form_with_wrong_lines_is_answered_with_each_of_them(stage):
    response = draft(stage, cells="Keskusta;0;64\nPalokka;0;64;1,00", valid_from="31.2.2017")

    assert response.status_code == 422
    assert len(response.context["form"].errors["cells"]) == 2
    assert response.context["form"].errors["valid_from"]
    assert "Palokka;0;64;1,00" in response.content.decode()
    assert draft(stage, cells="  \n").status_code == 422
    assert RateTable.objects.count() == 1


def test_somebody_else_approves(stage):
    draft(stage)
    table = RateTable.objects.get(state="draft")

    own = acting(stage.preparer).post(address("rate-approval", [table.pk]))
    table.refresh_from_db()
    assert (own.status_code, table.state) == (302, "draft")
    acting(stage.approver).post(address("rate-approval", [table.pk]))

    table.refresh_from_db()
    assert (table.state, table.approved_by) == ("approved", stage.approver)


def test_the_matrix_shows_what_is_missing(stage):
    draft(stage, cells="Keskusta;7;64;126,24\nKuokkala;0;64;100,00\nKuokkala;65;;200,00")
    table = RateTable.objects.get(state="draft")

    matrix = queries.matrix(table)

    centre, lake = matrix.rows
    assert [cell and cell.annual_cents for cell in centre.cells] == [None, 12624, None]
    assert [cell and cell.annual_cents for cell in lake.cells] == [10000, None, 20000]
    assert (len(centre.holes), lake.holes) == (2, [])


def test_of_two_tables_with_one_day_the_later_approved_holds(stage):
    later = a_rate_table(stage.strand, stage.areas, stage.preparer, stage.approver, cents=30_000)

    assert queries.in_force(stage.strand, date(2017, 1, 1)) == later
    assert (queries.is_superseded(stage.table), queries.is_superseded(later)) == (True, False)
