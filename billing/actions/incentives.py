"""Figures for the incentive that nobody measures: typed with their source by one person, confirmed by another.

What two people made count, two people take out again.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from billing import errors
from billing.models import IncentiveInput, IncentiveTarget
from billing.queries.incentives import input_refusal
from billing.queries.sites import Site
from pilot import audit
from pilot.calendar import Month
from pilot.locks import lock
from pilot.models import Strand, User


@transaction.atomic
def enter_incentive_input(
    *, target: IncentiveTarget, site: Site, month: Month, value: int, source: str, by: User, at: datetime, channel: str
) -> IncentiveInput:
    """Type a site's figure for a target; it holds, before any measured one, when somebody else has confirmed it.

    Refuses a month that is frozen or not the rules', a site that is not paid, and a figure that is there already.
    Records `incentive_input_entered`.
    """
    strand = target.rule_set.strand
    lock(("incentive_inputs", strand.pk))
    refusal = input_refusal(target, site, month)
    if refusal is not None:
        raise refusal
    row = IncentiveInput.objects.create(
        target=target, site=site, month=month.first, value=value, source=source, entered_at=at, entered_by=by
    )
    _record("incentive_input_entered", strand, [row], by=by, at=at, channel=channel)
    return row


@transaction.atomic
def confirm_incentive_inputs(
    *, strand: Strand, inputs: Collection[int], by: User, at: datetime, channel: str
) -> list[IncentiveInput]:
    """Confirm the figures that were looked at, all or none; they never change.

    Refuses who typed one of them, figures that are confirmed or gone, and none at all. Records
    `incentive_inputs_confirmed`.
    """
    rows = list(
        IncentiveInput.objects.standing()
        .select_for_update(of=("self",))
        .filter(target__rule_set__strand=strand, pk__in=inputs, confirmed_at=None)
        .order_by("pk")
    )
    if not rows or len(rows) != len(set(inputs)):
        raise errors.InputsMoved
    if any(row.entered_by_id == by.pk for row in rows):
        raise errors.OwnInput
    for row in rows:
        row.confirmed_at, row.confirmed_by = at, by
    IncentiveInput.objects.bulk_update(rows, ["confirmed_at", "confirmed_by"])
    _record("incentive_inputs_confirmed", strand, rows, by=by, at=at, channel=channel)
    return rows


@transaction.atomic
def withdraw_incentive_input(*, figure: IncentiveInput, by: User, at: datetime, channel: str) -> None:
    """Take away a figure that nobody has confirmed, while its month is not frozen.

    Refuses a confirmed figure and a frozen month. Records `incentive_input_withdrawn`.
    """
    found = _locked(figure)
    if found.confirmed_at is not None:
        raise errors.InputConfirmed
    strand = found.target.rule_set.strand
    kept = IncentiveInput(pk=found.pk, target_id=found.target_id, site_id=found.site_id, value=found.value)
    found.delete()
    month = str(Month.of(found.month))
    _record("incentive_input_withdrawn", strand, [kept], by=by, at=at, channel=channel, month=month)


@transaction.atomic
def ask_to_remove_input(*, figure: IncentiveInput, by: User, at: datetime, channel: str) -> IncentiveInput:
    """Ask that a confirmed figure is removed; until somebody else does, it counts.

    Refuses a figure that nobody has confirmed, a frozen month, and what was asked before. Records
    `incentive_input_removal_asked`.
    """
    found = _locked(figure)
    if found.confirmed_at is None or found.removal_asked_at is not None:
        raise errors.InputsMoved
    found.removal_asked_at, found.removal_asked_by = at, by
    found.save(update_fields=["removal_asked_at", "removal_asked_by"])
    _record("incentive_input_removal_asked", found.target.rule_set.strand, [found], by=by, at=at, channel=channel)
    return found


@transaction.atomic
def keep_input(*, figure: IncentiveInput, by: User, at: datetime, channel: str) -> IncentiveInput:
    """Put aside that a confirmed figure is to be removed: it counts on. Anybody may, who asked too.

    Refuses what nobody asked, and a frozen month. Records `incentive_input_kept`.
    """
    found = _locked(figure)
    if found.removal_asked_at is None:
        raise errors.InputsMoved
    found.removal_asked_at = found.removal_asked_by = None
    found.save(update_fields=["removal_asked_at", "removal_asked_by"])
    _record("incentive_input_kept", found.target.rule_set.strand, [found], by=by, at=at, channel=channel)
    return found


@transaction.atomic
def remove_input(*, figure: IncentiveInput, by: User, at: datetime, channel: str) -> IncentiveInput:
    """Remove a confirmed figure that somebody else asked to remove; it stays on file and counts no more.

    Refuses who asked, what nobody asked, and a frozen month. Records `incentive_input_removed`.
    """
    found = _locked(figure)
    if found.removal_asked_at is None:
        raise errors.InputsMoved
    if found.removal_asked_by_id == by.pk:
        raise errors.OwnRemoval
    found.removed_at, found.removed_by = at, by
    found.save(update_fields=["removed_at", "removed_by"])
    _record("incentive_input_removed", found.target.rule_set.strand, [found], by=by, at=at, channel=channel)
    return found


def _locked(figure: IncentiveInput) -> IncentiveInput:
    """Hold the figure and look at it only then; one that is gone was removed by somebody else."""
    rows = IncentiveInput.objects.standing().select_for_update(of=("self",))
    found = rows.select_related("target__rule_set__strand__pilot").filter(pk=figure.pk).first()
    if found is None:
        raise errors.InputsMoved
    if found.target.rule_set.strand.payment_runs.filter(month__gte=found.month).exists():
        raise errors.MonthIsFrozen
    return found


def _record(
    kind: str, strand: Strand, rows: Sequence[IncentiveInput], *, by: User, at: datetime, channel: str, **facts: str
) -> None:
    audit.record(
        kind,
        by=by,
        at=at,
        channel=channel,
        subject=("strand", strand.pk),
        pilot_code=strand.pilot.code,
        facts=facts
        | {
            "inputs": [
                {"input": row.pk, "target": row.target_id, "site": row.site_id, "value": row.value} for row in rows
            ]
        },
    )
