"""Deductions: entered by one person, confirmed by another, taken back by a row that turns the sign, never changed."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from billing import errors
from billing.models import Deduction
from billing.queries.deductions import DeductionDraft, refusals
from pilot import audit
from pilot.locks import lock
from pilot.models import Strand, User


@transaction.atomic
def enter_deductions(
    *, strand: Strand, drafts: Sequence[DeductionDraft], by: User, at: datetime, channel: str
) -> list[Deduction]:
    """Enter what sites bought from the organiser, all rows or none; they count when somebody else has confirmed them.

    A row of a month that is frozen goes to the next run. Refuses sites that are not paid, months outside the pilot,
    rows that stand already, and co-payments where the rules do not net them. Records `deductions_entered`.
    """
    lock(("deductions", strand.pk))
    for refusal in refusals(strand, drafts).values():
        raise refusal
    rows = Deduction.objects.bulk_create(
        Deduction(
            strand=strand,
            site=draft.site,
            month=draft.month.first,
            kind=draft.kind,
            item=draft.item,
            quantity=draft.quantity,
            unit_cents=draft.unit_cents,
            cents=draft.cents,
            document=draft.document,
            entered_at=at,
            entered_by=by,
        )
        for draft in drafts
    )
    _record("deductions_entered", strand, rows, by=by, at=at, channel=channel)
    return rows


@transaction.atomic
def confirm_deductions(
    *, strand: Strand, deductions: Collection[int], by: User, at: datetime, channel: str
) -> list[Deduction]:
    """Confirm the rows that were looked at, all or none: the next run takes them, and they never change.

    Refuses who entered one of them, rows that are confirmed or gone, and none at all. Records `deductions_confirmed`.
    """
    rows = list(
        Deduction.objects.select_for_update().filter(strand=strand, pk__in=deductions, confirmed_at=None).order_by("pk")
    )
    if not rows or len(rows) != len(set(deductions)):
        raise errors.DeductionsMoved
    if any(row.entered_by_id == by.pk for row in rows):
        raise errors.OwnDeduction
    for row in rows:
        row.confirmed_at, row.confirmed_by = at, by
    Deduction.objects.bulk_update(rows, ["confirmed_at", "confirmed_by"])
    _record("deductions_confirmed", strand, rows, by=by, at=at, channel=channel)
    return rows


@transaction.atomic
def withdraw_deduction(*, deduction: Deduction, by: User, at: datetime, channel: str) -> None:
    """Take away a row that nobody has confirmed. Refuses a confirmed one. Records `deduction_withdrawn`."""
    deduction = _locked(deduction)
    if deduction.confirmed_at is not None:
        raise errors.DeductionConfirmed
    row = [Deduction(pk=deduction.pk, cents=deduction.cents)]
    deduction.delete()
    _record("deduction_withdrawn", deduction.strand, row, by=by, at=at, channel=channel)


@transaction.atomic
def reverse_deduction(*, deduction: Deduction, reason: str, by: User, at: datetime, channel: str) -> Deduction:
    """Enter the row that takes a confirmed one back whole; somebody else confirms it, and the next run pays it back.

    Refuses a row that is not confirmed, one that takes another back, and one taken back before. Records
    `deduction_reversed`.
    """
    deduction = _locked(deduction)
    if deduction.confirmed_at is None:
        raise errors.DeductionNotConfirmed
    if deduction.reverses_id is not None or Deduction.objects.filter(reverses=deduction).exists():
        raise errors.TakenBackBefore
    row = Deduction.objects.create(
        strand=deduction.strand,
        site_id=deduction.site_id,
        month=deduction.month,
        kind=deduction.kind,
        item=deduction.item,
        quantity=deduction.quantity,
        unit_cents=deduction.unit_cents,
        cents=-deduction.cents,
        document=deduction.document,
        reverses=deduction,
        reason=reason,
        entered_at=at,
        entered_by=by,
    )
    _record("deduction_reversed", deduction.strand, [row], by=by, at=at, channel=channel, reason=reason)
    return row


def _locked(deduction: Deduction) -> Deduction:
    """Lock the row and look at it only then; one that is gone was withdrawn by somebody else."""
    rows = Deduction.objects.select_for_update(of=("self",)).select_related("strand__pilot")
    found = rows.filter(pk=deduction.pk).first()
    if found is None:
        raise errors.DeductionsMoved
    return found


def _record(
    kind: str, strand: Strand, rows: Sequence[Deduction], *, by: User, at: datetime, channel: str, reason: str = ""
) -> None:
    audit.record(
        kind,
        by=by,
        at=at,
        channel=channel,
        subject=("strand", strand.pk),
        pilot_code=strand.pilot.code,
        reason=reason,
        facts={"deductions": [row.pk for row in rows], "cents": sum(row.cents for row in rows)},
    )
