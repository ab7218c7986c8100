"""Tables as files: CSV for Excel in Finland, CSV by RFC 4180, and XLSX, from the same declared columns.

The declared type decides how a cell is written, never its first character: an amount may begin with a
minus, while a text that begins like a formula is kept from becoming one. What to export, and the
access log of it, belong to the caller.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, BinaryIO, Literal

import xlsxwriter
from django.utils.functional import Promise
from xlsxwriter.worksheet import Worksheet

from pilot.calendar import HELSINKI, Month
from pilot.money import euros

ColumnType = Literal["text", "phone", "int", "cents", "date", "month"]
Row = Mapping[str, Any]

# First characters that spreadsheets read as the start of a formula, full-width forms included.
FORMULA_STARTS = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
PHONE = re.compile(r"\+?[0-9 ]+")

XLSX_MOST_ROWS = 1_048_576
XLSX_LONGEST_TEXT = 32_767
NOT_IN_XML = str.maketrans({"\ufffe": "\ufffd", "\uffff": "\ufffd"})
WIDTHS = {"text": 24, "phone": 18, "int": 10, "cents": 14, "date": 12, "month": 10}
NUMBER_FORMATS = {"int": "0", "cents": '#,##0.00\\ "€"', "date": "d.m.yyyy", "month": "yyyy-mm"}


class Dialect(StrEnum):
    """The two kinds of CSV."""

    EXCEL_FI = "excel_fi"
    RFC_4180 = "rfc_4180"


@dataclass(frozen=True)
class Column:
    """One column: the key of its value in a row, its heading, and how its values are written."""

    key: str
    label: str | Promise
    type: ColumnType = "text"


def csv_chunks(columns: Sequence[Column], rows: Iterable[Row], dialect: Dialect = Dialect.EXCEL_FI) -> Iterator[bytes]:
    """Yield the table as CSV in UTF-8, row by row, ready for a streaming answer.

    Excel in Finland gets semicolons, decimal commas and the byte order mark it needs to see å, ä and ö.
    """
    for_excel = dialect is Dialect.EXCEL_FI
    line = _Line()
    writer = csv.writer(line, delimiter=";" if for_excel else ",", lineterminator="\r\n")
    writer.writerow([_safe_text(column.label) for column in columns])
    yield line.take(b"\xef\xbb\xbf" if for_excel else b"")
    for row in rows:
        writer.writerow([_csv_cell(column.type, row[column.key], decimal_comma=for_excel) for column in columns])
        yield line.take()


def csv_bytes(columns: Sequence[Column], rows: Iterable[Row], dialect: Dialect = Dialect.EXCEL_FI) -> bytes:
    """Return the table as CSV in one piece."""
    return b"".join(csv_chunks(columns, rows, dialect))


def write_xlsx(columns: Sequence[Column], rows: Iterable[Row], to: BinaryIO, *, title: str, at: datetime) -> None:
    """Write the table as XLSX to an open binary file, in constant memory; the same table gives the same bytes."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(to, options) as workbook:
        workbook.set_properties({"title": title, "created": at.astimezone(HELSINKI).replace(tzinfo=None)})
        sheet = workbook.add_worksheet(_sheet_name(title))
        heading = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        formats = {type_: workbook.add_format({"num_format": code}) for type_, code in NUMBER_FORMATS.items()}
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, max(WIDTHS[column.type], len(str(column.label)) + 3))
            sheet.write_string(0, place, str(column.label), heading)
        last = 0
        for last, row in enumerate(rows, start=1):
            if last >= XLSX_MOST_ROWS:
                raise ValueError("a sheet holds at most 1,048,576 rows")
            for place, column in enumerate(columns):
                _xlsx_cell(sheet, last, place, column.type, row[column.key], formats.get(column.type))
        sheet.autofilter(0, 0, last, len(columns) - 1)


def xlsx_bytes(columns: Sequence[Column], rows: Iterable[Row], *, title: str, at: datetime) -> bytes:
    """Return the table as XLSX in one piece."""
    to = io.BytesIO()
    write_xlsx(columns, rows, to, title=title, at=at)
    return to.getvalue()


class _Line:
    """The file that the csv module writes to: it holds one row at a time."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> None:
        self.text += text

    def take(self, before: bytes = b"") -> bytes:
        line, self.text = before + self.text.encode(), ""
        return line


def _csv_cell(type_: ColumnType, value: Any, *, decimal_comma: bool) -> str:
    if value is None:
        return ""
    written = CSV_WRITERS[type_](value)
    return written.replace(".", ",") if type_ == "cents" and decimal_comma else written


def _safe_text(value: Any) -> str:
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _phone(value: Any) -> str:
    text = str(value)
    return text if PHONE.fullmatch(text) else _safe_text(text)


def _integer(value: Any) -> str:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("a column of type int holds whole numbers")
    return str(value)


def _day(value: Any) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise TypeError("a column of type date holds days")
    return value


def _month(value: Any) -> Month:
    return value if isinstance(value, Month) else Month.of(_day(value))


CSV_WRITERS: dict[ColumnType, Callable[[Any], str]] = {
    "text": _safe_text,
    "phone": _phone,
    "int": _integer,
    "cents": lambda value: str(euros(value)),
    "date": lambda value: _day(value).isoformat(),
    "month": lambda value: str(_month(value)),
}


def _xlsx_cell(sheet: Worksheet, row: int, place: int, type_: ColumnType, value: Any, cell_format: Any) -> None:
    if value is None:
        return
    match type_:
        case "int":
            sheet.write_number(row, place, int(_integer(value)), cell_format)
        case "cents":
            sheet.write_number(row, place, euros(value), cell_format)
        case "date":
            sheet.write_datetime(row, place, _day(value), cell_format)
        case "month":
            sheet.write_datetime(row, place, _month(value).first, cell_format)
        case _:
            text = str(value).translate(NOT_IN_XML)
            if len(text) > XLSX_LONGEST_TEXT:
                raise ValueError("a cell holds at most 32,767 characters")
            sheet.write_string(row, place, text)


def _sheet_name(title: str) -> str:
    # Excel allows 31 characters, some not at all, and no apostrophe at either end.
    return re.sub(r"[\[\]:*?/\\]", " ", title)[:31].strip("' ") or "1"
