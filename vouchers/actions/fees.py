"""What residents pay themselves: drafted by one person, approved by another, told to nobody before, never rewritten."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import NumericRange

from pilot import audit
from pilot.calendar import ONE_DAY, helsinki_today
from pilot.locks import lock
from pilot.models import Strand, User
from pilot.periods import between
from vouchers import errors
from vouchers.models import Fee, FeeTable
from vouchers.queries.fees import MARKS, fee_digest, fees_ended, fees_next


@dataclass(frozen=True)
class FeeDraft:
    """One fee as it is typed: both ages belong to it, no upper age means no end, no cents mean that nobody knows."""

    service: str
    cents: int | None
    age_from: int = 0
    age_to: int | None = None
    unit: str = Fee.Unit.VISIT
    is_most: bool = False
    is_basic: bool = False
    times_a_year: int | None = None
    counted: str = ""
    spares_veterans: bool = False

    @property
    def ages(self) -> NumericRange:
        return NumericRange(self.age_from, None if self.age_to is None else self.age_to + 1, "[)")

    def meets(self, other: "FeeDraft") -> bool:
        """Tell whether both hold for one service and age."""
        return (self.service, self.unit) == (other.service, other.unit) and all(
            upper is None or lower <= upper
            for lower, upper in ((self.age_from, other.age_to), (other.age_from, self.age_to))
        )


@dataclass(frozen=True)
class FeeTableDraft:
    """A table as it is typed: without a last day it holds until another begins."""

    first: date
    last: date | None
    source: str
    fees: tuple[FeeDraft, ...]
    source_url: str = ""
    decision_number: str = ""
    ceiling: str = ""
    ceiling_source: str = ""


@transaction.atomic
def draft_fees(*, strand: Strand, draft: FeeTableDraft, by: User, at: datetime, channel: str) -> FeeTable:
    """Draft what residents are to pay from the day on.

    Refuses a table without fees or with two for the same, days in the wrong order, a day for which other fees were told
    already, one on which others begin, and a rule of the ceiling without its source. Records `fees_drafted`.
    """
    lock(("fees", strand.pk))
    table = FeeTable(strand=strand, drafted_by=by)
    _write(table, draft, at)
    _record("fees_drafted", table, by=by, at=at, channel=channel)
    return table


@transaction.atomic
def change_fee_draft(*, table: FeeTable, draft: FeeTableDraft, by: User, at: datetime, channel: str) -> FeeTable:
    """Write a draft anew. Refuses what `draft_fees` does, approved fees, and another's. Records `fee_draft_changed`."""
    table = _own(table, by)
    table.fees.all().delete()
    _write(table, draft, at)
    _record("fee_draft_changed", table, by=by, at=at, channel=channel)
    return table


@transaction.atomic
def discard_fee_draft(*, table: FeeTable, by: User, at: datetime, channel: str) -> None:
    """Throw a draft away. Refuses approved fees, and another's. Records `fee_draft_discarded`."""
    table = _own(table, by)
    _record("fee_draft_discarded", table, by=by, at=at, channel=channel)
    table.fees.all().delete()
    table.delete()


@transaction.atomic
def approve_fees(*, table: FeeTable, by: User, at: datetime, channel: str, looked_at: str | None = None) -> FeeTable:
    """Approve drafted fees: those that hold on their first day end then, and they end where later ones begin.

    `looked_at` is the digest of what the approver saw: the draft and the fees that it ends. Refuses who drafted them,
    what was not looked at so, and a day for which others were told already. Records `fees_approved`.
    """
    table = _waiting(table)
    if table.drafted_by_id == by.pk:
        raise errors.OwnFees
    first = table.period.lower
    ended = _ended(table.strand, first, at)
    if looked_at is not None and looked_at != fee_digest(table, ended):
        raise errors.FeesDiffer
    if ended is not None:
        ended.period = between(ended.period.lower, first)
        ended.save(update_fields=["period"])
    follower = fees_next(table.strand, first)
    ends = [day for day in (table.period.upper, follower and follower.period.lower) if day]
    table.period = between(first, min(ends, default=None))
    table.approved_at, table.approved_by, table.approved_period = at, by, table.period
    table.save(update_fields=["period", "approved_at", "approved_by", "approved_period"])
    _record("fees_approved", table, by=by, at=at, channel=channel)
    return table


def _write(table: FeeTable, draft: FeeTableDraft, at: datetime) -> None:
    if not draft.fees:
        raise errors.NoFees
    if any(one.meets(other) for one, other in combinations(draft.fees, 2)):
        raise errors.FeesOverlap
    if bool(draft.ceiling) != bool(draft.ceiling_source):
        raise errors.CeilingUnsourced
    if draft.last is not None and draft.last < draft.first:
        raise errors.FeesEndBefore(on=draft.first)
    _ended(table.strand, draft.first, at)
    table.period = between(draft.first, draft.last and draft.last + ONE_DAY)
    table.decision_number, table.source, table.source_url = draft.decision_number, draft.source, draft.source_url
    table.ceiling, table.ceiling_source = draft.ceiling, draft.ceiling_source
    table.drafted_at = at
    table.save()
    _write_fees(table, draft.fees)


def _write_fees(table: FeeTable, fees: Sequence[FeeDraft]) -> None:
    Fee.objects.bulk_create(
        Fee(
            table=table,
            service=fee.service,
            unit=fee.unit,
            ages=fee.ages,
            cents=fee.cents,
            **{name: getattr(fee, name) for name in MARKS},
        )
        for fee in fees
    )


def _ended(strand: Strand, first: date, at: datetime) -> FeeTable | None:
    """Return the approved table that new fees from the day on end; a day for which nobody was told any has none."""
    held = fees_ended(strand, first)
    if held is not None and first <= helsinki_today(at):
        raise errors.FeesHeldAlready(on=first)
    if held is not None and held.period.lower == first:
        raise errors.FeesBeginThen(on=first)
    return held


def _waiting(table: FeeTable) -> FeeTable:
    lock(("fees", table.strand_id))
    found = FeeTable.objects.select_for_update(of=["self"]).select_related("strand__pilot").filter(pk=table.pk).first()
    if found is None or found.approved_at is not None:
        raise errors.FeesDecided
    return found


def _own(table: FeeTable, by: User) -> FeeTable:
    found = _waiting(table)
    if found.drafted_by_id != by.pk:
        raise errors.OthersFees
    return found


def _record(kind: str, table: FeeTable, *, by: User, at: datetime, channel: str) -> None:
    audit.record(
        kind,
        by=by,
        at=at,
        channel=channel,
        subject=("fee_table", table.pk),
        pilot_code=table.strand.pilot.code,
        facts={"strand": table.strand.code, "first": table.period.lower.isoformat(), "fees": table.fees.count()},
    )
