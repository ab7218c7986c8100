"""The month as it would be if it were frozen now, without a trace.

The same text says what is due as for a freeze. Only corrections are written, into a table that vanishes with the unit
of work; of everybody's own month just sums are asked for.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from django.db import connection, transaction
from django.db.models import Max

from billing import errors, sql
from billing.models import PaymentRun, RateCell, RateTable
from billing.month import computing as months
from billing.month.beside import for_each_shard, most_shards
from billing.month.computing import PREVIEW, Piece, SiteFigures
from billing.month.other_parts import open_parts
from billing.month.shards import Shard
from billing.month.snapshot import one_snapshot
from billing.queries.sites import Site, providers_without_account, sites_by_id
from pilot.calendar import Month, next_bank_day
from pilot.models import RuleSet, Strand
from vouchers import queries as voucher_queries
from vouchers.queries import PutOff

# Nobody needs a hundred times the average (need_is_under_a_hundred), and a month is a twelfth of a year.
MOST_ANNUAL_CENTS = (2**31 - 1) * 12 // 100


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
    """A month's figures as they would be now; `stops` are codes of what keeps it from being frozen or paid.

    `doubts` counts the changes of the register that stop it, `put_off` are those that somebody let it go without.
    """

    month: Month
    previous: PaymentRun | None
    sites: list[SitePreview]
    gaps: list[GapSummary]
    stops: list[str] = field(default_factory=list)
    doubts: int = 0
    put_off: list[PutOff] = field(default_factory=list)

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
        doubts = voucher_queries.doubts_stopping(strand.pilot_id, month)
        found = Preview(
            month=month,
            previous=previous,
            sites=_sites(figures, previous, parts),
            gaps=_gaps(parts),
            stops=_stops(strand, month, rules, previous, figures) + ["register_doubt"] * bool(doubts),
            doubts=doubts,
            put_off=voucher_queries.put_off_for(strand.pilot_id, month),
        )
        transaction.set_rollback(True)
    return found


def _part(strand: Strand, month: Month, previous: PaymentRun | None, shard: Shard) -> _Part:
    months.open_gaps()
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE {PREVIEW} (LIKE billing_entry INCLUDING DEFAULTS) ON COMMIT DROP")
        months.correct(strand=strand, previous=previous, run_id=0, part=PREVIEW, shard=shard)
        corrections = _corrections(cursor)
        pieces, moved = _originals(cursor, months.asked(strand, [month], previous), shard)
        cursor.execute(
            f"SELECT month, coalesce(area.code, ''), age, count(*) FROM {months.GAPS} AS gap"  # noqa: S608 - our own name
            " LEFT JOIN pilot_area AS area ON area.id = gap.area_id GROUP BY month, area.code, age"
        )
        gaps = cursor.fetchall()
    corrected: Counter[int] = Counter()
    for site_id, _cause, _residents, cents in corrections:
        corrected[site_id] += cents
    return _Part([replace(one, cents=one.cents + corrected[one.site_id]) for one in pieces], moved + corrections, gaps)


def _corrections(cursor) -> list[tuple[int, str, int, int]]:
    """Return what earlier months now owe or get back, by site and cause."""
    cursor.execute(
        f"SELECT site_id, 'correction:' || cause, count(DISTINCT resident_id), sum(cents)::bigint"  # noqa: S608
        f" FROM {PREVIEW} GROUP BY site_id, cause"
    )
    return cursor.fetchall()


def _originals(cursor, params: dict, shard: Shard) -> tuple[list[Piece], list[tuple[int, str, int, int]]]:
    """Return each site's own entries of the month, with the corrections counted but not their cents, and what moved."""
    cause, of_shard = sql.text("difference_cause"), shard.condition("entry.resident_id")
    text = months.with_due(
        "previewed",
        shard.of_due(),
        keep=False,
        part=PREVIEW,
        cause=cause.rstrip(),
        of_shard=of_shard,
        cents=_type_of_cents(),
    )
    with months.everybody_at_once(cursor):
        cursor.execute(text, params)
        rows = cursor.fetchall()
        if any(hole for *_figures, hole in rows):
            cursor.execute(months.with_due("write_gaps", shard.of_due(), keep=False, gaps=months.GAPS), params)
    entries: Counter[int] = Counter()
    residents: Counter[int] = Counter()
    cents: Counter[int] = Counter()
    for site_id, _cause, some_entries, some_residents, some_cents, *_moved in rows:
        entries[site_id] += some_entries
        residents[site_id] += some_residents
        cents[site_id] += some_cents
    found = [
        Piece(site_id, 0, number, residents[site_id], cents[site_id], cents[site_id], "")
        for site_id, number in entries.items()
        if number
    ]
    moved = [(site_id, cause, *figures) for site_id, cause, _e, _r, _c, *figures, _hole in rows if cause]
    return found, moved


def _type_of_cents() -> str:
    """Return the smaller type where no month of any cell can pass it, whatever somebody needs."""
    most = RateCell.objects.aggregate(most=Max("annual_cents"))["most"] or 0
    return "integer" if most < MOST_ANNUAL_CENTS else "bigint"


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
