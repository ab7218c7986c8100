"""Sheets of rates from what people paste and upload, and as files to take along: CSV for Excel, and XLSX.

What is written here is read here again, to the cent. What the sheet means is billing.rates.sheet.
"""

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import python_calamine

from billing.errors import NotASheet, SheetTooLarge
from billing.rates.sheet import MOST_COLUMNS, MOST_ROWS, NOTHING, Sheet, kind_of
from pilot.exports import FORMULA_STARTS, Column, csv_bytes, xlsx_bytes
from pilot.money import cents_from_text

MOST_BYTES = 2_000_000
MOST_UNPACKED = 40_000_000
XLSX_MARK = b"PK\x03\x04"
# As many digits as a spreadsheet itself keeps: what it shows as 252,48 is stored a hair beside it.
DIGITS = ".15g"


def read_file(content: bytes) -> Sheet:
    """Read an uploaded CSV or XLSX; its own first bytes say which."""
    if len(content) > MOST_BYTES:
        raise SheetTooLarge(rows=MOST_ROWS, columns=MOST_COLUMNS)
    return _tidy(_xlsx_rows(content)) if content.startswith(XLSX_MARK) else read_text(_decoded(content))


def read_text(text: str) -> Sheet:
    """Read what was copied from a spreadsheet, or the text of a CSV: tabulators, else semicolons, else commas."""
    first = text.lstrip("\r\n").partition("\n")[0]
    delimiter = next((mark for mark in "\t;" if mark in first), ",")
    try:
        return _tidy(list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)))
    except csv.Error as error:
        raise NotASheet from error


def csv_file(sheet: Sequence[Sequence[str]]) -> bytes:
    """Write a sheet as CSV for Excel in Finland."""
    return csv_bytes(*_table(sheet))


def xlsx_file(sheet: Sequence[Sequence[str]], *, title: str, at: datetime) -> bytes:
    """Write a sheet as XLSX, amounts as numbers; the same sheet gives the same bytes."""
    return xlsx_bytes(*_table(sheet), title=title, at=at)


def _table(sheet: Sequence[Sequence[str]]) -> tuple[list[Column], list[dict[str, Any]]]:
    kinds = ["area", *(kind_of(heading) for heading in sheet[0][1:])]
    columns = [
        Column(str(place), heading, "cents" if kind == "ages" else "text")
        for place, (heading, kind) in enumerate(zip(sheet[0], kinds, strict=True))
    ]
    rows = [
        {str(place): _value(kind, text) for place, (text, kind) in enumerate(zip(texts, kinds, strict=True))}
        for texts in sheet[1:]
    ]
    return columns, rows


def _value(kind: str, text: str) -> str | int | None:
    if kind != "ages":
        return text
    return None if text in NOTHING else cents_from_text(text)


def _decoded(content: bytes) -> str:
    """Take Excel's older Windows encoding too: it writes its CSV so unless asked otherwise."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise NotASheet


def _xlsx_rows(content: bytes) -> list[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise SheetTooLarge(rows=MOST_ROWS, columns=MOST_COLUMNS)
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            rows = workbook.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (zipfile.BadZipFile, python_calamine.CalamineError) as error:
        raise NotASheet from error
    return [[_cell_text(value) for value in row] for row in rows]


def _cell_text(value: Any) -> str:
    """Write a figure as people type it here: 154.8 is 154,80; no decimal is ever lost."""
    if not isinstance(value, float):
        return str(value)
    whole, point, decimals = format(value, DIGITS).partition(".")
    return f"{whole},{decimals:0<2}" if point else whole


def _tidy(rows: list[list[str]]) -> Sheet:
    """Cut empty rows and columns away around the rates, and make every row as long as the longest."""
    rows = [[_plain(text) for text in row] for row in rows if any(text.strip() for text in row)]
    width = max((place + 1 for row in rows for place, text in enumerate(row) if text), default=0)
    if len(rows) > MOST_ROWS + 1 or width > MOST_COLUMNS:
        raise SheetTooLarge(rows=MOST_ROWS, columns=MOST_COLUMNS)
    return [[*row[:width], *[""] * (width - len(row))] for row in rows]


def _plain(text: str) -> str:
    """Take off the mark that our own files put before a text that a spreadsheet would take for a formula."""
    text = text.strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA_STARTS) else text
