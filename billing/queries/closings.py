"""The settlement of a strand that closed: which run is its last, and until when later ones still correct."""

from dataclasses import dataclass
from datetime import date

from billing.models import PaymentRun
from pilot.calendar import Month
from pilot.models import Strand
from vouchers import queries as voucher_queries


@dataclass(frozen=True)
class Settlement:
    """How a month stands to a closing: its last month, or one after it that only corrects."""

    is_last: bool
    settle_until: date


def settlement_of(run: PaymentRun) -> Settlement | None:
    """Return how the run stands to its strand's closing; None before the last month, and where nothing closes."""
    return _settlement(run.strand, Month.of(run.month))


def is_settled(strand: Strand, month: Month, on: date) -> bool:
    """Tell whether the month would only correct, and the time for that is over."""
    found = _settlement(strand, month)
    return found is not None and not found.is_last and on > found.settle_until


def _settlement(strand: Strand, month: Month) -> Settlement | None:
    plan = voucher_queries.approved_closing(strand)
    if plan is None or month.until <= plan.last_day:
        return None
    return Settlement(month.contains(plan.last_day), plan.settle_until)
