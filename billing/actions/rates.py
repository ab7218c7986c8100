"""Rate tables: drafted by one person, approved by another, never changed afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import NumericRange
from django.db.models import Max

from billing import errors
from billing.models import RateCell, RateTable
from billing.queries.rates import holes_of, rate_digest
from pilot import audit
from pilot.locks import lock
from pilot.models import Area, Strand, User


@dataclass(frozen=True)
class CellDraft:
    """One cell as it is typed: both ages belong to the band, and no upper age means no end.

    `needs` are the need coefficients in thousandths, half-open. No sex and no needs mean any.
    """

    area: Area
    age_from: int
    age_to: int | None
    annual_cents: int
    is_demonstration: bool = False
    sex: str | None = None
    needs: tuple[int, int | None] | None = None

    @property
    def ages(self) -> NumericRange:
        return NumericRange(self.age_from, None if self.age_to is None else self.age_to + 1, "[)")

    @property
    def need_range(self) -> NumericRange | None:
        return NumericRange(*self.needs, bounds="[)") if self.needs else None


@transaction.atomic
def draft_rate_table(
    *,
    strand: Strand,
    valid_from: date,
    cells: Sequence[CellDraft],
    by: User,
    at: datetime,
    channel: str,
    decision_number: str = "",
    source: str = "",
) -> RateTable:
    """Draft a table of rates that is to hold from the day on. Records `rate_table_drafted`."""
    table = RateTable.objects.create(
        strand=strand,
        valid_from=valid_from,
        decision_number=decision_number,
        source=source,
        drafted_at=at,
        drafted_by=by,
    )
    _write_cells(table, cells)
    _record("rate_table_drafted", table, by=by, at=at, channel=channel)
    return table


@transaction.atomic
def change_rate_draft(
    *,
    table: RateTable,
    valid_from: date,
    cells: Sequence[CellDraft],
    by: User,
    at: datetime,
    channel: str,
    decision_number: str = "",
    source: str = "",
) -> RateTable:
    """Write a draft anew. Refuses an approved table, and another's draft. Records `rate_draft_changed`."""
    lock(("rates", table.strand_id))
    table = _draft(table)
    if table.drafted_by_id != by.pk:
        raise errors.OthersDraft
    table.valid_from, table.decision_number, table.source, table.drafted_at = valid_from, decision_number, source, at
    table.save(update_fields=["valid_from", "decision_number", "source", "drafted_at"])
    table.cells.all().delete()
    _write_cells(table, cells)
    _record("rate_draft_changed", table, by=by, at=at, channel=channel)
    return table


@transaction.atomic
def approve_rate_table(
    *,
    table: RateTable,
    by: User,
    at: datetime,
    channel: str,
    looked_at: str | None = None,
    accept_holes: bool = False,
) -> RateTable:
    """Approve a drafted table: it holds from its day, also for months frozen already, which the next run corrects.

    Of two tables with one first day the later approved holds. `looked_at` is the digest of the rates that the approver
    saw. Refuses who drafted it, other rates than were looked at, and holes that nobody said yes to. Records
    `rate_table_approved`.
    """
    lock(("rates", table.strand_id))
    table = _draft(table)
    if table.drafted_by_id == by.pk:
        raise errors.OwnDraft
    if looked_at is not None and looked_at != rate_digest(table):
        raise errors.RatesDiffer
    holes = holes_of(table)
    if holes and not accept_holes:
        raise errors.HolesNotAccepted
    last = RateTable.objects.filter(strand=table.strand).aggregate(last=Max("approval_order"))["last"]
    table.state = RateTable.State.APPROVED
    table.approved_at, table.approved_by, table.approval_order = at, by, (last or 0) + 1
    table.save(update_fields=["state", "approved_at", "approved_by", "approval_order"])
    _record("rate_table_approved", table, by=by, at=at, channel=channel, holes=len(holes))
    return table


@transaction.atomic
def discard_rate_draft(*, table: RateTable, by: User, at: datetime, channel: str) -> None:
    """Throw a draft away with its rates. Refuses an approved table, and another's. Records `rate_draft_discarded`."""
    lock(("rates", table.strand_id))
    table = _draft(table)
    if table.drafted_by_id != by.pk:
        raise errors.OthersDraft
    _record("rate_draft_discarded", table, by=by, at=at, channel=channel, cells=table.cells.count())
    table.cells.all().delete()
    table.delete()


def _draft(table: RateTable) -> RateTable:
    rows = RateTable.objects.select_for_update(of=["self"]).select_related("strand__pilot")
    # Somebody may have thrown it away since it was looked at.
    found = rows.filter(pk=table.pk).first()
    if found is None or found.state != RateTable.State.DRAFT:
        raise errors.NotADraft
    return found


def _write_cells(table: RateTable, cells: Sequence[CellDraft]) -> None:
    RateCell.objects.bulk_create(
        RateCell(
            table=table,
            area=cell.area,
            ages=cell.ages,
            sex=cell.sex,
            needs=cell.need_range,
            annual_cents=cell.annual_cents,
            is_demonstration=cell.is_demonstration,
        )
        for cell in cells
    )


def _record(kind: str, table: RateTable, *, by: User, at: datetime, channel: str, **facts: int) -> None:
    audit.record(
        kind,
        by=by,
        at=at,
        channel=channel,
        subject=("rate_table", table.pk),
        pilot_code=table.strand.pilot.code,
        facts={"strand": table.strand.code, "valid_from": table.valid_from.isoformat(), **facts},
    )
