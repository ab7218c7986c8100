"""A downloaded file, uploaded again, gives the same rates; other files are refused with nothing read."""

import io
import zipfile
from datetime import UTC, datetime

import pytest
import xlsxwriter
from django.db.backends.postgresql.psycopg_any import NumericRange
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from billing.errors import NotASheet, SheetTooLarge
from billing.models import RateCell
from billing.rates.files import MOST_BYTES, csv_file, read_file, read_text, xlsx_file
from billing.rates.sheet import read_sheet, write_sheet
from pilot.models import Area

AT = datetime(2017, 11, 14, 13, 20, tzinfo=UTC)
AREAS = [Area(pk=1, code="a", name_fi="Keskusta"), Area(pk=2, code="b", name_fi='=Kuokkala, itä; "uusi"')]
SPANS = st.lists(st.integers(0, 100), min_size=1, max_size=5, unique=True).map(sorted)


@st.composite
def tables(draw) -> list[RateCell]:
    """Draw a table without overlaps: bands of age, a row for each area and perhaps each sex or need class."""
    cells = []
    for area in AREAS:
        sexes = draw(st.sampled_from([(None,), ("female", "male"), ("female", "male", "unknown")]))
        cut = draw(st.sampled_from([None, 900, 1_234]))
        classes = [None] if cut is None else [NumericRange(0, cut), NumericRange(cut, None)]
        for sex in sexes:
            for needs in classes:
                ends = draw(SPANS)
                for first, until in zip(ends, [*ends[1:], draw(st.sampled_from([None, 140]))], strict=True):
                    cents = draw(st.integers(0, 999_999_999))
                    cells.append(
                        RateCell(area=area, ages=NumericRange(first, until), sex=sex, needs=needs, annual_cents=cents)
                    )
    return cells


def facts(cells) -> set[tuple]:
    return {(cell.area.pk, cell.ages, cell.sex, needs_of(cell), cell.annual_cents) for cell in cells}


def needs_of(cell):
    return cell.needs if isinstance(cell.needs, tuple | None) else cell.need_class


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cells=tables(), language=st.sampled_from(["fi", "sv", "en"]))
def test_a_file_uploaded_again_gives_the_same_rates(cells, language):
    with translation.override(language):
        sheet = write_sheet(cells)
        files = [csv_file(sheet), xlsx_file(sheet, title="rates", at=AT)]

    for content in files:
        assert facts(read_sheet(read_file(content), AREAS)) == facts(cells)


def test_a_file_is_the_same_whenever_it_is_made():
    sheet = [["Kotialue", "0–"], ["Keskusta", "1 234,56"]]

    assert xlsx_file(sheet, title="rates", at=AT) == xlsx_file(sheet, title="rates", at=AT)
    assert csv_file(sheet).decode("utf-8-sig") == "Kotialue;0–\r\nKeskusta;1234,56\r\n"


@pytest.mark.parametrize("content", [
    "Kotialue\t0–6\r\nJärvi\t1 234,56\r\n".encode(),
    "Kotialue;0–6\nJärvi;1 234,56\n".encode("cp1252"),
    "\ufeffKotialue,0–6\nJärvi,\"1 234,56\"\n\n,\n".encode(),
])  # fmt: skip
def test_tabulators_semicolons_commas_and_older_encodings_are_read(content):
    assert read_file(content) == [["Kotialue", "0–6"], ["Järvi", "1 234,56"]]


def test_a_spreadsheets_own_figures_are_read_as_it_shows_them():
    to = io.BytesIO()
    with xlsxwriter.Workbook(to) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(1, 0, ["Kotialue", "0–6", "7–64", 65])
        sheet.write_row(2, 0, ["Keskusta", 0.1 + 0.2, 252.48, 100])

    assert read_file(to.getvalue()) == [["Kotialue", "0–6", "7–64", "65"], ["Keskusta", "0,30", "252,48", "100"]]


def test_more_decimals_than_cents_are_kept_as_they_are_and_refused_later():
    to = io.BytesIO()
    with xlsxwriter.Workbook(to) as workbook:
        workbook.add_worksheet().write_row(0, 0, ["Keskusta", 95.09888])

    assert read_file(to.getvalue()) == [["Keskusta", "95,09888"]]


def zipped(size: int) -> bytes:
    to = io.BytesIO()
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b" " * size)
    return to.getvalue()


@pytest.mark.parametrize("content", [b"PK\x03\x04 no more", zipped(10), b"%PDF-1.7\x00", b"\xff\xfe\x81\x00"])
def test_what_is_no_sheet_is_refused(content):
    with pytest.raises(NotASheet):
        read_file(content)


@pytest.mark.parametrize("content", [b"x" * (MOST_BYTES + 1), zipped(41_000_000), b"a\n" * 400, b";" * 200 + b"a"])
def test_what_is_too_large_is_refused(content):
    with pytest.raises(SheetTooLarge):
        read_file(content)


@given(st.text(max_size=60))
def test_any_text_is_a_sheet_of_equal_rows_or_refused(text):
    try:
        sheet = read_text(text)
    except (NotASheet, SheetTooLarge):
        return
    assert len({len(row) for row in sheet}) <= 1
