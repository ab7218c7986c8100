"""Entries as files: the statement's own columns, and for a run whose statement each is on; streamed, however many."""

import tempfile
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from billing.errors import TooManyForSheet
from billing.statements.document import ENTRY_COLUMNS
from pilot.exports import XLSX_MOST_ROWS, Column, csv_chunks, write_xlsx

STATEMENT_COLUMNS = [
    *ENTRY_COLUMNS,
    Column("refunds_run", _("Takes back from the run of"), "month"),
    Column("receipt_number", _("Receipt of the choice")),
]
RUN_COLUMNS = [
    Column("run", _("Run"), "month"),
    Column("provider", _("Provider")),
    Column("site", _("Site")),
    *STATEMENT_COLUMNS,
]
BLOCK = 64 * 1024
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def csv_answer(columns: list[Column], lines: Iterable[object], *, filename: str) -> HttpResponseBase:
    """Answer with CSV that leaves as it is read, in the language of the page it was asked from."""
    language = translation.get_language() or "fi"
    chunks = csv_chunks(columns, (vars(line) for line in lines))
    response = StreamingHttpResponse(_blocks(chunks, language), content_type="text/csv; charset=utf-8")
    return _as_file(response, f"{filename}.csv")


def xlsx_answer(
    columns: list[Column], lines: Iterable[object], *, count: int, filename: str, title: str, at: datetime
) -> HttpResponseBase:
    """Answer with XLSX, written to a file of its own and not to memory; refuses more rows than a sheet holds."""
    if count >= XLSX_MOST_ROWS:
        raise TooManyForSheet
    to = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it when it has been sent
    write_xlsx(columns, (vars(line) for line in lines), to, title=title, at=at)
    to.seek(0)
    return _as_file(FileResponse(to, content_type=XLSX), f"{filename}.xlsx")


def _blocks(chunks: Iterator[bytes], language: str) -> Iterator[bytes]:
    """Gather lines, so that a million of them are not a million writes."""
    with translation.override(language):
        gathered = bytearray()
        for chunk in chunks:
            gathered += chunk
            if len(gathered) >= BLOCK:
                yield bytes(gathered)
                gathered.clear()
        yield bytes(gathered)


def _as_file(response: HttpResponseBase, filename: str) -> HttpResponseBase:
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    response["Cache-Control"] = "no-store"
    return response
