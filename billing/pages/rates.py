"""The page on which a rate table is made: its form, its table of boxes, and what is pasted or uploaded into that.

A paste or a file only fills the table, which its reader then sees and saves. Nothing typed is lost on the way.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from billing import words
from billing.actions.rates import CellDraft
from billing.errors import BillingRefused
from billing.forms import RateDraftForm
from billing.models import RateTable
from billing.queries import rates as queries
from billing.rates.files import read_file, read_text
from billing.rates.grid import Grid, an_empty_band
from billing.rates.sheet import NotRates, Sheet, read_sheet, write_sheet
from pilot.models import Area, Strand
from pilot.periods import day_before_end

SAVE, READ = "save", "read"
URL = re.compile(r"https?://\S+")


@dataclass
class Editor:
    """What was sent, or what the page opens with."""

    form: RateDraftForm
    grid: Grid
    areas: list[Area]
    cells: list[CellDraft]
    is_saved: bool = False
    was_read: bool = False

    @property
    def is_complete(self) -> bool:
        """Tell whether all that was sent can be saved, and shall be."""
        return self.is_saved and not self.is_refused

    @property
    def draft(self) -> dict[str, Any]:
        """Return the draft as the actions take it."""
        names = ("valid_from", "decision_number", "source")
        return {name: self.form.cleaned_data[name] for name in names} | {"cells": self.cells}

    @property
    def is_refused(self) -> bool:
        return bool(self.form.errors or self.grid.errors)

    @property
    def sexes(self) -> list[str]:
        return [str(label) for label in words.SEXES.values()]


def opened(strand: Strand, start: RateTable | None, *, is_change: bool) -> Editor:
    """Open the page with a table's rates: a draft's own, or those that the next table starts from."""
    areas = queries.areas_of(strand)
    initial: dict[str, Any] = {}
    if start is not None and is_change:
        initial = {name: getattr(start, name) for name in ("valid_from", "decision_number", "source")}
    sheet = write_sheet(queries.cells_of(start) if start else [], areas)
    if len(sheet[0]) == 1:
        sheet = [[*row, an_empty_band() if number == 0 else ""] for number, row in enumerate(sheet)]
    grid = Grid(sheet)
    if grid.is_too_large:
        initial["pasted"] = _as_text(sheet)
    return Editor(RateDraftForm(initial=initial), grid, areas, [])


def sent(request: HttpRequest, strand: Strand) -> Editor:
    """Take what was sent: fill or widen the table, or read its rates to be saved."""
    deed, areas = request.POST.get("deed", SAVE), queries.areas_of(strand)
    form = RateDraftForm(request.POST, request.FILES, is_saved=deed == SAVE)
    editor = Editor(form, Grid.sent(request.POST), areas, [])
    if form.data.get("pasted", "").strip() or "upload" in form.files:
        _fill(editor, request)
    elif deed == READ:
        form.add_error("pasted", _("Paste the table here, or choose a file below. The table above is as it was."))
    elif deed != SAVE:
        editor.grid = editor.grid.widened(deed)
        return editor
    editor.is_saved = deed == SAVE and not editor.was_read
    _check(editor)
    return editor


def table_parts(table: RateTable, today: date) -> dict[str, Any]:
    """Return everything that a table's page shows."""
    is_draft = table.state == RateTable.State.DRAFT
    before, day = queries.holding_before(table), the_day(table.strand, today)
    return {
        "table": table,
        "table_pk": str(table.pk),
        "matrix": queries.matrix(table, before=before, on=day),
        "before": before,
        "day": day,
        "holds_now": queries.in_force(table.strand, today) == table,
        "is_superseded": queries.is_superseded(table),
        "is_compared": before is not None or queries.others(table).exists(),
        "looked_at": queries.rate_digest(table) if is_draft else "",
        "source_href": table.source if URL.fullmatch(table.source) else "",
    }


def the_day(strand: Strand, today: date) -> date:
    """Return the day whose residents are counted: today, or the nearest day on which the pilot runs."""
    period = strand.pilot.period
    return min(max(today, period.lower), day_before_end(period) or today)


def _fill(editor: Editor, request: HttpRequest) -> None:
    """Put what was pasted or uploaded into the table; when it cannot be read the table stays as it was."""
    upload = request.FILES.get("upload")
    name = "upload" if upload else "pasted"
    try:
        sheet = read_file(upload.read()) if upload else read_text(request.POST["pasted"])
    except BillingRefused as refusal:
        editor.form.add_error(name, refusal.message)
        return
    if not sheet:
        editor.form.add_error(name, _("There is nothing in it. The table above is as it was."))
        return
    editor.grid = Grid(sheet, is_bound=True)
    is_saved = editor.grid.is_too_large and request.POST.get("deed", SAVE) == SAVE
    kept = request.POST.copy()
    kept["pasted"] = _as_text(sheet) if editor.grid.is_too_large else ""
    editor.form, editor.was_read = RateDraftForm(kept, is_saved=is_saved), not is_saved


def _check(editor: Editor) -> None:
    try:
        editor.cells = read_sheet(editor.grid.sheet, editor.areas)
    except NotRates as refusal:
        editor.grid = editor.grid.with_errors(refusal)
        return
    if editor.is_saved and not editor.cells:
        editor.form.add_error(None, _("The table has no rates. Write at least one amount."))


def _as_text(sheet: Sheet) -> str:
    """Write a sheet as a spreadsheet copies it."""
    return "\n".join("\t".join(row) for row in sheet)


def sheet_of(table: RateTable) -> Sheet:
    """Return a table as the sheet that its files hold."""
    return write_sheet(queries.cells_of(table))
