"""What somebody has paid for visits in a calendar year, and what the next one costs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from pilot.models import Strand
from providers.models import Site
from registry.models import Resident
from vouchers.models import CoPayment, Fee
from vouchers.queries.fees import fees_on


@dataclass(frozen=True)
class NextVisit:
    """What is paid for the next visit of one service: how many of the calendar year's count already."""

    fee: Fee
    paid: int
    is_year_paid: bool

    @property
    def left(self) -> int | None:
        """How many may still be charged; none is every one."""
        if self.is_year_paid:
            return 0
        return None if self.fee.turns is None else max(self.fee.turns - self.paid, 0)

    @property
    def cents(self) -> int:
        """What the next one costs; at most, where the fee is the most."""
        return 0 if self.left == 0 else self.fee.cents or 0


def next_visits(*, resident: Resident, strand: Strand, site: Site | None, on: date) -> list[NextVisit]:
    """Return, of each service whose visits are kept, what the next one costs at the site on the day.

    Without a site, visits that each site counts by itself are those of a site where nothing was paid.
    """
    rows = fees_on(strand, on, born_on=resident.born_on).rows
    paid = list(standing_of(resident, strand, on.year))
    return [_next(fee, paid, site) for fee in rows if fee.is_recorded and fee.unit == Fee.Unit.VISIT]


def standing_of(resident: Resident, strand: Strand, year: int) -> QuerySet[CoPayment]:
    """Return what stands of the resident's calendar year, the earliest first."""
    rows = CoPayment.objects.standing().of_year(year).filter(resident=resident, strand=strand)
    return rows.select_related("site").order_by("charged_on", "pk")


def counted_with(fee: Fee, paid: Iterable[CoPayment], site: Site | None) -> list[CoPayment]:
    """Return of a year's charges those that count with the fee at the site: it counts together or each by itself."""
    same = [row for row in paid if (row.service, row.unit) == (fee.service, fee.unit)]
    if fee.counted_where == Fee.Counted.EACH:
        return [row for row in same if site is not None and row.site_id == site.pk]
    return same


def is_year_paid(fee: Fee, paid: Iterable[CoPayment]) -> bool:
    """Tell whether the fee of the whole year stands for the service."""
    return any(row.service == fee.service and row.unit == Fee.Unit.YEAR for row in paid)


def _next(fee: Fee, paid: list[CoPayment], site: Site | None) -> NextVisit:
    return NextVisit(fee, len(counted_with(fee, paid, site)), is_year_paid(fee, paid))
