"""The month as it would be if it were frozen now, without a trace.

The same computation as a freeze's, into a table that vanishes with the unit of work.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db import connection, transaction

from billing import errors, sql
from billing import month as months
from billing.models import PaymentRun, RateTable
from billing.month import PREVIEW, SiteFigures
from billing.queries.sites import Site, providers_without_account, sites_by_id
from billing.snapshot import one_snapshot
from pilot.calendar import Month, next_bank_day
from pilot.models import RuleSet, Strand


@dataclass(frozen=True)
class Difference:
    """How many residents moved a site's sum for one cause, and by how many cents.

    Causes: new, left, age (another band), rate, days; and `correction:` death, move, need, list or rates.
    """

    cause: str
    residents: int
    cents: int


@dataclass(frozen=True)
class SitePreview:
    """One site's figures as they would be, beside the run before."""

    site: Site
    figures: SiteFigures
    cents_before: int
    differences: list[Difference]


@dataclass(frozen=True)
class GapSummary:
    """How many stretches of an area and age have no rate."""

    month: date
    area: str
    age: int
    stretches: int


@dataclass(frozen=True)
class Preview:
    """A month's figures as they would be now; `stops` are codes of what keeps it from being frozen or paid."""

    month: Month
    previous: PaymentRun | None
    sites: list[SitePreview]
    gaps: list[GapSummary]
    stops: list[str] = field(default_factory=list)

    @property
    def cents(self) -> int:
        return sum(site.figures.cents for site in self.sites)

    @property
    def payable_cents(self) -> int:
        return sum(site.figures.to_pay for site in self.sites)

    @property
    def entry_count(self) -> int:
        return sum(site.figures.entry_count for site in self.sites)


def preview(*, strand: Strand, month: Month) -> Preview:
    """Return the month as it would be; refuses a month frozen already and one without rules."""
    with one_snapshot():
        if PaymentRun.objects.filter(strand=strand, month=month.first).exists():
            raise errors.AlreadyFrozen
        rules = RuleSet.objects.in_force(month.first).filter(strand=strand).first()
        if rules is None:
            raise errors.NoRules
        previous = months.previous_run(strand, month)
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE TEMP TABLE {PREVIEW} (LIKE billing_entry) ON COMMIT DROP")
        months.compute(strand=strand, month=month, previous=previous, run_id=0, part=PREVIEW)
        figures = months.site_figures(previous=previous, found=months.pieces(PREVIEW, digests=False))
        found = Preview(
            month=month,
            previous=previous,
            sites=_sites(figures, previous),
            gaps=_gaps(),
            stops=_stops(strand, month, rules, previous, figures),
        )
        transaction.set_rollback(True)
    return found


def _sites(figures: list[SiteFigures], previous: PaymentRun | None) -> list[SitePreview]:
    before = dict(previous.statements.values_list("site_id", "cents")) if previous else {}
    differences = _differences(previous)
    sites = sites_by_id([row.site_id for row in figures])
    return [
        SitePreview(
            site=sites[row.site_id],
            figures=row,
            cents_before=before.get(row.site_id, 0),
            differences=differences[row.site_id],
        )
        for row in figures
    ]


def _differences(previous: PaymentRun | None) -> dict[int, list[Difference]]:
    found: dict[int, list[Difference]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(sql.text("differences").format(part=PREVIEW), {"previous": previous and previous.pk})
        for site_id, cause, residents, cents in cursor.fetchall():
            found[site_id].append(Difference(cause, residents, cents))
    return found


def _gaps() -> list[GapSummary]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT month, coalesce(area.code, ''), age, count(*) FROM {months.GAPS} AS gap"  # noqa: S608 - our own name
            " LEFT JOIN pilot_area AS area ON area.id = gap.area_id"
            " GROUP BY month, area.code, age ORDER BY month, area.code, age"
        )
        return [GapSummary(*row) for row in cursor.fetchall()]


def _stops(
    strand: Strand, month: Month, rules: RuleSet, previous: PaymentRun | None, figures: list[SiteFigures]
) -> list[str]:
    stops = []
    if previous is not None and Month.of(previous.month).next != month:
        stops.append("not_next_month")
    if not RateTable.objects.filter(strand=strand, state="approved", valid_from__lte=month.last).exists():
        stops.append("no_rate")
    pay_on = next_bank_day(month.next.first.replace(day=rules.payment_day))
    if providers_without_account([row.site_id for row in figures if row.to_pay > 0], pay_on).exists():
        stops.append("no_bank_account")
    return stops
