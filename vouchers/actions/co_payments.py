"""What a resident paid for a visit: recorded by the site that charged, never more often than the year allows, voided
with a reason from a closed list (912/1992 § 7, docs/adr/0026)."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from pilot import audit
from pilot.calendar import helsinki_today
from pilot.locks import Key, lock
from pilot.models import Strand, User
from providers.models import Site
from registry.actions import refuse_absorbed
from registry.models import Resident
from vouchers import errors
from vouchers.models import CoPayment, Enrolment, Fee
from vouchers.models.co_payments import kind_at
from vouchers.queries.co_payments import counted_with, is_year_paid, standing_of
from vouchers.queries.fees import fees_on


@transaction.atomic
def charge_co_payment(
    *,
    resident: Resident,
    strand: Strand,
    site: Site,
    service: str,
    charged_on: date,
    by: User,
    at: datetime,
    channel: str,
    key: str,
    cents: int | None = None,
    unit: str = Fee.Unit.VISIT,
) -> CoPayment:
    """Record that the site charged for a visit, or for the year, on the day; without a sum it is the fee's.

    Refuses a day to come, outside the resident's life or on which they were on another list, what has no fee or is
    free, a sum other than the fee's, a charge that nothing needs, and one more than the calendar year allows (912/1992
    § 7), wherever the others were charged. Sent again with its key it gives the first. Records `co_payment_charged`.
    """
    lock(lock_of(resident.pk, strand.pk))
    resident = Resident.objects.select_related("merged_into").get(pk=resident.pk)
    refuse_absorbed(resident)
    if (first := CoPayment.objects.filter(key=key).first()) is not None:
        asked = (resident.pk, strand.pk, site.pk, service, unit, charged_on, cents or first.cents)
        if asked != _asked_for(first):
            raise errors.ChargeKeyUsed
        return first
    _refuse_day(resident, strand, site, charged_on, today=helsinki_today(at))
    fee = _fee(resident, strand, service, unit, charged_on)
    cents = _sum(fee, cents, charged_on)
    row = CoPayment.objects.create(
        resident=resident, strand=strand, site=site, fee=fee, kind=kind_at(site), service=service, unit=unit,
        counted=fee.counted_where, turn=_turn(fee, resident, strand, site, charged_on), charged_on=charged_on,
        cents=cents, key=key, recorded_at=at, recorded_by=by,
    )  # fmt: skip
    _record("co_payment_charged", row, by=by, at=at, channel=channel, cents=cents)
    return row


@transaction.atomic
def void_co_payment(*, co_payment: CoPayment, reason: str, by: User, at: datetime, channel: str) -> CoPayment:
    """Say that a charge does not stand; its turn of the year is free again. It is kept, with the reason.

    Refuses one that is voided already, and what is no reason of the list. Records `co_payment_voided`.
    """
    lock(lock_of(co_payment.resident_id, co_payment.strand_id))
    row = CoPayment.objects.select_for_update(of=["self"]).select_related("strand__pilot").get(pk=co_payment.pk)
    if row.is_voided:
        raise errors.VoidedAlready
    if reason not in CoPayment.Void.values:
        raise errors.NoVoidReason
    row.voided_at, row.voided_by, row.void_reason = at, by, reason
    row.save(update_fields=["voided_at", "voided_by", "void_reason"])
    _record("co_payment_voided", row, by=by, at=at, channel=channel, reason=reason)
    return row


def lock_of(resident: int, strand: int) -> Key:
    """Return what two providers who charge one resident at the same moment wait for."""
    return ("co_payment", resident, strand)


def carry_co_payments(survivor: Resident, absorbed: Resident, *, by: User, at: datetime, channel: str) -> None:
    """Let the charges follow to the record that goes on; of what is more than a year allows the later are voided.

    Whoever was charged too often, because there were two records, is to be paid back by who charged last.
    """
    both = CoPayment.objects.filter(resident__in=[survivor, absorbed]).select_related("fee", "site")
    kept: list[CoPayment] = []
    for row in both.standing().order_by("charged_on", "pk"):
        if _has_room(row, kept):
            kept.append(row)
        else:
            void_co_payment(co_payment=row, reason=CoPayment.Void.TOO_MANY, by=by, at=at, channel=channel)
    taken = [row for row in kept if row.resident_id == survivor.pk]
    for row in kept:
        if row.resident_id == absorbed.pk:
            row.resident, row.turn = survivor, _turn_among(row, _beside(row, taken)) if row.counted else None
            row.save(update_fields=["resident", "turn"])
            taken.append(row)
    CoPayment.objects.filter(resident=absorbed).update(resident=survivor)


def _asked_for(row: CoPayment) -> tuple:
    return (row.resident_id, row.strand_id, row.site_id, row.service, row.unit, row.charged_on, row.cents)


def _refuse_day(resident: Resident, strand: Strand, site: Site, on: date, *, today: date) -> None:
    if on > today:
        raise errors.ChargedLater
    last = resident.died_on if resident.died_precision == Resident.Precision.DAY else None
    if on < resident.born_on or (last is not None and on > last):
        raise errors.NotLivingThen(day=on)
    if not Enrolment.objects.on_day(on).filter(resident=resident, strand=strand, site=site).exists():
        raise errors.NotOnTheList(day=on)


def _fee(resident: Resident, strand: Strand, service: str, unit: str, on: date) -> Fee:
    rows = fees_on(strand, on, born_on=resident.born_on).rows
    fee = next((row for row in rows if (row.service, row.unit) == (service, unit)), None)
    if fee is None or fee.cents is None:
        raise errors.NoFeeThen(day=on)
    if fee.cents == 0:
        raise errors.NothingToPay
    if not fee.is_recorded:
        raise errors.NotCounted
    return fee


def _sum(fee: Fee, cents: int | None, on: date) -> int:
    """Return what was charged: the fee, or what is told where the fee is only the most that may be asked."""
    assert fee.cents is not None
    if cents == fee.cents or (cents is None and not fee.is_most):
        return fee.cents
    if cents is not None and fee.is_most and 0 < cents < fee.cents:
        return cents
    refusal = errors.AboveMost if fee.is_most else errors.OtherSum
    raise refusal(cents=fee.cents, day=on)


def _turn(fee: Fee, resident: Resident, strand: Strand, site: Site, on: date) -> int | None:
    """Return the calendar year's turn that is free; none where visits are not counted."""
    paid = list(standing_of(resident, strand, on.year))
    if is_year_paid(fee, paid):
        raise errors.YearIsPaid(year=on.year)
    if fee.unit == Fee.Unit.YEAR and any(row.service == fee.service for row in paid):
        raise errors.VisitsArePaid(year=on.year)
    if fee.turns is None:
        return None
    same = counted_with(fee, paid, site)
    if len(same) >= fee.turns:
        raise errors.AllPaid(times=fee.turns, year=on.year)
    return _free_turn(same)


def _free_turn(same: Iterable[CoPayment]) -> int:
    taken = {row.turn for row in same}
    return next(turn for turn in range(1, len(taken) + 2) if turn not in taken)


def _has_room(row: CoPayment, kept: Iterable[CoPayment]) -> bool:
    of_service = [
        one
        for one in kept
        if (one.strand_id, one.service, one.charged_on.year) == (row.strand_id, row.service, row.charged_on.year)
    ]
    if any(one.unit != row.unit for one in of_service):
        return False
    # As it is charged: by the row's own fee, whatever another table of the year says of where visits are counted.
    return row.fee.turns is None or len(counted_with(row.fee, of_service, row.site)) < row.fee.turns


def _turn_among(row: CoPayment, taken: list[CoPayment]) -> int | None:
    """Return a turn for what came from the other record.

    Where an earlier fee has fewer turns than a later one, its charge takes a low turn, and whose that was goes up.
    """
    free = _free_turn(taken)
    if row.fee.turns is None or free <= row.fee.turns:
        return free
    # Of the fee's turns all are taken, and by no more than the fee allows: one of them may go higher.
    high = max((one for one in taken if (one.turn or 0) <= row.fee.turns), key=lambda one: one.fee.turns or 0)
    row.turn = high.turn
    high.turn = _turn_among(high, [row, *(one for one in taken if one is not high)])
    high.save(update_fields=["turn"])
    return row.turn


def _beside(row: CoPayment, others: Iterable[CoPayment]) -> list[CoPayment]:
    """Return of the others those that take turns of the same calendar year."""
    return [one for one in others if _turns_of(one) == _turns_of(row)]


def _turns_of(row: CoPayment) -> tuple:
    site = row.site_id if row.counted == Fee.Counted.EACH else None
    return (row.strand_id, row.service, row.unit, row.charged_on.year, row.counted, site)


def _record(
    kind: str, row: CoPayment, *, by: User, at: datetime, channel: str, reason: str = "", **facts: object
) -> None:
    audit.record(
        kind,
        by=by,
        at=at,
        channel=channel,
        subject=("resident", row.resident_id),
        pilot_code=row.strand.pilot.code,
        reason=reason,
        facts={"co_payment": row.pk, "strand": row.strand.code, "site": row.site_id, **facts},
    )
