"""Reading a sheet of rates: what is understood, and what is wrong with its row and column."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from billing.rates.sheet import NotRates, amount_text, needs_text, place_of, read_sheet
from pilot.models import Area

CENTRE = Area(pk=1, code="keskusta", name_fi="Keskusta", name_sv="Centrum", name_en="Centre")
LAKE = Area(pk=2, code="kuokkala", name_fi="Kuokkala")
HEAD = ["Kotialue", "0–64", "65–"]


def read(*rows: list[str]):
    return read_sheet(rows, [CENTRE, LAKE])


def facts(cells) -> list[tuple]:
    return [(cell.area.pk, cell.age_from, cell.age_to, cell.annual_cents, cell.sex, cell.needs) for cell in cells]


def wrong(*rows: list[str]) -> list[tuple[int, int, str]]:
    with pytest.raises(NotRates) as refusal, translation.override("en"):
        read(*rows)
    return [(found.row, found.column, found.because) for found in refusal.value.wrong]


def test_a_row_is_an_area_and_a_column_a_band_of_ages():
    assert facts(read(HEAD, ["Keskusta", "126,24", "252,48"], ["kuokkala", "", "1 300,00 €"])) == [
        (1, 0, 64, 12_624, None, None),
        (1, 65, None, 25_248, None, None),
        (2, 65, None, 130_000, None, None),
    ]


@pytest.mark.parametrize("heads", [
    ["Home area", "Sex", "Need class"],
    ["Kotialue", "Sukupuoli", "Tarveluokka"],
    ["Hemområde", "KÖN", "Behovsklass"],
    ["Alue", "sukupuoli", "tarvekerroin"],
])  # fmt: skip
def test_columns_for_sex_and_need_are_known_in_three_languages(heads):
    rows = [[*heads, "65–"], ["Centrum", "naiset", "1,2–1,499", "10"], ["Centre", "män", "0-", "20"]]

    assert facts(read(*rows)) == [
        (1, 65, None, 1_000, "female", (1_200, 1_500)),
        (1, 65, None, 2_000, "male", (0, None)),
    ]


@pytest.mark.parametrize(("text", "band"), [
    ("0–6", (0, 6)), ("7-64 v", (7, 64)), ("85–", (85, None)), ("18", (18, 18)), ("65 – 74 vuotta", (65, 74)),
])  # fmt: skip
def test_bands_are_read_as_people_write_them(text, band):
    (cell,) = read(["Alue", text], ["Keskusta", "1"])

    assert (cell.age_from, cell.age_to) == band


@pytest.mark.parametrize(("row", "column", "text", "because"), [
    (0, 1, "7.12.2026", "not a band of ages"),
    (0, 1, "0–151", "not a band of ages"),
    (0, 1, "64–0", "above the last"),
    (0, 1, "", "Write the ages"),
    (1, 0, "Palokka", "no area called Palokka"),
    (1, 0, "", "Write the area"),
    (1, 1, "1,001", "1234.50"),
    (1, 1, "sata", "1234.50"),
    (1, 1, "-1,00", "below zero"),
    (1, 1, "10 000 000,00", "above what"),
])  # fmt: skip
def test_what_is_wrong_is_named_by_row_and_column(row, column, text, because):
    rows = [list(HEAD), ["Keskusta", "1,00", "2,00"]]
    rows[row][column] = text

    ((at_row, at_column, said),) = wrong(*rows)

    assert (at_row, at_column) == (row, column)
    assert because in said


@pytest.mark.parametrize(("column", "text"), [(1, "mixed"), (2, "heavy"), (2, "1,5–1,2"), (2, "100–")])
def test_sex_and_need_are_named_when_wrong(column, text):
    rows = [["Alue", "Sukupuoli", "Tarveluokka", "0–"], ["Keskusta", "", "", "1"]]
    rows[1][column] = text

    ((row, at, _because),) = wrong(*rows)

    assert (row, at) == (1, column)


def test_every_wrong_place_is_named_at_once():
    assert [(row, column) for row, column, _because in wrong(["Alue", "x", "65–"], ["Palokka", "1", "y"])] == [
        (0, 1), (1, 0), (1, 2),
    ]  # fmt: skip


def test_both_of_two_cells_for_the_same_residents_are_named():
    found = wrong(["Alue", "0–64", "60–"], ["Keskusta", "1", "2"], ["Kuokkala", "1", ""])

    assert [(row, column) for row, column, _because in found] == [(1, 1), (1, 2)]
    assert "row 1 (Keskusta), column 3 (60–)" in found[0][2]


@pytest.mark.parametrize(("one", "other", "meet"), [
    (["", ""], ["naiset", ""], True),
    (["naiset", ""], ["miehet", ""], False),
    (["naiset", "0–0,999"], ["", "1–"], False),
    (["naiset", "0–1"], ["", "1–"], True),
    (["", "0–1"], ["", ""], True),
])  # fmt: skip
def test_an_empty_sex_or_need_meets_every_one(one, other, meet):
    rows = [["Alue", "Sukupuoli", "Tarveluokka", "0–"], ["Keskusta", *one, "1"], ["Keskusta", *other, "2"]]

    if meet:
        assert len(wrong(*rows)) == 2
    else:
        assert len(read(*rows)) == 2


def test_a_place_is_named_by_area_and_ages():
    with translation.override("en"):
        assert place_of([HEAD, ["Keskusta", "", ""]], 1, 2) == "row 1 (Keskusta), column 3 (65–)"
        assert place_of([HEAD], 0, 1) == "column 2 (0–64)"


@given(st.integers(0, 999_999_999))
def test_every_amount_is_read_as_it_is_written(cents):
    (cell,) = read(["Alue", "0–"], ["Keskusta", amount_text(cents)])

    assert cell.annual_cents == cents


def test_an_amount_pasted_from_an_english_page_is_read_there_alone():
    with translation.override("en"):
        assert [cell.annual_cents for cell in read(["Area", "0–"], ["Centre", "2,515.64"])] == [251_564]
    assert [place[:2] for place in wrong(["Area", "0–"], ["Centre", "2,515"])] == [(1, 1)]
    with pytest.raises(NotRates), translation.override("fi"):
        read(["Alue", "0–"], ["Keskusta", "2,515.64"])


@given(st.text(max_size=12))
def test_a_text_is_an_amount_no_rate_or_a_named_mistake(text):
    try:
        read_as = [cell.annual_cents for cell in read(["Alue", "0–"], ["Keskusta", text])]
    except NotRates as refusal:
        read_as = [(found.row, found.column) for found in refusal.wrong]

    assert read_as in ([], [(1, 1)]) or any(character.isdigit() for character in text)


@given(st.integers(0, 99_999), st.integers(1, 99_999) | st.none())
def test_every_need_class_is_read_as_it_is_written(first, size):
    until = None if size is None else min(first + size, 100_000)
    (cell,) = read(["Alue", "Tarveluokka", "0–"], ["Keskusta", needs_text((first, until)), "1"])

    assert cell.needs == (first, until)
