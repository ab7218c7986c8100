"""The books' files: the columns of a page's list with its row of sums, the same bytes whenever they are taken.

The moment inside an XLSX comes from a row, not from a clock.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from billing.errors import TooManyForSheet
from billing.exports.entries import XLSX
from pilot.exports import XLSX_MOST_ROWS, csv_bytes, xlsx_bytes
from pilot.tables import Table


def books_file(table: Table, rows: Iterable[Any], kind: str, *, name: str, at: datetime) -> HttpResponse:
    """Return the rows in their order as CSV or XLSX, their sums as the last row; refuses what no sheet holds."""
    given = list(rows)
    heads = [head for column in table.file_columns for head in column.file_columns]
    sums = table.totals(rows) if table.totals else {}
    lines = list(_lines(table, given))
    if sums:
        named = next(head.key for head in heads if head.type == "text")
        lines.append({head.key: sums.get(head.key) for head in heads} | {named: _("Total")})
    if kind == "csv":
        response = HttpResponse(csv_bytes(heads, lines), content_type="text/csv; charset=utf-8")
    elif kind == "xlsx":
        if len(lines) >= XLSX_MOST_ROWS:
            raise TooManyForSheet
        content = xlsx_bytes(heads, lines, title=str(table.caption), at=at)
        response = HttpResponse(content, content_type=XLSX)
    else:
        raise Http404
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    response["Cache-Control"] = "no-store"
    return response


def _lines(table: Table, rows: Iterable[Any]) -> Iterator[dict[str, Any]]:
    for row in rows:
        yield {key: value for column in table.file_columns for key, value in column.file_cells(row).items()}
