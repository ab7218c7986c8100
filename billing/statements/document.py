"""The monthly statement: everything it prints, and its rendering.

Plain dataclasses, filled by others; nothing here reads the database. Residents appear by their list code only. Its
figures are those of the page and the files (figures.py beside this); rows that do not add up to them are refused.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import groupby
from typing import Literal

from django.utils import translation
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from billing.statements.chart import paid_by_month
from billing.statements.figures import AreaRows, CellRow, CorrectionRow, CorrectionSum, StatementFigures
from pilot.calendar import Month
from pilot.exports import Column, csv_bytes
from pilot.money import round_half_up
from pilot.pdf import Attachment, Recipient, Sender, render_pdf

# A table that runs over a page would lose its heading for those who hear it, so long ones are cut into several;
# beyond the last limit the months' totals are printed, and the attached file has the rest.
CORRECTIONS_ON_A_PAGE = 40
MOST_CORRECTIONS = 300

ENTRY_COLUMNS = [
    Column("list_code", _("Resident")),
    Column("month", _("Service month"), "month"),
    Column("kind", _("Kind")),
    Column("area", _("Area")),
    Column("age", _("Age"), "int"),
    Column("need_thousandths", _("Need, thousandths"), "int"),
    Column("starts_on", _("First day"), "date"),
    Column("days", _("Days"), "int"),
    Column("annual_cents", _("Euros a year"), "cents"),
    Column("cents", _("Euros"), "cents"),
    Column("cause", _("Cause")),
]


@dataclass(frozen=True)
class Payment:
    """How the money comes; left out while the run has no day of payment, and where nothing is paid."""

    pay_on: date
    reference: str
    iban: str
    payee: str
    business_id: str
    # What the bank account receives, where the provider's other sites are paid in the same sum.
    together_cents: int | None = None


@dataclass(frozen=True)
class MonthFigure:
    """One bar of the chart and one column of its table."""

    month: Month
    cents: int
    residents: int


@dataclass(frozen=True)
class EntryLine:
    """One row of the attached file: one entry."""

    list_code: str
    month: Month
    kind: str
    area: str
    age: int
    need_thousandths: int
    starts_on: date
    days: int
    annual_cents: int
    cents: int
    cause: str


@dataclass(frozen=True)
class DisputeRow:
    """A dispute of an earlier statement as it stood when this one was frozen."""

    number: str
    statement: str
    rows: int
    reason: str
    opened_on: date
    outcome: str
    closed_on: date | None


@dataclass(frozen=True)
class StatementDocument:
    """One site's statement for one month."""

    sender: Sender
    recipient: Recipient
    number: str
    issued_on: date
    site: str
    counting: Literal["daily", "snapshot"]
    figures: StatementFigures
    corrections: tuple[CorrectionRow, ...]
    residents: int
    person_days: int
    arrived: int
    left: int
    payment: Payment | None
    history: tuple[MonthFigure, ...]
    entries: tuple[EntryLine, ...]
    known_at: datetime
    rates: str
    run: str
    digest: str
    dispute_until: date
    reply_days: int
    dispute_address: str
    contact: str
    disputes: tuple[DisputeRow, ...] = ()

    def __post_init__(self) -> None:
        if self.corrections_cents != self.figures.corrections_cents:
            raise ValueError("the corrections do not add up to the statement")
        if sum(entry.cents for entry in self.entries) != self.figures.cents:
            raise ValueError("the attached entries do not add up to the statement")

    @property
    def month(self) -> Month:
        return self.figures.month

    @property
    def is_payable(self) -> bool:
        return self.figures.is_payable

    @property
    def cells(self) -> tuple[CellRow, ...]:
        return self.figures.cells

    @property
    def to_pay(self) -> int:
        return self.figures.to_pay

    @cached_property
    def areas(self) -> tuple[AreaRows, ...]:
        """The cells by area, in the order given."""
        return tuple(AreaRows(area, tuple(rows)) for area, rows in groupby(self.cells, key=lambda row: row.area))

    @cached_property
    def corrections_cents(self) -> int:
        return sum(row.difference for row in self.corrections)

    @cached_property
    def corrections_old_cents(self) -> int:
        return sum(row.old_cents for row in self.corrections)

    @cached_property
    def corrections_new_cents(self) -> int:
        return sum(row.new_cents for row in self.corrections)

    @cached_property
    def has_months_only(self) -> bool:
        """Tell whether the corrections are too many to be printed one by one."""
        return len(self.corrections) > MOST_CORRECTIONS

    @cached_property
    def correction_tables(self) -> tuple[tuple[CorrectionRow | CorrectionSum, ...], ...]:
        """The corrections with each month's sum, cut into tables that fit on a page."""
        lines = tuple(self._correction_lines())
        return tuple(
            lines[start : start + CORRECTIONS_ON_A_PAGE] for start in range(0, len(lines), CORRECTIONS_ON_A_PAGE)
        )

    @cached_property
    def example(self) -> CellRow | None:
        """The cell whose whole month is worked out for the reader."""
        return max(self.cells, key=lambda row: row.residents, default=None)

    @cached_property
    def example_cents(self) -> int:
        """What one resident of the example's cell brings for a whole month."""
        return round_half_up(self.example.annual_cents, 12) if self.example else 0

    @cached_property
    def has_need(self) -> bool:
        """Tell whether anybody's need coefficient differs from one."""
        return any(entry.need_thousandths != 1000 for entry in self.entries)

    @property
    def attachment_name(self) -> str:
        return f"statement-{self.number.replace('/', '-')}.csv"

    def _correction_lines(self) -> Iterator[CorrectionRow | CorrectionSum]:
        for month, group in groupby(self.corrections, key=lambda row: row.month):
            rows = tuple(group)
            if not self.has_months_only:
                yield from rows
            if self.has_months_only or len(rows) > 1:
                residents = len({row.list_code for row in rows})
                old, new = sum(row.old_cents for row in rows), sum(row.new_cents for row in rows)
                yield CorrectionSum(month, residents, old, new)


def entries_csv(document: StatementDocument, *, language: str) -> bytes:
    """Return the statement's entries as CSV, one row each, by list code."""
    with translation.override(language):
        return csv_bytes(ENTRY_COLUMNS, (vars(entry) for entry in document.entries))


def statement_pdf(document: StatementDocument, *, language: str, issued_at: datetime) -> bytes:
    """Return the statement as PDF with its entries inside."""
    attachment = Attachment(
        filename=document.attachment_name,
        description=document.number,
        content=entries_csv(document, language=language),
    )
    with translation.override(language):
        chart = paid_by_month(
            [(figure.month, figure.cents) for figure in document.history], accent=document.sender.accent
        )
    return render_pdf(
        "pdf/statement.html",
        {"document": document, "kind": _("Statement"), "number": document.number, "chart": chart},
        language=language,
        title=format_lazy(_("Statement {number}, {site}"), number=document.number, site=document.site),
        issued_at=issued_at,
        attachments=[attachment],
    )
