"""Exports: what a spreadsheet program reads back is what was there."""

import csv
import io
import tracemalloc
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from pilot.calendar import Month
from pilot.exports import FORMULA_STARTS, Column, Dialect, csv_bytes, csv_chunks, write_xlsx, xlsx_bytes

AT = datetime(2018, 2, 1, 6, 0, tzinfo=UTC)
COLUMNS = [
    Column("name", "Nimi"),
    Column("phone", "Puhelin", "phone"),
    Column("days", "Päiviä", "int"),
    Column("amount", "Euroa", "cents"),
    Column("on", "Päivä", "date"),
    Column("month", "Kuukausi", "month"),
]
ROW = {
    "name": 'Äijälä; Öystein "Ö"',
    "phone": "+358 40 123 4567",
    "days": -3,
    "amount": -123456,
    "on": date(2018, 1, 31),
    "month": Month(2018, 1),
}
EMPTY = dict.fromkeys(ROW)
FORMULAS = [f"{start}1+1" for start in FORMULA_STARTS] + [
    "=cmd|' /C calc'!A0", "@SUM(1+1)", "+358-40-1", "-2+3+cmd|' /C calc'!A0", "\t=1", "\r=1", "=\x00",
    '=HYPERLINK("http://x.example")', "https://x.example", "mailto:a@x.example", "internal:A1", "{=1+1}", "1;=1+1",
    '";=1+1', "a\r\n=1+1", "_x0041_", "1e5", "007", "TRUE",
]  # fmt: skip
# XML knows no lone surrogates, and readers turn the carriage return into a line feed.
texts = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=60)


def read_xlsx(content):
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python(skip_empty_area=False)


def read_csv(content, delimiter=";"):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def test_csv_for_excel_in_finland():
    content = csv_bytes(COLUMNS, [ROW, EMPTY])

    assert content.startswith(b"\xef\xbb\xbfNimi;Puhelin;")
    assert read_csv(content) == [
        [column.label for column in COLUMNS],
        [ROW["name"], "+358 40 123 4567", "-3", "-1234,56", "2018-01-31", "2018-01"],
        [""] * 6,
    ]


def test_csv_by_rfc_4180():
    content = csv_bytes(COLUMNS, [ROW], Dialect.RFC_4180)

    assert content.startswith(b"Nimi,Puhelin,")
    assert content.endswith(b"\r\n")
    assert read_csv(content, ",")[1] == [ROW["name"], "+358 40 123 4567", "-3", "-1234.56", "2018-01-31", "2018-01"]


def test_xlsx_holds_texts_numbers_and_real_dates():
    heading, row = read_xlsx(xlsx_bytes(COLUMNS, [ROW, EMPTY], title="Lista", at=AT))

    assert heading == [column.label for column in COLUMNS]
    assert row == [ROW["name"], "+358 40 123 4567", -3.0, -1234.56, date(2018, 1, 31), date(2018, 1, 1)]


@pytest.mark.parametrize("text", FORMULAS)
@pytest.mark.parametrize("dialect", Dialect)
def test_no_text_becomes_a_formula_in_csv(text, dialect):
    delimiter = ";" if dialect is Dialect.EXCEL_FI else ","
    for type_ in ("text", "phone"):
        columns = [Column("a", "A", type_), Column("b", "B", type_)]

        cells = read_csv(csv_bytes(columns, [{"a": text, "b": "x"}], dialect), delimiter)[1]

        assert cells == ["'" + text if text.startswith(FORMULA_STARTS) else text, "x"]


@pytest.mark.parametrize("text", [text for text in FORMULAS if "\r" not in text])
def test_no_text_becomes_a_formula_or_a_link_in_xlsx(text):
    content = xlsx_bytes([Column("a", "A")], [{"a": text}], title="x", at=AT)
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))

    assert book.get_sheet_by_index(0).to_python()[1] == [text]
    assert b"hyperlink" not in content


@given(st.lists(texts, min_size=1, max_size=5))
def test_any_text_is_read_back_from_xlsx(values):
    content = xlsx_bytes([Column("a", "A")], [{"a": f"x{value}"} for value in values], title="x", at=AT)

    assert [cells[0] for cells in read_xlsx(content)[1:]] == [f"x{value}" for value in values]


@given(st.lists(st.integers(-(10**12) + 1, 10**12 - 1), min_size=1, max_size=5))
def test_any_amount_is_read_back_to_the_cent(values):
    columns, rows = [Column("a", "A", "cents")], [{"a": value} for value in values]

    assert [round(cells[0] * 100) for cells in read_xlsx(xlsx_bytes(columns, rows, title="x", at=AT))[1:]] == values
    assert [int(cells[0].replace(",", "")) for cells in read_csv(csv_bytes(columns, rows))[1:]] == values


@pytest.mark.parametrize(
    ("type_", "value"),
    [
        ("int", "1"),
        ("int", True),
        ("int", 1.0),
        ("cents", 1.5),
        ("date", AT),
        ("date", "2018-01-01"),
        ("month", "2018-01"),
    ],
)
def test_a_value_of_another_type_is_refused(type_, value):
    columns, rows = [Column("a", "A", type_)], [{"a": value}]

    with pytest.raises(TypeError):
        csv_bytes(columns, rows)
    with pytest.raises(TypeError):
        xlsx_bytes(columns, rows, title="x", at=AT)


def test_a_text_that_a_cell_cannot_hold_is_refused_and_not_cut():
    with pytest.raises(ValueError):
        xlsx_bytes([Column("a", "A")], [{"a": "x" * 32_768}], title="x", at=AT)


def test_a_sheet_may_be_called_anything():
    assert read_xlsx(xlsx_bytes(COLUMNS, [], title="'Korvaukset 2018/01: [kaikki]? '", at=AT))[0][0] == "Nimi"
    assert read_xlsx(xlsx_bytes(COLUMNS, [], title="///", at=AT))[0][0] == "Nimi"


def test_the_same_table_gives_the_same_bytes():
    assert xlsx_bytes(COLUMNS, [ROW], title="Lista", at=AT) == xlsx_bytes(COLUMNS, [ROW], title="Lista", at=AT)


def test_csv_is_made_row_by_row():
    chunks = csv_chunks(COLUMNS, iter([ROW, EMPTY]))

    assert [chunk.count(b"\r\n") for chunk in chunks] == [1, 1, 1]


def test_a_large_table_does_not_grow_in_memory(tmp_path):
    tracemalloc.start()
    with (tmp_path / "large.xlsx").open("wb") as to:
        write_xlsx(COLUMNS, (ROW for _row in range(20_000)), to, title="Lista", at=AT)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < 5 * 1024 * 1024
