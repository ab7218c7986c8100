"""What somebody has paid for visits in a calendar year, and what the next one costs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q, QuerySet

from pilot.calendar import ONE_DAY
from pilot.models import Strand
from providers.models import Site
from registry.models import Resident
from vouchers.models import CoPayment, Enrolment, Fee, FeeTable
from vouchers.queries.fees import SERVICES, fees_at_age, fees_on
from vouchers.queries.standing import is_protected


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


def next_visits(
    *, resident: Resident, strand: Strand, site: Site | None, on: date, table: FeeTable | None = None
) -> list[NextVisit]:
    """Return, of each service whose visits are kept, what the next one costs at the site on the day.

    Without a site, visits that each site counts by itself are those of a site where nothing was paid. `table` spares
    whoever has the fees of the day to fetch them again.
    """
    rows = fees_at_age(table, resident.born_on, on) if table else fees_on(strand, on, born_on=resident.born_on).rows
    kept = [fee for fee in rows if fee.is_recorded and fee.unit == Fee.Unit.VISIT]
    paid = list(standing_of(resident, strand, on.year)) if kept else []
    return [_next(fee, paid, site) for fee in kept]


def standing_of(resident: Resident, strand: Strand, year: int) -> QuerySet[CoPayment]:
    """Return what stands of the resident's calendar year, the earliest first."""
    rows = CoPayment.objects.standing().of_year(year).filter(resident=resident, strand=strand)
    return rows.select_related("site").order_by("charged_on", "pk")


def recorded_kinds(strand: Strand) -> list[tuple[str, str]]:
    """Return of which services and units the strand's approved fees are kept, in the order of the pages."""
    tables = FeeTable.objects.approved().filter(strand=strand).prefetch_related("fees").order_by("period")
    kinds = dict.fromkeys((fee.service, fee.unit) for table in tables for fee in table.fees.all() if fee.is_recorded)
    return sorted(kinds, key=lambda kind: (SERVICES.index(kind[0]), kind[1]))


def listed_lately(*, site: Site, strand: int, resident: int, on: date) -> Enrolment | None:
    """Return how the resident stands on the site's list, or stood there since the last calendar year began."""
    rows = Enrolment.objects.filter(listed_lately_on(on), site=site, strand=strand, resident=resident)
    return rows.select_related("resident", "site__provider", "strand__pilot").order_by("period").last()


def listed_lately_on(on: date) -> Q:
    """Return who is or was on a list since the last calendar year began.

    Charges of the last days on a list, or of the last days of a year, are recorded a little later.
    """
    return Q(period__overlap=DateRange(date(on.year - 1, 1, 1), on + ONE_DAY))


def own_charges(*, site: Site, strand: Strand, resident: Resident, on: date) -> QuerySet[CoPayment]:
    """Return what the site charged the resident in this calendar year and the last, the latest first."""
    rows = CoPayment.objects.filter(site=site, strand=strand, resident=resident, charged_on__year__gte=on.year - 1)
    return rows.select_related("recorded_by", "voided_by").order_by("-charged_on", "-pk")


def charges_of(resident: Resident) -> QuerySet[CoPayment]:
    """Return everything that the resident was charged, voided or not, the latest first."""
    rows = CoPayment.objects.filter(resident=resident).select_related("site", "recorded_by", "voided_by")
    return rows.order_by("-charged_on", "-pk")


def charges_of_year(rows: QuerySet[CoPayment], year: int) -> QuerySet[CoPayment]:
    """Return of the charges those of the year, voided ones too, the earliest first."""
    of_year = rows.filter(charged_on__year=year).select_related("site", "strand")
    return of_year.order_by("charged_on", "pk")


def years_charged(resident: Resident, *, today: date) -> list[int]:
    """Return the calendar years in which anything was charged, and this one, the latest first."""
    years = CoPayment.objects.filter(resident=resident).values_list("charged_on__year", flat=True).distinct()
    return sorted({today.year, *years}, reverse=True)


def sums_by_kind(rows: Iterable[CoPayment]) -> list[tuple[str, int]]:
    """Return what was paid as client fees and as co-payments, of what stands; what nobody paid is left out."""
    sums: dict[str, int] = {}
    for row in rows:
        if not row.is_voided:
            sums[row.get_kind_display()] = sums.get(row.get_kind_display(), 0) + row.cents
    return sorted(sums.items())


def tables_of_year(resident: Resident, year: int, *, today: date) -> list[FeeTable]:
    """Return the fees that held at the end of the year, or today, with their strands: what they say of the ceiling."""
    on = min(today, date(year, 12, 31))
    rows = FeeTable.objects.approved().filter(strand__pilot=resident.pilot_id, period__contains=on)
    return list(rows.select_related("strand").order_by("strand"))


def site_on(resident: Resident, strand: Strand, on: date) -> Site | None:
    """Return on whose list the resident is."""
    row = Enrolment.objects.on_day(on).filter(resident=resident, strand=strand).select_related("site").first()
    return row.site if row else None


def name_shown(resident: Resident, *, on: date) -> str:
    """Return how a provider's page names somebody: under non-disclosure by list code alone."""
    return "" if is_protected(resident=resident, on=on) else resident.full_name


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
