"""The month as it would be if it were frozen now, without a trace.

The same computation as a freeze's, into a table that vanishes with the unit of work.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from django.db import connection, transaction

from billing import errors, sql
from billing import month as months
from billing.beside import for_each_shard, most_shards
from billing.models import PaymentRun, RateTable
from billing.month import PREVIEW, Piece, SiteFigures
from billing.other_parts import open_parts
from billing.queries.sites import Site, providers_without_account, sites_by_id
from billing.shards import Shard
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


@dataclass(frozen=True)
class _Part:
    """What one shard adds to the preview: each site's pieces, what moved its sum, and gaps by month, area and age."""

    pieces: list[Piece]
    differences: list[tuple[int, str, int, int]]
    gaps: list[tuple[date, str, int, int]]


def preview(*, strand: Strand, month: Month) -> Preview:
    """Return the month as it would be; refuses a month frozen already and one without rules."""
    most = most_shards()
    with one_snapshot():
        if PaymentRun.objects.filter(strand=strand, month=month.first).exists():
            raise errors.AlreadyFrozen
        rules = RuleSet.objects.in_force(month.first).filter(strand=strand).first()
        if rules is None:
            raise errors.NoRules
        previous = months.previous_run(strand, month)
        work = partial(_part, strand, month, previous)
        parts = list(for_each_shard(strand, work, most=most, keep=False).values())
        pieces = [piece for part in parts for piece in part.pieces]
        others = open_parts(strand, month, months.sites_with(pieces))
        figures = months.site_figures(previous=previous, found=pieces, others=others)
        found = Preview(
            month=month,
            previous=previous,
            sites=_sites(figures, previous, parts),
            gaps=_gaps(parts),
            stops=_stops(strand, month, rules, previous, figures),
        )
        transaction.set_rollback(True)
    return found


def _part(strand: Strand, month: Month, previous: PaymentRun | None, shard: Shard) -> _Part:
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE {PREVIEW} (LIKE billing_entry INCLUDING DEFAULTS) ON COMMIT DROP")
        months.compute(strand=strand, month=month, previous=previous, run_id=0, part=PREVIEW, shard=shard)
        text = sql.text("differences").format(part=PREVIEW, of_shard=shard.condition("entry.resident_id"))
        cursor.execute(text, {"previous": previous and previous.pk})
        differences = cursor.fetchall()
        cursor.execute(
            f"SELECT month, coalesce(area.code, ''), age, count(*) FROM {months.GAPS} AS gap"  # noqa: S608 - our own name
            " LEFT JOIN pilot_area AS area ON area.id = gap.area_id GROUP BY month, area.code, age"
        )
        gaps = cursor.fetchall()
    return _Part(months.pieces(PREVIEW, digests=False), differences, gaps)


def _sites(figures: list[SiteFigures], previous: PaymentRun | None, parts: list[_Part]) -> list[SitePreview]:
    before = dict(previous.statements.values_list("site_id", "cents")) if previous else {}
    differences = _differences(parts)
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


def _differences(parts: list[_Part]) -> dict[int, list[Difference]]:
    residents: Counter[tuple[int, str]] = Counter()
    cents: Counter[tuple[int, str]] = Counter()
    for site_id, cause, some_residents, some_cents in (row for part in parts for row in part.differences):
        residents[site_id, cause] += some_residents
        cents[site_id, cause] += some_cents
    found: dict[int, list[Difference]] = defaultdict(list)
    for site_id, cause in sorted(residents):
        found[site_id].append(Difference(cause, residents[site_id, cause], cents[site_id, cause]))
    return found


def _gaps(parts: list[_Part]) -> list[GapSummary]:
    stretches: Counter[tuple[date, str, int]] = Counter()
    for month, area, age, some in (row for part in parts for row in part.gaps):
        stretches[month, area, age] += some
    return [GapSummary(*where, stretches[where]) for where in sorted(stretches)]


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
