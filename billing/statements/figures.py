"""A statement's figures and what each is made of: the one thing that its page, its PDF, its CSV and its XLSX all print.

Plain dataclasses, filled by one query (billing/queries/figures.py). Figures that do not follow from their rows are
refused: what is shown is what the ledger says, or nothing.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Literal

from django.utils.translation import gettext as _

from billing import words
from pilot import formats
from pilot.calendar import Month


@dataclass(frozen=True)
class CellRow:
    """The month's entries of one cell of the rate table; both ages belong to it, no upper age means no end."""

    area: str
    age_from: int
    age_to: int | None
    residents: int
    days: int
    annual_cents: int
    cents: int
    only: str = field(default="", kw_only=True)

    @property
    def ages(self) -> str:
        """The cell's ages in words, and whom of them it holds for when not for everybody."""
        ages = words.ages(self.age_from, self.age_to)
        return f"{ages}, {self.only}" if self.only else ages


@dataclass(frozen=True)
class AreaRows:
    """The cells of one area, and their sums."""

    area: str
    rows: tuple[CellRow, ...]

    @property
    def residents(self) -> int:
        return sum(row.residents for row in self.rows)

    @property
    def days(self) -> int:
        return sum(row.days for row in self.rows)

    @property
    def cents(self) -> int:
        return sum(row.cents for row in self.rows)


@dataclass(frozen=True)
class CorrectionRow:
    """One resident's earlier month: what was paid, and what is due as known now; None where there was nothing."""

    month: Month
    list_code: str
    cause: str
    old_days: int | None
    old_cents: int
    new_days: int | None
    new_cents: int
    change: str = ""

    @property
    def difference(self) -> int:
        return self.new_cents - self.old_cents


@dataclass(frozen=True)
class CorrectionSum:
    """The corrections of one earlier month together."""

    month: Month
    residents: int
    old_cents: int
    new_cents: int
    is_sum: Literal[True] = True

    @property
    def difference(self) -> int:
        return self.new_cents - self.old_cents


@dataclass(frozen=True)
class DeductionRow:
    """One line of what the site bought, or of co-payments, signed as it moves the sum."""

    is_co_payment: bool
    kind: str
    item: str
    month: Month
    document: str
    quantity: int | None
    unit_cents: int | None
    cents: int
    reason: str = ""


@dataclass(frozen=True)
class TargetRow:
    """One target: what it asks, what was measured, and what that brought or cost."""

    name: str
    asked: str
    found: str
    source: str
    is_met: bool
    weight: int
    part_cents: int
    cents: int


@dataclass(frozen=True)
class IncentiveTable:
    """The targets, and how what they decide over follows from the month's capitation."""

    is_added: bool
    fixed_share_thousandths: int
    base_cents: int
    rows: tuple[TargetRow, ...]

    @cached_property
    def cents(self) -> int:
        return sum(row.cents for row in self.rows)

    @cached_property
    def decided_over(self) -> int:
        return sum(row.part_cents for row in self.rows)

    @cached_property
    def weight(self) -> int:
        return sum(row.weight for row in self.rows)

    @property
    def share(self) -> Decimal:
        """What of the capitation the targets decide over."""
        return Decimal(1000 - self.fixed_share_thousandths).scaleb(-3)

    @property
    def fixed_share(self) -> Decimal:
        return Decimal(self.fixed_share_thousandths).scaleb(-3)


Code = Literal[
    "capitation", "corrections", "deductions", "co_payments", "incentive", "carried_in", "to_pay", "carried_out",
    "calculated",
]  # fmt: skip


@dataclass(frozen=True)
class SumLine:
    """One line of what the sum is made of, or of what it comes to."""

    code: Code
    label: str
    cents: int
    table: int | None = None
    is_total: bool = False


@dataclass(frozen=True)
class StatementFigures:
    """One site's month in figures, each with its rows."""

    month: Month
    is_payable: bool
    cells: tuple[CellRow, ...]
    correction_months: tuple[CorrectionSum, ...]
    deductions: tuple[DeductionRow, ...]
    incentive: IncentiveTable | None
    cents: int
    carried_in: int
    to_pay: int
    carried_out: int
    previous_number: str

    def __post_init__(self) -> None:
        if self.month_cents + self.corrections_cents != self.cents:
            raise ValueError("the rows do not add up to the statement")
        if self.incentive is not None and self.incentive.base_cents != self.month_cents:
            raise ValueError("the incentive is not figured from the month's capitation")
        if not self.is_payable and (self.deductions or self.incentive):
            raise ValueError("a public site's statement is a calculation of its entries only")
        balance = self.balance if self.is_payable else 0
        if (self.to_pay, self.carried_out) != (max(0, balance), min(0, balance)):
            raise ValueError("what is to pay and what is carried on do not follow from the sum")

    @cached_property
    def month_cents(self) -> int:
        return sum(row.cents for row in self.cells)

    @cached_property
    def corrections_cents(self) -> int:
        return sum(row.difference for row in self.correction_months)

    @cached_property
    def bought(self) -> tuple[DeductionRow, ...]:
        return tuple(row for row in self.deductions if not row.is_co_payment)

    @cached_property
    def co_paid(self) -> tuple[DeductionRow, ...]:
        return tuple(row for row in self.deductions if row.is_co_payment)

    @cached_property
    def bought_cents(self) -> int:
        return sum(row.cents for row in self.bought)

    @cached_property
    def co_paid_cents(self) -> int:
        return sum(row.cents for row in self.co_paid)

    @cached_property
    def deductions_cents(self) -> int:
        return self.bought_cents + self.co_paid_cents

    @cached_property
    def incentive_cents(self) -> int:
        return self.incentive.cents if self.incentive else 0

    @cached_property
    def balance(self) -> int:
        return self.carried_in + self.cents + self.deductions_cents + self.incentive_cents

    @cached_property
    def parts(self) -> tuple[SumLine, ...]:
        """What the sum is made of, in words of the reader; empty parts are left out."""
        month = formats.month(self.month)
        lines = [SumLine("capitation", _("Capitation, {month}").format(month=month), self.month_cents, 1)]
        if self.correction_months:
            lines.append(SumLine("corrections", _("Corrections to earlier months"), self.corrections_cents, 2))
        if self.bought:
            lines.append(SumLine("deductions", _("Deductions"), self.bought_cents, 3))
        if self.co_paid:
            lines.append(SumLine("co_payments", _("Co-payments"), self.co_paid_cents, 3))
        if self.incentive:
            lines.append(SumLine("incentive", _("Incentive"), self.incentive_cents, 4))
        if self.is_payable:
            lines.append(SumLine("carried_in", self._carried_in_label(), self.carried_in))
        return tuple(lines)

    @cached_property
    def totals(self) -> tuple[SumLine, ...]:
        """What the parts come to."""
        if not self.is_payable:
            return (SumLine("calculated", _("Calculated"), self.cents, is_total=True),)
        lines = [SumLine("to_pay", _("To pay"), self.to_pay, is_total=True)]
        if self.carried_out:
            label = _("Carried on to the next statement")
            lines.append(SumLine("carried_out", label, self.carried_out, is_total=True))
        return tuple(lines)

    def _carried_in_label(self) -> str:
        if self.previous_number:
            return _("Carried over from statement {number}").format(number=self.previous_number)
        return _("Carried over from an earlier statement")
