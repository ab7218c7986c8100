"""A statement's figures as the rows of a table: what its CSV and its XLSX hold, part by part, the sums at the end."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from billing.statements.figures import StatementFigures
from pilot.calendar import Month
from pilot.exports import Column

FIGURE_COLUMNS = [
    Column("part", gettext_lazy("Part")),
    Column("item", gettext_lazy("Item")),
    Column("month", gettext_lazy("Service month"), "month"),
    Column("source", gettext_lazy("Document or source")),
    Column("quantity", gettext_lazy("Quantity"), "int"),
    Column("days", gettext_lazy("Person-days"), "int"),
    Column("unit_cents", gettext_lazy("Price, euros"), "cents"),
    Column("cents", gettext_lazy("Euros"), "cents"),
]


@dataclass(frozen=True)
class FigureRow:
    """One row of the table."""

    part: str
    item: str
    cents: int
    month: Month | None = None
    source: str = ""
    quantity: int | None = None
    days: int | None = None
    unit_cents: int | None = None


def figure_rows(figures: StatementFigures) -> list[FigureRow]:
    """Return every row of the statement, in the active language."""
    return [*_capitation(figures), *_corrections(figures), *_deductions(figures), *_incentive(figures), *_sums(figures)]


def _capitation(figures: StatementFigures) -> Iterator[FigureRow]:
    for row in figures.cells:
        yield FigureRow(
            part=_("Capitation"),
            item=f"{row.area}, {row.ages}",
            month=figures.month,
            quantity=row.residents,
            days=row.days,
            unit_cents=row.annual_cents,
            cents=row.cents,
        )


def _corrections(figures: StatementFigures) -> Iterator[FigureRow]:
    for row in figures.correction_months:
        part = _("Corrections to earlier months")
        common = {"part": part, "month": row.month, "quantity": row.residents}
        yield FigureRow(item=_("Before"), cents=-row.old_cents, **common)
        yield FigureRow(item=_("Now"), cents=row.new_cents, **common)


def _deductions(figures: StatementFigures) -> Iterator[FigureRow]:
    for row in (*figures.bought, *figures.co_paid):
        yield FigureRow(
            part=_("Co-payments") if row.is_co_payment else _("Deductions"),
            item=": ".join(filter(None, (row.kind, row.item, row.reason))),
            month=row.month,
            source=row.document,
            quantity=row.quantity,
            unit_cents=row.unit_cents,
            cents=row.cents,
        )


def _incentive(figures: StatementFigures) -> Iterator[FigureRow]:
    for row in figures.incentive.rows if figures.incentive else ():
        yield FigureRow(
            part=_("Incentive"),
            item=f"{row.name}: {row.asked}; {row.found}",
            month=figures.month,
            source=row.source,
            unit_cents=row.part_cents,
            cents=row.cents,
        )


def _sums(figures: StatementFigures) -> Iterator[FigureRow]:
    for line in (*figures.parts, *figures.totals):
        yield FigureRow(part=_("What the sum is made of"), item=line.label, month=figures.month, cents=line.cents)
