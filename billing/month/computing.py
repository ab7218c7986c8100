"""The month as a set: computes what is due, and what earlier months now owe or get back, into a table.

A freeze computes into the run's own partition, a preview into a table that vanishes. Both are this one computation, so
that a preview never shows other figures than the freeze would write. No decisions about the run's life are here.
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256

from django.db import IntegrityError, connection, transaction
from psycopg.errors import NotNullViolation

from billing import sql
from billing.models import PaymentRun
from billing.month import causes, due
from billing.month.other_parts import NONE, OtherParts, SiteParts
from billing.month.shards import PIECE_BITS, TOUCHED, WHOLE, Shard
from pilot.calendar import Month, months_between
from pilot.models import Strand

GAPS = "found_gaps"
PREVIEW = "previewed_entries"


@dataclass(frozen=True)
class Piece:
    """One site's entries of one piece of the population; see billing/sql/pieces.sql."""

    site_id: int
    number: int
    entry_count: int
    resident_count: int
    cents: int
    original_cents: int
    digest: str


@dataclass(frozen=True)
class SiteFigures:
    """One site's part of a run; cents are signed, carried figures are never above zero.

    `cents` are the entries'; the other parts are only a paid site's.
    """

    site_id: int
    is_payable: bool
    carried_in: int
    pieces: tuple[Piece, ...]
    parts: SiteParts = NONE

    @property
    def entry_count(self) -> int:
        return sum(piece.entry_count for piece in self.pieces)

    @property
    def resident_count(self) -> int:
        return sum(piece.resident_count for piece in self.pieces)

    @property
    def cents(self) -> int:
        return sum(piece.cents for piece in self.pieces)

    @property
    def balance(self) -> int:
        return self.carried_in + self.cents + self.parts.cents

    @property
    def to_pay(self) -> int:
        return max(0, self.balance) if self.is_payable else 0

    @property
    def carried_out(self) -> int:
        return min(0, self.balance) if self.is_payable else 0

    @property
    def digest(self) -> str:
        """SHA-256 over the figures, the pieces' digests and the other rows in order: all that the statement says."""
        figures = (self.site_id, self.cents, self.carried_in, self.to_pay, self.carried_out)
        lines = [";".join(map(str, figures)), *(f"{piece.number};{piece.digest}" for piece in self.pieces)]
        lines += self.parts.digest_lines
        return sha256("\n".join(lines).encode()).hexdigest()


def run_digest(*, strand: Strand, month: Month, sites: list[SiteFigures], previous: PaymentRun | None) -> str:
    """Return SHA-256 over what the run is, its statements' digests and the previous run's."""
    lines = [f"{strand.pk};{month};{previous.digest if previous else ''}", *(site.digest for site in sites)]
    return sha256("\n".join(lines).encode()).hexdigest()


def previous_run(strand: Strand, month: Month) -> PaymentRun | None:
    """Return the strand's last run before the month."""
    return PaymentRun.objects.filter(strand=strand, month__lt=month.first).order_by("-month").first()


def compute(
    *, strand: Strand, month: Month, previous: PaymentRun | None, run_id: int, part: str, shard: Shard = WHOLE
) -> None:
    """Write the shard's entries of the month, and corrections of earlier ones, into `part`; gaps into another."""
    open_gaps()
    with connection.cursor() as cursor:
        _write_originals(cursor, part, shard, asked(strand, [month], previous) | {"run": run_id})
    correct(strand=strand, previous=previous, run_id=run_id, part=part, shard=shard)


def open_gaps() -> None:
    """Make the table that gaps are written into, where it is not there yet."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMP TABLE IF NOT EXISTS {GAPS} (month date, resident_id bigint, site_id bigint, area_id bigint,"
            " starts_on date, age smallint) ON COMMIT DROP"
        )


def correct(*, strand: Strand, previous: PaymentRun | None, run_id: int, part: str, shard: Shard = WHOLE) -> None:
    """Write the shard's corrections of earlier months into `part`; without an earlier run there are none."""
    if previous is None:
        return
    runs = dict(PaymentRun.objects.filter(strand=strand).order_by("month").values_list("pk", "month"))
    months = list(months_between(Month.of(min(runs.values())), Month.of(previous.month)))
    params = asked(strand, months, previous) | {"run": run_id}
    with connection.cursor() as cursor:
        find_touched(cursor, params, shard)
        of_shard, of_runs = shard.condition("entry.resident_id"), _of_runs(strand, min(runs))
        text = with_due("write_corrections", TOUCHED, part=part, gaps=GAPS, of_shard=of_shard, of_runs=of_runs)
        cursor.execute(text, params | {"runs": list(runs)})


def _of_runs(strand: Strand, first: int) -> str:
    """Return which partitions of entries are read: all since the strand's first run where nobody else has one."""
    if PaymentRun.objects.filter(pk__gte=first).exclude(strand=strand).exists():
        return "entry.run_id = ANY(%(runs)s)"
    return f"entry.run_id >= {first:d}"


def asked(strand: Strand, months: list[Month], previous: PaymentRun | None) -> dict[str, object]:
    """Return the parameters by which the statements know their strand, months and the run before."""
    known = {"strand": strand.pk, "pilot": strand.pilot_id, "previous": previous and previous.pk}
    return known | span(months)


def find_touched(cursor, params: dict, shard: Shard = WHOLE) -> None:
    """Name in temporary tables what was written that the previous freeze could not see, and of whom."""
    cursor.execute(
        "CREATE TEMP TABLE changes (resident_id bigint, since date, cause text, rank integer, change text)"
        " ON COMMIT DROP; CREATE TEMP TABLE touched (resident_id bigint PRIMARY KEY) ON COMMIT DROP"
    )
    kept = sql.text("keep_changes").format(changes=changes_text(), of_shard=shard.condition("resident.id"))
    cursor.execute(kept, params | causes.parameters())
    cursor.execute("ANALYZE changes")
    cursor.execute(sql.text("touched").format(of_shard=shard.condition("enrolment.resident_id")), params)
    cursor.execute("ANALYZE touched")


def changes_text(*, seen: str = "TRUE") -> str:
    """Return the queries that find what the previous freeze could not see; `seen` narrows it by `{xid}` of each row."""
    missed = sql.text("missed")
    return sql.text("changes").format(
        missed=missed.format(xid="pgh_xid"),
        missed_deed=missed.format(xid="xid"),
        seen=seen.format(xid="event.pgh_xid"),
        seen_deed=seen.format(xid="event.xid"),
    )


def pieces(part: str) -> list[Piece]:
    """Return how much each site has in the table, piece by piece."""
    text = sql.text("pieces").format(part=part, digest=sql.text("piece_digest"))
    with connection.cursor() as cursor:
        cursor.execute(text, {"piece_bits": PIECE_BITS})
        return [Piece(*row) for row in cursor.fetchall()]


def site_figures(*, previous: PaymentRun | None, found: list[Piece], others: OtherParts) -> list[SiteFigures]:
    """Return each site's figures from its pieces, its other parts and what the previous run carried out, by site."""
    by_site: dict[int, list[Piece]] = defaultdict(list)
    for piece in sorted(found, key=lambda piece: piece.number):
        by_site[piece.site_id].append(piece)
    sites = list(by_site.keys() | others.taken.keys())
    with connection.cursor() as cursor:
        cursor.execute(sql.text("sites_of_run"), {"previous": previous and previous.pk, "sites": sites})
        return [
            _figures(site_id, is_payable, carried, tuple(by_site.get(site_id, ())), others)
            for site_id, is_payable, carried in cursor.fetchall()
        ]


def sites_with(found: list[Piece]) -> set[int]:
    """Return the sites that have entries."""
    return {piece.site_id for piece in found}


def _figures(
    site_id: int, is_payable: bool, carried: int, pieces: tuple[Piece, ...], others: OtherParts
) -> SiteFigures:
    base_cents = sum(piece.original_cents for piece in pieces)
    parts = others.of(site_id, base_cents) if is_payable else NONE
    return SiteFigures(site_id, is_payable, carried, pieces, parts)


def span(of: list[Month]) -> dict[str, object]:
    """Return the parameters by which `placed.sql` knows its months: each, the first day and the day after the last."""
    return {"months": [month.first for month in of], "first": of[0].first, "until": of[-1].until}


def forget() -> None:
    """Drop the computation's temporary tables, so that another may follow in the same unit of work."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {GAPS}, {PREVIEW}, touched, changes")


def _write_originals(cursor, part: str, shard: Shard, params: dict) -> None:
    with everybody_at_once(cursor):
        try:
            with transaction.atomic():
                cursor.execute(with_due("write_originals", shard.of_due(), keep=False, part=part), params)
        except IntegrityError as hole:
            if not isinstance(hole.__cause__, NotNullViolation):
                raise
            cursor.execute(with_due("write_originals_and_gaps", shard.of_due(), part=part, gaps=GAPS), params)


@contextmanager
def everybody_at_once(cursor) -> Iterator[None]:
    """Join whole tables, never one by one, and count without sorting, whatever the planner last heard of their sizes.

    Shards beside each other use the cores: workers of each would only be in the way.
    """
    cursor.execute(
        "SET LOCAL enable_nestloop = off; SET LOCAL enable_mergejoin = off; SET LOCAL enable_sort = off;"
        " SET LOCAL max_parallel_workers_per_gather = 0"
    )
    yield
    cursor.execute(
        "SET LOCAL enable_nestloop = on; SET LOCAL enable_mergejoin = on; SET LOCAL enable_sort = on;"
        " SET LOCAL max_parallel_workers_per_gather TO DEFAULT"
    )


def with_due(name: str, whose: dict[str, str], *, keep: bool = True, **parts: str) -> str:
    """Return the statement of that name around what is due; `keep` where it reads that more than once."""
    return sql.text(name).format(due=due.due(whose, keep=keep), **parts)
