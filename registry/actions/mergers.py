"""Merging two records of one person: proposed by one, confirmed by another, withdrawn while it waits.

What holds when the two records differ, the same for everybody: where the survivor's record tells something of a day,
that holds (residence, need, guardians); of days of which it tells nothing the absorbed record's facts are taken over.
The stricter wins in what protects or excludes. The survivor's identity code and log-in go on; the other code no longer
opens anything, the other log-in is closed. Who died by either record has died. The absorbed record's own rows stay as
they were.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from pilot import audit
from pilot.calendar import helsinki_today
from pilot.models import User
from pilot.periods import between
from registry import errors
from registry.actions.absorbed import refuse_absorbed
from registry.actions.moves import lay_out_residences
from registry.models import (
    Exclusion,
    Guardianship,
    IdentityCode,
    Merger,
    NeedCoefficient,
    Protection,
    Residence,
    Resident,
    ResidentAccount,
)
from registry.rules import uncovered


@transaction.atomic
def propose_merger(
    *, survivor: Resident, absorbed: Resident, reason: str, by: User, at: datetime, channel: str
) -> Merger:
    """Propose that the one record is absorbed by the other; nothing moves until somebody else confirms it.

    Refuses what cannot be merged, a proposal without a reason, and a second one about either record while one waits.
    Records `merger_proposed`.
    """
    survivor, absorbed = _locked(survivor.pk, absorbed.pk)
    _refuse(survivor, absorbed)
    if not reason.strip():
        raise errors.NoReason
    both = [survivor.pk, absorbed.pk]
    if Merger.objects.open().filter(Q(survivor__in=both) | Q(absorbed__in=both)).exists():
        raise errors.ProposalWaits
    merger = Merger.objects.create(
        survivor=survivor, absorbed=absorbed, reason=reason.strip(), proposed_at=at, proposed_by=by
    )
    _record("merger_proposed", merger, by=by, at=at, channel=channel, reason=merger.reason)
    return merger


@transaction.atomic
def withdraw_merger(*, merger: Merger, by: User, at: datetime, channel: str) -> Merger:
    """Withdraw a proposal that waits. Refuses one that was decided. Records `merger_withdrawn`."""
    merger = _open(merger)
    merger.withdrawn_at, merger.withdrawn_by = at, by
    merger.save(update_fields=["withdrawn_at", "withdrawn_by"])
    _record("merger_withdrawn", merger, by=by, at=at, channel=channel)
    return merger


@transaction.atomic
def confirm_merger(*, merger: Merger, by: User, at: datetime, channel: str) -> Merger:
    """Confirm a proposal: what the absorbed record tells follows to the survivor, and nothing is added to it any more.

    Refuses who proposed it, one that was decided, and what cannot be merged any more. Records `residents_merged`.
    Choices, vouchers and lists follow through the caller in `vouchers`.
    """
    merger = _open(merger)
    if merger.proposed_by_id == by.pk:
        raise errors.OwnMerger
    survivor, absorbed = _locked(merger.survivor_id, merger.absorbed_id)
    _refuse(survivor, absorbed)
    _carry_over(survivor, absorbed, by=by, at=at)
    absorbed.merged_into = survivor
    absorbed.save(update_fields=["merged_into"])
    merger.confirmed_at, merger.confirmed_by = at, by
    merger.save(update_fields=["confirmed_at", "confirmed_by"])
    _record("residents_merged", merger, by=by, at=at, channel=channel, reason=merger.reason)
    return merger


def _locked(*ids: int) -> list[Resident]:
    """Wait for whoever is writing about the two, and return them in the order asked for."""
    rows = Resident.objects.select_for_update(of=["self"]).select_related("pilot").filter(pk__in=ids).order_by("pk")
    by_id = {row.pk: row for row in rows}
    return [by_id[pk] for pk in ids]


def _open(merger: Merger) -> Merger:
    merger = Merger.objects.select_for_update(of=["self"]).select_related("survivor__pilot").get(pk=merger.pk)
    if merger.confirmed_at is not None or merger.withdrawn_at is not None:
        raise errors.MergerDecided
    return merger


def _refuse(survivor: Resident, absorbed: Resident) -> None:
    if survivor.pk == absorbed.pk:
        raise errors.SameRecord
    if survivor.pilot_id != absorbed.pilot_id:
        raise errors.OtherPilot
    for one in (survivor, absorbed):
        refuse_absorbed(one)
    if survivor.died_on and absorbed.died_on and survivor.died_on != absorbed.died_on:
        raise errors.DeathsDiffer
    both = [survivor.pk, absorbed.pk]
    if Guardianship.objects.filter(child__in=both, guardian__in=both).exists():
        raise errors.GuardianOfTheOther


def _carry_over(survivor: Resident, absorbed: Resident, *, by: User, at: datetime) -> None:
    today = helsinki_today(at)
    if absorbed.died_on and not survivor.died_on:
        survivor.died_on, survivor.died_precision = absorbed.died_on, absorbed.died_precision
    survivor.email = survivor.email or absorbed.email
    survivor.save(update_fields=["died_on", "died_precision", "email"])
    _carry_residences(survivor, absorbed)
    for strand in NeedCoefficient.objects.filter(resident=absorbed).values_list("strand", flat=True).distinct():
        _carry(NeedCoefficient, survivor, absorbed, same={"strand": strand}, kept=("strand_id", "thousandths"))
    for strand in Exclusion.objects.filter(resident=absorbed).values_list("strand", flat=True).distinct():
        _carry(Exclusion, survivor, absorbed, same={"strand": strand}, kept=("strand_id", "reason"))
    _carry(Protection, survivor, absorbed)
    _carry(Protection, absorbed, survivor)
    _carry_guardians(survivor, absorbed, today)
    _carry_codes(survivor, absorbed, today)
    _carry_log_in(survivor, absorbed)


def _carry(
    model: Any,
    to: Resident,
    of: Resident,
    *,
    same: dict[str, Any] | None = None,
    kept: tuple[str, ...] = (),
    owner: str = "resident",
) -> None:
    """Give the one record rows for the days of the other's on which it has none of its own."""
    own = list(model.objects.filter(**{owner: to}, **(same or {})).values_list("period", flat=True))
    for row in model.objects.filter(**{owner: of}, **(same or {})).order_by("pk"):
        if row.period.isempty:
            continue
        for period in uncovered(row.period, own):
            model.objects.create(**{owner: to, "period": period} | {name: getattr(row, name) for name in kept})


def _carry_residences(survivor: Resident, absorbed: Resident) -> None:
    """Take over where the person lived before the survivor's record begins."""
    first = survivor.residences.order_by("moved_on").values_list("moved_on", flat=True).first()
    earlier = absorbed.residences.filter(cancelled_at__isnull=True, period__isnull=False).order_by("moved_on", "pk")
    if first is not None:
        earlier = earlier.filter(moved_on__lt=first)
    kept = ("moved_on", "area_id", "municipality_code", "postal_code", "town", "street", "registered_at")
    for row in earlier:
        Residence.objects.create(resident=survivor, **{name: getattr(row, name) for name in kept})
    lay_out_residences(residents=[survivor.pk])


def _carry_guardians(survivor: Resident, absorbed: Resident, today: date) -> None:
    """Let the survivor's record tell whose guardian the person is and who its guardians are; the other's end today."""
    for owner, other in (("child", "guardian_id"), ("guardian", "child_id")):
        rows = Guardianship.objects.filter(**{owner: absorbed})
        for pk in rows.values_list(other, flat=True).distinct():
            _carry(Guardianship, survivor, absorbed, same={other: pk}, kept=(other, "is_certain"), owner=owner)
        for row in rows.filter(period__contains=today):
            if row.period.lower < today:
                row.period = between(row.period.lower, today)
                row.save(update_fields=["period"])


def _carry_codes(survivor: Resident, absorbed: Resident, today: date) -> None:
    """Move the identity codes; of two in use the survivor's stays in use."""
    has_own = survivor.identity_codes.filter(active=True).exists()
    for code in IdentityCode.objects.filter(resident=absorbed):
        if code.active and has_own:
            code.active = False
            if code.period.upper is None and code.period.lower < today:
                code.period = between(code.period.lower, today)
        code.resident = survivor
        code.save(update_fields=["active", "period", "resident"])


def _carry_log_in(survivor: Resident, absorbed: Resident) -> None:
    """Move the log-in; of two the survivor's goes on and the other is closed."""
    account = ResidentAccount.objects.select_related("user").filter(resident=absorbed).first()
    if account is None:
        return
    if ResidentAccount.objects.filter(resident=survivor).exists():
        account.user.is_active = False
        account.user.save(update_fields=["is_active"])
        return
    account.resident = survivor
    account.save(update_fields=["resident"])


def _record(kind: str, merger: Merger, *, by: User, at: datetime, channel: str, reason: str = "") -> None:
    audit.record(
        kind,
        by=by,
        at=at,
        channel=channel,
        subject=("resident", merger.survivor_id),
        pilot_code=merger.survivor.pilot.code,
        reason=reason,
        facts={"merger": merger.pk, "absorbed": merger.absorbed_id},
    )
