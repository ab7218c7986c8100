"""From a choice to every payment made for it: its entries in every run, with their statements and payments."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from billing.models import Entry, Statement
from billing.queries.entries import Line, lines
from billing.queries.statements import LAST_PAYMENT_STATE
from registry.models import Resident
from vouchers.models import Choice


@dataclass(frozen=True)
class ChoiceLine:
    """One entry that a choice brought about, its statement, and where the payment is; '' where nothing is paid."""

    line: Line
    statement: Statement
    payment_state: str


@dataclass(frozen=True)
class ChoicePayments:
    """A choice and all that its reader sees of what was paid for it."""

    choice: Choice
    rows: list[ChoiceLine]

    @property
    def cents(self) -> int:
        return sum(row.line.cents for row in self.rows)


def choice_payments(pk: int, seen: QuerySet[Entry]) -> ChoicePayments | None:
    """Return what was written for the choice among the entries that the reader sees; None when that is nothing."""
    choice = Choice.objects.select_related("strand", "site", "resident").filter(pk=pk).first()
    if choice is None:
        return None
    # By resident, which entries are found by; a choice of a record that was absorbed has entries under both.
    whose = Q(resident=choice.resident_id) | Q(resident__in=_absorbed(choice.resident_id))
    found = list(lines(seen.filter(whose, choice=pk)))
    if not found:
        return None
    runs, sites = {line.key.run_id for line in found}, {line.site_id for line in found}
    statements = Statement.objects.filter(run__in=runs, site__in=sites).annotate(paid=LAST_PAYMENT_STATE)
    by_key = {(row.run_id, row.site_id): row for row in statements}
    return ChoicePayments(choice, [_row(line, by_key[line.key.run_id, line.site_id]) for line in found])


def _absorbed(resident_id: int) -> list[int]:
    """Return every record that went into this one, one into another included."""
    found: list[int] = []
    into = [resident_id]
    while into:
        into = list(Resident.objects.filter(merged_into__in=into).values_list("pk", flat=True))
        found += into
    return found


def _row(line: Line, statement: Statement) -> ChoiceLine:
    return ChoiceLine(line, statement, getattr(statement, "paid", None) or "")
