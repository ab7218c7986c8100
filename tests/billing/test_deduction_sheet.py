"""Deductions from a sheet: every row that cannot be taken is named by its number, and then none is taken."""

from types import SimpleNamespace

import pytest
from django.utils import translation

from billing.deduction_sheet import NotDeductions, read_deductions
from billing.rates.files import read_text
from pilot.calendar import Month

HEADING = "Palvelupaikka;Kuukausi;Laji;Erä;Asiakirja;Määrä;Hinta;Euroa"
SITE = SimpleNamespace(pk=1, slug="keskusta", name_fi="Keskustan lääkärit", name_sv="", name_en="Centre Doctors")


def read(*rows: str, heading: str = HEADING):
    return read_deductions(read_text("\n".join([heading, *rows])), [SITE])


def wrong(*rows: str, heading: str = HEADING) -> list[tuple[int, str]]:
    with pytest.raises(NotDeductions) as refusal:
        read(*rows, heading=heading)
    return [(error.row, error.text) for error in refusal.value.wrong]


def test_rows_are_read_in_any_language_and_order():
    first, second = read(
        "keskustan lääkärit;1/2017;Laboratorio;Perustutkimukset;Lasku 17;412;2,80;1 153,60",
        "Centre Doctors;2017-02;imaging;Röntgen;Lasku 18;;;38,50",
    )

    assert (first.site, first.month, first.kind, first.item) == (SITE, Month(2017, 1), "laboratory", "Perustutkimukset")
    assert (first.document, first.quantity, first.unit_cents, first.cents) == ("Lasku 17", 412, 280, 115_360)
    assert (second.kind, second.quantity, second.unit_cents, second.cents) == ("imaging", None, None, 3850)
    (swapped,) = read(
        "9,00;Lasku 1;Muut;Övrigt köp;1/2017;keskusta", heading="Euro;Dokument;Post;Slag;Månad;Mottagning"
    )
    assert (swapped.kind, swapped.cents) == ("other", 900)


def test_an_amount_pasted_from_an_english_page_is_read_there_alone():
    row = "keskusta;1/2017;other;Item;Invoice 1;;;2,515.64"
    with translation.override("en"):
        assert [found.cents for found in read(row)] == [251_564]
    with translation.override("sv"):
        assert [number for number, _text in wrong(row)] == [2]


def test_every_wrong_row_is_named():
    found = wrong(
        "Keskustan lääkärit;1/2017;Laboratorio;Perus;Lasku 17;;;10,00",
        "Toinen;1/2017;Laboratorio;Perus;Lasku 17;;;10,00",
        "keskusta;13/2017;Laboratorio;Perus;Lasku 17;;;10,00",
        "keskusta;1/2017;Hieronta;Perus;Lasku 17;;;10,00",
        "keskusta;1/2017;Laboratorio;;Lasku 17;;;10,00",
        "keskusta;1/2017;Laboratorio;Perus;Lasku 17;;;kymmenen",
        "keskusta;1/2017;Laboratorio;Perus;Lasku 17;;;-10,00",
        "keskusta;1/2017;Laboratorio;Perus;Lasku 17;4;;10,00",
        "keskusta;1/2017;Laboratorio;Perus;Lasku 17;4;2,00;10,00",
        f"keskusta;1/2017;Laboratorio;{'a' * 121};Lasku 17;;;10,00",
    )

    assert [row for row, _text in found] == [3, 4, 5, 6, 7, 8, 9, 10, 11]


@pytest.mark.parametrize("heading", ["Palvelupaikka;Kuukausi;Laji;Erä;Asiakirja", ""])
def test_missing_columns_are_named(heading):
    ((row, text),) = wrong("keskusta;1/2017;Laboratorio;Perus;Lasku 17", heading=heading)

    assert row == 1
    assert "Euroa" in text or not heading


def test_a_heading_alone_is_refused():
    assert wrong()[0][0] == 1
